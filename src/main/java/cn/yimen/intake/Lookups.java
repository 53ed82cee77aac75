package cn.yimen.intake;

import cn.yimen.benefit.AwardView;
import cn.yimen.benefit.Awards;
import cn.yimen.casefile.Cases;
import cn.yimen.household.Assistance;
import cn.yimen.household.HouseholdDetails.MemberPart;
import cn.yimen.household.HouseholdView;
import cn.yimen.household.Households;
import cn.yimen.household.IdentityKind;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.PersonView;
import cn.yimen.household.Persons;
import cn.yimen.household.Relation;
import cn.yimen.household.StudyStage;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Sex;
import cn.yimen.pages.Formats;
import cn.yimen.policy.Catalogue;
import cn.yimen.policy.Item;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 带出资料 (IN-2, IN-8): what is on record for the applicant's number fills the empty fields, and what is open or in
 * benefit shows at once. What was typed already stays.
 */
@Service
class Lookups {

    private static final String REASON = "受理登记带出";

    private final Persons persons;
    private final Households households;
    private final Cases cases;
    private final Awards awards;
    private final Catalogue catalogue;
    private final Formats formats;

    Lookups(Persons persons, Households households, Cases cases, Awards awards, Catalogue catalogue, Formats formats) {
        this.persons = persons;
        this.households = households;
        this.cases = cases;
        this.awards = awards;
        this.catalogue = catalogue;
        this.formats = formats;
    }

    @Transactional(readOnly = true)
    DraftContent fill(DraftContent content, LocalDate today, Officer by) {
        var number = Reading.of(content, today).applicant().number();
        if (number == null) {
            return content.known(Typed.EMPTY);
        }
        var found = persons.lookup(number, by);
        if (found instanceof Persons.Lookup.There there) {
            var elsewhere = there.elsewhere();
            return content.known(Typed.of(
                    "warn",
                    "查重：此人登记在%s%s。要在这里受理，先和那边的窗口联系"
                            .formatted(
                                    elsewhere.townshipName(),
                                    elsewhere.openItems().isEmpty()
                                            ? "，没有在办或在享的事项"
                                            : "，在办或在享：" + String.join("、", elsewhere.openItems()))));
        }
        if (!(found instanceof Persons.Lookup.Here here)) {
            return content.known(Typed.of("words", "查重：第一次来，没有在办的申请"));
        }
        var person = here.person();
        var form = applicant(content.form(), persons.details(person.id(), by, REASON));
        var now = content;
        var assistance = Assistance.NONE;
        var members = new ArrayList<UUID>();
        members.add(person.id().id());
        UUID household = null;
        var filled = false;
        if (person.household() != null) {
            var view = households.get(person.household(), by);
            household = view.id().id();
            assistance = view.details().assistance();
            view.persons().keySet().forEach(each -> members.add(each.id()));
            form = place(form, view);
            now = rows(now, view, person, by);
            var empty = form;
            form = OnRecord.fill(form, view.details());
            filled = !form.equals(empty);
        } else {
            now = self(now, persons.details(person.id(), by, REASON));
        }
        return now.form(form).known(words(person, assistance, household, members, filled, today, by));
    }

    private Typed words(
            PersonView person,
            Assistance assistance,
            @org.jspecify.annotations.Nullable UUID household,
            List<UUID> members,
            boolean filled,
            LocalDate today,
            Officer by) {
        var open = cases.inTheWay(
                household == null ? new UUID(0, 0) : household,
                members,
                catalogue.items(today).stream().map(Item::code).toList(),
                by);
        var said = new ArrayList<String>();
        for (var each : open) {
            said.add("%s%s %s已在%s申请%s%s"
                    .formatted(
                            each.personName() == null ? "" : each.personName() + " ",
                            formats.day(each.openedAt()),
                            "",
                            each.townshipName(),
                            each.itemName(),
                            each.receiptNumber() == null ? "" : "（" + each.receiptNumber() + "）"));
        }
        var text = new StringBuilder("查重：");
        if (person.diedOn() != null) {
            return Typed.of("warn", "登记里此人已于 " + formats.fullDay(person.diedOn()) + " 死亡，请核对证件和本人");
        }
        text.append(said.isEmpty() ? "没有在办的申请" : String.join("；", said));
        text.append("；").append(current(assistance, members));
        if (filled) {
            text.append("；收入和财产按上次登记带出，请和本人核对");
        }
        return Typed.of(said.isEmpty() ? "words" : "warn", text.toString())
                .with("household", household == null ? "" : household.toString())
                .with("assistance", assistance.name());
    }

    /** What the household or one of its people receives: by the awards, and where there is none, as the record says. */
    private String current(Assistance assistance, List<UUID> members) {
        var running = awards.inBenefit(members).values().stream()
                .flatMap(List::stream)
                .distinct()
                .toList();
        if (!running.isEmpty()) {
            return "现在享受"
                    + running.stream().map(this::words).distinct().collect(java.util.stream.Collectors.joining("、"));
        }
        return assistance == Assistance.NONE ? "现在没有享受低保、特困等" : "现在是" + assistance.label();
    }

    private String words(AwardView award) {
        return award.words()
                + switch (award.state()) {
                    case RUNNING -> "（" + formats.month(award.firstMonth()) + "起）";
                    case SUSPENDED -> "（停发中）";
                    case EXITING, ENDED -> "（" + formats.month(award.endMonth()) + "起停发）";
                };
    }

    private static Typed applicant(Typed form, PersonDetails known) {
        var filled = fill(form, "name", known.name());
        filled = fill(filled, "phone", known.phone());
        if (known.hukouKind() != null) {
            filled = fill(filled, "hukou", known.hukouKind().name() + "_SAME");
        }
        return filled;
    }

    private static Typed place(Typed form, HouseholdView view) {
        var filled = view.villageCode() == null ? form : fill(form, "village", view.villageCode());
        return fill(filled, "houseNo", view.details().address());
    }

    private static Typed fill(Typed form, String field, @org.jspecify.annotations.Nullable String value) {
        return form.has(field) || value == null || value.isBlank() ? form : form.with(field, value);
    }

    private DraftContent self(DraftContent content, PersonDetails known) {
        var rows = new ArrayList<>(content.members());
        var self = rows.get(0);
        if (self.typed().blank()) {
            rows.set(0, self.with(health(Typed.EMPTY, known)));
        }
        return content.members(rows);
    }

    /** The household's people as rows, if the clerk has not begun to list them. */
    private DraftContent rows(DraftContent content, HouseholdView view, PersonView applicant, Officer by) {
        if (content.members().size() > 1) {
            return content;
        }
        var head = view.details().members().stream()
                .filter(each -> each.person().equals(applicant.id()))
                .findFirst();
        var applicantIsHead = head.filter(each -> Relation.ofCode(each.relation()) == Relation.HEAD)
                .isPresent();
        var rows = new ArrayList<DraftContent.Row>();
        rows.add(content.members().get(0));
        for (var part : view.living()) {
            var known = persons.details(part.person(), by, REASON);
            if (part.person().equals(applicant.id())) {
                if (rows.get(0).typed().blank()) {
                    rows.set(0, rows.get(0).with(row(Typed.EMPTY, known, part, view)));
                }
                continue;
            }
            if (rows.size() >= Editing.MOST_ROWS) {
                break;
            }
            var typed = Typed.of("name", known.name());
            if (known.identityNumber() != null) {
                typed = typed.with("idno", known.identityNumber())
                        .with(
                                "idKind",
                                known.identityKind().permit()
                                        ? known.identityKind().name()
                                        : "");
            } else if (known.noNumberReason() != null) {
                typed = typed.with("noId", known.noNumberReason());
            }
            if (known.identityKind() != IdentityKind.RESIDENT) {
                if (known.birthOn() != null) {
                    typed = typed.with("birth", known.birthOn().toString());
                }
                if (known.sex() != Sex.UNKNOWN) {
                    typed = typed.with("sex", known.sex().name());
                }
            }
            if (applicantIsHead) {
                typed = typed.with("relation", Relation.ofCode(part.relation()).name());
            }
            rows.add(new DraftContent.Row("m" + (rows.size() + 1), row(typed, known, part, view)));
        }
        return content.members(rows);
    }

    private static Typed row(Typed typed, PersonDetails known, MemberPart part, HouseholdView view) {
        return OnRecord.member(member(health(typed, known), part), part.person(), view.details());
    }

    private static Typed health(Typed typed, PersonDetails known) {
        var health = known.health();
        var filled = typed;
        if (!health.disabilities().isEmpty()) {
            var worst = health.disabilities().get(0);
            filled = filled.with("disCategory", worst.category().name())
                    .with("disGrade", Integer.toString(worst.grade()))
                    .with("condition", worst.grade() <= 2 ? Condition.SEVERE.name() : Condition.DISABLED.name());
        }
        if (health.seriouslyIll()) {
            filled = filled.has("condition")
                    ? filled.with("ill", "true")
                    : filled.with("condition", Condition.ILL.name());
        }
        if (health.illness() != null && !health.illness().isBlank()) {
            filled = filled.with("illness", health.illness());
        }
        if (health.failedSelfCare() != null) {
            filled = filled.with("selfCareDone", "true")
                    .with(
                            "selfCare",
                            health.failedSelfCare().stream()
                                    .map(Enum::name)
                                    .sorted()
                                    .toList());
        }
        if (known.employment() != null) {
            filled = filled.with("employment", known.employment());
        }
        return known.workAbility() == null ? filled : filled.with("ability", known.workAbility());
    }

    private static Typed member(Typed typed, MemberPart part) {
        var filled = typed;
        if (part.study() != StudyStage.NONE) {
            filled = filled.with("study", part.study().name());
            filled = filled.has("condition") ? filled : filled.with("condition", Condition.STUDENT.name());
        }
        if (part.school() != null) {
            filled = filled.with("school", part.school());
        }
        if (part.absence() != cn.yimen.household.Absence.NONE) {
            filled = filled.with("absence", part.absence().name());
        }
        return part.singleParent() ? filled.with("singleParent", "true") : filled;
    }
}
