package cn.yimen.pages.web;

import cn.yimen.pages.Shell;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.validation.BindingResult;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/** A posted form that comes back with errors is answered 422, and the title of its page says so (ui-guide 6.4). */
class FailedForms implements HandlerInterceptor {

    private final FirstAnswer firstAnswer;

    FailedForms(FirstAnswer firstAnswer) {
        this.firstAnswer = firstAnswer;
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        if (page == null || !"POST".equals(request.getMethod())) {
            return;
        }
        var view = page.getViewName();
        if (view != null && view.startsWith("redirect:")) {
            return;
        }
        var failed = page.getModel().values().stream()
                .anyMatch(value -> value instanceof BindingResult result && result.hasErrors());
        if (failed || response.getStatus() == HttpStatus.UNPROCESSABLE_CONTENT.value()) {
            var first = firstAnswer.of(request);
            if (first.isPresent()) {
                response.setStatus(HttpStatus.OK.value()); // the redirect sets its own
                page.clear();
                page.setViewName("redirect:" + first.get());
                return;
            }
        }
        if (failed && response.getStatus() == HttpStatus.OK.value()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        }
        if (failed || response.getStatus() == HttpStatus.UNPROCESSABLE_CONTENT.value()) {
            Shell.markFailed(request);
        }
    }
}
