package cn.yimen.document;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.audit.Subject;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** IN-11: a paper printed again keeps number and date and says for which time it is printed. */
@ProductTest
class DocumentsTest {

    private static final Officer CLERK =
            new Officer(UUID.randomUUID(), "print-clerk", "周敏", null, "石桥镇", List.of(Post.of(Role.WINDOW_CLERK)), 1);

    @Autowired
    Documents documents;

    @Autowired
    JdbcClient jdbc;

    @Test
    void eachPrintIsCountedOnceAlsoAtTheSameTime() throws Exception {
        var about = new Subject("case", UUID.randomUUID().toString());
        assertThat(documents.stamp("Declaration", about, CLERK).count()).isEmpty();
        var counts = new HashSet<Integer>();
        var pool = Executors.newFixedThreadPool(4);
        try {
            var prints = IntStream.range(0, 8)
                    .<Callable<PrintStamp>>mapToObj(
                            i -> () -> documents.print("Declaration", about, CLERK, stamp -> Forms.declaration()))
                    .toList();
            for (var print : pool.invokeAll(prints)) {
                counts.add(print.get().nth());
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(counts).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(jdbc.sql("select count(*) from document_print where subject_id = ? and length(digest) = 32")
                        .param(about.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(8);
    }
}
