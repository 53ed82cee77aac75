package cn.yimen.administration;

import static cn.yimen.identity.Staff.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.SignIn;
import cn.yimen.identity.Staff;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** AU-3: the administrator's pages for accounts. */
@ProductTest
class AccountPagesTest {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Officers officers;

    @Autowired
    Organisations organisations;

    @Autowired
    SignIn signIn;

    private Officer administrator;
    private String office;

    @BeforeEach
    void signIn() {
        administrator = Staff.administrator(jdbc);
        office = organisations.townshipOffice(PlaceId.of("520402109")).id().toString();
    }

    @Test
    void au3AnAccountIsOpenedWithAPostAndAPasswordShownOnce() {
        var created = post(
                "/accounts/new",
                "name",
                "陈静",
                "login",
                "Chen.Jing",
                "office",
                office,
                "role",
                "VILLAGE_ASSISTANT",
                "place",
                "旧州把士",
                "department",
                "");
        assertThat(created).hasStatus3xxRedirection();
        var password = String.valueOf(created.getMvcResult().getFlashMap().get("password"));
        assertThat(signIn.attempt("chen.jing", password, "10.2.0.1")).isInstanceOf(SignIn.Outcome.Welcome.class);

        var officer = officers.byLogin("chen.jing").orElseThrow();
        assertThat(officer.posts()).containsExactly(Post.at(Role.VILLAGE_ASSISTANT, "520402109202"));
        assertThat(get("/accounts/" + officer.id()))
                .hasStatusOk()
                .bodyText()
                .contains("陈静", "信息员（旧州镇把士村）", "下次登录要改")
                .doesNotContain(password);
        assertThat(jdbc.sql("select count(*) from audit_entry where detail like ?")
                        .param("%" + password + "%")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void au3WhatIsWrongIsToldAtItsField() {
        assertThat(post(
                        "/accounts/new",
                        "name",
                        "",
                        "login",
                        "张",
                        "office",
                        "x",
                        "role",
                        "",
                        "place",
                        "",
                        "department",
                        ""))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("填写姓名", "登录名用 2 至 40 位", "选择所在机构", "选择岗位", "value=\"张\"");
        assertThat(wrongPost("WINDOW_CLERK", "", "")).contains("窗口经办要填所在的乡镇（街道）");
        assertThat(wrongPost("WINDOW_CLERK", "旧州镇把士村 520402109202", "")).contains("窗口经办要填乡镇（街道），旧州镇把士村不是");
        assertThat(wrongPost("VILLAGE_ASSISTANT", "龙潭村", "")).contains("有多处", "请从列表里选");
        assertThat(wrongPost("VILLAGE_ASSISTANT", "没有这个村", "")).contains("没有找到村（社区）「没有这个村」");
        assertThat(wrongPost("LIAISON", "", "XX")).contains("部门联络员要选一个部门");
    }

    @Test
    void au3NoTwoPeopleShareALoginName() {
        var form = new String[] {
            "name", "刘洋", "login", "liu.yang", "office", office, "role", "LIAISON", "place", "", "department", "JT"
        };
        assertThat(post("/accounts/new", (Object[]) form)).hasStatus3xxRedirection();
        assertThat(post("/accounts/new", (Object[]) form))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("登录名 liu.yang 已经有人用");
    }

    @Test
    void au3PostsAreAddedAndEnded() {
        var officer = Staff.with(jdbc, Post.of(Role.SUPERVISOR));
        assertThat(post(
                        "/accounts/" + officer.id() + "/posts",
                        "role",
                        "TOWNSHIP_REVIEWER",
                        "place",
                        "jzz",
                        "version",
                        0))
                .hasStatus3xxRedirection();
        assertThat(officers.byId(officer.id()).orElseThrow().posts())
                .contains(Post.at(Role.TOWNSHIP_REVIEWER, "520402109"));

        var held = jdbc.sql("select id from post where officer_id = ? and role = 'SUPERVISOR'")
                .param(officer.id())
                .query(UUID.class)
                .single();
        assertThat(post("/accounts/" + officer.id() + "/posts/" + held + "/end", "version", 1))
                .hasStatus3xxRedirection();
        assertThat(officers.byId(officer.id()).orElseThrow().has(Role.SUPERVISOR))
                .isFalse();
        // stale
        assertThat(post("/accounts/" + officer.id() + "/posts", "role", "SUPERVISOR", "version", 1))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("乡镇审核（旧州镇）", "监督");
    }

    @Test
    void au3AnAccountIsDisabledResetAndUnlocked() {
        var officer = Staff.with(jdbc, Post.of(Role.SUPERVISOR));
        assertThat(post("/accounts/" + officer.id() + "/disable", "version", 0)).hasStatus3xxRedirection();
        assertThat(officers.byId(officer.id())).isEmpty();
        assertThat(get("/accounts/" + officer.id())).bodyText().contains("已停用", "恢复使用");
        assertThat(post("/accounts/" + officer.id() + "/enable", "version", 1)).hasStatus3xxRedirection();
        var reset = post("/accounts/" + officer.id() + "/password", "version", 2);
        assertThat(reset.getMvcResult().getFlashMap().get("password")).isNotNull();
        for (int i = 0; i < 5; i++) {
            signIn.attempt(officer.login(), "wrong", "10.2.0.2");
        }
        assertThat(get("/accounts/" + officer.id())).bodyText().contains("已锁定", "解锁");
        assertThat(post("/accounts/" + officer.id() + "/unlock")).hasStatus3xxRedirection();
        assertThat(get("/accounts/" + officer.id())).bodyText().doesNotContain("已锁定");
    }

    @Test
    void au3NobodyDisablesTheOwnAccount() {
        var refused = post("/accounts/" + administrator.id() + "/disable", "version", 0);
        assertThat(refused).hasStatus3xxRedirection();
        assertThat(String.valueOf(refused.getMvcResult().getFlashMap().get("warning")))
                .contains("不能停用自己的账号");
        assertThat(officers.byId(administrator.id())).isPresent();
        assertThat(get("/accounts/" + administrator.id())).bodyText().doesNotContain("停用账号</button>");
    }

    @Test
    void au3NameAndOfficeChangeAndAStaleEditAnswers409() {
        var officer = Staff.with(jdbc, Post.of(Role.SUPERVISOR));
        assertThat(post("/accounts/" + officer.id(), "name", "周敏敏", "office", office, "version", 0))
                .hasStatus3xxRedirection();
        assertThat(post("/accounts/" + officer.id(), "name", "周小敏", "office", office, "version", 0))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("周敏敏", "周小敏");
        assertThat(post("/accounts/" + officer.id(), "name", " ", "office", office, "version", 1))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("填写姓名");
    }

    /** AU-2: what is searched for stands in no address. */
    @Test
    void au2ANameSearchedForIsPostedAndKeptUnderAKey() {
        post("/accounts/new", "name", "欧阳娜", "login", "ouyang.na", "office", office, "role", "SUPERVISOR");
        var searched = post("/accounts/search", "q", "欧阳", "role", "SUPERVISOR", "office", "", "state", "nonsense");
        assertThat(searched).hasStatus3xxRedirection();
        var url = String.valueOf(searched.getResponse().getRedirectedUrl());
        assertThat(url).doesNotContain("欧阳").contains("w=", "role=SUPERVISOR").doesNotContain("nonsense");
        assertThat(get(url))
                .hasStatusOk()
                .bodyText()
                .contains("欧阳娜", "ouyang.na")
                .doesNotContain("陈静");
        assertThat(get("/accounts?role=NONSENSE&state=1&office=2&w=zzz")).hasStatusOk();
    }

    private String wrongPost(String role, String place, String department) {
        var result = post(
                "/accounts/new",
                "name",
                "某某",
                "login",
                "mou.mou",
                "office",
                office,
                "role",
                role,
                "place",
                place,
                "department",
                department);
        assertThat(result).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return body(result);
    }

    private static String body(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private MvcTestResult get(String uri) {
        return mvc.get().uri(uri).with(as(administrator)).exchange();
    }

    private MvcTestResult post(String uri, Object... fields) {
        var request = mvc.post()
                .uri(uri)
                .with(as(administrator))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString());
        for (int i = 0; i < fields.length; i += 2) {
            request = request.param(fields[i].toString(), fields[i + 1].toString());
        }
        return request.exchange();
    }
}
