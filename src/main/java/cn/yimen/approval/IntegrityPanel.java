package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.integrity.Blacklist;
import cn.yimen.integrity.KinFilings;
import cn.yimen.integrity.ListingWarning;
import cn.yimen.kernel.Question;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 近亲属备案和失信提示 on the page of an application. */
@Component
class IntegrityPanel implements ApplicationPanel {

    private final KinFilings kin;
    private final Blacklist blacklist;

    IntegrityPanel(KinFilings kin, Blacklist blacklist) {
        this.kin = kin;
        this.blacklist = blacklist;
    }

    /**
     * 一栏的内容.
     *
     * @param kin who is related to whom
     * @param listed whom a closer look is still asked at
     * @param mayCheck whether the reader may record it
     */
    public record Shown(
            ApplicationId id,
            List<String> kin,
            List<ListingWarning> listed,
            List<Blacklist.Check> checks,
            boolean mayCheck) {}

    @Override
    public int order() {
        return 5;
    }

    @Override
    public String template() {
        return "approval/integrity :: panel";
    }

    @Override
    public Stream<Question<?>> asks(ApplicationView application, Officer reader) {
        return Stream.concat(Stream.of(kin.asksWordsOf(application.caseId())), blacklist.asks(application.caseId()));
    }

    @Override
    public @Nullable Object model(ApplicationView application, Officer reader) {
        var shown = new Shown(
                application.id(),
                kin.wordsOf(application.caseId()),
                blacklist.unchecked(application.caseId()),
                blacklist.checksOf(application.caseId()),
                reader.hasAny(Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER) && !application.ended());
        return shown.kin().isEmpty()
                        && shown.listed().isEmpty()
                        && shown.checks().isEmpty()
                ? null
                : shown;
    }
}
