package cn.yimen.casefile;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.NotAllowed;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The door to one case: the scope is in the statement, what lies outside it is not found. */
@Component
class CaseAccess {

    private static final String SELECT = """
            select c.id, c.receipt_no, c.household_id, c.applicant_id, c.applicant_name, c.members, c.township_code,
                c.village_code, c.channel, c.state, c.accepted_at, c.first_officer_id, c.first_contact_at, c.officer_id,
                c.due_at, c.version
            from case_file c
            """;

    private static final Role[] WRITERS = {Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER};

    private final Questions questions;

    CaseAccess(Questions questions) {
        this.questions = questions;
    }

    /** @throws NoSuchElementException if there is no such case within the officer's scope */
    CaseHead head(CaseId id, Officer by) {
        return questions.first(asks(id, by, "")).orElseThrow(() -> new NoSuchElementException("no case " + id));
    }

    /** What {@link #head} asks. */
    Question<CaseHead> asks(CaseId id, Officer by) {
        return asks(id, by, "");
    }

    /**
     * Locked, for a change; all changes of a case queue here.
     *
     * @throws NoSuchElementException if there is no such case within the officer's scope
     * @throws NotAllowed if the post only reads
     */
    CaseHead locked(CaseId id, Officer by) {
        var head = questions
                .first(asks(id, by, " for update of c"))
                .orElseThrow(() -> new NoSuchElementException("no case " + id));
        if (!mayWrite(by.at(head.townshipCode(), head.villageCode()))) {
            throw new NotAllowed("您的岗位只能查看，不能办理这一件");
        }
        return head;
    }

    static boolean mayWrite(Officer officer) {
        return officer.hasAny(WRITERS);
    }

    /** With the posts alone that write cases, each in its place. */
    static Officer writer(Officer officer) {
        return officer.as(WRITERS);
    }

    private static Question<CaseHead> asks(CaseId id, Officer by, String lock) {
        var scope = ScopeClause.of(by, "c");
        return Question.sql(SELECT + " where c.id = :id and " + scope.condition() + lock)
                .param("id", id.id())
                .params(scope.params())
                .query((row, n) -> new CaseHead(
                        new CaseId(Sql.id(row, "id")),
                        new ReceiptNumber(row.getString("receipt_no")),
                        Sql.id(row, "household_id"),
                        Sql.id(row, "applicant_id"),
                        row.getString("applicant_name"),
                        row.getInt("members"),
                        row.getString("township_code"),
                        row.getString("village_code"),
                        Channel.valueOf(row.getString("channel")),
                        CaseState.valueOf(row.getString("state")),
                        Sql.instant(row, "accepted_at"),
                        Sql.id(row, "first_officer_id"),
                        Sql.instant(row, "first_contact_at"),
                        Sql.id(row, "officer_id"),
                        row.getLong("version")));
    }

    /** 个案的抬头. */
    record CaseHead(
            CaseId id,
            ReceiptNumber receiptNumber,
            UUID householdId,
            UUID applicantId,
            String applicantName,
            int members,
            String townshipCode,
            @Nullable String villageCode,
            Channel channel,
            CaseState state,
            Instant acceptedAt,
            UUID firstOfficerId,
            Instant firstContactAt,
            UUID officerId,
            long version) {}
}
