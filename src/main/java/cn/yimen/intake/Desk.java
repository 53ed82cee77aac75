package cn.yimen.intake;

import cn.yimen.casefile.Channel;
import cn.yimen.identity.Officer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 窗口: what binds a reception and its form together. */
@Service
@Transactional
public class Desk {

    private final Receptions receptions;
    private final Drafts drafts;

    Desk(Receptions receptions, Drafts drafts) {
        this.receptions = receptions;
        this.drafts = drafts;
    }

    /**
     * 开始接待: starts the clock and lays out an empty form.
     *
     * @throws ReceptionBusy if the clerk has a running one
     */
    public DraftId receive(Officer by) {
        var reception = receptions.start(by);
        var draft = drafts.create(by, Channel.WINDOW, reception, null, Typed.EMPTY);
        receptions.attach(reception.id(), draft.id());
        return draft;
    }

    /** 接手: the reception and its form go to the colleague together. */
    public Reception takeOver(ReceptionId id, Officer by, String reason) {
        var reception = receptions.takeOver(id, by, reason);
        if (reception.draft() != null) {
            drafts.takenOver(new DraftId(reception.draft()), by, reason);
        }
        return reception;
    }

    /** What the form proposes to say, or what the clerk made of it. */
    @Transactional(readOnly = true)
    public String sentence(ReceptionId id, Officer of) {
        var reception = receptions.get(id, of);
        return reception.draft() == null
                ? ""
                : drafts.get(new DraftId(reception.draft()), of)
                        .content()
                        .form()
                        .get("say");
    }
}
