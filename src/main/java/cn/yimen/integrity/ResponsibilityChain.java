package cn.yimen.integrity;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.identity.Officer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 责任倒查 (IG-2): who reported, received, visited, signed, reviewed, confirmed and paid, put together from all modules. */
@Service
@Transactional(readOnly = true)
public class ResponsibilityChain {

    private final ObjectProvider<ChainSource> sources;
    private final AuditLog audit;

    ResponsibilityChain(ObjectProvider<ChainSource> sources, AuditLog audit) {
        this.sources = sources;
        this.audit = audit;
    }

    /**
     * The whole chain, the oldest act first; the look is logged.
     *
     * @param subject of which the caller knows that the officer may see it
     */
    public List<ChainLink> of(ChainSubject subject, Officer by) {
        audit.opened(by, new Subject("case", subject.caseId().toString()), "责任链", "责任倒查");
        var links = new ArrayList<ChainLink>();
        sources.forEach(source -> links.addAll(source.of(subject)));
        links.sort(Comparator.comparing(ChainLink::at).thenComparing(ChainLink::stage));
        return List.copyOf(links);
    }

    /** 没有记录的环节: nobody answers for them yet, or they were not needed. */
    public static List<ChainStage> missing(List<ChainLink> links) {
        return Arrays.stream(ChainStage.values())
                .filter(stage -> links.stream().noneMatch(link -> link.stage() == stage))
                .toList();
    }
}
