package cn.yimen.household;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.district.PlaceId;
import cn.yimen.eligibility.RandomFamilies;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** EL-5: many households read at once say what each says when it is read alone. */
@ProductTest
@Transactional
@NullUnmarked
class HouseholdReaderTest {

    private static final PlaceId TOWNSHIP = PlaceId.of("520402109");
    private static final PlaceId VILLAGE = PlaceId.of("520402109202");
    private static final int FAMILIES = 60;

    @Autowired
    HouseholdReader reader;

    @Autowired
    Households households;

    @Autowired
    Persons persons;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Test
    void saysOfEachHouseholdWhatTheSingleReaderSays_EL_5() {
        Officer clerk = Staff.clerk(jdbc, TOWNSHIP.code());
        var today = LocalDate.now(clock);
        var ids = new ArrayList<HouseholdId>();
        for (var seed = 0; seed < FAMILIES; seed++) {
            ids.add(Registered.of(
                    RandomFamilies.of(seed), seed % 9 == 0 ? TOWNSHIP : VILLAGE, persons, households, clerk));
        }
        var rich = changed(ids.get(1), clerk);
        Collections.reverse(ids);
        ids.add(new HouseholdId(UUID.randomUUID()));

        var read = reader.facts(ids, today);

        assertThat(read.keySet()).containsExactlyElementsOf(ids.subList(0, FAMILIES));
        for (var id : read.keySet()) {
            assertThat(read.get(id)).isEqualTo(households.factsOn(id, today));
            assertThat(reader.facts(List.of(id), today.plusYears(1)).get(id))
                    .isEqualTo(households.factsOn(id, today.plusYears(1)));
            assertThat(reader.facts(List.of(id), today.minusYears(1)).get(id))
                    .as("what is registered now, as of a day that is over")
                    .isEqualTo(households.facts(households.get(id, clerk), today.minusYears(1)));
        }
        assertThat(read.get(rich).members())
                .extracting(Member::absence)
                .as("who died is dead, who left is not there")
                .containsExactly(Absence.DECEASED);
        assertThat(read.values())
                .anySatisfy(each -> assertThat(each.supporters()).isNotEmpty());
        assertThat(read.values())
                .anySatisfy(each -> assertThat(each.properties()).isNotEmpty());
        assertThat(read.values()).anySatisfy(each -> assertThat(each.expenses()).isNotEmpty());
        assertThat(read.values())
                .anySatisfy(each -> assertThat(each.members())
                        .anySatisfy(one -> assertThat(one.jobRefusals()).isNotEmpty()));
        assertThat(read.values())
                .anySatisfy(each -> assertThat(each.members())
                        .anySatisfy(one -> assertThat(one.disabilities()).isNotEmpty()));
    }

    /** The first dies, all others leave; what was verified stands for what was declared. */
    private HouseholdId changed(HouseholdId id, Officer clerk) {
        var view = households.get(id, clerk);
        var first = view.details().members().get(0).person();
        view.details().members().stream()
                .skip(1)
                .forEach(one -> households.leave(id, one.person(), LocalDate.now(clock), "外嫁", clerk));
        jdbc.sql("update person set died_on = ? where id = ?")
                .params(LocalDate.now(clock), first.id())
                .update();
        view = households.get(id, clerk);
        households.save(
                id,
                view.version(),
                view.details()
                        .incomes(
                                true,
                                List.of(HouseholdDetails.IncomePart.declared(
                                                first, IncomeItem.WAGES, Money.yuan("100"), Income.Per.MONTH, "本人申报")
                                        .verified(Money.yuan("900"), "工资单"))),
                clerk);
        return id;
    }
}
