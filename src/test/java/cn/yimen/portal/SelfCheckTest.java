package cn.yimen.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** PB-1: which help may fit a household, without a name, without a session, with nothing kept. */
@ProductTest
class SelfCheckTest {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Test
    void thePageOffersTheTelephoneFirstAndLeadsFromHome() {
        assertThat(mvc.get().uri("/")).bodyText().contains("/guide/check");
        assertThat(mvc.get().uri("/guide/check")).hasStatusOk().bodyText().contains("各窗口电话", "填的内容不保存");
    }

    @Test
    void aPoorFamilyIsToldWhatMayFitInPlainWords() {
        var before = rows();
        var answer = post("area", "RURAL", "people", "4", "young", "2", "income", "900", "apart", "NONE", "owned", "");
        assertThat(answer)
                .hasStatusOk()
                .bodyText()
                .contains("可能符合低保", "最低生活保障", "/guide/items/MZ-01", "value=\"900\"", "以审核结果为准");
        assertThat(answer.getRequest().getSession(false)).isNull();
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void anOldPersonAloneMayBeTekunAndSomebodyWithMoneyIsNot() {
        assertThat(post("area", "RURAL", "people", "1", "old", "1", "income", "0", "apart", "NONE"))
                .bodyText()
                .contains("特困");
        assertThat(post(
                        "area", "URBAN", "people", "3", "income", "30000", "apart", "NONE", "owned", "CAR", "savings",
                        "50万"))
                .hasStatusOk()
                .bodyText()
                .contains("暂时没有合适的", "这次不能办低保");
    }

    @Test
    void anEmergencyLeadsToTemporaryAssistance() {
        assertThat(post("area", "RURAL", "people", "2", "income", "1000", "apart", "NONE", "cause", "FIRE"))
                .bodyText()
                .contains("临时救助", "/guide/items/MZ-03");
    }

    @Test
    void whatIsMissingIsSaidAtItsPlaceAndWhatWasTypedStays() {
        assertThat(post("people", "二十", "old", "3", "income", "很少", "savings", "5000"))
                .hasStatus(422)
                .bodyText()
                .contains("选择您家住在城镇还是农村", "人数应为 1 到 15 的数字", "认不出", "二十", "value=\"5000\"");
        assertThat(post(
                        "area", "RURAL", "people", "2", "old", "2", "young", "1", "ill", "9", "income", "0", "apart",
                        "SOME"))
                .hasStatus(422)
                .bodyText()
                .contains("老人和孩子合计 3 人，比全家 2 口人多", "填了 9 人，比全家 2 口人多");
    }

    private long rows() {
        return jdbc.sql("select (select count(*) from spring_session) + (select count(*) from audit_entry)"
                        + " + (select count(*) from one_time_key)")
                .query(Long.class)
                .single();
    }

    private MvcTestResult post(String... fields) {
        var request = mvc.post().uri("/guide/check").with(csrf());
        for (int i = 0; i < fields.length; i += 2) {
            request = request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }
}
