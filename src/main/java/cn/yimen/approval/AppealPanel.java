package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 申诉复核 on the page of an application. */
@Component
class AppealPanel implements ApplicationPanel {

    private final Appeals appeals;

    AppealPanel(Appeals appeals) {
        this.appeals = appeals;
    }

    /** 一栏的内容. */
    public record Shown(ApplicationId id, List<Appeal> appeals) {}

    @Override
    public int order() {
        return 9;
    }

    @Override
    public String template() {
        return "approval/appeal :: panel";
    }

    @Override
    public Stream<Question<?>> asks(ApplicationView application, Officer reader) {
        return Stream.of(Appeals.asks(application.id()));
    }

    @Override
    public @Nullable Object model(ApplicationView application, Officer reader) {
        var made = appeals.of(application.id());
        return made.isEmpty() ? null : new Shown(application.id(), made);
    }
}
