package cn.yimen.job;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;

import cn.yimen.identity.Officers;
import cn.yimen.task.Tasks;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** OP-1: a node goes on asking for work however often the database was away. */
class JobRunnerTest {

    @Test
    void aDatabaseThatIsAwayTakesNoThreadFromTheJobs() {
        var store = mock(JobStore.class);
        given(store.claim(anyString()))
                .willThrow(new CannotGetJdbcConnectionException("away"))
                .willThrow(new CannotGetJdbcConnectionException("away"))
                .willReturn(Optional.empty());
        var runner = new JobRunner(
                store,
                new StaticListableBeanFactory().getBeanProvider(JobKind.class),
                mock(Officers.class),
                mock(Tasks.class),
                2);

        for (var times = 0; times < 2; times++) {
            assertThatExceptionOfType(CannotGetJdbcConnectionException.class).isThrownBy(runner::wake);
        }
        runner.wake();

        then(store).should(times(3)).claim(anyString());
        runner.stop();
    }
}
