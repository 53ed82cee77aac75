package cn.yimen.intake;

import cn.yimen.calendar.Calendars;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.district.UrbanRural;
import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.Determination;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.Outcome;
import cn.yimen.eligibility.Scheme;
import cn.yimen.eligibility.SpokenAnswer;
import cn.yimen.household.Area;
import cn.yimen.household.Assistance;
import cn.yimen.kernel.Money;
import cn.yimen.policy.Catalogue;
import cn.yimen.policy.Item;
import cn.yimen.policy.NoParameter;
import cn.yimen.policy.Policy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** 资格预判 (EL-4, IN-4), by the same engine that decides later, from what is on the form now. */
@Service
public class Previews {

    private final Policy policy;
    private final Catalogue catalogue;
    private final Places places;
    private final Calendars calendars;

    Previews(Policy policy, Catalogue catalogue, Places places, Calendars calendars) {
        this.policy = policy;
        this.catalogue = catalogue;
        this.places = places;
        this.calendars = calendars;
    }

    /** The preview of what was typed; with what is half typed left out. */
    public Preview of(Reading reading) {
        var today = reading.today();
        var applicant = reading.applicant();
        if (applicant.birth() == null) {
            return nothing("填好申请人的身份证号后开始预判");
        }
        Assessment assessment;
        try {
            assessment = MeansTest.determine(
                    reading.facts(
                            area(reading.form().get("village"), today),
                            MemberRead.one(
                                            Assistance.class,
                                            reading.content().known().get("assistance"))
                                    .orElse(Assistance.NONE)),
                    policy.eligibilityOn(today));
        } catch (NoParameter none) {
            return nothing("今天的政策参数还没有录全，暂时不能预判。请先受理，按书面材料审核。");
        } catch (ArithmeticException tooLarge) {
            return nothing("填的金额太大，算不了。请核对各项金额是否多输了几位。");
        }
        return preview(reading, assessment);
    }

    private Preview preview(Reading reading, Assessment assessment) {
        var verdicts = new ArrayList<Preview.Verdict>();
        var ask = new ArrayList<Preview.Verdict>();
        var no = new ArrayList<Preview.Verdict>();
        var items = new LinkedHashSet<String>();
        var persons = new LinkedHashMap<String, String>();
        for (var determination : assessment.ladder()) {
            var verdict = verdict(determination, assessment.counted());
            switch (Proposals.mark(determination.outcome())) {
                case YES -> {
                    verdicts.add(verdict);
                    items.add(Proposals.itemOf(determination.scheme()));
                    determination.persons().stream()
                            .filter(each -> each.outcome() == Outcome.ELIGIBLE)
                            .findFirst()
                            .ifPresent(each ->
                                    persons.putIfAbsent(Proposals.itemOf(determination.scheme()), each.member()));
                }
                case ASK -> ask.add(verdict);
                case NO -> no.add(verdict);
            }
        }
        for (var proposal : Proposals.beside(reading, assessment)) {
            var missing = proposal.missing().stream()
                    .map(each -> new Preview.Missing(each.field(), each.words()))
                    .toList();
            if (proposal.mark() == Proposals.Mark.YES) {
                verdicts.add(new Preview.Verdict(proposal.name(), "yes", "可能符合", proposal.reason(), List.of(), false));
                items.add(proposal.item());
                persons.putIfAbsent(proposal.item(), proposal.person());
            } else {
                ask.add(new Preview.Verdict(
                        proposal.name(), "ask", "缺 " + missing.size() + " 项信息", "", missing, false));
            }
        }
        verdicts.addAll(ask);
        items.retainAll(
                catalogue.items(reading.today()).stream().map(Item::code).toList());
        var best = assessment.best();
        var sum = best == null ? null : assessment.of(best).amount().total();
        return new Preview(
                assessment,
                best == null || sum == null || sum.signum() == 0
                        ? ""
                        : shortName(best) + "预计"
                                + assessment.of(best).amount().period().label(),
                sum == null || sum.signum() == 0 ? null : sum,
                verdicts,
                no,
                List.copyOf(items),
                persons,
                say(reading, assessment, items),
                note(reading));
    }

    private static Preview.Verdict verdict(Determination determination, Assessment.Counted counted) {
        var mark = Proposals.mark(determination.outcome());
        var missing = determination.missing().stream()
                .map(each -> new Preview.Missing(Proposals.control(each.field()), each.words()))
                .toList();
        var words = switch (mark) {
            case YES -> "可能符合";
            case ASK -> missing.isEmpty() ? "缺信息" : "缺 " + missing.size() + " 项信息";
            case NO -> determination.outcome() == Outcome.NOT_APPLICABLE ? "不适用" : "暂不符合";
        };
        var reason = determination.reasons().isEmpty()
                ? ""
                : determination.reasons().get(0).words();
        if (determination.scheme() == Scheme.DIBAO
                && counted.area() != null
                && (mark == Proposals.Mark.YES || determination.because("INCOME_OVER"))) {
            reason = "月人均 %s 元，%s标准 %s 元"
                    .formatted(
                            counted.monthlyPerPerson().grouped(),
                            counted.area().label(),
                            counted.monthlyStandard().grouped());
        }
        return new Preview.Verdict(
                determination.scheme().label(),
                mark.name().toLowerCase(java.util.Locale.ROOT),
                words,
                reason.isEmpty() || reason.endsWith("。") ? reason : reason + "。",
                missing,
                !determination.steps().isEmpty());
    }

    private static String shortName(Scheme scheme) {
        return switch (scheme) {
            case DIBAO -> "低保";
            case TEKUN -> "特困供养";
            case SINGLE -> "单人户低保";
            case BIANYUAN, GANGXING -> scheme.label();
            case TEMPORARY_QUICK -> "小额快救";
            case TEMPORARY_EMERGENCY, TEMPORARY_EXPENDITURE -> "临时救助";
        };
    }

    /** The engine's sentences, and by when whom else will answer. */
    private String say(Reading reading, Assessment assessment, LinkedHashSet<String> items) {
        var text = new StringBuilder(SpokenAnswer.of(assessment).text());
        var today = reading.today();
        var others = new ArrayList<String>();
        var offices = new LinkedHashSet<String>();
        for (var code : items) {
            catalogue.find(code, today).filter(item -> !item.own()).ifPresent(item -> {
                others.add(item.name().replaceFirst("（.*", ""));
                offices.add(item.departmentName());
            });
        }
        if (!others.isEmpty()) {
            try {
                var calendar = calendars.current();
                var sent = calendar.plusWorkingDays(today, policy.days("referral.dispatchDays", today));
                var answered = calendar.plusWorkingDays(sent, policy.days("referral.firstCheckDays", today));
                text.append("%s%s %d月%d日前转给%s，最迟 %d月%d日 告诉您初核结果。"
                        .formatted(
                                String.join("、", others),
                                others.size() > 1 ? " " + others.size() + " 项" : "",
                                sent.getMonthValue(),
                                sent.getDayOfMonth(),
                                String.join("、", offices),
                                answered.getMonthValue(),
                                answered.getDayOfMonth()));
            } catch (NoParameter none) {
                text.append(String.join("、", others))
                        .append("会转给")
                        .append(String.join("、", offices))
                        .append("办理。");
            }
        }
        return text.toString();
    }

    private static String note(Reading reading) {
        var entry = reading.form().part("entry.");
        return entry.has("name")
                ? "按已加入的 %d 人算，%s还没计入。".formatted(reading.members().size(), entry.get("name"))
                : "";
    }

    @Nullable
    Area area(String village, LocalDate today) {
        try {
            return village.isEmpty()
                    ? null
                    : places.classOn(PlaceId.of(village), today) == UrbanRural.URBAN ? Area.URBAN : Area.RURAL;
        } catch (NoSuchElementException | IllegalArgumentException unknown) {
            return null;
        }
    }

    private static Preview nothing(String why) {
        return new Preview(null, "", (Money) null, List.of(), List.of(), List.of(), java.util.Map.of(), "", why);
    }
}
