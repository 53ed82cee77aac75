package cn.yimen.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.casefile.OpenedCase;
import cn.yimen.identity.Staff;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** IN-10: rating by the receipt, one for each matter; PB-3's limit of guessing. */
@ProductTest
@Import(Families.class)
class RateTest {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    JdbcClient jdbc;

    OpenedCase opened;
    String address = "";

    @BeforeEach
    void aCase() {
        var clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        opened = cases.open(
                Families.wish(families.couple(clerk), "MZ-01", "YB-01").asked(), clerk);
        address = UUID.randomUUID().toString(); // a visitor of this test alone
    }

    @Test
    void theReceiptOpensItsMattersWithoutANameAndWithoutASession() {
        var page = find(opened.receiptNumber().text(), opened.queryCode());
        assertThat(page)
                .hasStatusOk()
                .bodyText()
                .contains("最低生活保障", "医疗救助", "非常满意", "非常不满意")
                .doesNotContain("王建国", "checked=\"checked\"", "139*", "13900");
        assertThat(page.getRequest().getSession(false)).isNull();
    }

    @Test
    void theSquareCodeBringsTheNumberAlong() {
        assertThat(mvc.get().uri("/rate?no=2026-JZ-0001"))
                .hasStatusOk()
                .bodyText()
                .contains("value=\"2026-JZ-0001\"");
    }

    @Test
    void aMatterIsRatedOnce() {
        var matter = matter(0);
        var key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            assertThat(rate(key, matter, "SATISFIED")).hasRedirectedUrl("/rate/thanks");
        }
        assertThat(jdbc.sql("select count(*) from matter_rating where matter_id = ?")
                        .param(UUID.fromString(matter))
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(find(opened.receiptNumber().text(), opened.queryCode()))
                .bodyText()
                .contains("已打分：满意");
        assertThat(rate(UUID.randomUUID().toString(), matter, "DISSATISFIED")).hasStatus(409);
    }

    @Test
    void noneIsPreselectedAndOneMustBeChosen() {
        assertThat(rate(UUID.randomUUID().toString(), matter(0), ""))
                .hasStatus(422)
                .bodyText()
                .contains("错误：", "至少给一个事项选一种满意程度");
    }

    @Test
    void aWrongPairSaysNotWhichOfTheTwoIsWrong() {
        assertThat(find(opened.receiptNumber().text(), "00000000"))
                .hasStatus(422)
                .bodyText()
                .contains("编号和查询码对不上", "value=\"" + opened.receiptNumber().text() + "\"");
        assertThat(find("2026-JZ-9999", opened.queryCode())).hasStatus(422);
        assertThat(find("", "")).hasStatus(422).bodyText().contains("填写编号", "填写查询码");
        assertThat(find("🤷 '; drop", "<b>")).hasStatus(422).bodyText().doesNotContain("<b>");
    }

    @Test
    void guessingIsStopped() {
        for (int i = 0; i < 10; i++) {
            find(opened.receiptNumber().text(), "%08d".formatted(i));
        }
        assertThat(find(opened.receiptNumber().text(), opened.queryCode())).hasStatus(429);
    }

    private MvcTestResult find(String number, String code) {
        return mvc.post()
                .uri("/rate/find")
                .with(csrf())
                .with(request -> {
                    request.setRemoteAddr(address);
                    return request;
                })
                .param("number", number)
                .param("code", code)
                .exchange();
    }

    private MvcTestResult rate(String key, String matter, String grade) {
        return mvc.post()
                .uri("/rate")
                .with(csrf())
                .with(request -> {
                    request.setRemoteAddr(address);
                    return request;
                })
                .param("_key", key)
                .param("number", opened.receiptNumber().text())
                .param("code", opened.queryCode())
                .param("grade." + matter, grade)
                .param("why." + matter, "等得久")
                .exchange();
    }

    private String matter(int at) {
        return opened.matters().get(at).id().toString();
    }
}
