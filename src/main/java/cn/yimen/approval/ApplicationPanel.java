package cn.yimen.approval;

import cn.yimen.identity.Officer;
import org.jspecify.annotations.Nullable;

/** 审批件页面上的一栏: a bean puts it onto the page {@code /applications/{id}}. */
public interface ApplicationPanel {

    /** Smaller stands further up. */
    int order();

    /** The fragment, {@code approval/visit :: panel}, called with the model. */
    String template();

    /** What the fragment shows; null if there is nothing to show. The reader has been let onto the page already. */
    @Nullable
    Object model(ApplicationView application, Officer reader);
}
