package cn.yimen.approval;

import cn.yimen.conference.Conferences;
import cn.yimen.conference.ProposalReason;
import cn.yimen.conference.ProposalState;
import cn.yimen.eligibility.Determination;
import cn.yimen.identity.Officer;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.ConfirmLevel;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 提请会商 (CC-1): an application that is urgent, comes above the cap or is disputed is proposed for a conference by itself;
 * what is complex, by a person. And 审批权限: temporary assistance within the township's limit is the township's to confirm.
 */
@Service
@Transactional
public class ConferenceCalls {

    private final JdbcClient jdbc;
    private final Conferences conferences;
    private final Applications applications;
    private final ApplicationStore store;
    private final Opinions opinions;
    private final Appraisals appraisals;

    ConferenceCalls(
            JdbcClient jdbc,
            Conferences conferences,
            Applications applications,
            ApplicationStore store,
            Opinions opinions,
            Appraisals appraisals) {
        this.jdbc = jdbc;
        this.conferences = conferences;
        this.applications = applications;
        this.store = store;
        this.opinions = opinions;
        this.appraisals = appraisals;
    }

    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void on(ApplicationMoved moved) {
        var application = store.reread(moved.id());
        switch (moved.way()) {
            case AID_FIRST -> propose(application, ProposalReason.URGENT, "急难型临时救助，已先行救助，研究后续帮扶");
            case PROPOSE -> {
                if (application.kind() == PathKind.TEMPORARY) {
                    measured(application);
                }
            }
            case OBJECT -> objected(application);
            case APPRAISED -> appraised(application);
            default -> {}
        }
    }

    private void propose(ApplicationView application, ProposalReason reason, String words) {
        conferences.propose(application.caseId(), application.matter(), reason, words, null);
    }

    /** What the opinion comes to decides who confirms; above the cap it is conferred about. */
    private void measured(ApplicationView application) {
        var opinion = opinions.latest(application.id()).orElse(null);
        if (opinion == null) {
            return;
        }
        var found = opinion.assessment().of(opinion.scheme());
        var confirm = found.confirm();
        var level = confirm == Determination.Confirm.TOWNSHIP ? ConfirmLevel.TOWN : ConfirmLevel.COUNTY;
        jdbc.sql("update application set confirm_level = ?, version = version + 1 where id = ? and confirm_level <> ?")
                .params(level.name(), application.id().id(), level.name())
                .update();
        if (confirm == Determination.Confirm.CASE_CONFERENCE) {
            var why = found.reasons().stream()
                    .map(reason -> reason.words())
                    .filter(words -> words.contains("一事一议"))
                    .collect(Collectors.joining("；"));
            propose(application, ProposalReason.ABOVE_CAP, why.isEmpty() ? "超过临时救助封顶线" : why);
        }
    }

    /** Objected to again after a new investigation: the township alone does not settle it. */
    private void objected(ApplicationView application) {
        var times = jdbc.sql("select count(*) from application_step where application_id = ? and way = 'OBJECT'")
                .param(application.id().id())
                .query(Long.class)
                .single();
        if (times >= 2) {
            propose(application, ProposalReason.DISPUTED, "公示后第 %d 次收到异议".formatted(times));
        }
    }

    /** After an objection the panel was not of one mind. */
    private void appraised(ApplicationView application) {
        var objected = jdbc.sql(
                        "select exists (select 1 from application_step where application_id = ? and way = 'OBJECT')")
                .param(application.id().id())
                .query(Boolean.class)
                .single();
        var all = appraisals.of(application);
        if (!objected || all.isEmpty()) {
            return;
        }
        var last = all.get(all.size() - 1);
        if (last.votesAgainst() > 0) {
            propose(
                    application,
                    ProposalReason.DISPUTED,
                    "公示有异议，民主评议 %d 人同意、%d 人不同意、%d 人弃权"
                            .formatted(last.votesFor(), last.votesAgainst(), last.votesAbstain()));
        }
    }

    /**
     * 提请会商 by hand: complex, hard to judge.
     *
     * @param words why, without personal data
     * @throws NotAllowed if it is not the officer's to do
     * @throws Conflict if the application has ended, or it was proposed for this reason before
     */
    public void complex(ApplicationId id, String words, Officer by) {
        var application = applications.locked(id, by);
        if (!ConferencePanel.mayPropose(application, by)) {
            throw new NotAllowed("会商由乡镇审核或民政经办提请");
        }
        if (application.ended()) {
            throw new Conflict("本件现在是「%s」，不用会商".formatted(application.stateWords()));
        }
        var before = conferences.ofCase(application.caseId(), by).stream()
                .anyMatch(proposal ->
                        proposal.grounds().stream().anyMatch(ground -> ground.reason() == ProposalReason.COMPLEX));
        if (before) {
            throw new Conflict("已经以这个理由提请过会商");
        }
        conferences.propose(application.caseId(), application.matter(), ProposalReason.COMPLEX, words, by);
    }

    /** 前提: above the cap nothing is confirmed before the bureau has answered whether it is conferred about. */
    @Configuration(proxyBeanMethods = false)
    static class Preconditions {

        @Bean
        Precondition conferenceAnswered(Conferences conferences) {
            return new Precondition() {
                @Override
                public String code() {
                    return "conference.answered";
                }

                @Override
                public String words() {
                    return "超过封顶线的，已决定是否个案会商";
                }

                @Override
                public @Nullable String missing(ApplicationView application, Way way, Officer by) {
                    return conferences.ofCase(application.caseId(), by).stream()
                                    .anyMatch(proposal -> proposal.state() == ProposalState.PROPOSED
                                            && proposal.grounds().stream()
                                                    .anyMatch(ground -> ground.reason() == ProposalReason.ABOVE_CAP))
                            ? "超过封顶线，先决定是否个案会商"
                            : null;
                }
            };
        }
    }
}
