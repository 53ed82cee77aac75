package cn.yimen.intake;

import static cn.yimen.identity.Staff.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Channel;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Staff;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** IN-3: home visits by appointment. */
@ProductTest
class AppointmentTest {

    private static final String TOWNSHIP = "520402109";

    @Autowired
    Appointments appointments;

    @Autowired
    Drafts drafts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private Officer clerk;

    @BeforeEach
    void aClerk() {
        clerk = Staff.clerk(jdbc, TOWNSHIP);
    }

    @Test
    void aVisitIsArrangedMadeAndBecomesAForm() { // IN-3
        assertThat(arrange(
                        "name",
                        "罗世芬",
                        "phone",
                        "0851-33221234",
                        "visitOn",
                        today.plusDays(1).toString(),
                        "visitAt",
                        "9:30"))
                .hasRedirectedUrl("/appointments");
        assertThat(mvc.get().uri("/appointments").with(as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("罗世芬", "09:30", "年老", "到户登记")
                .doesNotContain("085133221234");
        var visit = appointments.list(today, today.plusDays(3), clerk).stream()
                .filter(each -> each.name().equals("罗世芬"))
                .reduce((a, b) -> b)
                .orElseThrow();

        assertThat(post("/appointments/" + visit.id() + "/visit")).hasStatus3xxRedirection();
        var made = appointments.get(visit.id(), clerk);
        assertThat(made.state()).isEqualTo(Appointments.State.DONE);
        var draft = drafts.get(new DraftId(java.util.Objects.requireNonNull(made.draft())), clerk);
        assertThat(draft.channel()).isEqualTo(Channel.HOME_VISIT);
        assertThat(draft.content().form().get("phone")).isEqualTo("085133221234");
        assertThat(mvc.get().uri("/intake/{id}", draft.id()).with(as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("罗世芬");
    }

    @Test
    void aDayInThePastOrABadTelephoneIsToldAtItsField() {
        assertThat(arrange(
                        "name",
                        "",
                        "phone",
                        "123",
                        "visitOn",
                        today.minusDays(1).toString(),
                        "visitAt",
                        "25点"))
                .hasStatus(422)
                .bodyText()
                .contains("填写姓名", "联系电话少 8 位", "已经过了", "时间认不出", "value=\"123\"");
    }

    @Test
    void anotherTownshipDoesNotSeeIt() {
        arrange("name", "秘密人", "phone", "13900001234", "visitOn", today.toString(), "visitAt", "");
        assertThat(mvc.get().uri("/appointments").with(as(Staff.clerk(jdbc, "520402001"))))
                .bodyText()
                .doesNotContain("秘密人");
    }

    private MvcTestResult arrange(String... fields) {
        var all = new java.util.ArrayList<>(java.util.List.of(
                "village",
                "520402109202",
                "why",
                "OLD",
                "need",
                "问低保",
                "visitor",
                clerk.id().toString()));
        all.addAll(java.util.List.of(fields));
        return post("/appointments", all.toArray(String[]::new));
    }

    private MvcTestResult post(String uri, String... fields) {
        var request = mvc.post()
                .uri(uri)
                .with(as(clerk))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString());
        for (int i = 0; i < fields.length; i += 2) {
            request = request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }
}
