package cn.yimen.household;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.household.HouseholdDetails.Contact;
import cn.yimen.household.HouseholdDetails.ExpensePart;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdDetails.MemberPart;
import cn.yimen.household.HouseholdDetails.PropertyPart;
import cn.yimen.household.HouseholdDetails.SupporterPart;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.ResidentId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** HH-1 to HH-8 at the screen, AU-1 and AU-2. */
@ProductTest
@NullUnmarked
class HouseholdPagesTest {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Persons persons;

    @Autowired
    Households households;

    @Autowired
    Places places;

    PlaceId village;
    Officer clerk;
    Officer stranger;
    ResidentId number;
    PersonId head;
    HouseholdId house;

    @BeforeEach
    void aHousehold() {
        village = places.villages().get(3).id();
        var elsewhere = places.villages().stream()
                .filter(place -> !place.id().township().equals(village.township()))
                .findFirst()
                .orElseThrow();
        clerk = Staff.clerk(jdbc, village.township().code());
        stranger = Staff.clerk(jdbc, elsewhere.id().township().code());
        number = Numbers.next(19550303);
        head = persons.register(
                PersonDetails.of("页面<b>人", number)
                        .phone("13812340000")
                        .health(new Health(
                                "60",
                                "脑梗后遗症",
                                false,
                                List.of(new Disability(Disability.Category.PHYSICAL, 2)),
                                null,
                                Set.of(SelfCareItem.WALK),
                                null)),
                village,
                clerk);
        var child = persons.register(PersonDetails.of("页面子", Numbers.next(20100303)), village, clerk);
        house = households.register(
                HouseholdDetails.of(village, "六组", List.of(MemberPart.of(head, "02"), MemberPart.of(child, "42")))
                        .incomes(
                                true,
                                List.of(
                                        IncomePart.declared(
                                                head,
                                                IncomeItem.DISABILITY_ALLOWANCE,
                                                Money.yuan("120.00"),
                                                Income.Per.MONTH,
                                                "本人"),
                                        IncomePart.declared(
                                                null,
                                                IncomeItem.LAND_TRANSFER,
                                                Money.yuan("960.00"),
                                                Income.Per.PERIOD,
                                                "合同")))
                        .properties(true, List.of(PropertyPart.declared(head, PropertyKind.HOUSE, Money.ZERO)))
                        .expenses(List.of(ExpensePart.declared(head, ExpenseKind.MEDICAL, Money.yuan("3000.00"), true)))
                        .supporters(
                                true, List.of(SupporterPart.of("长子", Contact.of("页面长子", "13900009999"), Set.of(head)))),
                clerk);
    }

    @Test
    void thePageShowsTheHouseholdMaskedAndIsLogged() {
        var page = get("/households/" + house, clerk);
        assertThat(page).hasStatusOk();
        assertThat(page)
                .bodyText()
                .contains("页面&lt;b&gt;人户", "六组", "残疾人两项补贴", "不计入", "960.00", "肢体残疾二级", "页面长子", number.toString())
                .doesNotContain(number.value(), "13812340000", "13900009999", "<b>人");
        assertThat(jdbc.sql("select count(*) from audit_entry where kind = 'OPENED' and subject_id = ? and officer = ?")
                        .params(house.toString(), clerk.login())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(get("/households/" + house + "?day=2020-01-01", clerk))
                .hasStatusOk()
                .bodyText()
                .contains("还没有这一户");
        assertThat(get("/persons/" + head, clerk))
                .hasStatusOk()
                .bodyText()
                .contains("脑梗后遗症")
                .doesNotContain(number.value());
        var supervisor = Staff.with(jdbc, Post.of(Role.SUPERVISOR));
        assertThat(get("/households/" + house, supervisor))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("增加成员");
        assertThat(get("/households/" + house + "/edit", supervisor)).hasStatus(403);
    }

    /** Foreign and missing are the same 404. */
    @Test
    void elsewhereThereIsNothing() {
        var missing = get("/households/" + UUID.randomUUID(), stranger);
        for (var path : List.of(
                "/households/" + house,
                "/households/" + house + "/edit",
                "/persons/" + head,
                "/persons/" + head + "/edit")) {
            assertThat(get(path, stranger)).as(path).hasStatus(404);
        }
        assertThat(missing).hasStatus(404);
        var administrator = Staff.administrator(jdbc);
        assertThat(get("/households/" + house, administrator)).hasStatus(403);
        assertThat(mvc.post()
                        .uri("/persons/" + head + "/reveal")
                        .with(Staff.as(stranger))
                        .with(csrf())
                        .param("field", "IDENTITY")
                        .param("reason", "核对身份"))
                .hasStatus(404);
    }

    /** AU-2: 看全号要有理由,60 秒后遮盖,记入审计. */
    @Test
    void aFullNumberIsShownForAReason() {
        assertThat(reveal("")).hasStatusOk().bodyText().contains("核对身份").doesNotContain(number.value());
        assertThat(reveal("随便看看")).hasStatusOk().bodyText().doesNotContain(number.value());
        assertThat(reveal("核对身份")).hasStatusOk().bodyText().contains(number.value(), "delay:60s");
        assertThat(jdbc.sql("select reason from audit_entry where subject_id = ? and fields = '身份证号全号'")
                        .param(head.toString())
                        .query(String.class)
                        .list())
                .containsExactly("核对身份");
    }

    /** AU-2: whoever copies a register is stopped and seen. */
    @Test
    void tooManyFullNumbersAreRefused() {
        for (var i = 0; i < 40; i++) {
            assertThat(reveal("打电话")).hasStatusOk();
        }
        assertThat(reveal("打电话")).hasStatus(429);
        assertThat(jdbc.sql("select count(*) from audit_entry where officer = ? and action = '看全号过多，已拦下'")
                        .param(clerk.login())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aWrongFieldKeepsWhatWasTyped() {
        var page = post(
                "/persons/" + head + "/edit",
                "version",
                "0",
                "name",
                "",
                "identityKind",
                "RESIDENT",
                "identityNumber",
                "52049919550303",
                "phone",
                "1381234",
                "birthOn",
                "昨天上午",
                "illness",
                "我写了很多字",
                "disability",
                "PHYSICAL");
        assertThat(page).hasStatus(422);
        assertThat(page)
                .bodyText()
                .contains(
                        "填写姓名",
                        "14 位，应为 18 位",
                        "7 位，手机号应为 11 位",
                        "出生日期认不出",
                        "选择残疾等级",
                        "我写了很多字",
                        "1381234",
                        "52049919550303",
                        "昨天上午");
    }

    @Test
    void aPersonIsEdited() {
        var version = persons.get(head, clerk).version();
        var page = post(
                "/persons/" + head + "/edit",
                "version",
                Long.toString(version),
                "name",
                "新名字",
                "identityKind",
                "RESIDENT",
                "phone",
                "139 0000 4444",
                "illness",
                "已康复",
                "ethnicity",
                "09");
        assertThat(page).hasStatus3xxRedirection().hasRedirectedUrl("/households/" + house);
        var now = persons.get(head, clerk);
        assertThat(now.name()).isEqualTo("新名字");
        assertThat(now.phoneMasked()).isEqualTo("139****4444");
        assertThat(now.identityMasked()).isEqualTo(number.toString());
        var stale = post(
                "/persons/" + head + "/edit",
                "version",
                Long.toString(version),
                "name",
                "旧人改",
                "identityKind",
                "RESIDENT");
        assertThat(stale).hasStatus(409);
        assertThat(stale).bodyText().contains("新名字", "旧人改");
    }

    @Test
    void partsAreAddedChangedAndTakenOut() {
        assertThat(get("/households/" + house + "/incomes/new", clerk)).hasStatusOk();
        var version = households.get(house, clerk).version();
        assertThat(post(
                        "/households/" + house + "/incomes/new",
                        "version",
                        "" + version,
                        "item",
                        "WAGES",
                        "person",
                        head.toString(),
                        "declared",
                        "1.2万",
                        "per",
                        "PERIOD",
                        "method",
                        "DECLARED"))
                .hasStatus3xxRedirection();
        var added = households.get(house, clerk).details().incomes().get(2);
        assertThat(added.declared()).isEqualTo(Money.yuan("12000.00"));
        for (var part : List.of(
                "incomes/" + added.id(),
                "properties/" + view().properties().get(0).id(),
                "expenses/" + view().expenses().get(0).id(),
                "supporters/" + view().supporters().get(0).id(),
                "properties/new",
                "expenses/new",
                "supporters/new",
                "members/new",
                "members/" + head,
                "edit")) {
            assertThat(get("/households/" + house + "/" + part, clerk)).as(part).hasStatusOk();
        }
        assertThat(post(
                        "/households/" + house + "/incomes/" + added.id(),
                        "version",
                        "" + version,
                        "item",
                        "WAGES",
                        "declared",
                        "9"))
                .hasStatus(409);
        assertThat(post(
                        "/households/" + house + "/incomes/new",
                        "version",
                        "99",
                        "item",
                        "",
                        "declared",
                        "abc",
                        "verified",
                        "5"))
                .hasStatus(422)
                .bodyText()
                .contains("选择收入项目", "认不出", "填写核实来源", "abc");
        assertThat(post(
                        "/households/" + house + "/incomes/" + added.id() + "/delete",
                        "version",
                        "" + households.get(house, clerk).version()))
                .hasStatus3xxRedirection();
        assertThat(view().incomes()).hasSize(2);
        assertThat(post(
                        "/households/" + house + "/edit",
                        "version",
                        "" + households.get(house, clerk).version(),
                        "place",
                        village.code(),
                        "address",
                        "搬到七组",
                        "incomesDeclared",
                        "true",
                        "assistance",
                        "DIBAO"))
                .hasStatus3xxRedirection();
        assertThat(view().address()).isEqualTo("搬到七组");
        assertThat(post(
                        "/households/" + house + "/members/" + head,
                        "version",
                        "" + households.get(house, clerk).version(),
                        "relation",
                        "02",
                        "livesTogether",
                        "true",
                        "included",
                        "true",
                        "includedWhy",
                        "村委会证明"))
                .hasStatus3xxRedirection();
        assertThat(post(
                        "/households/" + house + "/members/new",
                        "version",
                        "0",
                        "householdVersion",
                        "" + households.get(house, clerk).version(),
                        "relation",
                        "21",
                        "name",
                        "新成员",
                        "identityKind",
                        "RESIDENT",
                        "identityNumber",
                        Numbers.next(19990101).value()))
                .hasStatus3xxRedirection();
        assertThat(view().members()).hasSize(3);
        assertThat(post(
                        "/households/" + house + "/members/"
                                + view().members().get(2).person() + "/leave",
                        "reason",
                        "外出成家"))
                .hasStatus3xxRedirection();
        assertThat(view().members()).hasSize(2);
        assertThat(post(
                        "/households/" + house + "/supporters/"
                                + view().supporters().get(0).id(),
                        "version",
                        "" + households.get(house, clerk).version(),
                        "label",
                        "长子",
                        "supports",
                        head.toString(),
                        "householdSize",
                        "4",
                        "declared",
                        "6000"))
                .hasStatus3xxRedirection();
        assertThat(view().supporters().get(0).contact().phone())
                .as("an empty field leaves the number")
                .isEqualTo("13900009999");
    }

    /** HH-8: the word is in no address; a whole number leads straight to the household. */
    @Test
    void searchesUnderAnOpaqueKey() {
        var found = mvc.post()
                .uri("/search")
                .with(Staff.as(clerk))
                .with(csrf())
                .param("q", "页面<b>")
                .exchange();
        var url = found.getResponse().getRedirectedUrl();
        assertThat(url).startsWith("/search/").doesNotContain("页");
        assertThat(get(url, clerk))
                .hasStatusOk()
                .bodyText()
                .contains("页面&lt;b&gt;人", number.toString())
                .doesNotContain(number.value());
        assertThat(get(url, stranger)).as("the word of another").hasStatus(404);
        assertThat(mvc.post().uri("/search").with(Staff.as(clerk)).with(csrf()).param("q", number.value()))
                .hasRedirectedUrl("/households/" + house);
        assertThat(mvc.post()
                        .uri("/search/hints")
                        .with(Staff.as(clerk))
                        .with(csrf())
                        .param("q", "页面"))
                .hasStatusOk()
                .bodyText()
                .contains("页面")
                .doesNotContain("<html");
        assertThat(mvc.post()
                        .uri("/search/hints")
                        .with(Staff.as(clerk))
                        .with(csrf())
                        .param("q", "页面")
                        .param("top", "1"))
                .hasStatusOk()
                .bodyText()
                .contains("top-hints", "页面")
                .doesNotContain(number.value());
        assertThat(get("/search", clerk)).bodyText().contains("/search/hints");
        var elsewhere = mvc.post()
                .uri("/search")
                .with(Staff.as(stranger))
                .with(csrf())
                .param("q", number.value())
                .exchange();
        assertThat(get(elsewhere.getResponse().getRedirectedUrl(), stranger))
                .hasStatusOk()
                .bodyText()
                .contains(places.fullName(village.township()), "不在您的范围内")
                .doesNotContain("页面&lt;b&gt;人")
                .doesNotContain("六组");
        assertThat(get("/search", clerk)).hasStatusOk();
        assertThat(get("/persons/without-number", clerk)).hasStatusOk();
        assertThat(get("/search", Staff.administrator(jdbc))).hasStatus(403);
    }

    private HouseholdDetails view() {
        return households.get(house, clerk).details();
    }

    private MvcTestResult get(String path, Officer officer) {
        return mvc.get().uri(path).with(Staff.as(officer)).exchange();
    }

    private MvcTestResult reveal(String reason) {
        return mvc.post()
                .uri("/persons/" + head + "/reveal")
                .with(Staff.as(clerk))
                .with(csrf())
                .header("HX-Request", "true")
                .param("field", "IDENTITY")
                .param("reason", reason)
                .exchange();
    }

    private MvcTestResult post(String path, String... fields) {
        var request = mvc.post()
                .uri(path)
                .with(Staff.as(clerk))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString());
        for (var i = 0; i < fields.length; i += 2) {
            request = request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }
}
