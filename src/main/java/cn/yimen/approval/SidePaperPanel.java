package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 告知书 of the side ways on the page of an application. */
@Component
class SidePaperPanel implements ApplicationPanel {

    private final SidePapers papers;

    SidePaperPanel(SidePapers papers) {
        this.papers = papers;
    }

    /** 一栏的内容. */
    public record Shown(ApplicationId id, List<SidePapers.SidePaper> papers) {}

    @Override
    public int order() {
        return 8;
    }

    @Override
    public String template() {
        return "approval/side-paper :: panel";
    }

    @Override
    public Stream<Question<?>> asks(ApplicationView application, Officer reader) {
        return Stream.of(SidePapers.asks(application.id()));
    }

    @Override
    public @Nullable Object model(ApplicationView application, Officer reader) {
        var made = papers.of(application.id());
        return made.isEmpty() ? null : new Shown(application.id(), made);
    }
}
