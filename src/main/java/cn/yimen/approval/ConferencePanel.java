package cn.yimen.approval;

import cn.yimen.conference.Conferences;
import cn.yimen.conference.ProposalView;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Question;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 个案会商 on the page of an application and beside its decision (CC-1): what is proposed and why. */
@Component
class ConferencePanel implements ApplicationPanel {

    private final Conferences conferences;

    ConferencePanel(Conferences conferences) {
        this.conferences = conferences;
    }

    /**
     * 栏里的内容.
     *
     * @param mayPropose whether the reader may propose one by hand
     */
    public record Shown(ApplicationView view, List<ProposalView> proposals, boolean mayPropose) {}

    @Override
    public int order() {
        return 5;
    }

    @Override
    public String template() {
        return "approval/conference :: panel";
    }

    @Override
    public Stream<Question<?>> asks(ApplicationView application, Officer reader) {
        return Stream.of(conferences.asks(application.caseId(), reader));
    }

    @Override
    public @Nullable Object model(ApplicationView application, Officer reader) {
        var proposals = conferences.ofCase(application.caseId(), reader);
        var mayPropose = !application.ended() && mayPropose(application, reader);
        return proposals.isEmpty() && !mayPropose ? null : new Shown(application, proposals, mayPropose);
    }

    static boolean mayPropose(ApplicationView application, Officer officer) {
        return application.reachedBy(officer, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER);
    }
}
