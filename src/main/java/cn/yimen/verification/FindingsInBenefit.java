package cn.yimen.verification;

import cn.yimen.benefit.AwardReviews;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 在保对象的属实疑点 (VR-2): somebody looks at what the household receives. Comes after the applications: what is being
 * confirmed at this moment is an award by then.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class FindingsInBenefit {

    private final Findings findings;
    private final AwardReviews reviews;

    FindingsInBenefit(Findings findings, AwardReviews reviews) {
        this.findings = findings;
        this.reviews = reviews;
    }

    @EventListener
    @Order(100)
    void on(FindingConfirmed confirmed) {
        var finding = findings.byIds(List.of(confirmed.finding())).get(0);
        if (finding.check().standing()) {
            reviews.ask(
                    finding.person(),
                    finding.household(),
                    finding.check().name(),
                    finding.id(),
                    finding.personName() + "：" + finding.check().words(),
                    confirmed.from(),
                    confirmed.by());
        }
    }

    @EventListener
    @Order(100)
    void on(FindingTakenBack back) {
        reviews.takeBack(back.finding(), back.by());
    }
}
