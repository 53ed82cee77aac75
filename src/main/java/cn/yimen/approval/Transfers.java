package cn.yimen.approval;

import cn.yimen.casefile.Cases;
import cn.yimen.casefile.MatterId;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.household.PersonId;
import cn.yimen.identity.Officer;
import cn.yimen.pages.Conflict;
import cn.yimen.policy.Catalogue;
import cn.yimen.policy.Item;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 转其他救助 (lesson 14): a case that fails one scheme goes on in another one with what is stored; nothing is typed again.
 */
@Service
@Transactional
public class Transfers {

    private final Applications applications;
    private final ApplicationStore store;
    private final Cases cases;
    private final Households households;
    private final Catalogue catalogue;
    private final Clock clock;

    Transfers(
            Applications applications,
            ApplicationStore store,
            Cases cases,
            Households households,
            Catalogue catalogue,
            Clock clock) {
        this.applications = applications;
        this.store = store;
        this.cases = cases;
        this.households = households;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** The items it may go on in: those with a path, without its own. */
    @Transactional(readOnly = true)
    public List<Item> targets(ApplicationView application) {
        return catalogue.items(LocalDate.now(clock)).stream()
                .filter(item -> PathKind.ofItem(item.code()).isPresent())
                .filter(item -> !item.code().equals(application.itemCode()))
                .toList();
    }

    /** Who lives together, for an item of one person: id and name. */
    @Transactional(readOnly = true)
    public Map<UUID, String> persons(ApplicationView application, Officer by) {
        var persons = new LinkedHashMap<UUID, String>();
        persons.put(application.personId(), application.personName());
        var household = households.get(new HouseholdId(application.householdId()), by);
        for (var member : household.living()) {
            PersonId person = member.person();
            persons.putIfAbsent(person.id(), household.nameOf(person));
        }
        return persons;
    }

    /**
     * Ends this application and opens the other item in the same case.
     *
     * @param person for whom, where the item is of one person; otherwise the applicant applies
     * @return the new application's matter
     * @throws NoSuchElementException if the item is none of {@link #targets}, or the person does not live there
     * @throws Conflict if the other item is open already
     */
    public MatterId transfer(ApplicationId id, String itemCode, UUID person, String reason, Officer by) {
        var application = applications.locked(id, by);
        var target = targets(application).stream()
                .filter(item -> item.code().equals(itemCode))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no transfer to " + itemCode));
        var who = target.householdWide() ? application.applicantId() : person;
        var name = target.householdWide()
                ? application.applicantName()
                : persons(application, by).get(person);
        if (name == null) {
            throw new NoSuchElementException("no such person in the household");
        }
        var open = cases.inTheWay(application.householdId(), List.of(who), List.of(itemCode), by);
        if (!open.isEmpty()) {
            throw new Conflict("本户（人）的%s已经在办，不用再转。在那一件里接着办".formatted(target.name()));
        }
        applications.go(id, Way.TRANSFER, null, "转为" + target.name() + "：" + reason, by);
        var matter =
                cases.add(application.caseId(), itemCode, who, name, "由" + application.itemName() + "转来：" + reason, by);
        store.transferredTo(id, matter);
        return matter;
    }
}
