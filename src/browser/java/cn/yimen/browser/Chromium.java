package cn.yimen.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Gives a test the system's Chromium: a {@link Page} of a fresh profile, or {@link Desks} for more than one person. What
 * a failed test last saw is kept in target/browser.
 */
public final class Chromium implements ParameterResolver, AfterEachCallback {

    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(Chromium.class);

    /** The browser of this machine; empty where there is none. */
    public static Optional<Path> executable() {
        var named = Optional.ofNullable(System.getenv("YIMEN_CHROMIUM")).stream();
        var usual = Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                        .map(folder -> folder + "/" + name));
        return Stream.concat(named, usual)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Page.class || type == Desks.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var desks = context.getStore(SPACE)
                .getOrComputeIfAbsent(Desks.class, type -> new Desks(browser(), baseUrl(context)), Desks.class);
        return parameter.getParameter().getType() == Page.class ? desks.sit() : desks;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var desks = context.getStore(SPACE).remove(Desks.class, Desks.class);
        if (desks == null) {
            return;
        }
        if (context.getExecutionException().isPresent()) {
            desks.photograph(context.getRequiredTestClass().getSimpleName() + "-"
                    + context.getRequiredTestMethod().getName());
        }
        desks.close();
    }

    private static String baseUrl(ExtensionContext context) {
        var environment = SpringExtension.getApplicationContext(context).getEnvironment();
        return "http://localhost:" + environment.getRequiredProperty("local.server.port");
    }

    private static Browser browser() {
        return Running.BROWSER;
    }

    /** 工位: one or more people, each with a browser profile of their own. */
    public static final class Desks implements AutoCloseable {

        private final Browser browser;
        private final String baseUrl;
        private final List<BrowserContext> contexts = new ArrayList<>();

        Desks(Browser browser, String baseUrl) {
            this.browser = browser;
            this.baseUrl = baseUrl;
        }

        /** Another person at an office monitor of 1366 × 768. */
        public Page sit() {
            return sit(1366, 657);
        }

        /** Another person with a window of this size. */
        public Page sit(int width, int height) {
            var context = browser.newContext(new Browser.NewContextOptions()
                    .setBaseURL(baseUrl)
                    .setLocale("zh-CN")
                    .setTimezoneId("Asia/Shanghai")
                    .setViewportSize(width, height));
            context.setDefaultTimeout(15_000);
            contexts.add(context);
            return context.newPage();
        }

        public String baseUrl() {
            return baseUrl;
        }

        void photograph(String name) {
            for (var context : contexts) {
                for (var page : context.pages()) {
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(Path.of("target", "browser", name + "-" + contexts.indexOf(context) + ".png")));
                }
            }
        }

        @Override
        public void close() {
            contexts.forEach(BrowserContext::close);
        }
    }

    /** One more browser with a driver of its own, for a thread of its own. */
    static Another another(String baseUrl) {
        var playwright = driver();
        return new Another(playwright, launch(playwright), baseUrl);
    }

    /** 另一个浏览器: belongs to the thread that started it. */
    record Another(Playwright playwright, Browser browser, String baseUrl) implements AutoCloseable {

        Desks desks() {
            return new Desks(browser, baseUrl);
        }

        @Override
        public void close() {
            playwright.close();
        }
    }

    private static Playwright driver() {
        return Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    private static Browser launch(Playwright playwright) {
        var options = new BrowserType.LaunchOptions()
                .setArgs(List.of(
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync"));
        executable().ifPresent(options::setExecutablePath);
        return playwright.chromium().launch(options);
    }

    private static final class Running {
        static final Browser BROWSER = start();

        private static Browser start() {
            var playwright = driver();
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
            return launch(playwright);
        }
    }
}
