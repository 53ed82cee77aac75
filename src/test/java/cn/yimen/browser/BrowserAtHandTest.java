package cn.yimen.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** Says why the browser journeys did not run, or fails where they must. */
class BrowserAtHandTest {

    @Test
    void theJourneysInARealBrowserRun() {
        var run = Boolean.getBoolean("yimen.browser");
        if (Boolean.parseBoolean(System.getenv("YIMEN_BROWSER_REQUIRED"))) {
            assertThat(run)
                    .as("a Chromium is wanted here (YIMEN_BROWSER_REQUIRED)")
                    .isTrue();
        }
        assumeTrue(
                run,
                "the browser journeys were skipped: ./mvnw found no Chromium on the path (YIMEN_CHROMIUM names one)");
    }
}
