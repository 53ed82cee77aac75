package cn.yimen.pages.web;

import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.StaleEdit;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.validation.BindException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * 出错页面: what is missing and what is somebody else's are the same 404; a stale edit is 409 with both values; a wrong
 * request is 400; a database that is away is 503; our own fault is 500 with a code that leads to the log. No page shows a
 * stack or a foreign value.
 */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class PageErrors {

    private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

    /** Words of a person: no codes, no ids. */
    private static final Pattern SENTENCE = Pattern.compile("\\p{IsHan}.*\\p{IsHan}", Pattern.DOTALL);

    private static final int MOST_TYPED = 5_000;
    private static final int MOST_TYPED_FIELDS = 20;

    private final AwayPage away;
    private final FirstAnswer firstAnswer;

    PageErrors(AwayPage away, FirstAnswer firstAnswer) {
        this.away = away;
        this.firstAnswer = firstAnswer;
    }

    @ExceptionHandler({NoSuchElementException.class, NoResourceFoundException.class, NoHandlerFoundException.class})
    ModelAndView missing(Exception e, HttpServletRequest request) {
        // foreign ids show here: who asked stands in the access log under the same request id
        LOG.info("404 {} {}", request.getMethod(), path(request));
        return page("error/404", HttpStatus.NOT_FOUND, request);
    }

    @ExceptionHandler(StaleEdit.class)
    ModelAndView stale(StaleEdit e, HttpServletRequest request) {
        var page = page("error/409", HttpStatus.CONFLICT, request);
        if (again(page)) {
            return page;
        }
        page.addObject("differences", e.differences());
        page.addObject("typed", e.differences().isEmpty() ? typed(request) : List.of());
        page.addObject("by", e.by());
        page.addObject("at", e.at());
        page.addObject("reloadUrl", e.reloadUrl());
        return page;
    }

    @ExceptionHandler(Conflict.class)
    ModelAndView conflict(Conflict e, HttpServletRequest request) {
        var page = stale(new StaleEdit(List.of(), null, null, null), request);
        if (!again(page)) {
            page.addObject("why", e.getMessage());
        }
        return page;
    }

    /** Two at the same record, one of whom the database let go first. */
    @ExceptionHandler({OptimisticLockingFailureException.class, PessimisticLockingFailureException.class})
    ModelAndView stale(ConcurrencyFailureException e, HttpServletRequest request) {
        return stale(new StaleEdit(List.of(), null, null, null), request);
    }

    @ExceptionHandler(AccessDeniedException.class)
    ModelAndView notAllowed(AccessDeniedException e, HttpServletRequest request) {
        LOG.info("403 {} {}", request.getMethod(), path(request));
        var page = page("error/403", HttpStatus.FORBIDDEN, request);
        if (!again(page)) {
            page.addObject("why", e instanceof NotAllowed reason ? reason.getMessage() : null);
        }
        return page;
    }

    @ExceptionHandler({
        TypeMismatchException.class,
        BindException.class,
        ServletRequestBindingException.class,
        HandlerMethodValidationException.class,
        HttpMessageNotReadableException.class,
        MultipartException.class,
        MissingServletRequestPartException.class,
        BrokenForm.class,
        InvalidParameterException.class
    })
    ModelAndView wrongRequest(Exception e, HttpServletRequest request) {
        if (e instanceof MethodArgumentTypeMismatchException wrong
                && wrong.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return missing(e, request); // what no number can be is nothing that exists
        }
        LOG.info(
                "400 {} {} {}", request.getMethod(), path(request), e.getClass().getSimpleName());
        var page = page("error/4xx", HttpStatus.BAD_REQUEST, request);
        if (e instanceof BrokenForm broken && broken.words() != null && !again(page)) {
            page.addObject("why", broken.words());
        }
        return page;
    }

    @ExceptionHandler(MissingKey.class)
    ModelAndView missingKey(MissingKey e, HttpServletRequest request) {
        return wrongRequest(e, request);
    }

    @ExceptionHandler(MaxUploadSizeExceededException.class)
    ModelAndView tooLarge(MaxUploadSizeExceededException e, HttpServletRequest request) {
        return page("error/413", HttpStatus.CONTENT_TOO_LARGE, request);
    }

    @ExceptionHandler(HttpRequestMethodNotSupportedException.class)
    ModelAndView wrongMethod(HttpRequestMethodNotSupportedException e, HttpServletRequest request) {
        return page("error/404", HttpStatus.METHOD_NOT_ALLOWED, request);
    }

    @ExceptionHandler(ResponseStatusException.class)
    ModelAndView byStatus(ResponseStatusException e, HttpServletRequest request) {
        var status = HttpStatus.resolve(e.getStatusCode().value());
        if (status == null || status.is5xxServerError()) {
            return fault(e, request);
        }
        return switch (status) {
            case NOT_FOUND, METHOD_NOT_ALLOWED -> page("error/404", status, request);
            case FORBIDDEN -> notAllowed(new AccessDeniedException(""), request);
            case CONFLICT -> stale(new StaleEdit(List.of(), null, null, null), request);
            case TOO_MANY_REQUESTS -> page("error/429", status, request);
            default -> page("error/4xx", status, request);
        };
    }

    @ExceptionHandler(Exception.class)
    ModelAndView fault(Exception e, HttpServletRequest request) {
        if (AwayPage.answers(e)) {
            LOG.warn("503 {} {}{}", request.getMethod(), path(request), withoutMessages(e));
            return new ModelAndView(away);
        }
        LOG.error("500 {} {}{}", request.getMethod(), path(request), withoutMessages(e));
        return page("error/5xx", HttpStatus.INTERNAL_SERVER_ERROR, request);
    }

    /** The way to the fault, but no messages: they may hold what somebody typed or what stands in a row (OP-4). */
    static String withoutMessages(Throwable fault) {
        var text = new StringBuilder();
        var seen = 0;
        for (Throwable cause = fault; cause != null && seen < 5; cause = cause.getCause(), seen++) {
            text.append("\n  ").append(cause.getClass().getName());
            var frames = cause.getStackTrace();
            for (int i = 0; i < frames.length; i++) {
                if (i < 4 || (frames[i].getClassName().startsWith("cn.yimen.") && i < 60)) {
                    text.append("\n    at ").append(frames[i]);
                }
            }
        }
        return text.toString();
    }

    private ModelAndView page(String view, HttpStatus status, HttpServletRequest request) {
        if (status.is4xxClientError()) {
            var first = firstAnswer.of(request);
            if (first.isPresent()) {
                return new ModelAndView("redirect:" + first.get());
            }
        }
        return new ModelAndView(view, status);
    }

    /** Whether the page is the first answer to a form sent again; what is added to it would stand in its address. */
    private static boolean again(ModelAndView page) {
        return String.valueOf(page.getViewName()).startsWith("redirect:");
    }

    /** The sentences of a form that cannot be saved, so that they can be copied; numbers of persons are not among them. */
    private static List<String> typed(HttpServletRequest request) {
        if (!"POST".equals(request.getMethod())) {
            return List.of();
        }
        return request.getParameterMap().entrySet().stream()
                .filter(one -> !one.getKey().startsWith("_"))
                .flatMap(one -> Arrays.stream(one.getValue()))
                .map(String::strip)
                .filter(text ->
                        text.length() <= MOST_TYPED && SENTENCE.matcher(text).find())
                .distinct()
                .limit(MOST_TYPED_FIELDS)
                .toList();
    }

    /** Without the query: it could hold what somebody typed. */
    private static @Nullable String path(HttpServletRequest request) {
        return request.getRequestURI();
    }
}
