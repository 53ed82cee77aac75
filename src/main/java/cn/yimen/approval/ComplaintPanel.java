package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 投诉举报 on the page of an application: what the reader may see of them. */
@Component
class ComplaintPanel implements ApplicationPanel {

    private final Complaints complaints;

    ComplaintPanel(Complaints complaints) {
        this.complaints = complaints;
    }

    /**
     * 一栏的内容.
     *
     * @param accepted how many were accepted, whoever may read them
     */
    public record Shown(ApplicationId id, List<Complaint> complaints, int accepted, boolean mayLodge) {}

    @Override
    public int order() {
        return 40;
    }

    @Override
    public String template() {
        return "approval/complaint :: panel";
    }

    @Override
    public Stream<Question<?>> asks(ApplicationView application, Officer reader) {
        return Stream.of(complaints.asks(application.id(), reader), Complaints.asksAccepted(application.id()));
    }

    @Override
    public @Nullable Object model(ApplicationView application, Officer reader) {
        var shown = new Shown(
                application.id(),
                complaints.of(application.id(), reader),
                complaints.accepted(application.id()),
                complaints.mayLodge(application, reader));
        return shown.complaints().isEmpty() && shown.accepted() == 0 && !shown.mayLodge() ? null : shown;
    }
}
