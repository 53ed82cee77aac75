package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import cn.yimen.notice.NoticeView;
import cn.yimen.notice.Notices;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 公示一栏 on the page of an application. */
@Component
class NoticePanel implements ApplicationPanel {

    private final Notices notices;

    NoticePanel(Notices notices) {
        this.notices = notices;
    }

    /**
     * What the panel shows.
     *
     * @param again whether it was taken down and may be put up once more
     */
    public record Model(ApplicationId id, List<NoticeView> list, boolean again) {}

    @Override
    public int order() {
        return 50;
    }

    @Override
    public String template() {
        return "approval/notice :: panel";
    }

    @Override
    public Stream<Question<?>> asks(ApplicationView application, Officer reader) {
        return notices.asks(application.subject());
    }

    @Override
    public @Nullable Object model(ApplicationView application, Officer reader) {
        var list = notices.of(application.subject(), reader);
        return list.isEmpty()
                ? null
                : new Model(
                        application.id(),
                        list,
                        application.state() == ApplicationState.NOTICE
                                && notices.gone(application.subject())
                                && list.get(0).mayDecide());
    }
}
