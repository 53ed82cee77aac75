package cn.yimen.casefile;

import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineView;
import cn.yimen.calendar.Deadlines;
import cn.yimen.district.Office;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdDetails.MemberPart;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.HouseholdView;
import cn.yimen.household.Households;
import cn.yimen.household.Income;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.household.Relations;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Rounding;
import cn.yimen.pages.Formats;
import cn.yimen.pages.Site;
import cn.yimen.policy.Catalogue;
import cn.yimen.policy.Category;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 个案的文书 (IN-5, IN-6, IN-11): fills the printed forms; full numbers on them are logged as looked at. */
@Service
@Transactional
public class CasePapers {

    private static final String WHY = "打印文书";
    private static final Rounding FEN = new Rounding(1, RoundingMode.HALF_UP);
    private static final Category[] PRINTED = {
        Category.DIBAO,
        Category.TEKUN,
        Category.DISASTER,
        Category.MEDICAL,
        Category.EDUCATION,
        Category.HOUSING,
        Category.EMPLOYMENT,
        Category.TEMPORARY,
        Category.OTHER
    };

    private final JdbcClient jdbc;
    private final CaseViews views;
    private final Cases cases;
    private final MatterStore store;
    private final Letters letters;
    private final Households households;
    private final Persons persons;
    private final Organisations organisations;
    private final Catalogue catalogue;
    private final Deadlines deadlines;
    private final Formats formats;
    private final Site site;
    private final Clock clock;

    CasePapers(
            JdbcClient jdbc,
            CaseViews views,
            Cases cases,
            MatterStore store,
            Letters letters,
            Households households,
            Persons persons,
            Organisations organisations,
            Catalogue catalogue,
            Deadlines deadlines,
            Formats formats,
            Site site,
            Clock clock) {
        this.jdbc = jdbc;
        this.views = views;
        this.cases = cases;
        this.store = store;
        this.letters = letters;
        this.households = households;
        this.persons = persons;
        this.organisations = organisations;
        this.catalogue = catalogue;
        this.deadlines = deadlines;
        this.formats = formats;
        this.site = site;
        this.clock = clock;
    }

    /**
     * 申请受理单.
     *
     * @param publicUrl where a visitor goes with the number, without the query code
     * @param stamp of the print, from {@link cn.yimen.document.Documents}
     */
    public PrintedForm receipt(CaseId id, String publicUrl, PrintStamp stamp, Officer by) {
        var head = views.header(id, "受理单", by);
        var household = households.get(new HouseholdId(head.householdId()), by);
        var applicant = persons.details(new PersonId(head.applicantId()), by, WHY);
        var office = organisations.townshipOffice(PlaceId.of(head.townshipCode()));
        var matters = store.of(id).stream()
                .filter(matter -> matter.state() != MatterState.WITHDRAWN)
                .toList();
        var materials = views.materials(id);
        var missing = materials.stream()
                .filter(m -> m.state() == MaterialState.MISSING)
                .map(MaterialView::name)
                .toList();
        var acceptedOn = LocalDate.ofInstant(head.acceptedAt(), clock.getZone());
        var agent = head.agent();
        return new PrintedForm.IntakeReceipt(
                head.receiptNumber().text(),
                spaced(cases.queryCode(id, by)),
                publicUrl + "?no=" + head.receiptNumber(),
                head.acceptedAt(),
                window(office),
                office.name(),
                new PrintedForm.Applicant(
                        applicant.name(),
                        sexAge(applicant, acceptedOn),
                        formats.fullPhone(phone(id, by)),
                        applicant.identityNumber() == null ? "暂无证件号" : applicant.identityNumber(),
                        applicant.hukouKind() == null
                                ? "—"
                                : applicant.hukouKind().label(),
                        household.placeName() + household.details().address()),
                agent == null ? null : agent.name() + "（" + agent.relation() + "），" + agent.why(),
                members(household, acceptedOn),
                categories(matters),
                head.hardship(),
                received(materials),
                missing,
                missing.isEmpty() ? "材料齐全，予以受理。" : "予以受理。还缺的材料见一次性告知书，补齐后接着办，等待补正的时间不算在办理期限内。",
                promises(matters, office),
                null,
                site.telephone() == null ? "" : site.telephone(),
                version(id),
                stamp);
    }

    /**
     * 一次性告知书.
     *
     * @throws NoSuchElementException if the case has no such letter
     */
    public PrintedForm letter(CaseId id, UUID letterId, PrintStamp stamp, Officer by) {
        var head = views.header(id, "一次性告知书", by);
        var letter = letters.read(id).stream()
                .filter(each -> each.id().equals(letterId))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no letter " + letterId));
        var office = organisations.townshipOffice(PlaceId.of(head.townshipCode()));
        var where = whereToGet(id);
        var missing = jdbc.sql("""
                        select m.code, m.name,
                            (select string_agg(t.item_name, '、' order by t.no) from case_material_matter mm
                                join matter t on t.id = mm.matter_id where mm.material_id = m.id) as items
                        from case_letter_material lm join case_material m on m.id = lm.material_id
                        where lm.letter_id = ? order by m.code
                        """)
                .param(letterId)
                .query((row, n) -> new PrintedForm.Missing(
                        row.getString("name"),
                        where.getOrDefault(row.getString("code"), ""),
                        row.getString("items") == null ? "" : row.getString("items")))
                .list();
        return new PrintedForm.MissingMaterials(
                head.receiptNumber().text(),
                head.applicantName(),
                head.acceptedAt(),
                itemNames(store.of(id)),
                missing,
                letter.replyBy(),
                window(office),
                office.name(),
                office.address() == null ? "" : office.address(),
                office.phone() == null ? "" : office.phone(),
                letter.reason(),
                stamp);
    }

    /** 申请声明. */
    public PrintedForm declaration(CaseId id, PrintStamp stamp, Officer by) {
        var head = views.header(id, "申请声明", by);
        var household = households.get(new HouseholdId(head.householdId()), by);
        var applicant = persons.details(new PersonId(head.applicantId()), by, WHY);
        return new PrintedForm.Declaration(
                head.receiptNumber().text(),
                applicant.name(),
                applicant.identityNumber() == null ? "暂无证件号" : applicant.identityNumber(),
                household.placeName() + household.details().address(),
                itemNames(store.of(id)),
                organisations.townshipOffice(PlaceId.of(head.townshipCode())).name(),
                stamp);
    }

    /** 核对授权书: signed by the adults who live together. */
    public PrintedForm authorisation(CaseId id, PrintStamp stamp, Officer by) {
        var head = views.header(id, "核对授权书", by);
        var household = households.get(new HouseholdId(head.householdId()), by);
        var on = LocalDate.ofInstant(head.acceptedAt(), clock.getZone());
        var signers = new ArrayList<PrintedForm.Signer>();
        for (var member : household.living()) {
            var person = persons.details(member.person(), by, WHY);
            if (person.birthOn() == null || !person.birthOn().plusYears(18).isAfter(on)) {
                signers.add(new PrintedForm.Signer(
                        person.name(),
                        Relations.words(member.relation()),
                        person.identityNumber() == null ? "暂无证件号" : person.identityNumber()));
            }
        }
        return new PrintedForm.Authorisation(
                head.receiptNumber().text(),
                head.applicantName(),
                organisations.townshipOffice(PlaceId.of(head.townshipCode())).name(),
                organisations.bureau().name(),
                signers,
                stamp);
    }

    /** What was brought in one line, what nobody had to bring by its reason in the next: the sheet is one page. */
    private static List<String> received(List<MaterialView> materials) {
        var lines = new ArrayList<String>();
        var brought = names(materials, m -> m.state() == MaterialState.RECEIVED);
        if (!brought.isEmpty()) {
            lines.add(brought);
        }
        materials.stream()
                .map(MaterialView::exemptBecause)
                .filter(java.util.Objects::nonNull)
                .distinct()
                .forEach(because ->
                        lines.add("免交（" + because + "）：" + names(materials, m -> because.equals(m.exemptBecause()))));
        return lines;
    }

    private static String names(List<MaterialView> materials, java.util.function.Predicate<MaterialView> which) {
        return materials.stream()
                .filter(which)
                .map(MaterialView::name)
                .collect(java.util.stream.Collectors.joining("、"));
    }

    private List<PrintedForm.Member> members(HouseholdView household, LocalDate on) {
        return household.living().stream()
                .map(member -> {
                    var person = household.person(member.person());
                    var age = person.ageOn(on);
                    return new PrintedForm.Member(
                            person.name(),
                            Relations.words(member.relation()),
                            age == null ? 0 : age,
                            condition(person.healthWords(), member),
                            monthly(household.details().incomes(), member.person()));
                })
                .toList();
    }

    private static String condition(String health, MemberPart member) {
        var school = member.school();
        return school == null || school.isBlank() ? health : health.isEmpty() ? school : health + "，" + school;
    }

    /** Declared or verified, by the month; null where nothing was said of this person. */
    private static @Nullable Money monthly(List<IncomePart> incomes, PersonId person) {
        Money sum = null;
        for (var income : incomes) {
            var amount = income.verified() != null ? income.verified() : income.declared();
            if (person.equals(income.person()) && amount != null) {
                var yearly = income.per() == Income.Per.MONTH
                        ? amount.times(income.months() > 0 ? income.months() : 12)
                        : amount;
                sum = (sum == null ? Money.ZERO : sum).plus(yearly.dividedBy(12, FEN));
            }
        }
        return sum;
    }

    private List<PrintedForm.Box> categories(List<MatterView> matters) {
        var ticked = EnumSet.noneOf(Category.class);
        for (var matter : matters) {
            var category = catalogue.version(matter.itemVersionId()).category();
            ticked.add(category == Category.SOCIAL ? Category.OTHER : category);
        }
        return Arrays.stream(PRINTED)
                .map(category -> new PrintedForm.Box(category.words(), ticked.contains(category)))
                .toList();
    }

    private List<PrintedForm.Promise> promises(List<MatterView> matters, Office township) {
        var limits = deadlines.views(matters.stream()
                .map(MatterView::due)
                .filter(java.util.Objects::nonNull)
                .toList());
        return matters.stream()
                .map(matter -> {
                    var office = matter.own() ? township : organisations.officeOfDepartment(matter.deptCode());
                    return new PrintedForm.Promise(
                            matter.itemName(),
                            office.shortName(),
                            office.phone() == null ? "—" : office.phone(),
                            latest(matter, limits));
                })
                .toList();
    }

    private String latest(MatterView matter, Map<DeadlineId, DeadlineView> limits) {
        if (matter.state() == MatterState.AWAITING_MATERIALS) {
            return "材料补齐后算起";
        }
        var limit = matter.due() == null ? null : limits.get(matter.due());
        if (limit == null) {
            return catalogue.version(matter.itemVersionId()).limitWords();
        }
        return formats.fullDay(limit.dueAt()) + (limit.provisional() ? "（暂定）" : "");
    }

    private Map<String, String> whereToGet(CaseId id) {
        var where = new java.util.HashMap<String, String>();
        for (var matter : store.of(id)) {
            for (var material : catalogue.version(matter.itemVersionId()).materials()) {
                where.putIfAbsent(material.code(), material.how());
            }
        }
        return where;
    }

    private static List<String> itemNames(List<MatterView> matters) {
        return matters.stream().map(MatterView::itemName).distinct().toList();
    }

    private @Nullable String phone(CaseId id, Officer by) {
        return views.phone(id, WHY, by);
    }

    private static String sexAge(PersonDetails person, LocalDate on) {
        return person.birthOn() == null
                ? person.sex().label()
                : person.sex().label() + " "
                        + Period.between(person.birthOn(), on).getYears() + " 岁";
    }

    private static String window(Office office) {
        return office.windowName() == null ? office.shortName() + "社会救助服务窗口" : office.windowName();
    }

    /** {@code 1234 5678}: read out on the telephone. */
    private static String spaced(String code) {
        return code.length() == 8 ? code.substring(0, 4) + " " + code.substring(4) : code;
    }

    /** From the second version on it stands on the paper. */
    private int version(CaseId id) {
        return jdbc.sql("""
                        select 1 + (select count(*) from matter where case_id = :id and state = 'WITHDRAWN')
                            + (select count(*) from case_letter where case_id = :id and no > 1)
                        """).param("id", id.id()).query(Integer.class).single();
    }
}
