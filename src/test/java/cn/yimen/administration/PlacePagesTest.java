package cn.yimen.administration;

import static cn.yimen.identity.Staff.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.district.Office;
import cn.yimen.district.Organisations;
import cn.yimen.district.Place;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.district.UrbanRural;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import java.time.LocalDate;
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

/** REG-1, REG-2: the administrator's pages for places and offices. */
@ProductTest
class PlacePagesTest {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Places places;

    @Autowired
    Organisations organisations;

    private Officer administrator;

    @BeforeEach
    void signIn() {
        administrator = Staff.administrator(jdbc);
    }

    @Test
    void reg1TheListShowsTownshipsAndWhatIsUnverified() {
        assertThat(get("/places")).hasStatusOk().bodyText().contains("旧州镇", "委托管理关系", "推定", "岩腊乡");
        assertThat(get("/places?q=bashi")).hasStatusOk().bodyText().contains("旧州镇把士村");
        assertThat(get("/places?q=<script>")).hasStatusOk().bodyText().doesNotContain("<script>」");
    }

    @Test
    void reg1ATownshipShowsItsVillagesAndAVillageItsHistory() {
        assertThat(get("/places/520402109")).hasStatusOk().bodyText().contains("把士村", "220 村庄（乡村）", "待核");
        assertThat(get("/places/520402109204")).hasStatusOk().bodyText().contains("文星村", "随系统带来", "变更城乡分类");
        assertThat(get("/places/520402")).hasStatusOk().bodyText().contains("西秀区");
    }

    @Test
    void reg1AClassIsChangedFromADayWithAReason() {
        var village = PlaceId.of("520402109208");
        var version = version(village);
        assertThat(post(
                        "/places/520402109208/class",
                        UUID.randomUUID(),
                        "to",
                        "121",
                        "from",
                        "2026年7月1日",
                        "reason",
                        "村改居",
                        "version",
                        version))
                .hasStatus3xxRedirection()
                .hasRedirectedUrl("/places/520402109208");
        assertThat(places.classOn(village, LocalDate.of(2026, 7, 1))).isEqualTo(UrbanRural.URBAN);
        assertThat(get("/places/520402109208")).bodyText().contains("村改居", administrator.name(), "121 镇中心区（城镇）");
        assertThat(jdbc.sql("select count(*) from audit_entry where action = '变更城乡分类' and subject_id = '520402109208'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void in8TheSameFormSentTwiceChangesOnce() {
        var village = PlaceId.of("520402109210");
        var key = UUID.randomUUID();
        var form = new Object[] {"to", "121", "from", "20260701", "reason", "村改居", "version", version(village)};
        assertThat(post("/places/520402109210/class", key, form)).hasStatus3xxRedirection();
        assertThat(post("/places/520402109210/class", key, form)).hasStatus3xxRedirection();
        assertThat(places.classHistory(village)).hasSize(2);
    }

    @Test
    void reg1WhatIsWrongIsToldAtItsFieldAndWhatWasTypedIsKept() {
        assertThat(post(
                        "/places/520402109204/class",
                        UUID.randomUUID(),
                        "to",
                        "999",
                        "from",
                        "2026-2-30",
                        "reason",
                        " ",
                        "version",
                        0))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("有 3 处需要修改", "选择城乡分类", "没有「2026-2-30」这一天", "填写变更原因和依据", "value=\"2026-2-30\"");
        assertThat(post(
                        "/places/520402109204/class",
                        UUID.randomUUID(),
                        "to",
                        "121",
                        "from",
                        "1999-1-1",
                        "reason",
                        "长".repeat(301),
                        "version",
                        0))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("太早", "不超过 300 字，现在 301 字");
    }

    @Test
    void reg1AStaleChangeShowsBothValues() {
        var village = PlaceId.of("520402109225");
        var shown = version(village);
        post(
                "/places/520402109225/class",
                UUID.randomUUID(),
                "to",
                "122",
                "from",
                "2026-7-1",
                "reason",
                "甲的",
                "version",
                shown);
        assertThat(post(
                        "/places/520402109225/class",
                        UUID.randomUUID(),
                        "to",
                        "210",
                        "from",
                        "2026-8-1",
                        "reason",
                        "乙的",
                        "version",
                        shown))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("122 镇乡结合区", "210 乡中心区", "甲的", "乙的");
        assertThat(places.classHistory(village)).hasSize(2);
    }

    @Test
    void reg1AUnitOutsideTheStatesListIsAdded() {
        assertThat(post(
                        "/places/new",
                        UUID.randomUUID(),
                        "type",
                        "NEW_COMMUNITY",
                        "code",
                        "520402 481",
                        "name",
                        "彩虹新型社区",
                        "shortName",
                        "彩虹新区",
                        "letters",
                        "chx",
                        "to",
                        ""))
                .hasStatus3xxRedirection();
        assertThat(places.get(PlaceId.of("520402481")).letters()).isEqualTo("CHX");
        assertThat(post(
                        "/places/new",
                        UUID.randomUUID(),
                        "type",
                        "DEV_ZONE",
                        "code",
                        "520402109",
                        "name",
                        "某区",
                        "shortName",
                        "某区",
                        "letters",
                        "QQ",
                        "to",
                        ""))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("已经是旧州镇，换一个", "value=\"某区\"");
        assertThat(post("/places/new", UUID.randomUUID(), "type", "", "code", "12", "name", "", "shortName", ""))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("选择单位类型", "填写全称", "填写简称");
        assertThat(post(
                        "/places/new",
                        UUID.randomUUID(),
                        "type",
                        "RESIDENTS",
                        "code",
                        "520402999001",
                        "name",
                        "某社区",
                        "shortName",
                        "某社区",
                        "to",
                        "111"))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("没有代码为 520402999 的乡镇");
    }

    @Test
    void reg1EntrustmentIsNotedAndAStaleEditAnswers409() {
        var unit = PlaceId.of("520402205");
        var version = version(unit);
        var form = new Object[] {
            "name",
            "黄腊布依族苗族乡",
            "shortName",
            "黄腊乡",
            "entrustedTo",
            "某管理区",
            "unverified",
            "",
            "closedOn",
            "",
            "version",
            version
        };
        assertThat(post("/places/520402205/edit", UUID.randomUUID(), form)).hasStatus3xxRedirection();
        assertThat(places.get(unit).entrustedTo()).isEqualTo("某管理区");
        form[5] = "另一区";
        assertThat(post("/places/520402205/edit", UUID.randomUUID(), form))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("某管理区", "另一区");
    }

    @Test
    void reg2AnOfficeGetsItsLiaisonAndTelephone() {
        var office = organisations.officeOfDepartment("GH");
        assertThat(get("/offices")).hasStatusOk().bodyText().contains("区总工会", "还没有填联络专员", "旧州镇社会救助“一门受理”窗口");
        assertThat(get("/offices/" + office.id())).hasStatusOk().bodyText().contains("联络专员电话");
        assertThat(post("/offices/" + office.id(), UUID.randomUUID(), office(office, "李敏", "139 0000 1234")))
                .hasStatus3xxRedirection();
        assertThat(organisations.officeOfDepartment("GH").liaisonName()).isEqualTo("李敏");
        // stale: the version of before
        assertThat(post("/offices/" + office.id(), UUID.randomUUID(), office(office, "王芳", "139 0000 1234")))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("李敏", "王芳");
        assertThat(post("/offices/" + office.id(), UUID.randomUUID(), office(office, "李敏", "打我手机")))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("联络专员电话只写数字和横线", "value=\"打我手机\"");
    }

    @Test
    void reg2ACharityIsAdded() {
        assertThat(get("/offices/new")).hasStatusOk();
        assertThat(post("/offices/new", UUID.randomUUID(), "name", "春晖慈善会", "shortName", "春晖", "version", 0))
                .hasStatus3xxRedirection();
        assertThat(organisations.charities()).extracting(Office::shortName).contains("春晖");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/places",
                "/places/520402109",
                "/places/520402109204/class",
                "/places/new",
                "/offices",
                "/offices/new",
                "/accounts",
                "/accounts/new"
            })
    void pagesOfTheAdministratorAreNobodyElses(String page) {
        assertThat(get(page)).hasStatusOk();
        for (var other : new Officer[] {
            Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER)),
            Staff.clerk(jdbc, "520402109"),
            Staff.with(jdbc, Post.of(Role.SUPERVISOR))
        }) {
            assertThat(mvc.get().uri(page).with(as(other)).exchange()).hasStatus(HttpStatus.FORBIDDEN);
        }
        assertThat(mvc.get().uri(page).exchange()).hasStatus3xxRedirection();
    }

    @Test
    void foreignIdsAreNotFound() {
        assertThat(get("/places/520403001")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(get("/places/520402109/class")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(get("/offices/" + UUID.randomUUID())).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(get("/accounts/" + UUID.randomUUID())).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(get("/places/abc")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(get("/offices/abc")).hasStatus(HttpStatus.NOT_FOUND);
    }

    private MvcTestResult get(String uri) {
        return mvc.get().uri(uri).with(as(administrator)).exchange();
    }

    private MvcTestResult post(String uri, UUID key, Object... fields) {
        var request = mvc.post().uri(uri).with(as(administrator)).with(csrf()).param("_key", key.toString());
        for (int i = 0; i < fields.length; i += 2) {
            request = request.param(fields[i].toString(), fields[i + 1].toString());
        }
        return request.exchange();
    }

    private Object[] office(Office office, String liaison, String phone) {
        return new Object[] {
            "name",
            office.name(),
            "shortName",
            office.shortName(),
            "phone",
            "0851-33220000",
            "liaisonName",
            liaison,
            "liaisonPhone",
            phone,
            "version",
            office.version()
        };
    }

    private long version(PlaceId id) {
        Place place = places.get(id);
        return place.version();
    }
}
