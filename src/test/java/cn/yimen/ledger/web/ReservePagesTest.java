package cn.yimen.ledger.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.ledger.Reserve;
import cn.yimen.ledger.Reserves;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** AP-4 in the pages of the reserve. */
@ProductTest
class ReservePagesTest {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Reserves reserves;

    @Autowired
    JdbcClient jdbc;

    private Reserve of(String township) {
        return Reserve.of(reserves, jdbc, township);
    }

    private MvcTestResult get(String url, Officer by) {
        return mvc.get().uri(url).with(Staff.as(by)).exchange();
    }

    private MvcTestResult post(String url, Officer by, String... fields) {
        var request = mvc.post()
                .uri(url)
                .with(Staff.as(by))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString());
        for (int i = 0; i < fields.length; i += 2) {
            request = request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }

    @Test
    void aTownshipComesToItsOwnTheBureauToAll() {
        var reserve = of("520402200").holding("1000");
        reserve.pay("300");

        assertThat(get("/reserve", reserve.keeper())).hasRedirectedUrl("/reserve/520402200");
        assertThat(get("/reserve/520402200", reserve.keeper()))
                .hasStatusOk()
                .bodyText()
                .contains("700.00 元", "待核销", "拨入", "支出", "王建国");
        assertThat(get("/reserve", reserve.approver())).hasStatusOk().bodyText().contains("/reserve/520402200");
        assertThat(get("/reserve/520402200", of("520402201").keeper())).hasStatus(404);
        assertThat(get("/reserve", Staff.clerk(jdbc, "520402200"))).hasStatus(404);
    }

    @Test
    void askingForTooMuchIsToldAtTheFieldAndWhatWasTypedStays() {
        var reserve = of("520402202").holding("29000");

        var wrong = post("/reserve/520402202/request", reserve.keeper(), "amount", "1000.01", "reason", "补足到定额");

        assertThat(wrong).hasStatus(422).bodyText().contains("最多申请 1,000.00 元", "value=\"1000.01\"", "补足到定额");
        for (var amount : new String[] {"", "0", "-5", "abc"}) {
            assertThat(post("/reserve/520402202/request", reserve.keeper(), "amount", amount, "reason", "补足"))
                    .as(amount)
                    .hasStatus(422)
                    .bodyText()
                    .contains("id=\"amount-e\"");
        }
        assertThat(post("/reserve/520402202/request", reserve.keeper(), "amount", "1000", "reason", " "))
                .hasStatus(422)
                .bodyText()
                .contains("填写申请理由");
        assertThat(reserves.of("520402202", reserve.keeper()).request()).isNull();
    }

    @Test
    void fromTheRequestToTheVoucher() {
        var reserve = of("520402203");

        assertThat(post("/reserve/520402203/request", reserve.keeper(), "amount", "3万", "reason", "首次拨入"))
                .hasRedirectedUrl("/reserve/520402203");
        var request = reserves.of("520402203", reserve.keeper()).request();
        assertThat(request).isNotNull();
        var page = "/reserve/requests/" + request.id();
        assertThat(get(page, reserve.keeper()))
                .hasStatusOk()
                .bodyText()
                .contains("撤回申请")
                .doesNotContain("确认，拨款");
        assertThat(get(page, reserve.approver())).hasStatusOk().bodyText().contains("确认，拨款 30,000.00 元", "人民币叁万元整");
        assertThat(post(page + "/pay", reserve.keeper())).hasStatus(403);
        assertThat(post(page + "/refuse", reserve.approver(), "why", "")).hasStatus(422);
        assertThat(post(page + "/pay", reserve.approver())).hasStatus3xxRedirection();
        assertThat(post(page + "/pay", reserve.approver())).hasStatus(409);

        var paid = reserve.pay("800");
        var posting = "/reserve/postings/" + paid.id();
        assertThat(get(posting, reserve.officer())).hasStatusOk().bodyText().contains("人民币捌佰元整", "整笔冲正");
        assertThat(get(posting, reserve.keeper())).hasStatusOk().bodyText().doesNotContain("整笔冲正");
        assertThat(post(posting + "/print", reserve.keeper()))
                .hasStatusOk()
                .bodyText()
                .contains(paid.number(), "打印");
        assertThat(post(posting + "/print.pdf", reserve.keeper())).hasStatusOk().hasContentType("application/pdf");
        assertThat(post(posting + "/print", of("520402204").keeper())).hasStatus(404);

        assertThat(post(posting + "/reverse", reserve.officer(), "reason", "")).hasStatus(422);
        assertThat(get("/reserve/520402203/settle", reserve.officer()))
                .hasStatusOk()
                .bodyText()
                .contains(paid.number());
        assertThat(post("/reserve/520402203/settle", reserve.officer()))
                .hasStatus(422)
                .bodyText()
                .contains("选择要核销的支出");
        assertThat(post(
                        "/reserve/520402203/settle",
                        reserve.officer(),
                        "payment",
                        paid.id().toString()))
                .hasRedirectedUrl("/reserve/520402203");
        assertThat(post(posting + "/reverse", reserve.officer(), "reason", "退回"))
                .hasStatus(409);
        assertThat(reserve.balance()).isEqualTo(Money.yuan(29_200));
    }
}
