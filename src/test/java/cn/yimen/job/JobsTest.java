package cn.yimen.job;

import static cn.yimen.identity.Staff.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.pages.Conflict;
import cn.yimen.task.TaskFilter;
import cn.yimen.task.Tasks;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** OP-5: 后台作业. */
@ProductTest
class JobsTest {

    static final List<Long> ALL = LongStream.rangeClosed(1, 10).boxed().toList();

    @Autowired
    Jobs jobs;

    @Autowired
    JobStore store;

    @Autowired
    JobsAtOnce now;

    @Autowired
    CountingJob counting;

    @Autowired
    Tasks tasks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    Officer officer;

    @BeforeEach
    void officer() {
        now.runAll();
        officer = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
    }

    @Test
    void isDoneOnceAndSaysWhatCameOfIt_OP_5() {
        var key = key();
        var id = jobs.start(NewJob.of("test.count", "数到十", key), officer);
        assertThat(jobs.get(id, officer).state()).isEqualTo(JobState.WAITING);

        now.runAll();

        var job = jobs.get(id, officer);
        assertThat(job.state()).isEqualTo(JobState.DONE);
        assertThat(job.progressWords()).isEqualTo("10 / 10");
        assertThat(job.message()).isEqualTo("办了 10 件");
        assertThat(job.failedRows()).isEqualTo(1);
        assertThat(counting.written(key)).isEqualTo(ALL);
        assertThat(tasksOf(officer))
                .as("rows that were not taken come to the worklist")
                .contains("处理没有办成的 1 行");
        jobs.seen(id, officer);
        assertThat(tasksOf(officer)).doesNotContain("处理没有办成的 1 行");
    }

    @Test
    void goesOnWhereADeadNodeStoppedWithOneEffect_OP_5() {
        var key = key();
        var id = jobs.start(NewJob.of("test.count", "数到十", key), officer);
        // the node dies in the middle of the fifth piece: nothing of that piece is there
        counting.before.put(key, n -> {
            if (n == 5) {
                throw new Killed();
            }
        });
        assertThatExceptionOfType(Killed.class).isThrownBy(now::runAll);
        assertThat(jobs.get(id, officer).state()).isEqualTo(JobState.RUNNING);
        assertThat(counting.written(key)).containsExactly(1L, 2L, 3L, 4L);
        now.runAll();
        assertThat(jobs.get(id, officer).state()).as("its lease still runs").isEqualTo(JobState.RUNNING);

        counting.before.remove(key);
        leaseIsOver(id);
        now.runAll();

        assertThat(jobs.get(id, officer).state()).isEqualTo(JobState.DONE);
        assertThat(counting.written(key)).isEqualTo(ALL);
    }

    @Test
    void aNodeThatWasOnlySlowCannotWriteAnyMore_OP_1() {
        var key = key();
        var id = jobs.start(NewJob.of("test.count", "数到十", key), officer);
        var slow = store.claim("slow").orElseThrow();
        leaseIsOver(id);
        now.runAll();

        assertThatExceptionOfType(JobStore.Gone.class)
                .isThrownBy(() -> store.step(slow, 11, () -> {
                    throw new AssertionError("never");
                }));
        assertThat(store.end(slow, JobState.FAILED, "不该", () -> {})).isFalse();
        assertThat(jobs.get(id, officer).state()).isEqualTo(JobState.DONE);
    }

    @Test
    void manyNodesTakeEachJobOnce_OP_1() throws Exception {
        var keys = IntStream.range(0, 12).mapToObj(n -> key()).toList();
        keys.forEach(key -> jobs.start(NewJob.of("test.count", "数到十", key), officer));
        var nodes = Executors.newFixedThreadPool(4);
        try {
            for (var node : nodes.invokeAll(java.util.Collections.nCopies(4, () -> {
                now.runAll();
                return true;
            }))) {
                node.get();
            }
        } finally {
            nodes.shutdown();
        }
        assertThat(keys).allSatisfy(key -> assertThat(counting.written(key)).isEqualTo(ALL));
    }

    @Test
    void isCancelledBetweenTwoPieces_OP_5() {
        var key = key();
        var id = jobs.start(NewJob.of("test.count", "数到十", key), officer);
        var claimed = store.claim("one").orElseThrow();
        store.step(claimed, 1, () -> {});

        jobs.cancel(id, officer);

        assertThat(jobs.get(id, officer).cancelling()).isTrue();
        assertThatExceptionOfType(JobStore.Gone.class).isThrownBy(() -> store.step(claimed, 2, () -> {}));
        leaseIsOver(id);
        now.runAll();
        assertThat(jobs.get(id, officer).state()).isEqualTo(JobState.CANCELLED);
        assertThat(counting.ended).containsEntry(key, JobState.CANCELLED);
    }

    @Test
    void whatWaitsIsCancelledAtOnceAndOnlyByItsOwner_OP_5() {
        var other = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        var id = jobs.start(NewJob.of("test.count", "数到十", key()), officer);

        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> jobs.get(id, other));
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> jobs.cancel(id, other));
        jobs.cancel(id, officer);
        now.runAll();

        assertThat(jobs.get(id, officer).state()).isEqualTo(JobState.CANCELLED);
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> jobs.cancel(id, officer));
    }

    @Test
    void stopsWhenItFailsAtTheSamePlaceAgainAndAgainAndGoesOnWhenAsked_OP_5() {
        var key = key();
        var id = jobs.start(NewJob.of("test.count", "数到十", key), officer);
        counting.before.put(key, n -> {
            throw new Killed();
        });
        for (var i = 0; i < JobStore.TRIES; i++) {
            assertThatExceptionOfType(Killed.class).isThrownBy(now::runAll);
            leaseIsOver(id);
        }
        now.runAll();
        assertThat(jobs.get(id, officer).state()).isEqualTo(JobState.FAILED);
        assertThat(jobs.get(id, officer).message()).contains("中断在同一处");

        counting.before.remove(key);
        jobs.resume(id, officer);
        now.runAll();
        assertThat(counting.written(key)).isEqualTo(ALL);
    }

    @Test
    void aRefusalIsToldInItsWords_lesson_27() {
        var key = key();
        var id = jobs.start(NewJob.of("test.count", "数到十", key), officer);
        counting.before.put(key, n -> {
            throw new JobRefused("文件里没有数据行");
        });
        now.runAll();
        assertThat(jobs.get(id, officer).message()).isEqualTo("文件里没有数据行");
        assertThat(counting.written(key)).isEmpty();
        assertThat(tasksOf(officer)).contains("后台作业没有办成");
    }

    @Test
    void whatTheSystemDoesByItselfStartsOnce_OP_1() {
        var key = key();
        assertThat(jobs.start(NewJob.of("test.count", "每月一次", key).once(key))).isPresent();
        assertThat(jobs.start(NewJob.of("test.count", "每月一次", key).once(key))).isEmpty();
        now.runAll();
        assertThat(counting.written(key)).isEqualTo(ALL);
    }

    @Test
    void rowsAreTriedOnceMoreByAJobOfTheirOwn_OP_5() {
        var id = jobs.start(NewJob.of("test.count", "数到十", key()), officer);
        now.runAll();
        var again = jobs.retry(id, officer);
        now.runAll();
        assertThat(jobs.get(again, officer).message()).isEqualTo("再试 1 行");
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> jobs.retry(id, officer));
    }

    @Test
    void aFileIsKeptSealedInPiecesAndComesBackWhole_AU_2() throws Exception {
        var content = new byte[(1 << 20) * 2 + 17];
        for (var i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31);
        }
        var kept = jobs.keep("名单.csv", new ByteArrayInputStream(content));
        assertThat(jobs.content(kept.id())).isEqualTo(content);
        assertThat(kept.size()).isEqualTo(content.length);
        var sealed = jdbc.sql("select content_enc from job_file_part where file_id = ? and no = 0")
                .param(kept.id())
                .query(byte[].class)
                .single();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(content, 0, 32, StandardCharsets.ISO_8859_1));
    }

    @Test
    void thePagesShowItToItsOwnerAlone_OP_5() {
        var id = jobs.start(NewJob.of("test.count", "数到十", key()), officer);
        now.runAll();
        assertThat(mvc.get().uri("/jobs").with(as(officer)))
                .hasStatusOk()
                .bodyText()
                .contains("数到十", "10 / 10");
        assertThat(mvc.get().uri("/jobs/{id}", id).with(as(officer)))
                .hasStatusOk()
                .bodyText()
                .contains("<progress", "办了 10 件", "下载没有办成的 1 行", "重试失败的 1 行")
                .doesNotContain("every ");
        assertThat(mvc.get().uri("/jobs/{id}/progress", id).with(as(officer))).hasStatusOk();
        var other = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        assertThat(mvc.get().uri("/jobs/{id}", id).with(as(other))).hasStatus(404);
        assertThat(mvc.post().uri("/jobs/{id}/failed.xlsx", id).with(as(other)).with(csrf()))
                .hasStatus(404);
        assertThat(mvc.post()
                        .uri("/jobs/{id}/failed.xlsx", id)
                        .with(as(officer))
                        .with(csrf()))
                .hasStatusOk()
                .hasContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        var waiting = jobs.start(NewJob.of("test.count", "数到十", key()), officer);
        assertThat(mvc.get().uri("/jobs/{id}", waiting).with(as(officer)))
                .bodyText()
                .contains("every 2s", "可以离开本页");
        jobs.cancel(waiting, officer);
    }

    private void leaseIsOver(JobId id) {
        jdbc.sql("update job set lease_until = ? where id = ? and state = 'RUNNING'")
                .params(JobStore.at(Instant.now().minusSeconds(5)), id.id())
                .update();
    }

    private List<String> tasksOf(Officer one) {
        return tasks.worklist(one, one.posts().get(0), TaskFilter.ALL, null, 500).rows().stream()
                .map(row -> row.title())
                .toList();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /** As {@code kill -9}: no handler of the product sees it. */
    static class Killed extends Error {}
}
