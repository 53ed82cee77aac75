package cn.yimen.approval;

import cn.yimen.casefile.Families;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.PersonId;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.verification.Verifications;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 试验用的调查和初审: a household that fits, visited by two and signed, with the township's opinion. */
@TestComponent
public class Surveys {

    private final JdbcClient jdbc;
    private final Applications applications;
    private final Investigations investigations;
    private final Opinions opinions;
    private final Households households;
    private final Verifications verifications;
    private final Clock clock;

    Surveys(
            JdbcClient jdbc,
            Applications applications,
            Investigations investigations,
            Opinions opinions,
            Households households,
            Verifications verifications,
            Clock clock) {
        this.jdbc = jdbc;
        this.applications = applications;
        this.investigations = investigations;
        this.opinions = opinions;
        this.households = households;
        this.verifications = verifications;
        this.clock = clock;
    }

    /** From 调查核对 to 待公示: asked, visited by two new clerks, signed, and proposed by the reviewer. */
    public Opinion propose(ApplicationId id, Officer reviewer) {
        var application = applications.get(id, reviewer);
        declare(application, reviewer);
        visit(id, reviewer);
        return give(id, true, reviewer);
    }

    /** The same to the refusal the township proposes. */
    public Opinion refuse(ApplicationId id, Officer reviewer) {
        visit(id, reviewer);
        return give(id, false, reviewer);
    }

    public Opinion give(ApplicationId id, boolean favourable, Officer reviewer) {
        var proposal = opinions.proposal(id, reviewer);
        opinions.give(
                id,
                favourable,
                proposal.first().scheme(),
                null,
                proposal.first().reasons(),
                proposal.first().basis(),
                proposal.digest(),
                reviewer);
        return opinions.latest(id).orElseThrow();
    }

    /** Asked about everything; the applicant earns 300 yuan a month. */
    public void declare(ApplicationView application, Officer by) {
        var household = households.get(new HouseholdId(application.householdId()), by);
        households.save(
                household.id(),
                household.version(),
                household
                        .details()
                        .incomes(
                                true,
                                List.of(IncomePart.declared(
                                        new PersonId(application.applicantId()),
                                        IncomeItem.CASUAL_WORK,
                                        Money.yuan(300),
                                        Income.Per.MONTH,
                                        "本人申报")))
                        .properties(true, List.of())
                        .supporters(true, List.of()),
                Staff.clerk(jdbc, application.townshipCode()));
    }

    /** A visit of two new clerks, found as declared, signed by both. */
    public InvestigationView visit(ApplicationId id, Officer reviewer) {
        return visit(id, Map.of(), reviewer);
    }

    /** The same with something else found, by name of field. */
    public InvestigationView visit(ApplicationId id, Map<String, String> found, Officer reviewer) {
        var one = Staff.clerk(jdbc, Families.TOWNSHIP);
        var two = Staff.clerk(jdbc, Families.TOWNSHIP);
        return visit(id, found, reviewer, one, two);
    }

    /** The bureau's own visit. */
    public InvestigationView bureau(ApplicationId id) {
        var one = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        var two = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        return visit(id, Map.of(), one, one, two);
    }

    public InvestigationView visit(ApplicationId id, Map<String, String> found, Officer by, Officer one, Officer two) {
        excepted(id);
        var visit = investigations.arrange(id, List.of(one.id(), two.id()), today(), by);
        var view = investigations.view(id, visit, one);
        var values = new LinkedHashMap<>(view.values());
        values.putAll(whole(view));
        values.putAll(found);
        investigations.sign(id, visit, view.version(), values, one);
        investigations.sign(id, visit, investigations.view(id, visit, two).version(), Map.of(), two);
        return investigations.view(id, visit, two);
    }

    /** Lets it pass without a report of verification, as an approver may. */
    public void excepted(ApplicationId id) {
        var approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        verifications.exception(applications.get(id, approver).caseId(), "核对平台停机", today().plusDays(30), approver);
    }

    public LocalDate today() {
        return LocalDate.now(clock);
    }

    /** A record with nothing missing: everything as declared, the head of the household was there and signed. */
    public Map<String, String> whole(InvestigationView view) {
        var values = new LinkedHashMap<String, String>();
        values.put("on", today().toString());
        values.put("time", "9:30");
        values.put("way", "HOME");
        values.put("place", "三组 12 号家中");
        var head = view.people().entrySet().iterator().next();
        values.put("a_" + head.getKey(), "true");
        view.lines().forEach(line -> values.put("r_" + line.key(), "SAME"));
        view.assessed().keySet().forEach(person -> {
            for (var item : cn.yimen.household.SelfCareItem.values()) {
                values.put("c_" + person + "_" + item.name(), "PASS");
            }
        });
        values.put("living", "砖房两间，家具简单，有电视一台");
        values.put("summary", "情况属实");
        values.put("noPhoto", "手机没电");
        values.put("sign", "SIGNED");
        values.put("signer", head.getKey());
        values.put("signerName", head.getValue());
        return values;
    }
}
