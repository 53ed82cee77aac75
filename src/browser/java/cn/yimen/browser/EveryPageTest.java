package cn.yimen.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every page a role can reach by links, found by following them: no axe violation, no sideways scrolling at three sizes,
 * nothing in the console, no request that fails. The pictures are kept in target/pictures.
 */
@BrowserTest
class EveryPageTest {

    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    private static final List<int[]> SIZES =
            List.of(new int[] {1366, 768}, new int[] {1280, 720}, new int[] {390, 844});
    private static final int MOST = 60;
    private static final java.util.Map<String, Integer> LOOKED_AT = new java.util.HashMap<>();

    @ParameterizedTest
    @ValueSource(
            strings = {"", "clerk", "reviewer", "assistant", "liaison", "officer", "approver", "supervisor", "admin"})
    void isAccessibleAndFits(String login, Chromium.Desks desks) {
        var page = desks.sit();
        var faults = new ArrayList<String>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                faults.add(path(page.url()) + ": console: " + message.text());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 400) {
                faults.add(path(page.url()) + ": " + response.status() + " " + path(response.url()));
            }
        });
        if (!login.isEmpty()) {
            People.signIn(page, login);
        }
        var start = login.isEmpty() ? List.of("/", "/login") : List.of("/workbench");
        for (var url : reachable(page, start)) {
            // what many roles see alike is looked at for two of them
            if (LOOKED_AT.merge(pattern(url), 1, Integer::sum) <= 2) {
                page.navigate(url);
                look(page, url, login, faults);
            }
        }
        assertThat(faults).isEmpty();
    }

    private static void look(Page page, String url, String login, List<String> faults) {
        for (var size : SIZES) {
            page.setViewportSize(size[0], size[1]);
            var wide = (Integer)
                    page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (wide > 0) {
                faults.add(url + ": " + wide + " px sideways at " + size[0]);
            }
            var name = (login.isEmpty() ? "public" : login) + pattern(url).replaceAll("[^A-Za-z0-9]+", "-") + "-"
                    + size[0];
            if (size[0] == 1280) {
                continue; // measured, not photographed
            }
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of("target", "pictures", name + ".png")));
        }
        page.setViewportSize(1366, 657);
        for (var violation : new AxeBuilder(page).withTags(RULES).analyze().getViolations()) {
            faults.add(url + ": " + violation.getId() + " " + violation.getHelp() + " at "
                    + violation.getNodes().get(0).getTarget());
        }
    }

    /** One address of each kind: ids are taken as the same, and so are filters. */
    private static List<String> reachable(Page page, List<String> start) {
        Set<String> kinds = new HashSet<>();
        var found = new ArrayList<String>();
        var open = new ArrayDeque<>(start);
        while (!open.isEmpty() && found.size() < MOST) {
            var url = open.poll();
            if (!kinds.add(pattern(url))) {
                continue;
            }
            com.microsoft.playwright.Response response;
            try {
                response = page.navigate(url);
            } catch (com.microsoft.playwright.PlaywrightException download) {
                if (!String.valueOf(download.getMessage()).contains("Download is starting")) {
                    throw download;
                }
                continue; // a paper or a table, not a page
            }
            if (response == null
                    || !response.headers().getOrDefault("content-type", "").startsWith("text/html")) {
                continue;
            }
            found.add(url);
            @SuppressWarnings("unchecked")
            var links = (List<String>) page.evaluate("""
                    () => [...document.querySelectorAll('a[href]')].filter(a => a.origin === location.origin
                        && !a.hasAttribute('download')).map(a => a.pathname + a.search)
                    """);
            for (var link : links) {
                if (!link.endsWith(".pdf") && !link.endsWith(".xlsx") && !link.contains("/attachments/")) {
                    open.add(link);
                }
            }
        }
        return found;
    }

    private static String pattern(String url) {
        return url.replaceAll("\\?.*", "")
                .replaceAll("/policy/(parameters|catalogue|calendar)/[^/]+", "/policy/$1/{one}")
                .replaceAll("/(places|offices|accounts|guide)/(?!new)[^/]+", "/$1/{one}")
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "{id}")
                .replaceAll("/[0-9a-f]{12,}", "/{key}")
                .replaceAll("/[0-9]+(?=/|$)", "/{n}")
                .replaceAll("/[0-9]{4}-[A-Z]{2,4}-[0-9]+", "/{receipt}")
                .replaceAll("/[A-Z]{2}-[0-9]{2}[A-Z]?(?=/|$)", "/{item}");
    }

    private static String path(String url) {
        return url.replaceFirst("^https?://[^/]+", "");
    }
}
