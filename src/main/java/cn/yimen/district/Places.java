package cn.yimen.district;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;

/** 区划: the county, its townships and villages. Answers from memory. */
@Service
public class Places {

    private final DistrictData data;

    Places(DistrictData data) {
        this.data = data;
    }

    /** The county this installation serves. */
    public Place district() {
        return data.current().places().values().stream()
                .filter(place -> place.type() == UnitType.COUNTY)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("this installation has no district yet"));
    }

    public Optional<Place> find(PlaceId id) {
        return Optional.ofNullable(data.current().places().get(id));
    }

    /** @throws NoSuchElementException if there is no such place */
    public Place get(PlaceId id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("no place " + id));
    }

    /** @throws NoSuchElementException if there is no such village (村、社区) */
    public Place village(PlaceId id) {
        return find(id).filter(place -> place.id().isVillage())
                .orElseThrow(() -> new NoSuchElementException("no village " + id));
    }

    /** The township a place lies in, or is. */
    public Place townshipOf(PlaceId id) {
        return get(id.township());
    }

    /** All townships and units of their level, those closed too, in the order of their codes. */
    public List<Place> townships() {
        return all(place -> place.id().isTownship());
    }

    /** All villages of the district, those closed too, in the order of their codes. */
    public List<Place> villages() {
        return all(place -> place.id().isVillage());
    }

    /** The places directly below, those closed too, in the order of their codes; empty below a village. */
    public List<Place> children(PlaceId id) {
        return all(place -> id.equals(place.parent()));
    }

    /** {@code 旧州镇把士村}; for a township its short name. */
    public String fullName(PlaceId id) {
        var place = get(id);
        return id.isVillage() ? townshipOf(id).shortName() + place.shortName() : place.shortName();
    }

    /**
     * 城镇属性 of a village on a day.
     *
     * @throws NoSuchElementException if there is no such village, or the day lies before its first class
     */
    public UrbanRural classOn(PlaceId village, LocalDate day) {
        return statisticalClassOn(village, day).to().urbanRural();
    }

    /** The class in force on a day with its reason; conditions as for {@link #classOn}. */
    public ClassChange statisticalClassOn(PlaceId village, LocalDate day) {
        ClassChange inForce = null;
        for (var change : classHistory(village)) {
            if (!change.effectiveOn().isAfter(day)) {
                inForce = change;
            }
        }
        if (inForce == null) {
            throw new NoSuchElementException("no class of " + village + " on " + day);
        }
        return inForce;
    }

    /** All class changes of a village, the earliest effective day first; of one day the last recorded counts. */
    public List<ClassChange> classHistory(PlaceId village) {
        return List.copyOf(
                data.current().classes().getOrDefault(village(village).id(), List.of()));
    }

    /**
     * The open places whose name, code, pinyin or initials fit what was typed; those that begin with it come first.
     *
     * @param typed {@code 把士}, {@code bashi}, {@code bsc}, also behind the township: {@code 旧州把士}
     * @param within what the asking person may choose
     * @param day places closed by then are left out
     */
    public List<Place> search(String typed, Predicate<Place> within, LocalDate day, int limit) {
        var words = typed.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        if (words.isEmpty()) {
            return List.of();
        }
        return data.current().places().values().stream()
                .filter(place -> place.openOn(day))
                .filter(within)
                .map(place -> new Hit(place, rank(place, words)))
                .filter(hit -> hit.rank() > 0)
                .sorted()
                .limit(limit)
                .map(Hit::place)
                .toList();
    }

    /** @return 0 if it does not fit, else the smaller the better */
    private int rank(Place place, String words) {
        if (place.shortName().startsWith(words) || place.code().equals(words)) {
            return 1;
        }
        if (place.initials().startsWith(words) || place.pinyin().startsWith(words)) {
            return 2;
        }
        if (place.name().contains(words) || (words.length() >= 6 && place.code().startsWith(words))) {
            return 3;
        }
        if (place.id().isVillage()) {
            var township = townshipOf(place.id());
            if ((township.shortName() + place.shortName()).contains(words)
                    || (bare(township.shortName()) + place.shortName()).startsWith(words)
                    || (township.initials() + place.initials()).startsWith(words)) {
                return 4;
            }
        }
        return 0;
    }

    private static String bare(String township) {
        return township.replaceFirst("(街道|镇|乡)$", "");
    }

    private List<Place> all(Predicate<Place> wanted) {
        return data.current().places().values().stream().filter(wanted).toList();
    }

    private record Hit(Place place, int rank) implements Comparable<Hit> {
        @Override
        public int compareTo(Hit other) {
            return rank != other.rank
                    ? Integer.compare(rank, other.rank)
                    : place.id().compareTo(other.place.id());
        }
    }
}
