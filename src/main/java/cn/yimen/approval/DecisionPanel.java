package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import cn.yimen.ledger.PayableView;
import cn.yimen.ledger.Payables;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 审核确认的一栏: what was decided with its papers, or who may not decide and why. */
@Component
class DecisionPanel implements ApplicationPanel {

    private final Decisions decisions;
    private final SampleDraws samples;
    private final Payables payables;

    DecisionPanel(Decisions decisions, SampleDraws samples, Payables payables) {
        this.decisions = decisions;
        this.samples = samples;
        this.payables = payables;
    }

    /**
     * @param whyNot why this reader may not decide, while it waits for a decision
     * @param draw null where nothing is drawn of this kind
     * @param due what became due by a decision, as far as the reader sees it
     */
    public record Shown(
            ApplicationId id,
            List<Made> made,
            @Nullable String whyNot,
            boolean mayDecide,
            @Nullable SampleDraw draw,
            Decisions.@Nullable FirstView first,
            List<PayableView> due) {}

    /** 决定和它的文书. */
    public record Made(Decision decision, List<DecisionPapers.Paper> papers) {}

    @Override
    public int order() {
        return 10;
    }

    @Override
    public String template() {
        return "approval/decision :: panel";
    }

    @Override
    public Stream<Question<?>> asks(ApplicationView application, Officer reader) {
        return decisions.asks(application, reader);
    }

    @Override
    public @Nullable Object model(ApplicationView application, Officer reader) {
        var made = decisions.of(application.id()).stream()
                .map(each -> new Made(each, DecisionPapers.Paper.of(each)))
                .toList();
        var waiting = application.state() == ApplicationState.SUBMITTED;
        var draw = samples.of(application.id()).orElse(null);
        if (made.isEmpty() && !waiting && draw == null) {
            return null;
        }
        var decides = reader.hasAny(cn.yimen.identity.Role.BUREAU_APPROVER, cn.yimen.identity.Role.TOWNSHIP_REVIEWER);
        var check = waiting ? decisions.check(application.id(), reader) : null;
        return new Shown(
                application.id(),
                made,
                check == null || !decides ? null : check.whyNot(),
                check != null && check.whyNot() == null,
                draw,
                check == null ? null : check.first(),
                payables.about(application.subject(), reader));
    }
}
