package cn.yimen.approval;

import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.Emergency;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Question;
import cn.yimen.ledger.Reserves;
import cn.yimen.policy.Policy;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 临时救助与备用金 on the page of an application (AP-4): what happened, what was given, what the rest comes to. */
@Component
class UrgentPanel implements ApplicationPanel {

    private final TemporaryNeeds needs;
    private final UrgentAids aids;
    private final Reserves reserves;
    private final Policy policy;
    private final Clock clock;

    UrgentPanel(TemporaryNeeds needs, UrgentAids aids, Reserves reserves, Policy policy, Clock clock) {
        this.needs = needs;
        this.aids = aids;
        this.reserves = reserves;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * 栏里的内容.
     *
     * @param need null if nobody said what happened
     * @param balance of the township's reserve; null for who does not see it
     * @param papers that are missing while they have to be made up
     * @param reckoned null if it cannot be reckoned yet
     */
    public record Shown(
            ApplicationView view,
            @Nullable TemporaryNeed need,
            boolean mayEdit,
            @Nullable Money balance,
            List<UrgentAid> given,
            List<EarlierAid> earlier,
            List<String> papers,
            @Nullable Reckoned reckoned) {}

    /**
     * 一般程序测算.
     *
     * @param how {@code 832.00 × 3 人 × 3 个月}
     * @param full before the set-off
     * @param paid what was given at once for the same cause
     * @param payable what remains
     * @param confirm who decides
     */
    public record Reckoned(String how, Money full, Money paid, Money payable, String confirm) {}

    @Override
    public int order() {
        return 15;
    }

    @Override
    public String template() {
        return "approval/urgent :: panel";
    }

    @Override
    public Stream<Question<?>> asks(ApplicationView application, Officer reader) {
        return application.kind() == PathKind.TEMPORARY
                ? Stream.of(TemporaryNeeds.asks(application.id()))
                : Stream.of();
    }

    @Override
    public @Nullable Object model(ApplicationView application, Officer reader) {
        if (application.kind() != PathKind.TEMPORARY) {
            return null;
        }
        var need = needs.of(application.id()).orElse(null);
        return new Shown(
                application,
                need,
                TemporaryNeeds.mayEdit(application, reader),
                Reserves.sees(reader, application.townshipCode())
                        ? reserves.balance(application.townshipCode(), reader)
                        : null,
                aids.of(application.id()),
                need == null ? List.of() : needs.earlier(application, need.cause(), List.of(), reader),
                application.state() == ApplicationState.AIDED ? aids.missingPapers(application) : List.of(),
                need == null ? null : reckoned(application, need, reader));
    }

    /** By the engine, for somebody in sudden need; what the means test decides is shown with the opinion. */
    private @Nullable Reckoned reckoned(ApplicationView application, TemporaryNeed need, Officer reader) {
        if (!need.cause().sudden() || need.months() == null || application.ended()) {
            return null;
        }
        var day = LocalDate.ofInstant(application.receivedAt(), clock.getZone());
        var persons = need.persons() != null
                ? need.persons()
                : aids.people(application, reader).size();
        var emergency = new Emergency(need.cause(), need.urgent(), persons, 1, need.months(), null, Money.ZERO, false);
        var paid = needs.paidAtOnce(application, need.cause());
        var parameters = policy.eligibilityOn(day);
        var full = MeansTest.determine(
                        HouseholdFacts.on(day, null).emergency(emergency).build(), parameters)
                .of(Scheme.TEMPORARY_EMERGENCY);
        var rest = MeansTest.determine(
                        HouseholdFacts.on(day, null)
                                .emergency(emergency.afterQuick(paid))
                                .build(),
                        parameters)
                .of(Scheme.TEMPORARY_EMERGENCY);
        var confirm = full.confirm();
        return new Reckoned(
                full.steps().isEmpty() ? "" : full.steps().get(0).how(),
                full.amount().total(),
                full.amount().total().minus(rest.amount().total()),
                rest.amount().total(),
                confirm == null ? "" : confirm.label());
    }
}
