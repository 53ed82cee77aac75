package cn.yimen.benefit;

import cn.yimen.eligibility.Assessment;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Sql;
import cn.yimen.protection.Digest;
import cn.yimen.protection.EncryptedColumn;
import cn.yimen.protection.FieldCipher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The table of proposals; the review, which holds a whole household, is sealed (AU-2). */
@Component
class ProposalStore {

    private static final String REVIEW = "award_proposal.review";

    private final JdbcClient jdbc;
    private final FieldCipher cipher;
    private final Clock clock;
    /** Its own: what is stored must not change its form when the pages' JSON does. */
    private final JsonMapper json = JsonMapper.builder().build();

    ProposalStore(JdbcClient jdbc, FieldCipher cipher, Clock clock) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.clock = clock;
    }

    String digest(Assessment review) {
        return HexFormat.of().formatHex(Digest.sha256(json.writeValueAsString(review.facts())));
    }

    /** 提出的人, and when he did. */
    record Proposer(UUID id, String name, Instant at) {}

    /** @throws org.springframework.dao.DuplicateKeyException if one is open for the award already */
    void insert(
            ProposalId id,
            AwardView award,
            ChangeKind kind,
            @Nullable String reasonCode,
            String reason,
            Assessment review,
            AwardAmount amount,
            boolean notice,
            Proposer by) {
        jdbc.sql("""
                        insert into award_proposal (id, award_id, award_version, kind, state, reason_code, reason, review_enc,
                            facts_digest, base_fen, increments_fen, care_fen, notice, proposed_by, proposed_name, proposed_at)
                        values (?, ?, ?, ?, 'OPEN', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        id.id(),
                        award.id().id(),
                        award.version(),
                        kind.name(),
                        reasonCode,
                        reason,
                        cipher.encrypt(REVIEW, json.writeValueAsString(review)),
                        digest(review),
                        amount.base().fen(),
                        amount.increments().fen(),
                        amount.care().fen(),
                        notice,
                        by.id(),
                        by.name(),
                        Sql.at(by.at())))
                .update();
    }

    void close(ProposalId id, ProposalState state, @Nullable String words, @Nullable Officer by) {
        jdbc.sql("""
                        update award_proposal set state = ?, closed_by = ?, closed_name = ?, closed_at = ?, closed_words = ?
                        where id = ? and state = 'OPEN'
                        """)
                .params(Arrays.asList(
                        state.name(),
                        by == null ? null : by.id(),
                        by == null ? null : by.name(),
                        Sql.at(clock.instant()),
                        words,
                        id.id()))
                .update();
    }

    List<ProposalView> find(String condition, Map<String, ?> params) {
        return jdbc.sql("select p.* from award_proposal p join award a on a.id = p.award_id " + condition)
                .params(params)
                .query((row, n) -> read(row))
                .list();
    }

    private ProposalView read(ResultSet row) throws SQLException {
        var closed = row.getObject("closed_at");
        return new ProposalView(
                new ProposalId(Sql.id(row, "id")),
                new AwardId(Sql.id(row, "award_id")),
                row.getLong("award_version"),
                ChangeKind.valueOf(row.getString("kind")),
                ProposalState.valueOf(row.getString("state")),
                row.getString("reason_code"),
                row.getString("reason"),
                json.readValue(cipher.decrypt(REVIEW, row.getBytes("review_enc")), Assessment.class),
                row.getString("facts_digest"),
                new AwardAmount(
                        Sql.money(row, "base_fen"),
                        Sql.money(row, "increments_fen"),
                        Sql.money(row, "care_fen"),
                        List.of()),
                row.getBoolean("notice"),
                Sql.id(row, "proposed_by"),
                row.getString("proposed_name"),
                Sql.instant(row, "proposed_at"),
                row.getString("closed_name"),
                closed == null ? null : Sql.instant(row, "closed_at"),
                row.getString("closed_words"));
    }

    /** For the rotation of keys. */
    @Configuration(proxyBeanMethods = false)
    static class Columns {
        @Bean
        EncryptedColumn awardProposalReviewColumn() {
            return new EncryptedColumn("award_proposal", "review_enc", REVIEW);
        }
    }
}
