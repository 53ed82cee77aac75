package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 经手人: who had which part; one officer, one part (四眼). */
@Component
class Hands {

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Clock clock;

    Hands(JdbcClient jdbc, Questions questions, Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.clock = clock;
    }

    /**
     * Records a part; taking the same one again changes nothing.
     *
     * @param locked its row is locked, so that two parts are never taken at once
     * @throws OwnWork if the officer has another part
     */
    void take(ApplicationView locked, Part part, Officer by) {
        for (var hand : of(locked.id())) {
            if (!hand.officer().equals(by.id())) {
                continue;
            }
            if (hand.round() == locked.round() && hand.part() == part) {
                return;
            }
            if (hand.round() == locked.round() || hand.part().decides() != part.decides()) {
                throw new OwnWork("您已是本件的%s，不能再做%s，请换一个人办".formatted(hand.part().words(), part.words()));
            }
        }
        jdbc.sql("insert into application_hand (application_id, round, officer_id, part, at) values (?, ?, ?, ?, ?)")
                .params(locked.id().id(), locked.round(), by.id(), part.name(), Sql.at(clock.instant()))
                .update();
    }

    /** All rounds, the first one first. */
    List<Hand> of(ApplicationId id) {
        return questions.list(asks(id));
    }

    Question<Hand> asks(ApplicationId id) {
        return Question.sql("""
                        select h.*, o.name from application_hand h join officer o on o.id = h.officer_id
                        where h.application_id = ? order by h.round, h.at, h.part
                        """)
                .param(id.id())
                .query((row, n) -> new Hand(
                        row.getInt("round"),
                        Sql.id(row, "officer_id"),
                        row.getString("name"),
                        Part.valueOf(row.getString("part")),
                        Sql.instant(row, "at")));
    }
}
