package cn.yimen.intake;

import static cn.yimen.identity.Staff.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.ToldHow;
import cn.yimen.district.PlaceId;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.integrity.Blacklist;
import cn.yimen.integrity.CadreId;
import cn.yimen.integrity.KinFilings;
import cn.yimen.integrity.KinRegister;
import cn.yimen.integrity.KinRelation;
import cn.yimen.integrity.ListingReason;
import cn.yimen.integrity.PostKind;
import cn.yimen.kernel.ResidentId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** AP-3, IG-1 at the window: what is filed and what is listed shows while the form is filled, and is filed by itself. */
@ProductTest
class KinAtIntakeTest {

    private static final String TOWNSHIP = "520402109";
    private static final String VILLAGE = "520402109202";
    private static final AtomicInteger NEXT = new AtomicInteger(100);

    @Autowired
    Desk desk;

    @Autowired
    Drafts drafts;

    @Autowired
    KinRegister register;

    @Autowired
    KinFilings filings;

    @Autowired
    Blacklist blacklist;

    @Autowired
    Persons persons;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Clock clock;

    private Officer clerk;
    private Officer reviewer;
    private DraftId id;
    private String father;
    private String mother;
    private String son;
    private CadreId cadre;

    @BeforeEach
    void aFormAndACadre() {
        clerk = Staff.clerk(jdbc, TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, TOWNSHIP));
        id = desk.receive(clerk);
        int n = NEXT.getAndAdd(2);
        father = Ids.number("19680115", n | 1);
        mother = Ids.number("19691203", n & ~1);
        son = Ids.number("19930606", n | 1);
        cadre = register.file(
                new KinRegister.NewCadre(
                        "王建军",
                        ResidentId.parse(Ids.number("19720202", n | 1)),
                        null,
                        new KinRegister.NewTerm(
                                PostKind.VILLAGE_CADRE,
                                "村委会委员",
                                PlaceId.of(VILLAGE),
                                LocalDate.now(clock).minusYears(1),
                                null)),
                reviewer);
    }

    @Test
    void aRelativeOnTheFormIsSaidAtOnceAndFiledThoughNobodyTickedIt_AP_3() {
        register.link(cadre, new KinRegister.NewLink("王建国", ResidentId.parse(father), KinRelation.SIBLING), reviewer);
        addMother("900");

        assertThat(post("/intake/" + id + "/preview", complete()))
                .hasStatusOk()
                .bodyText()
                .contains("近亲属备案：王建国是王建军", "村委会委员", "两人确认")
                .doesNotContain(father);
        assertThat(submit(complete())).hasRedirectedUrl("/intake/" + id + "/done");
        assertThat(jdbc.sql("select near_kin_note from case_file where id = ? and near_kin")
                        .param(caseId())
                        .query(String.class)
                        .single())
                .contains("王建国是王建军");
        assertThat(filings.wordsOf(new CaseId(caseId()))).hasSize(1);
    }

    @Test
    void aSupporterIsComparedByHisNumberAndAskedForItByName_AP_3() { // lessons 18
        register.link(cadre, new KinRegister.NewLink("王小强", ResidentId.parse(son), KinRelation.CHILD), reviewer);
        addMother("900");
        assertThat(act(
                        "supporter-add",
                        List.of(
                                "village",
                                VILLAGE,
                                "supporter.label",
                                "子",
                                "supporter.name",
                                "王小强",
                                "supporter.size",
                                "3")))
                .hasStatus3xxRedirection();
        assertThat(mvc.get().uri("/intake/{id}", id).with(as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("义务人王小强与备案的近亲属同名");

        var key = drafts.get(id, clerk).content().supporters().get(0).key();
        assertThat(act("supporter-edit:" + key, List.of("village", VILLAGE))).hasStatus3xxRedirection();
        var row = List.of(
                "village", VILLAGE, "supporterEdit.label", "子", "supporterEdit.name", "王小强", "supporterEdit.size", "3");
        var wrong = new ArrayList<>(row);
        wrong.addAll(List.of("supporterEdit.idno", "123"));
        assertThat(act("supporter-save", wrong)).bodyText().contains("身份证号现在是 3 位");
        var right = new ArrayList<>(row);
        right.addAll(List.of("supporterEdit.idno", son));
        assertThat(act("supporter-save", right)).hasStatus3xxRedirection();
        assertThat(mvc.get().uri("/intake/{id}", id).with(as(clerk)))
                .bodyText()
                .contains("王小强（赡养义务人）是王建军")
                .doesNotContain(son);

        assertThat(submit(complete())).hasRedirectedUrl("/intake/" + id + "/done");
        assertThat(filings.wordsOf(new CaseId(caseId())))
                .singleElement()
                .satisfies(words -> assertThat(words).contains("赡养义务人"));
    }

    @Test
    void whoIsListedIsAcceptedAllTheSame_IG_1() {
        var known = persons.register(PersonDetails.of("王建国", ResidentId.parse(father)), PlaceId.of(VILLAGE), clerk);
        var today = LocalDate.now(clock);
        var listing = blacklist.propose(
                new Blacklist.Proposal(ResidentId.parse(father), ListingReason.FORGED, "假证明", "第六十八条"), reviewer);
        blacklist.tell(listing, ToldHow.FACE, null, reviewer);
        blacklist.object(listing, "不知道是假的", reviewer);
        blacklist.list(listing, today, today.plusMonths(2), "查实", Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER)));
        addMother("900");

        assertThat(post("/intake/" + id + "/preview", complete()))
                .hasStatusOk()
                .bodyText()
                .contains("王建国在失信名单内", "照常受理");
        assertThat(submit(complete())).hasRedirectedUrl("/intake/" + id + "/done");
        assertThat(blacklist.unchecked(new CaseId(caseId())))
                .singleElement()
                .satisfies(warning -> assertThat(warning.person()).isEqualTo(known.id()));
    }

    private UUID caseId() {
        return java.util.Objects.requireNonNull(drafts.get(id, clerk).caseId());
    }

    private List<String> materials(String item) {
        return jdbc.sql("""
                        select distinct m.code from policy_item_material m join policy_item_version v on v.id = m.version_id
                        where v.item_code = ? and m.source <> 'SHARED'
                        """).param(item).query(String.class).list();
    }

    /** A form with all that must be filled, and some fields of one's own. */
    private List<String> complete(String... more) {
        var all = new ArrayList<String>(List.of(
                "idno",
                father,
                "name",
                "王建国",
                "phone",
                "139 0000 1234",
                "village",
                VILLAGE,
                "hukou",
                "RURAL_SAME",
                "houseNo",
                "三组 17 号",
                "channel",
                "WINDOW",
                "assets",
                "NONE",
                "needs",
                "MZ-01",
                "needs",
                "YB-01",
                "for.YB-01",
                "m2",
                "say",
                "可以申请低保"));
        var own = List.of(more);
        if (!own.contains("story")) {
            all.addAll(List.of("story", "妻子患慢性病"));
        }
        all.addAll(own);
        var codes = new java.util.LinkedHashSet<>(materials("MZ-01"));
        codes.addAll(materials("YB-01"));
        boolean first = true;
        for (var code : codes) {
            all.addAll(List.of("mat." + code, first ? "later" : "got"));
            first = false;
        }
        return all;
    }

    private void addMother(String income) {
        assertThat(act(
                        "member-add",
                        List.of(
                                "entry.name",
                                "李秀兰",
                                "entry.idno",
                                mother,
                                "entry.relation",
                                "SPOUSE",
                                "entry.condition",
                                "CHRONIC",
                                "entry.income",
                                income)))
                .hasStatus3xxRedirection();
    }

    private MvcTestResult submit(List<String> fields) {
        return act("submit", fields);
    }

    private MvcTestResult act(String act, List<String> fields) {
        var all = new ArrayList<>(List.of("act", act, "tab", "abc"));
        all.addAll(fields);
        return post("/intake/" + id, all);
    }

    private MvcTestResult post(String uri, List<String> fields) {
        var request = mvc.post()
                .uri(uri)
                .with(as(clerk))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString())
                .param("version", "0");
        for (int i = 0; i < fields.size(); i += 2) {
            request = request.param(fields.get(i), fields.get(i + 1));
        }
        return request.exchange();
    }
}
