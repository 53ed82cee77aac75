package cn.yimen.approval;

import cn.yimen.kernel.Question;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 区级应当入户的 (57 第二十条): a relative is filed, somebody objected, or a complaint was accepted. */
@Component
class BureauVisits {

    private final Investigations investigations;
    private final Complaints complaints;

    BureauVisits(Investigations investigations, Complaints complaints) {
        this.investigations = investigations;
        this.complaints = complaints;
    }

    /** What {@link #missing} asks, to be asked ahead. */
    Stream<Question<?>> asks(ApplicationView application) {
        return Stream.of(
                Complaints.asksWaitForVisit(application.id()),
                Investigations.asksObjected(application),
                Investigations.asksVisitedByBureau(application));
    }

    /** 「近亲属备案的」, what the bureau still has to visit for; null if nothing. */
    @Nullable
    String missing(ApplicationView application) {
        if (complaints.waitForVisit(application.id())) {
            return "被投诉举报的";
        }
        if ((!application.kinFiled() && !investigations.objected(application))
                || investigations.visitedByBureau(application)) {
            return null;
        }
        return application.kinFiled() ? "近亲属备案的" : "公示有异议的";
    }
}
