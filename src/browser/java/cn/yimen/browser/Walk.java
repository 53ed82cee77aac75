package cn.yimen.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One person's way through all pages that links lead to. Each is opened and measured at every size; the first of its
 * kind, and one with a brick that no page had before, is photographed, examined by axe and walked through by Tab.
 */
final class Walk {

    static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private static final int MOST = 500;
    private static final String LOOK = look();
    private static final String AXE = """
            rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations'], preload: false})
                .then(found => found.violations.map(v => v.id + ' ' + v.help + ' at ' + v.nodes[0].target))
            """;

    private final Page page;
    private final CDPSession keys;
    private final String role;
    private final Examined examined;
    private final Pictures pictures;
    private final List<String> faults = new ArrayList<>();
    private String here = "";

    Walk(Page page, String role, Examined examined, Pictures pictures) {
        this.page = page;
        this.role = role;
        this.examined = examined;
        this.pictures = pictures;
        keys = page.context().newCDPSession(page);
        page.addInitScript(LOOK);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                faults.add(here + ": console: " + message.text());
            }
        });
        page.onPageError(error -> faults.add(here + ": script: " + error));
        page.onResponse(response -> {
            if (response.status() >= 400) {
                faults.add(here + ": " + response.status() + " " + path(response.url()));
            }
        });
        page.onRequestFailed(request -> {
            // a question of the script is given up when the page is left, a page when a paper comes instead
            if (!String.valueOf(request.failure()).contains("ERR_ABORTED")) {
                faults.add(here + ": " + request.failure() + " " + path(request.url()));
            }
        });
    }

    /** One address of each kind is opened: ids are taken as the same, and so are filters. What was found wrong. */
    List<String> from(List<String> start) {
        Set<String> kinds = new HashSet<>();
        var open = new ArrayDeque<>(start);
        var pages = 0;
        while (!open.isEmpty()) {
            var url = open.poll();
            // a desk is made for its role
            var kind = kind(url) + (url.startsWith("/workbench") ? " " + role : "");
            if (!kinds.add(kind) || !opened(url)) {
                continue;
            }
            if (++pages > MOST) {
                faults.add("more than " + MOST + " kinds of pages: is an address without an id among them? " + url);
                break;
            }
            for (var link : texts("yimenLook.links()")) {
                if (!link.endsWith(".pdf") && !link.endsWith(".xlsx") && !link.contains("/attachments/")) {
                    open.add(link);
                }
            }
            examine(url, kind);
        }
        return faults;
    }

    private boolean opened(String url) {
        here = url;
        page.setViewportSize(1366, 768);
        Response response;
        try {
            response = page.navigate(url);
        } catch (PlaywrightException download) {
            if (!String.valueOf(download.getMessage()).contains("Download is starting")) {
                throw download;
            }
            return false; // a paper or a table, not a page
        }
        return response != null
                && response.headers().getOrDefault("content-type", "").startsWith("text/html");
    }

    private void examine(String url, String kind) {
        var looks = examined.compare(path(url).replaceAll("\\?.*", ""), kind, texts("yimenLook.bricks()"));
        pictures.take(page, role, kind, looks.isNew(), 1366);
        size(1366, 768);
        for (var mute : texts("yimenLook.speechless()")) {
            fault("without words: " + mute);
        }
        for (var region : texts("yimenLook.stranded()")) {
            fault("scrolls, but not by keyboard: " + region);
        }
        if (looks.isNew()) {
            axe();
            tab();
        }
        size(1280, 720);
        size(683, 384); // 1366 × 768 at 200 % zoom
        size(390, 844);
        if (looks.firstOfItsKind()) {
            pictures.take(page, role, kind, true, 390);
            axe();
            if ((Boolean) page.evaluate("document.querySelector('main.sheet') != null")) {
                PrintedPage.faults(page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true)))
                        .forEach(this::fault);
            }
        }
    }

    private void size(int width, int height) {
        page.setViewportSize(width, height);
        var wide = number("yimenLook.wide()");
        if (wide > 0) {
            fault(wide + " px sideways at " + width);
        }
        var stuck = number("yimenLook.stuck()");
        if (stuck > 0) {
            fault(stuck + " % of the window never scrolls away at " + width + " × " + height);
        }
    }

    @SuppressWarnings("unchecked")
    private void axe() {
        examined.countAxe();
        if (!(Boolean) page.evaluate("'axe' in window")) {
            page.evaluate(AxeBuilder.getAxeScript());
        }
        ((List<String>) page.evaluate(AXE, RULES)).forEach(this::fault);
    }

    /** By keyboard through the whole page: Tab, until every control had the focus or nothing new comes. */
    private void tab() {
        var left = number("yimenLook.begin()") + 1;
        examined.countStops(left - 1);
        for (var round = 0; round < 6 && left > 0; round++) {
            for (var n = 0; n < left; n++) {
                var key = new JsonObject();
                key.addProperty("type", "rawKeyDown");
                key.addProperty("key", "Tab");
                key.addProperty("code", "Tab");
                key.addProperty("windowsVirtualKeyCode", 9);
                keys.send("Input.dispatchKeyEvent", key);
            }
            left = number("yimenLook.missing()");
        }
        texts("yimenLook.walked()").forEach(this::fault);
    }

    private void fault(String words) {
        faults.add(here + ": " + words);
    }

    private int number(String script) {
        return ((Number) page.evaluate(script)).intValue();
    }

    @SuppressWarnings("unchecked")
    private List<String> texts(String script) {
        return (List<String>) page.evaluate(script);
    }

    static String kind(String url) {
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

    private static String look() {
        try (var script = Walk.class.getResourceAsStream("/browser/look.js")) {
            if (script == null) {
                throw new IllegalStateException("no /browser/look.js");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
