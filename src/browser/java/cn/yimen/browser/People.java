package cn.yimen.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Locale;
import java.util.regex.Pattern;

/** What people do on every page. */
final class People {

    private static final String PASSWORD = "demo-yimen-2026";
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private People() {}

    /** Signs in with an account of the demo district. */
    static void signIn(Page page, String login) {
        page.navigate("/login");
        fillSignIn(page, login);
    }

    /** Signs in on the login page that is already there. */
    static void fillSignIn(Page page, String login) {
        page.getByLabel("登录名").fill(login);
        page.getByLabel("密码", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("登录"))
                .click();
        page.waitForURL(url -> !url.contains("/login"));
    }

    /** Presses the button whose name begins like this; plain words only, the browser reads the pattern. */
    static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^" + button)))
                .first()
                .click();
    }

    /** Alt and a letter. Playwright's own key press sends no text with Alt, and an access key is found by its text. */
    static void alt(Page page, String letter) {
        var session = page.context().newCDPSession(page);
        var upper = letter.toUpperCase(Locale.ROOT);
        for (var type : new String[] {"keyDown", "keyUp"}) {
            var event = new JsonObject();
            event.addProperty("type", type);
            event.addProperty("modifiers", 1);
            event.addProperty("key", letter);
            event.addProperty("code", "Key" + upper);
            event.addProperty("windowsVirtualKeyCode", (int) upper.charAt(0));
            if (type.equals("keyDown")) {
                event.addProperty("unmodifiedText", letter);
                event.addProperty("text", letter);
            }
            session.send("Input.dispatchKeyEvent", event);
        }
        session.detach();
    }

    /** A valid number of nobody, from 17 digits. */
    static String number(String body) {
        var sum = 0;
        for (var i = 0; i < 17; i++) {
            sum += (body.charAt(i) - '0') * WEIGHTS[i];
        }
        return body + "10X98765432".charAt(sum % 11);
    }
}
