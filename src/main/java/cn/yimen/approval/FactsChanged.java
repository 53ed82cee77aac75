package cn.yimen.approval;

import cn.yimen.pages.Conflict;
import java.util.List;

/** 情况已变化: the opinion was drafted on other facts; it goes back, with the difference (lessons 12). Answered 409. */
public class FactsChanged extends Conflict {

    private final transient List<FactChange> changes;

    FactsChanged(List<FactChange> changes) {
        super("初审意见之后家庭情况有变化，不能确认，退回重新调查");
        this.changes = List.copyOf(changes);
    }

    /** Line by line. */
    public List<FactChange> changes() {
        return changes;
    }
}
