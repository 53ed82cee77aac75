package cn.yimen.pages.web;

import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.Outage;
import cn.yimen.pages.RequestId;
import cn.yimen.pages.Site;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/**
 * 「暂时办不了」 (503): made without asking the database anything. A form that was sent comes back with everything typed
 * and its one-time key, so that one press sends the very same again: what was done before is not done twice.
 */
@Component
class AwayPage implements View {

    static final int RETRY_SECONDS = 10;

    private final ITemplateEngine templates;
    private final JakartaServletWebApplication application;
    private final Site site;

    AwayPage(ITemplateEngine templates, ServletContext context, Site site) {
        this.templates = templates;
        this.application = JakartaServletWebApplication.buildApplication(context);
        this.site = site;
    }

    /** 填过的一栏. */
    public record Field(String name, String value) {}

    @Override
    public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        write(request, response);
    }

    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.resetBuffer();
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType("text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        var page = new WebContext(application.buildExchange(request, response), Locale.SIMPLIFIED_CHINESE);
        var posted = "POST".equals(request.getMethod());
        var again = posted && resendable(request);
        page.setVariable("posted", posted);
        page.setVariable("again", again);
        page.setVariable("to", request.getRequestURI());
        page.setVariable("fields", again ? fields(request) : List.of());
        page.setVariable("telephone", site.telephone());
        page.setVariable("code", code(request));
        templates.process("error/503", page, response.getWriter());
    }

    /** Files do not travel in hidden fields, passwords must not, and without a key once more could be twice. */
    private static boolean resendable(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null
                && type.startsWith("application/x-www-form-urlencoded")
                && request.getParameter(OneTimeKey.FIELD) != null
                && request.getParameterMap().keySet().stream()
                        .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("password"));
    }

    private static List<Field> fields(HttpServletRequest request) {
        var fields = new ArrayList<Field>();
        request.getParameterMap().forEach((name, values) -> {
            for (var value : values) {
                fields.add(new Field(name, value));
            }
        });
        return fields;
    }

    private static String code(HttpServletRequest request) {
        return request.getAttribute(RequestId.ATTRIBUTE) instanceof String id && id.length() >= 4
                ? id.substring(0, 4)
                : "";
    }

    /** Whether this page is the answer. */
    static boolean answers(Throwable fault) {
        return Outage.is(fault);
    }
}
