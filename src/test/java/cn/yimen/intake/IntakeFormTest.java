package cn.yimen.intake;

import static cn.yimen.identity.Staff.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Staff;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** IN-2…IN-5, EL-4: the one form, its draft, its rows and its preview. */
@ProductTest
class IntakeFormTest {

    private static final String TOWNSHIP = "520402109";
    private static final String VILLAGE = "520402109202";

    @Autowired
    Desk desk;

    @Autowired
    Drafts drafts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    private Officer clerk;
    private DraftId id;

    @BeforeEach
    void aForm() {
        clerk = Staff.clerk(jdbc, TOWNSHIP);
        id = desk.receive(clerk);
    }

    @Test
    void theFormOpensWithFivePanels() { // IN-2
        assertThat(mvc.get().uri("/intake/{id}", id).with(as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("申请人", "共同生活的家庭成员", "家庭收入、支出与财产", "困难情况与申请事项", "材料", "可以这样答复", "资格预判", "最低生活保障");
    }

    @Test
    void everythingTypedIsKeptWhateverItIs() { // IN-2
        var odd = "赵\uD842\uDFB7 <script>alert(1)</script> \u0000 \u202e 𠮷";
        assertThat(act("draft", "name", odd, "phone", "139 0000 123", "wage", "abc", "idno", "52049919700115341"))
                .hasStatus3xxRedirection();

        var form = drafts.get(id, clerk).content().form();
        assertThat(form.raw("name")).isEqualTo(odd);
        assertThat(form.raw("wage")).isEqualTo("abc");
        assertThat(mvc.get().uri("/intake/{id}", id).with(as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("139 0000 123", "52049919700115341", "&lt;script&gt;")
                .doesNotContain("<script>alert");
    }

    @Test
    void autosaveAnswersWithTheVersionAndAnotherTabGetsAConflict() { // IN-2, ui-guide 6.7
        var first = mvc.post()
                .uri("/intake/{id}/draft", id)
                .with(as(clerk))
                .with(csrf())
                .param("version", "0")
                .param("tab", "aaaa")
                .param("phone", "13900001234")
                .exchange();
        assertThat(first).hasStatusOk().bodyText().contains("\"version\":1", "savedAt");

        assertThat(mvc.post()
                        .uri("/intake/{id}/draft", id)
                        .with(as(clerk))
                        .with(csrf())
                        .param("version", "0")
                        .param("tab", "bbbb")
                        .param("phone", "13900005678"))
                .hasStatus(409);
        assertThat(mvc.post()
                        .uri("/intake/{id}", id)
                        .with(as(clerk))
                        .with(csrf())
                        .param("_key", UUID.randomUUID().toString())
                        .param("act", "draft")
                        .param("version", "0")
                        .param("tab", "bbbb")
                        .param("phone", "13900005678"))
                .hasStatus(409)
                .bodyText()
                .contains("此件在另一个窗口改过", "13900001234", "13900005678");
        assertThat(drafts.get(id, clerk).content().form().get("phone")).isEqualTo("13900001234");
    }

    /** IN-2: a request that was sent earlier and comes later does not put what was typed back. */
    @Test
    void whatWasOvertakenOnTheWayChangesNothing() {
        assertThat(numbered("5", "王建国")).hasStatusOk();
        assertThat(numbered("3", "王")).hasStatusOk();
        assertThat(drafts.get(id, clerk).content().form().get("name")).isEqualTo("王建国");
        assertThat(numbered("6", "王建军")).hasStatusOk();
        assertThat(drafts.get(id, clerk).content().form().get("name")).isEqualTo("王建军");
    }

    private MvcTestResult numbered(String seq, String name) {
        return mvc.post()
                .uri("/intake/{id}/draft", id)
                .with(as(clerk))
                .with(csrf())
                .param("version", "0")
                .param("tab", "aaaa")
                .param("seq", seq)
                .param("name", name)
                .exchange();
    }

    @Test
    void aMemberRowIsSavedOnItsOwnAndAWrongOneStaysOpen() { // IN-2
        assertThat(act(
                        "member-add",
                        "entry.name",
                        "赵玉珍",
                        "entry.idno",
                        "520499194411022841",
                        "entry.relation",
                        "PARENT"))
                .hasStatus(422)
                .bodyText()
                .contains("第 2 位成员赵玉珍：身份证号最后一位不对，请对照证件重输", "value=\"520499194411022841\"");

        assertThat(act(
                        "member-add",
                        "entry.name",
                        "李秀兰",
                        "entry.idno",
                        Ids.number("19711203", 362),
                        "entry.relation",
                        "SPOUSE",
                        "entry.condition",
                        "CHRONIC",
                        "entry.income",
                        "900"))
                .hasStatus3xxRedirection();
        assertThat(mvc.get().uri("/intake/{id}", id).with(as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("李秀兰", "520499********362", "慢性病", "900.00")
                .doesNotContain(Ids.number("19711203", 362));
    }

    @Test
    void aRowIsAskedAboutDroppedAndBroughtBack() {
        addSpouse();
        assertThat(act("member-ask:m2")).hasStatus3xxRedirection();
        assertThat(mvc.get().uri("/intake/{id}?ask=m2", id).with(as(clerk)))
                .bodyText()
                .contains("删除李秀兰？", "不删");
        act("member-drop:m2");
        assertThat(drafts.get(id, clerk).content().members()).hasSize(1);
        assertThat(mvc.get().uri("/intake/{id}", id).with(as(clerk))).bodyText().contains("已删除李秀兰", "撤销");
        act("member-undo");
        assertThat(drafts.get(id, clerk).content().members()).hasSize(2);
    }

    @Test
    void detailsOfAMemberAreAskedUnderTheRow() {
        addSpouse();
        act("member-edit:m2");
        assertThat(mvc.get().uri("/intake/{id}", id).with(as(clerk)))
                .bodyText()
                .contains("edit.disCategory", "残疾等级", "自主吃饭");
        assertThat(act(
                        "member-save",
                        "edit.name",
                        "李秀兰",
                        "edit.idno",
                        "520499********362" + Ids.number("19711203", 362).charAt(17),
                        "edit.relation",
                        "SPOUSE",
                        "edit.disCategory",
                        "PHYSICAL",
                        "edit.disGrade",
                        ""))
                .hasStatus(422)
                .bodyText()
                .contains("选择残疾等级");
        assertThat(act(
                        "member-save",
                        "edit.name",
                        "李秀兰",
                        "edit.idno",
                        "520499********362" + Ids.number("19711203", 362).charAt(17),
                        "edit.relation",
                        "SPOUSE",
                        "edit.disCategory",
                        "PHYSICAL",
                        "edit.disGrade",
                        "2"))
                .hasStatus3xxRedirection();
        assertThat(mvc.get().uri("/intake/{id}", id).with(as(clerk))).bodyText().contains("肢体残疾二级");
    }

    @Test
    void thePreviewSaysWhatMayFitAndStoresNothing() { // EL-4
        addSpouse();
        var before = drafts.get(id, clerk);
        assertThat(mvc.post()
                        .uri("/intake/{id}/preview", id)
                        .with(as(clerk))
                        .with(csrf())
                        .param("idno", Ids.number("19700115", 341))
                        .param("name", "王建国")
                        .param("village", VILLAGE)
                        .param("assets", "NONE")
                        .param("entry.name", "王小明"))
                .hasStatusOk()
                .bodyText()
                .contains("最低生活保障", "可能符合", "低保预计每月", "王小明还没计入", "hx-swap-oob");
        assertThat(drafts.get(id, clerk)).isEqualTo(before);
    }

    @Test
    void aColleagueMustTakeTheFormOverFirst() { // IN-7
        var colleague = Staff.clerk(jdbc, TOWNSHIP);
        assertThat(mvc.get().uri("/intake/{id}", id).with(as(colleague)))
                .hasRedirectedUrl("/intake/" + id + "/hand-over");
        assertThat(mvc.post()
                        .uri("/intake/{id}/hand-over", id)
                        .with(as(colleague))
                        .with(csrf())
                        .param("_key", UUID.randomUUID().toString())
                        .param("reason", "换班"))
                .hasRedirectedUrl("/intake/" + id);
        var draft = drafts.get(id, colleague);
        assertThat(draft.holder()).isEqualTo(colleague.id());
        assertThat(draft.firstOfficer()).isEqualTo(clerk.id());
        assertThat(mvc.post()
                        .uri("/intake/{id}/hand-over", id)
                        .with(as(clerk))
                        .with(csrf())
                        .param("_key", UUID.randomUUID().toString())
                        .param("to", colleague.id().toString())
                        .param("reason", "下乡几天"))
                .as("from a page of before: handing over is not taking back")
                .hasStatus(409)
                .bodyText()
                .contains("这一步已经办过了", "下乡几天");
        assertThat(drafts.get(id, colleague).holder()).isEqualTo(colleague.id());
        assertThat(mvc.get().uri("/intake/{id}", id).with(as(Staff.clerk(jdbc, "520402001"))))
                .hasStatus(404);
    }

    private void addSpouse() {
        assertThat(act(
                        "member-add",
                        "entry.name",
                        "李秀兰",
                        "entry.idno",
                        Ids.number("19711203", 362),
                        "entry.relation",
                        "SPOUSE",
                        "entry.income",
                        "900"))
                .hasStatus3xxRedirection();
    }

    private MvcTestResult act(String act, String... fields) {
        var request = mvc.post()
                .uri("/intake/{id}", id)
                .with(as(clerk))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString())
                .param("act", act)
                .param("version", Long.toString(drafts.get(id, clerk).version()))
                .param("tab", "abc");
        for (int i = 0; i < fields.length; i += 2) {
            request = request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }
}
