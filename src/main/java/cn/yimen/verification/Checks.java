package cn.yimen.verification;

import cn.yimen.household.Absence;
import cn.yimen.household.PersonMatching.Declared;
import cn.yimen.household.PropertyKind;
import cn.yimen.household.StudyStage;
import cn.yimen.kernel.Money;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** 申报与核对的比较: pure; what one person declared and what the departments know, in; mismatches, out (VR-2). */
final class Checks {

    private final Money depositTolerance;
    private final Money incomeTolerance;
    private final LocalDate today;

    Checks(Money depositTolerance, Money incomeTolerance, LocalDate today) {
        this.depositTolerance = depositTolerance;
        this.incomeTolerance = incomeTolerance;
        this.today = today;
    }

    /** 一条部门数据, matched with the person. */
    record Fact(
            long record,
            String source,
            @Nullable String name,
            @Nullable Money amount,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            LocalDate asOf,
            Map<String, String> words) {

        String word(String field) {
            return words.getOrDefault(field, "");
        }
    }

    /**
     * 不一致.
     *
     * @param key the facts it rests on: the same facts are the same finding
     * @param months the first month concerned; null where it cannot be said
     */
    record Found(
            Check check,
            String source,
            String key,
            String declared,
            String verified,
            @Nullable Money declaredAmount,
            @Nullable Money verifiedAmount,
            LocalDate asOf,
            @Nullable YearMonth months) {}

    List<Found> of(Declared declared, List<Fact> facts) {
        var found = new ArrayList<Found>();
        death(declared, of(facts, "DEATH"), found);
        prison(declared, running(of(facts, "PRISON")), found);
        things(
                Check.VEHICLE,
                "机动车",
                declared.count(PropertyKind.VEHICLE),
                of(facts, "VEHICLE"),
                fact -> (fact.word("plate") + " " + fact.word("model")).strip(),
                found);
        things(
                Check.HOUSE,
                "房产",
                declared.count(PropertyKind.HOUSE) + declared.count(PropertyKind.NON_RESIDENTIAL),
                of(facts, "HOUSING"),
                fact -> fact.word("address"),
                found);
        things(
                Check.BUSINESS,
                "市场主体",
                declared.count(PropertyKind.COMPANY_EQUITY),
                running(of(facts, "BUSINESS")).stream()
                        .filter(fact -> !fact.word("status").matches(".*(注销|吊销).*"))
                        .toList(),
                fact -> (fact.word("firm") + " " + fact.word("role")).strip(),
                found);
        twice(of(facts, "BENEFIT"), found);
        deposit(declared, of(facts, "DEPOSIT"), found);
        income(declared, running(of(facts, "SOCIAL")), of(facts, "TAX"), found);
        name(declared, facts, found);
        study(declared, running(of(facts, "SCHOOL")), found);
        hukou(of(facts, "HUKOU"), found);
        return found;
    }

    private void death(Declared declared, List<Fact> facts, List<Found> found) {
        if (facts.isEmpty() || declared.diedOn() != null) {
            return;
        }
        var on = facts.stream()
                .map(Fact::from)
                .filter(java.util.Objects::nonNull)
                .min(LocalDate::compareTo)
                .orElse(null);
        found.add(found(
                Check.DEATH,
                facts,
                "登记为健在",
                on == null ? "部门登记已死亡" : on + " 死亡或火化",
                null,
                null,
                // what is paid for the month of death stays with the family
                on == null ? null : YearMonth.from(on).plusMonths(1)));
    }

    private void prison(Declared declared, List<Fact> facts, List<Found> found) {
        if (facts.isEmpty()
                || declared.absence() == Absence.IN_PRISON
                || declared.absence() == Absence.COMPULSORY_DETOX) {
            return;
        }
        var fact = facts.get(0);
        found.add(found(
                Check.PRISON,
                facts,
                "登记为在家",
                fact.from() + " 起" + (fact.word("kind").isEmpty() ? "收押" : fact.word("kind")),
                null,
                null,
                fact.from() == null ? null : YearMonth.from(fact.from()).plusMonths(1)));
    }

    private void things(
            Check check,
            String what,
            int declared,
            List<Fact> facts,
            java.util.function.Function<Fact, String> words,
            List<Found> found) {
        if (facts.size() <= declared) {
            return;
        }
        var since = facts.stream()
                .map(Fact::from)
                .filter(java.util.Objects::nonNull)
                .max(LocalDate::compareTo)
                .orElse(null);
        found.add(found(
                check,
                facts,
                "申报" + what + " " + declared + " 项",
                "登记" + what + " " + facts.size() + " 项："
                        + facts.stream().map(words).collect(Collectors.joining("；")),
                null,
                null,
                since == null ? null : YearMonth.from(since)));
    }

    private void twice(List<Fact> all, List<Found> found) {
        var facts = running(all);
        if (facts.isEmpty()) {
            return;
        }
        var since = facts.get(0).from();
        found.add(found(
                Check.DOUBLE,
                facts,
                "未申报其他待遇",
                facts.stream()
                        .map(fact -> (fact.word("where") + " " + fact.word("kind")).strip())
                        .collect(Collectors.joining("；")),
                null,
                sum(facts),
                since == null ? null : YearMonth.from(since)));
    }

    /** Of each account only the newest balance counts. */
    private void deposit(Declared declared, List<Fact> all, List<Found> found) {
        var newest = new java.util.LinkedHashMap<String, Fact>();
        for (var fact : all) {
            var account = fact.word("bank") + "|" + fact.word("account");
            var key = account.equals("|") ? "record " + fact.record() : account;
            newest.merge(key, fact, (a, b) -> day(b).isBefore(day(a)) ? a : b);
        }
        var facts = List.copyOf(newest.values());
        var verified = sum(facts);
        if (verified == null || verified.minus(declared.financial()).compareTo(depositTolerance) <= 0) {
            return;
        }
        found.add(found(
                Check.DEPOSIT,
                facts,
                "申报金融资产 " + declared.financial().grouped() + " 元",
                "存款合计 " + verified.grouped() + " 元（" + facts.size() + " 个账户）",
                declared.financial(),
                verified,
                null));
    }

    private static LocalDate day(Fact fact) {
        return fact.from() == null ? fact.asOf() : fact.from();
    }

    /** What is paid in for a month, or the taxed income of the last twelve months by the month, whichever is more. */
    private void income(Declared declared, List<Fact> social, List<Fact> tax, List<Found> found) {
        var monthly = social.stream()
                .map(Fact::amount)
                .filter(java.util.Objects::nonNull)
                .max(Money::compareTo)
                .orElse(Money.ZERO);
        var year = tax.stream()
                .filter(fact -> ChronoUnit.MONTHS.between(day(fact), today) < 24)
                .toList();
        var months = year.stream().mapToLong(Checks::months).sum();
        var total = sum(year);
        var taxed = total == null
                ? Money.ZERO
                : total.dividedBy((int) Math.max(12, months), cn.yimen.kernel.Rounding.HALF_UP_FEN);
        var verified = monthly.compareTo(taxed) >= 0 ? monthly : taxed;
        if (verified.minus(declared.monthlyIncome()).compareTo(incomeTolerance) <= 0) {
            return;
        }
        var facts = monthly.compareTo(taxed) >= 0 ? social : year;
        found.add(found(
                Check.INCOME,
                facts,
                "申报月收入 " + declared.monthlyIncome().grouped() + " 元",
                (facts == social ? "缴费基数或月待遇 " : "个税申报折合每月 ") + verified.grouped() + " 元",
                declared.monthlyIncome(),
                verified,
                null));
    }

    private static long months(Fact fact) {
        return fact.from() == null || fact.until() == null
                ? 12
                : ChronoUnit.MONTHS.between(YearMonth.from(fact.from()), YearMonth.from(fact.until())) + 1;
    }

    private void name(Declared declared, List<Fact> facts, List<Found> found) {
        var other = facts.stream()
                .filter(fact -> fact.name() != null && !fact.name().equals(declared.name()))
                .toList();
        if (other.isEmpty()) {
            return;
        }
        found.add(found(
                Check.NAME,
                other,
                "登记姓名 " + declared.name(),
                "部门登记姓名 " + other.stream().map(Fact::name).distinct().collect(Collectors.joining("、")),
                null,
                null,
                null));
    }

    private void study(Declared declared, List<Fact> facts, List<Found> found) {
        if (facts.isEmpty() || declared.study() != StudyStage.NONE) {
            return;
        }
        var fact = facts.get(0);
        found.add(found(
                Check.STUDY,
                facts,
                "登记为不在校",
                (fact.word("school") + " " + fact.word("stage")).strip() + " 在读",
                null,
                null,
                null));
    }

    private void hukou(List<Fact> all, List<Found> found) {
        var facts = all.stream()
                .filter(fact -> fact.until() != null && !fact.until().isAfter(today))
                .toList();
        if (facts.isEmpty()) {
            return;
        }
        var fact = facts.get(0);
        found.add(found(
                Check.HUKOU,
                facts,
                "登记为本地户籍",
                fact.until() + " 注销或迁出" + (fact.word("reason").isEmpty() ? "" : "（" + fact.word("reason") + "）"),
                null,
                null,
                fact.until() == null ? null : YearMonth.from(fact.until()).plusMonths(1)));
    }

    private static List<Fact> of(List<Fact> facts, String source) {
        return facts.stream().filter(fact -> fact.source().equals(source)).toList();
    }

    private List<Fact> running(List<Fact> facts) {
        Predicate<Fact> over = fact -> fact.until() != null && fact.until().isBefore(today);
        return facts.stream().filter(over.negate()).toList();
    }

    private static @Nullable Money sum(List<Fact> facts) {
        return facts.stream()
                .map(Fact::amount)
                .filter(java.util.Objects::nonNull)
                .reduce(Money::plus)
                .orElse(null);
    }

    private Found found(
            Check check,
            List<Fact> facts,
            String declared,
            String verified,
            @Nullable Money declaredAmount,
            @Nullable Money verifiedAmount,
            @Nullable YearMonth months) {
        var now = YearMonth.from(today);
        return new Found(
                check,
                facts.get(0).source(),
                facts.stream()
                        .map(fact -> Long.toString(fact.record()))
                        .sorted()
                        .collect(Collectors.joining(",")),
                declared,
                verified,
                declaredAmount,
                verifiedAmount,
                facts.stream().map(Fact::asOf).max(LocalDate::compareTo).orElse(today),
                months != null && months.isAfter(now) ? now : months);
    }
}
