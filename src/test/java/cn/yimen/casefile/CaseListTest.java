package cn.yimen.casefile;

import static cn.yimen.identity.Staff.as;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.Statements;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Staff;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Lists page by key, and ask as many statements for many rows as for few (issue 2, section 8). */
@ProductTest
@Import(Families.class)
class CaseListTest {

    @Autowired
    Cases cases;

    @Autowired
    CaseList list;

    @Autowired
    Register register;

    @Autowired
    Families families;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Clock clock;

    Officer clerk;

    @BeforeEach
    void aClerk() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        open(2);
    }

    private void open(int number) {
        for (int i = 0; i < number; i++) {
            cases.open(Families.wish(families.couple(clerk), "MZ-01", "JT-01").asked(), clerk);
        }
    }

    @Test
    void theStatementsOfAListDoNotGrowWithItsRows() {
        page("/cases?size=50");
        var few = Statements.of(() -> page("/cases?size=50"));
        open(5);
        var many = Statements.of(() -> page("/cases?size=50"));

        assertThat(many).isEqualTo(few);
        assertThat(few)
                .as("the account, the counters and items, the rows, the clock; two to keep the session the test made")
                .isEqualTo(6);
    }

    @Test
    void theStatementsOfTheRegisterDoNotGrowWithItsRows() {
        var today = new Register.Range(Families.TOWNSHIP, LocalDate.now(clock), LocalDate.now(clock));
        var few = Statements.of(() -> register.rows(today, 1000, clerk));
        open(5);

        assertThat(Statements.of(() -> register.rows(today, 1000, clerk))).isEqualTo(few);
    }

    @Test
    void theStatementsOfACasePageDoNotGrowWithItsMatters() {
        var one = cases.open(Families.wish(families.couple(clerk), "JT-01").asked(), clerk);
        var four = cases.open(
                Families.wish(families.couple(clerk), "JT-01", "YB-01", "ZJ-01", "RS-01")
                        .asked(),
                clerk);
        page("/cases/" + one.caseId());

        assertThat(Statements.of(() -> page("/cases/" + four.caseId())))
                .isEqualTo(Statements.of(() -> page("/cases/" + one.caseId())));
    }

    @Test
    void pagingByKeyShowsEachCaseOnceInBothOrders() {
        open(5);
        for (var sort : CaseFilter.Sort.values()) {
            var filter = new CaseFilter(null, false, null, null, null, clerk.id(), null, null, null, null, sort);
            var seen = new ArrayList<CaseId>();
            @Nullable String after = null;
            do {
                var page = list.page(filter, after, 3, clerk);
                page.rows().forEach(row -> seen.add(row.id()));
                after = page.next();
            } while (after != null);

            assertThat(seen).as(sort.name()).hasSize(7).doesNotHaveDuplicates();
        }
    }

    @Test
    void aKeyThatIsNoneOfOursBeginsAtTheBeginning() {
        assertThat(list.page(CaseFilter.all(), "'; drop table matter", 3, clerk).rows())
                .isNotEmpty();
        assertThat(list.page(CaseFilter.all(), "_".repeat(43), 3, clerk).rows()).isNotEmpty();
    }

    private void page(String url) {
        assertThat(mvc.get().uri(url).with(as(clerk))).hasStatusOk();
    }
}
