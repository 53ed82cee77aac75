package cn.yimen.identity;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * 数据范围: which households and cases somebody may see. Every list, count, export and single read puts it into its
 * query; a record outside it is not found, just like one that does not exist.
 *
 * @param district true: everything
 * @param townships 9-digit division codes
 * @param villages 12-digit division codes
 * @param departments codes of the departments whose referrals are seen (never the household itself)
 */
public record Scope(boolean district, Set<String> townships, Set<String> villages, Set<String> departments) {

    private static final Scope NONE = new Scope(false, Set.of(), Set.of(), Set.of());

    /** The union of what the posts allow. */
    static Scope of(Iterable<Post> posts) {
        var district = false;
        var townships = new TreeSet<String>();
        var villages = new TreeSet<String>();
        var departments = new TreeSet<String>();
        for (var post : posts) {
            switch (post.role().reach()) {
                case DISTRICT -> district = true;
                case TOWNSHIP -> add(townships, post.placeCode());
                case VILLAGE -> add(villages, post.placeCode());
                case DEPARTMENT -> add(departments, post.deptCode());
                case HOUSEHOLDS, REFERRED, NO_CASES -> {}
            }
        }
        return new Scope(district, Set.copyOf(townships), Set.copyOf(villages), Set.copyOf(departments));
    }

    public static Scope wholeDistrict() {
        return new Scope(true, Set.of(), Set.of(), Set.of());
    }

    public static Scope none() {
        return NONE;
    }

    /** Whether a record of this place may be seen. The same test as in the queries, for a place already read. */
    public boolean sees(String townshipCode, @Nullable String villageCode) {
        return district || townships.contains(townshipCode) || (villageCode != null && villages.contains(villageCode));
    }

    /** The townships as an SQL array parameter ({@code township_code = any(?)}). */
    public String[] townshipArray() {
        return townships.toArray(String[]::new);
    }

    /** The villages as an SQL array parameter. */
    public String[] villageArray() {
        return villages.toArray(String[]::new);
    }

    /** The departments as an SQL array parameter. */
    public String[] departmentArray() {
        return departments.toArray(String[]::new);
    }

    private static void add(Set<String> codes, @Nullable String code) {
        if (code != null) {
            codes.add(code);
        }
    }
}
