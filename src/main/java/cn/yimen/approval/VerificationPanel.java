package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Question;
import cn.yimen.verification.CaseVerification;
import cn.yimen.verification.Verifications;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 信息核对 on the page of an application. */
@Component
class VerificationPanel implements ApplicationPanel {

    private static final Role[] READERS = {
        Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR
    };

    private final Verifications verifications;

    VerificationPanel(Verifications verifications) {
        this.verifications = verifications;
    }

    @Override
    public int order() {
        return 15;
    }

    @Override
    public String template() {
        return "verification/parts :: panel";
    }

    @Override
    public Stream<Question<?>> asks(ApplicationView application, Officer reader) {
        return verifications.asks(application.caseId(), application.householdId());
    }

    @Override
    public @Nullable Object model(ApplicationView application, Officer reader) {
        // by the posts that read verifications where the application is: another post elsewhere opens nothing here
        if (!application.reachedBy(reader, READERS)) {
            return null;
        }
        var shown = verifications.view(application.caseId(), reader);
        // what ended without one, e.g. 小额快救, has nothing to show and asks for nothing
        var none = shown.state() == null
                && shown.report() == null
                && shown.exceptions().isEmpty();
        return application.ended() && none ? null : new Shown(shown);
    }

    /** 一栏的内容. */
    record Shown(CaseVerification verification) {}
}
