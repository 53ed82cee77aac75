package cn.yimen.administration;

import static cn.yimen.identity.Staff.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.calendar.Arrangements;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.TextInput;
import cn.yimen.policy.Catalogue;
import cn.yimen.policy.Policy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** REG-3, REG-4, REG-5: calendar, parameters and catalogue on the page. */
@ProductTest
class PolicyPagesTest {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Policy policy;

    @Autowired
    Catalogue catalogue;

    @Autowired
    Arrangements arrangements;

    private Officer administrator;
    private Officer clerk;

    @BeforeEach
    void signIn() {
        administrator = Staff.administrator(jdbc);
        clerk = Staff.with(jdbc, Post.of(Role.SUPERVISOR));
    }

    private MvcTestResult get(String url, Officer officer) {
        return mvc.get().uri(url).with(as(officer)).exchange();
    }

    private MvcTestResult post(String url, UUID key, Object... form) {
        return post(url, administrator, key, form);
    }

    private MvcTestResult post(String url, Officer officer, UUID key, Object... form) {
        var request = mvc.post()
                .uri(url)
                .with(as(officer))
                .with(csrf())
                .param(cn.yimen.pages.OneTimeKey.FIELD, key.toString());
        for (int i = 0; i < form.length; i += 2) {
            request = request.param(form[i].toString(), form[i + 1].toString());
        }
        return request.exchange();
    }

    private static UUID key() {
        return UUID.randomUUID();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/policy/parameters",
                "/policy/parameters?on=2025-3-31",
                "/policy/parameters?on=gibberish",
                "/policy/parameters/dibao.urban",
                "/policy/catalogue",
                "/policy/catalogue/MZ-01",
                "/policy/calendar/2026",
                "/policy/calendar/2027"
            })
    void everybodyWhoWorksMayLook(String url) {
        assertThat(get(url, clerk)).hasStatusOk().bodyText().doesNotContain("录入新值", "录入放假安排</a>", "修改成新的一版");
        assertThat(get(url, administrator)).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/policy/check",
                "/policy/parameters/dibao.urban/new",
                "/policy/catalogue/MZ-01/edit",
                "/policy/calendar/2027/edit",
                "/policy/calendar/2027/local-days/new"
            })
    void onlyTheAdministratorMayChange(String url) {
        assertThat(get(url, clerk)).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(get(url, administrator)).hasStatusOk();
        if (!url.endsWith("check")) {
            assertThat(post(url, clerk, key())).hasStatus(HttpStatus.FORBIDDEN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/policy/parameters/no.such",
                "/policy/parameters/no.such/new",
                "/policy/parameters/dibao.urban/999999/correct",
                "/policy/catalogue/XX-99",
                "/policy/catalogue/XX-99/edit",
                "/policy/catalogue/versions/00000000-0000-0000-0000-000000000000",
                "/policy/calendar/1066",
                "/policy/calendar/9999/edit"
            })
    void whatDoesNotExistIsNotFound(String url) {
        assertThat(get(url, administrator)).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void reg5ParametersAreShownForADayWithTheirBasisAndWhatIsOpen() {
        assertThat(get("/policy/parameters", clerk))
                .bodyText()
                .contains("832.00 元/月", "贵州省2025年城乡低保提标方案", "待核", "Q35 安顺 2025 年标准文件", "上线前必须确认");
        assertThat(get("/policy/parameters?on=2025年3月31日", clerk)).bodyText().contains("808.00 元/月");
        assertThat(get("/policy/parameters?on=2023-1-1", clerk)).bodyText().contains("没有值");
        assertThat(get("/policy/parameters?on=2023-2-30", clerk)).bodyText().contains("没有这一天");
        assertThat(get("/policy/check", administrator))
                .bodyText()
                .contains("2023-01-01 到 2024-03-31 没有值", "应发金额进位规则", "超过一年没有新值");
    }

    @Test
    void reg5AValueIsEnteredFromADayCorrectedAndWithdrawn() {
        var url = "/policy/parameters/temp.reserve";
        var key = key();
        var form = new Object[] {"value", "3.5万", "from", "2090年4月1日", "basis", "区财政局通知", "state", "CONFIRMED"};
        assertThat(post(url + "/new", key, form)).hasStatus3xxRedirection().hasRedirectedUrl(url);
        assertThat(post(url + "/new", key, form)).hasStatus3xxRedirection(); // IN-8: once only
        assertThat(policy.timeline("temp.reserve")).hasSize(2);
        assertThat(post(url + "/new", key(), form))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("2090-04-01 已经有一个值", "value=\"3.5万\"");
        long id = policy.timeline("temp.reserve").get(1).id();
        form[1] = "36000";
        assertThat(post(url + "/" + id + "/correct", key(), form)).hasStatus3xxRedirection();
        assertThat(post(url + "/" + id + "/correct", key(), form))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("36,000.00 元");
        assertThat(get(url, clerk)).bodyText().contains("36,000.00 元", "35,000.00 元", "已被更正");
        long corrected = policy.timeline("temp.reserve").get(1).id();
        assertThat(post(url + "/" + corrected + "/withdraw", key())).hasStatus3xxRedirection();
        assertThat(policy.timeline("temp.reserve")).hasSize(1);
        assertThat(post(url + "/" + policy.timeline("temp.reserve").get(0).id() + "/withdraw", key()))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("已经生效");
        assertThat(jdbc.sql("select count(*) from audit_entry where subject_id = 'temp.reserve'")
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void reg5WhatIsWrongIsToldAtItsFieldAndWhatWasTypedIsKept() {
        assertThat(post(
                        "/policy/parameters/dibao.urban/new",
                        key(),
                        "value",
                        "八百",
                        "from",
                        "2026-2-30",
                        "to",
                        "x",
                        "basis",
                        " ",
                        "question",
                        "Q99",
                        "note",
                        "长".repeat(301)))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains(
                        "有 7 处需要修改",
                        "value=\"八百\"",
                        "没有「2026-2-30」这一天",
                        "填写依据",
                        "选择已确认还是待核",
                        "待核清单里没有 Q99",
                        "不超过 300 字，现在 301 字");
        assertThat(post("/policy/parameters/gangxing.expenses/new", key(), "codes", "MEDICAL", "codes", "FOOD"))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("不在可选的项目里");
        assertThat(post("/policy/parameters/wage.fallback/new", key(), "from", "1066-1-1", "to", "9999-1-1"))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("选择一项", "太早或太晚");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\0", "𠮷\uFFFF\u202E<script>'; drop table", "·　１２３", "%00 ../..", "${7*7} [[${1}]] __${1}__"})
    void whateverIsTypedIsAnsweredAndNeverAFault(String naughty) {
        for (var url : List.of(
                "/policy/parameters/temp.cap/new",
                "/policy/parameters/tekun.noAbility/new",
                "/policy/parameters/office.opens/new",
                "/policy/catalogue/MZ-09/edit",
                "/policy/calendar/2044/preview",
                "/policy/calendar/2044/local-days/new")) {
            var form = new ArrayList<Object>();
            for (var field : List.of(
                    "value",
                    "from",
                    "to",
                    "basis",
                    "note",
                    "question",
                    "state",
                    "name",
                    "conditions",
                    "reason",
                    "off",
                    "work",
                    "source",
                    "day",
                    "kind",
                    "last",
                    "legalDays",
                    "materials[0].name",
                    "materials[0].code")) {
                form.add(field);
                form.add(naughty);
            }
            assertThat(post(url, key(), form.toArray()))
                    .as(url)
                    .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                    .bodyText()
                    .doesNotContain("<script>");
        }
        var answer = assertThat(post(
                "/policy/parameters/temp.cap/new",
                key(),
                "value",
                "1",
                "from",
                LocalDate.of(2060, 1, 1).plusDays(Math.floorMod(naughty.hashCode(), 9000)),
                "basis",
                "依据" + naughty,
                "state",
                "CONFIRMED"));
        if (TextInput.problem(naughty, 100, true) == null) {
            answer.hasStatus3xxRedirection();
        } else {
            answer.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyText().contains("看不见的字符");
        }
    }

    @Test
    void reg4AYearIsCheckedAndThenEntered() {
        var form = new Object[] {
            "off", "1月1日至3日；02-10~17；04-04~06;05-01~05；06-15；09-20~22;10-01~07",
            "work", "",
            "source", "国务院办公厅关于2041年部分节假日安排的通知",
            "version", "-1"
        };
        assertThat(get("/policy/calendar/2041", clerk)).bodyText().contains("暂定", "还没有录入这一年的安排");
        assertThat(post("/policy/calendar/2041/preview", key(), form))
                .hasStatusOk()
                .bodyText()
                .contains("01-01~03；02-10~17", "没有把这些法定节假日列为放假", "没有时限改日子");
        assertThat(arrangements.year(2041)).isEmpty();
        assertThat(post("/policy/calendar/2041/edit", key(), form))
                .hasStatusOk()
                .bodyText()
                .contains("1月1日至3日");
        var key = key();
        assertThat(post("/policy/calendar/2041", key, form)).hasStatus3xxRedirection();
        assertThat(post("/policy/calendar/2041", key, form)).hasStatus3xxRedirection();
        assertThat(arrangements.changes(2041)).hasSize(1);
        assertThat(get("/policy/calendar/2041", clerk))
                .bodyText()
                .contains("国务院办公厅关于2041年部分节假日安排的通知", administrator.name())
                .doesNotContain("还没有录入这一年的安排");
        assertThat(post("/policy/calendar/2041", key(), form))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("01-01~03");
    }

    @Test
    void reg4WhatCannotBeReadIsTold() {
        for (var url : List.of("/policy/calendar/2042/preview", "/policy/calendar/2042")) {
            assertThat(post(url, key(), "off", "02-30；abc", "work", "01-02", "source", "", "version", "-1"))
                    .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                    .bodyText()
                    .contains("「02-30」没有这一天", "「abc」看不懂", "本来就上班", "填写依据", "02-30；abc");
        }
        assertThat(arrangements.year(2042)).isEmpty();
    }

    @Test
    void reg4ALocalHolidayIsAddedAndRemoved() {
        var url = "/policy/calendar/2043/local-days/new";
        assertThat(post(url, key(), "day", "2044-5-5", "kind", "", "name", "", "basis", ""))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("不在 2043 年", "选择放假还是上班", "填写名称", "填写依据", "value=\"2044-5-5\"");
        assertThat(post(url, key(), "day", "2043-5-5", "kind", "OFF", "name", "四月八", "basis", "市政府通知"))
                .hasStatus3xxRedirection();
        assertThat(get("/policy/calendar/2043", clerk)).bodyText().contains("四月八", "市政府通知", "增加地方放假日");
        assertThat(post("/policy/calendar/local-days/2043-05-05/remove", key())).hasStatus3xxRedirection();
        assertThat(get("/policy/calendar/2043", clerk)).bodyText().contains("删除地方放假日", "没有地方放假日");
        assertThat(post("/policy/calendar/local-days/gibberish/remove", key())).hasStatus(HttpStatus.NOT_FOUND);
    }

    private Object[] itemForm(UUID last, String... changes) {
        var form = new ArrayList<Object>(List.of(
                "last",
                last,
                "name",
                "高龄津贴",
                "from",
                "2091-1-1",
                "offered",
                "YES",
                "subject",
                "PERSON",
                "repeatable",
                "NO",
                "confirmLevel",
                "TOWN",
                "conditions",
                "80 周岁以上老年人。",
                "standard",
                "每月 100 元"));
        form.addAll(List.of(
                "publicWords",
                "年满 80 岁的老人，每月有高龄津贴。",
                "legalDays",
                "",
                "legalUnit",
                "WORKING_DAYS",
                "extendedDays",
                "",
                "promiseDays",
                "8",
                "promiseUnit",
                "WORKING_DAYS",
                "limitWords",
                "8 个工作日",
                "basis",
                "市级政策"));
        form.addAll(List.of(
                "form",
                "高龄津贴申请表",
                "question",
                "",
                "reason",
                "缩短时限",
                "materials[0].code",
                "ID",
                "materials[0].name",
                "身份证",
                "materials[0].source",
                "SHARED",
                "materials[1].name",
                "近期照片",
                "materials[1].source",
                "APPLICANT"));
        for (int i = 0; i < changes.length; i += 2) {
            var at = form.indexOf(changes[i]);
            if (at >= 0) {
                form.set(at + 1, changes[i + 1]);
            } else {
                form.addAll(List.of(changes[i], changes[i + 1]));
            }
        }
        return form.toArray();
    }

    @Test
    void reg3AnItemGetsANewVersionFromADay() {
        var url = "/policy/catalogue/MZ-11";
        var old = catalogue.history("MZ-11").get(0);
        assertThat(get(url + "/edit", administrator)).bodyText().contains("value=\"殡葬基本服务免费\"", "第 3 种材料");
        assertThat(post(url + "/edit", key(), itemForm(old.versionId(), "more", "1")))
                .hasStatusOk()
                .bodyText()
                .contains("第 5 种材料", "value=\"近期照片\"");
        assertThat(post(url + "/edit", key(), itemForm(old.versionId()))).hasStatus3xxRedirection();
        var day = LocalDate.of(2091, 1, 1);
        var item = catalogue.item("MZ-11", day);
        assertThat(item.promiseDays()).isEqualTo(8);
        assertThat(item.materials())
                .extracting(cn.yimen.policy.Material::code)
                .first()
                .isEqualTo("ID");
        assertThat(item.materials()).hasSize(2);
        assertThat(catalogue.item("MZ-11", day.minusDays(1)).versionId()).isEqualTo(old.versionId());
        assertThat(get(url, clerk)).bodyText().contains("2091年1月1日", "当场");
        assertThat(get("/policy/catalogue/versions/" + item.versionId(), clerk))
                .bodyText()
                .contains("近期照片");
        assertThat(post(url + "/edit", key(), itemForm(old.versionId(), "limitWords", "乙写的")))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("乙写的", "8 个工作日");
    }

    @Test
    void reg3WhatIsWrongIsToldAtItsFieldAndWhatWasTypedIsKept() {
        var last = catalogue.history("MZ-08").get(0).versionId();
        assertThat(post(
                        "/policy/catalogue/MZ-08/edit",
                        key(),
                        itemForm(
                                last,
                                "name",
                                "",
                                "from",
                                "2020-1-1",
                                "subject",
                                "CITY",
                                "legalDays",
                                "30",
                                "extendedDays",
                                "20",
                                "promiseDays",
                                "-1",
                                "reason",
                                " ",
                                "materials[1].name",
                                "身份证",
                                "materials[1].source",
                                "",
                                "materials[2].how",
                                "只有这一栏")))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains(
                        "填写事项名称",
                        "2020-01-01 已经过去",
                        "选择以家庭还是个人为单位",
                        "延长后 20 天比法定 30 天还短",
                        "承诺时限填 0 到 400 的整数",
                        "填写修改原因",
                        "第 2 种材料「身份证」写了两次",
                        "第 2 种材料选择由谁提供",
                        "填写第 3 种材料的名称",
                        "value=\"只有这一栏\"");
        assertThat(post("/policy/catalogue/MZ-08/edit", key(), itemForm(last, "legalDays", "7")))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("承诺 8 个工作日比法定 7 个工作日还长");
        assertThat(post("/policy/catalogue/MZ-08/edit", key()))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("填写从哪一天起用");
    }
}
