package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 审批件页面上的一栏: a bean puts it onto the page {@code /applications/{id}}. */
public interface ApplicationPanel {

    /** Smaller stands further up. */
    int order();

    /** The fragment, {@code approval/visit :: panel}, called with the model. */
    String template();

    /**
     * What the model is going to ask, as far as it is known beforehand: the page asks it together with everybody else's. The
     * model asks for itself what is left out here.
     */
    default Stream<Question<?>> asks(ApplicationView application, Officer reader) {
        return Stream.of();
    }

    /** What the fragment shows; null if there is nothing to show. The reader has been let onto the page already. */
    @Nullable
    Object model(ApplicationView application, Officer reader);
}
