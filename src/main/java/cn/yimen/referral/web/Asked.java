package cn.yimen.referral.web;

import cn.yimen.referral.ReferralFilter;
import cn.yimen.referral.ReferralFilter.Due;
import cn.yimen.referral.ReferralFilter.Sort;
import cn.yimen.referral.ReferralStage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** 地址里的条件: what is unknown or not offered is dropped, not an error (ui-guide 7). */
record Asked(
        @Nullable ReferralStage stage,
        @Nullable Due due,
        @Nullable String town,
        @Nullable String dept,
        @Nullable String item,
        @Nullable String w,
        Sort sort,
        boolean descending,
        int size,
        @Nullable String at) {

    static final List<Integer> SIZES = List.of(10, 20, 50);
    private static final int SIZE = 20;

    static Asked read(Map<String, String> given, Set<String> towns, Set<String> departments, Set<String> items) {
        var sort = given.getOrDefault("sort", "");
        var descending = sort.startsWith("-");
        return new Asked(
                ReferralStage.of(given.get("stage")).orElse(null),
                Due.of(given.get("due")).orElse(null),
                offered(given.get("town"), towns),
                offered(given.get("dept"), departments),
                offered(given.get("item"), items),
                given.getOrDefault("w", "").matches("[0-9a-z]{16}") ? given.get("w") : null,
                Sort.of(descending ? sort.substring(1) : sort).orElse(Sort.DUE),
                descending,
                SIZES.contains(number(given.get("size"))) ? number(given.get("size")) : SIZE,
                given.get("at"));
    }

    private static @Nullable String offered(@Nullable String code, Set<String> codes) {
        return code != null && codes.contains(code) ? code : null;
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
    }

    /** The tab that is shown: a search by word looks in all states, everything else begins with what is open. */
    public @Nullable ReferralStage shown() {
        return stage == null && w == null ? ReferralStage.OPEN : stage;
    }

    /** Whether anything but the tab is set. */
    public boolean filtered() {
        return due != null || town != null || dept != null || item != null || w != null;
    }

    ReferralFilter filter(@Nullable String word) {
        return new ReferralFilter(shown(), due, town, dept, item, word, sort, descending);
    }

    /** The same list with one condition changed, from its first page; null takes it off. */
    public String with(String name, @Nullable String value) {
        var parameters = new LinkedHashMap<String, @Nullable String>();
        parameters.put("stage", stage == null ? null : stage.key());
        parameters.put("due", due == null ? null : due.key());
        parameters.put("town", town);
        parameters.put("dept", dept);
        parameters.put("item", item);
        parameters.put("w", w);
        parameters.put("sort", sort == Sort.DUE && !descending ? null : (descending ? "-" : "") + sort.key());
        parameters.put("size", size == SIZE ? null : Integer.toString(size));
        parameters.put(name, value);
        var query = new StringBuilder();
        parameters.forEach((key, each) -> {
            if (each != null) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(key)
                        .append("=")
                        .append(URLEncoder.encode(each, StandardCharsets.UTF_8));
            }
        });
        return "/referrals" + query;
    }

    /** One more press on a head reverses its order. */
    public String sortedBy(String key) {
        var by = Sort.of(key).orElseThrow();
        var reverse = sort == by && !descending;
        return with("sort", by == Sort.DUE && !reverse ? null : (reverse ? "-" : "") + by.key());
    }

    /** For {@code aria-sort}; null for a head that is not sorted by. */
    public @Nullable String direction(String key) {
        return !sort.key().equals(key) ? null : descending ? "descending" : "ascending";
    }
}
