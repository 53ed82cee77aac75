package cn.yimen.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.LocalDate;

/**
 * 填写的值: whatever is typed is read or refused with a sentence, and what is read and written again is the same. The
 * build tries the kept inputs; {@code JAZZER_FUZZ=1} searches (src/docs/proving.md).
 */
class TypedValuesFuzzTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 11);

    @FuzzTest(maxDuration = "10m")
    void identityNumber(byte[] input) {
        var typed = Bytes.text(input);
        var problem = ResidentId.problem(typed);
        if (problem == null) {
            var id = ResidentId.parse(typed);
            assertThat(ResidentId.parse(id.value())).isEqualTo(id);
            assertThat(id.toString()).contains("****");
        } else {
            assertThat(problem).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "10m")
    void date(byte[] input) {
        DateInput.read(Bytes.text(input), TODAY)
                .ifPresent(
                        day -> assertThat(DateInput.read(day.toString(), TODAY)).contains(day));
    }

    @FuzzTest(maxDuration = "10m")
    void amount(byte[] input) {
        var typed = Bytes.text(input);
        var problem = YuanInput.problem(typed);
        if (problem == null) {
            var money = YuanInput.parse(typed).amount();
            assertThat(money.fen()).isBetween(0L, YuanInput.MOST.fen());
        } else {
            assertThat(problem).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "10m")
    void telephoneAndText(byte[] input) {
        var typed = Bytes.text(input);
        if (PhoneInput.problem(typed) == null) {
            assertThat(PhoneInput.parse(typed)).matches("[0-9-]{5,20}");
        }
        TextInput.problem(typed, 10, input.length % 2 == 0);
    }

    @FuzzTest(maxDuration = "10m")
    void percent(byte[] input) {
        try {
            Percent.of(Bytes.text(input));
        } catch (IllegalArgumentException | ArithmeticException refused) {
            assertThat(refused).isNotNull();
        }
    }
}
