package cn.yimen.district;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;

/** 机构: the bureau, the townships' offices, the departments, the charities (REG-2). Answers from memory. */
@Service
public class Organisations {

    private final DistrictData data;

    Organisations(DistrictData data) {
        this.data = data;
    }

    public Optional<Office> find(OfficeId id) {
        return Optional.ofNullable(data.current().offices().get(id));
    }

    /** @throws NoSuchElementException if there is no such office */
    public Office office(OfficeId id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("no office " + id));
    }

    /** All offices, those closed too: the bureau, the departments, other members, townships, charities. */
    public List<Office> all() {
        return all(office -> true);
    }

    /** The district's civil affairs bureau. */
    public Office bureau() {
        return first(office -> office.kind() == OfficeKind.BUREAU, "bureau");
    }

    /** The departments that handle items of the catalogue, the bureau first. */
    public List<Office> departments() {
        return all(office -> office.deptCode() != null && office.closedOn() == null);
    }

    /** @throws NoSuchElementException if no department has that code */
    public Office officeOfDepartment(String deptCode) {
        return first(office -> deptCode.equals(office.deptCode()) && office.closedOn() == null, deptCode);
    }

    /** The office of the township a place lies in, or is. */
    public Office townshipOffice(PlaceId place) {
        var township = place.township();
        return first(
                office -> office.kind() == OfficeKind.TOWNSHIP && township.equals(office.place()), township.code());
    }

    /** The offices of all townships, in the order of their codes. */
    public List<Office> townshipOffices() {
        return all(office -> office.kind() == OfficeKind.TOWNSHIP);
    }

    /** The members of the district's leading group. */
    public List<Office> leadingGroup() {
        return all(Office::leadingGroup);
    }

    /** The charities needs are passed on to. */
    public List<Office> charities() {
        return all(office -> office.kind() == OfficeKind.CHARITY);
    }

    private Office first(Predicate<Office> wanted, String what) {
        return data.current().offices().values().stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no office for " + what));
    }

    private List<Office> all(Predicate<Office> wanted) {
        return data.current().offices().values().stream().filter(wanted).toList();
    }
}
