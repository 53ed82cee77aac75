package cn.yimen.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageKeyTest {

    private static final UUID ID = UUID.fromString("4f1a1c5e-8a57-4a53-9f0e-111111111111");

    @Test
    void comesBackAsItWent() {
        var at = Instant.parse("2026-03-11T02:12:00.123456Z");

        assertThat(PageKey.ofInstant(PageKey.of(at, ID, false)))
                .hasValue(new PageKey(false, "2026-03-11T02:12:00.123456Z", ID));
        assertThat(PageKey.ofInstant(PageKey.of((Instant) null, ID, true)))
                .as("a row without an instant stands last")
                .hasValue(new PageKey(true, "infinity", ID));
        var last = Instant.parse("9999-12-31T23:59:59Z");
        assertThat(PageKey.ofInstant(PageKey.of(last, ID, false)))
                .hasValue(new PageKey(false, "9999-12-31T23:59:59Z", ID));
        assertThat(PageKey.ofText(PageKey.of("ZB-SQ-医保 7", ID, false))).hasValue(new PageKey(false, "ZB-SQ-医保 7", ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "c4f1a1c5e-8a57-4a53-9f0e-1111111111111",
                "a4f1a1c5e-8a57-4a53-9f0e-111111111111-1",
                "a4f1a1c5e-8a57-4a53-9f0e-1111111111112026-02-31",
                "a4f1a1c5e-8a57-4a53-9f0e-111111111111253402300800000000",
                "a4f1a1c5e-8a57-4a53-9f0e-1111111111111e20",
                "a4f1a1c5-8a57-4a53-9f0e-1111111111111"
            })
    void whatIsNoneOfOursBeginsTheListAtItsBeginning(String key) {
        assertThat(PageKey.ofInstant(key)).isEmpty();
    }

    @Test
    void aTextTheDatabaseDoesNotTakeIsNone() {
        assertThat(PageKey.ofText("a" + ID + "\u0000")).isEmpty();
        assertThat(PageKey.ofText("a" + ID + "x".repeat(61))).isEmpty();
    }
}
