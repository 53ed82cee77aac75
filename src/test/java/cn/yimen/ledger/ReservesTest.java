package cn.yimen.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import cn.yimen.document.PrintedForms;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.task.TaskFilter;
import cn.yimen.task.TaskRow;
import cn.yimen.task.Tasks;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** AP-4: the township's reserve as a ledger: request, payment, settlement, top-up, never below zero. */
@ProductTest
class ReservesTest {

    @Autowired
    Reserves reserves;

    @Autowired
    Ledgers ledgers;

    @Autowired
    ReserveVouchers vouchers;

    @Autowired
    PrintedForms forms;

    @Autowired
    Tasks tasks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private Reserve of(String township) {
        return Reserve.of(reserves, jdbc, township);
    }

    @Test
    void theFirstMoneyIsAGrantAndTheNextATopUpEachAskedForByOneAndPaidByAnother() {
        var reserve = of("520402001");

        var granted = reserves.pay(
                reserves.request(reserve.township(), Money.yuan(30_000), "首次拨入", reserve.keeper()), reserve.approver());
        var paid = reserve.pay("800");
        var filled = reserves.pay(
                reserves.request(reserve.township(), Money.yuan(800), "补足", reserve.keeper()), reserve.approver());

        assertThat(granted.kind()).isEqualTo(PostingKind.GRANT);
        assertThat(granted.balance()).isEqualTo(Money.yuan(30_000));
        assertThat(paid.balance()).isEqualTo(Money.yuan(29_200));
        assertThat(filled.kind()).isEqualTo(PostingKind.TOP_UP);
        assertThat(filled.balance()).isEqualTo(Money.yuan(30_000));
        assertThat(List.of(granted.seq(), paid.seq(), filled.seq())).containsExactly(1L, 2L, 3L);
        assertThat(granted.number()).matches("BYJ-[0-9]{4}-[0-9]{4}");
    }

    @Test
    void nobodyPaysOutAnOwnRequestNeitherByTheCommandNorInTheDatabase() {
        var reserve = of("520402002");
        var both = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, reserve.township()), Post.of(Role.BUREAU_APPROVER));
        var asked = reserves.request(reserve.township(), Money.yuan(500), "首次拨入", both);

        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> reserves.pay(asked, both))
                .withMessageContaining("自己申请的不能自己拨款");
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> reserves.pay(asked, reserve.keeper()));
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("""
                                update reserve_request set state = 'REFUSED', decided_at = now(), decided_by = requested_by,
                                    decided_who = '', decided_why = 'x' where id = ?
                                """).param(asked.id()).update())
                .withMessageContaining("reserve_four_eyes");
        assertThat(reserves.request(asked, reserve.keeper()).open()).isTrue();
    }

    @Test
    void asksForNoMoreThanTheQuotaLeavesAndOnceAtATime() {
        var reserve = of("520402003").holding("29000");

        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> reserves.request(reserve.township(), Money.yuan("1000.01"), "补足", reserve.keeper()))
                .withMessageContaining("最多申请 1,000.00 元");
        var first = reserves.request(reserve.township(), Money.yuan(600), "补足", reserve.keeper());
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> reserves.request(reserve.township(), Money.yuan(100), "补足", reserve.keeper()))
                .withMessageContaining("等待");
        reserves.refuse(first, "先送核销", reserve.approver());
        assertThat(reserves.request(first, reserve.keeper()).decidedWhy()).isEqualTo("先送核销");
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> reserves.pay(first, reserve.approver()));
        reserves.request(reserve.township(), Money.yuan(1000), "补足", reserve.keeper());
    }

    @Test
    void neverHoldsLessThanNothing() {
        var reserve = of("520402004").holding("1000");

        assertThatExceptionOfType(NotEnough.class)
                .isThrownBy(() -> reserve.pay("1000.01"))
                .satisfies(e -> assertThat(e.balance()).isEqualTo(Money.yuan(1000)));
        reserve.pay("1000");
        assertThat(reserve.balance()).isEqualTo(Money.ZERO);
        assertThatExceptionOfType(NotEnough.class).isThrownBy(() -> reserve.pay("0.01"));
    }

    @Test
    void twoPaymentsAtOnceNeverOverdraw() throws Exception {
        var reserve = of("520402005").holding("1000");

        var outcomes = atOnce(8, () -> {
            try {
                return reserve.pay("300").balance();
            } catch (NotEnough e) {
                return null;
            }
        });

        assertThat(outcomes.stream().filter(each -> each != null))
                .containsExactlyInAnyOrder(Money.yuan(700), Money.yuan(400), Money.yuan(100));
        assertThat(reserve.balance()).isEqualTo(Money.yuan(100));
    }

    @Test
    void thePaymentOfOneActIsMadeOnceHoweverOftenAndFromHoweverManySidesItIsAsked() throws Exception {
        var reserve = of("520402006").holding("1000");
        var key = "quick/" + java.util.UUID.randomUUID();

        var numbers = atOnce(4, () -> reserve.pay(key, "300").number());

        assertThat(numbers).hasSize(4).containsOnly(numbers.get(0));
        assertThat(reserve.balance()).isEqualTo(Money.yuan(700));
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> reserve.pay(key, "301"));
    }

    @Test
    void isChangedByNobodyAndCountedByTheDatabaseToo() {
        var reserve = of("520402007").holding("1000");
        var paid = reserve.pay("300");

        for (var statement : List.of(
                "update ledger_posting set amount_fen = 1 where id = '%s'",
                "delete from ledger_posting where id = '%s'",
                "insert into ledger_posting select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(),"
                        + " 'key', 'forged', 'number', 'BYJ-2026-9999', 'seq', p.seq + 1))).* from ledger_posting p"
                        + " where id = '%s'")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .as(statement)
                    .isThrownBy(() -> jdbc.sql(statement.formatted(paid.id())).update());
        }
        assertThat(reserve.balance()).isEqualTo(Money.yuan(700));
    }

    @Test
    void takesBackOnlyWholeOnceWithAReasonAndBySomebodyElse() {
        var reserve = of("520402008").holding("1000");
        var paid = reserve.pay("300");
        var colleague = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, reserve.township()));

        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> reserves.reverse(paid.id(), "记错", reserve.keeper()));
        var reversal = reserves.reverse(paid.id(), "领款人没有来领", colleague);

        assertThat(reversal.kind()).isEqualTo(PostingKind.REVERSAL);
        assertThat(reversal.effect()).isEqualTo(Money.yuan(300));
        assertThat(reversal.words()).isEqualTo("领款人没有来领");
        assertThat(reserve.balance()).isEqualTo(Money.yuan(1000));
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> reserves.reverse(paid.id(), "再冲", reserve.approver()));
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> reserves.reverse(reversal.id(), "再冲", reserve.approver()));
    }

    @Test
    void doesNotTakeBackMoneyThatIsSpent() {
        var reserve = of("520402100").holding("1000");
        var grant = ledgers.page(reserve.township(), null, 1).rows().get(0);
        reserve.pay("300");

        assertThatExceptionOfType(NotEnough.class)
                .isThrownBy(() -> reserves.reverse(grant.id(), "拨错乡镇", reserve.officer()));
    }

    @Test
    void theBureauSettlesEachPaymentOnceAndTheBalanceStays() {
        var reserve = of("520402101").holding("1000");
        var one = reserve.pay("300");
        var two = reserve.pay("200");

        assertThat(reserves.of(reserve.township(), reserve.keeper()).unsettled())
                .isEqualTo(Money.yuan(500));
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> reserves.settle(reserve.township(), List.of(one.id()), "齐全", reserve.keeper()));
        var settlement = reserves.settle(reserve.township(), List.of(one.id()), "齐全", reserve.officer());

        assertThat(settlement.amount()).isEqualTo(Money.yuan(300));
        assertThat(settlement.balance()).isEqualTo(Money.yuan(500));
        assertThat(reserves.posting(one.id(), reserve.keeper()).stateWords()).isEqualTo("已核销");
        assertThat(reserves.unsettled(reserve.township(), reserve.officer()))
                .extracting(PostingView::id)
                .containsExactly(two.id());
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> reserves.settle(reserve.township(), List.of(one.id()), "再来", reserve.officer()));
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> reserves.reverse(one.id(), "退回", reserve.officer()));
        reserves.reverse(settlement.id(), "凭据不全", reserve.approver());
        assertThat(reserves.of(reserve.township(), reserve.keeper()).unsettled())
                .isEqualTo(Money.yuan(500));
    }

    @Test
    void tellsTheBalanceOfADayAndTheTotalsOfAMonth() {
        var reserve = of("520402102").holding("1000");
        reserve.pay("300");
        var wrong = reserve.pay("100");
        reserves.reverse(wrong.id(), "重复", reserve.officer());
        var today = LocalDate.now(clock);

        assertThat(reserves.balanceOn(reserve.township(), today, reserve.keeper()))
                .isEqualTo(Money.yuan(700));
        assertThat(reserves.balanceOn(reserve.township(), today.minusDays(1), reserve.keeper()))
                .isEqualTo(Money.ZERO);
        assertThat(reserves.months(reserve.township(), reserve.keeper()))
                .containsExactly(new MonthTotal(
                        YearMonth.from(today), Money.yuan(1000), Money.yuan(300), Money.ZERO, 1, Money.yuan(700)));
    }

    @Test
    void isReadPageByPageTheNewestFirst() {
        var reserve = of("520402103").holding("1000");
        for (int i = 0; i < 4; i++) {
            reserve.pay("10");
        }

        var first = reserves.page(reserve.township(), null, 3, reserve.keeper());
        var second = reserves.page(reserve.township(), first.next(), 3, reserve.keeper());

        assertThat(first.rows()).extracting(PostingView::seq).containsExactly(5L, 4L, 3L);
        assertThat(second.rows()).extracting(PostingView::seq).containsExactly(2L, 1L);
        assertThat(second.next()).isNull();
    }

    @Test
    void isNotThereForAnotherTownshipNorForAClerk() {
        var reserve = of("520402104").holding("1000");
        var paid = reserve.pay("10");
        var neighbour = of("520402105").keeper();
        var clerk = Staff.clerk(jdbc, reserve.township());

        for (Officer stranger : List.of(neighbour, clerk, Staff.liaison(jdbc, "RS"))) {
            assertThatExceptionOfType(NoSuchElementException.class)
                    .isThrownBy(() -> reserves.of(reserve.township(), stranger));
            assertThatExceptionOfType(NoSuchElementException.class)
                    .isThrownBy(() -> reserves.posting(paid.id(), stranger));
            assertThatExceptionOfType(NoSuchElementException.class)
                    .isThrownBy(() -> reserves.request(reserve.township(), Money.yuan(1), "补足", stranger));
        }
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> new Reserve(
                                reserves, reserve.township(), neighbour, reserve.officer(), reserve.approver())
                        .pay("10"));
    }

    @Test
    void remindsTheTownshipWhenItRunsLowAndTheBureauWhenItIsAsked() {
        var reserve = of("520402106").holding("9100");

        assertThat(todo(reserve.keeper())).isEmpty();
        reserve.pay("200");
        assertThat(todo(reserve.keeper())).extracting(TaskRow::title).containsExactly("申请补足备用金");

        var asked = reserves.request(reserve.township(), Money.yuan(20_000), "补足", reserve.keeper());
        assertThat(todo(reserve.keeper())).isEmpty();
        assertThat(todo(reserve.approver()))
                .filteredOn(task -> task.url().endsWith(asked.toString()))
                .hasSize(1);

        reserves.pay(asked, reserve.approver());
        assertThat(todo(reserve.approver()))
                .filteredOn(task -> task.url().endsWith(asked.toString()))
                .isEmpty();
    }

    private List<TaskRow> todo(Officer officer) {
        return tasks.worklist(officer, officer.posts().get(0), TaskFilter.ALL, null, 200)
                .rows();
    }

    @Test
    void theVoucherCarriesTheNumberTheDayAndTheAmountInWords() throws java.io.IOException {
        var reserve = of("520402107").holding("1000");
        var paid = reserve.pay("800");

        var first = vouchers.print(paid.id(), reserve.keeper());
        var again = vouchers.print(paid.id(), reserve.keeper());

        assertThat(forms.html(first)).contains(paid.number(), "人民币捌佰元整", "800.00", "王建国", "现金", "小额快救");
        assertThat(first.on()).isEqualTo(paid.on());
        assertThat(again.stamp().nth()).isEqualTo(2);
        try (var pdf = org.apache.pdfbox.Loader.loadPDF(forms.pdf(first))) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
        }
    }

    /** All begin at the same moment; the results of all, in no order. */
    private static <T> List<T> atOnce(int threads, Callable<T> work) throws Exception {
        var pool = Executors.newFixedThreadPool(threads);
        var gate = new CyclicBarrier(threads);
        try {
            var running = new ArrayList<Future<T>>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    gate.await();
                    return work.call();
                }));
            }
            var results = new ArrayList<T>();
            for (var each : running) {
                results.add(each.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
