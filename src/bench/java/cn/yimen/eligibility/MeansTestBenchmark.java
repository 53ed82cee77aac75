package cn.yimen.eligibility;

import cn.yimen.household.HouseholdFacts;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Households a second on one core, the whole ladder each; 1,024 different families (EL-5 needs them all in a night). */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class MeansTestBenchmark {

    private final HouseholdFacts[] families = new HouseholdFacts[1024];
    private int next;

    @Setup
    public void families() {
        for (int i = 0; i < families.length; i++) {
            families[i] = RandomFamilies.of(i);
        }
    }

    @Benchmark
    public Assessment withoutExplanation() {
        return MeansTest.determine(families[next++ & 1023], Parameters.P2025, false);
    }

    @Benchmark
    public Assessment withExplanation() {
        return MeansTest.determine(families[next++ & 1023], Parameters.P2025, true);
    }
}
