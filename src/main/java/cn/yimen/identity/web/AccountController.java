package cn.yimen.identity.web;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.identity.SignIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 登录与本人密码. */
@Controller
class AccountController {

    private final Officers officers;
    private final SignIn signIn;

    AccountController(Officers officers, SignIn signIn) {
        this.officers = officers;
        this.signIn = signIn;
    }

    @GetMapping("/login")
    String login(Model model) {
        model.addAttribute("demoAccounts", officers.demoAccounts());
        return "identity/login";
    }

    @GetMapping("/account/password")
    String password(@AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute(
                "must",
                signIn.state(officer.id()).map(SignIn.State::mustChangePassword).orElse(false));
        return "identity/password";
    }

    /** The change ends every session of the account, this one too: the new password is tried at once. */
    @PostMapping("/account/password")
    String change(
            @RequestParam(defaultValue = "") String old,
            @RequestParam(defaultValue = "") String fresh,
            @RequestParam(defaultValue = "") String again,
            @AuthenticationPrincipal Officer officer,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var fault =
                fresh.equals(again) ? signIn.changePassword(officer, old, fresh).orElse("") : "两次输入的新密码不一样";
        if (!fault.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("fault", fault);
            return password(officer, model);
        }
        new SecurityContextLogoutHandler().logout(request, response, null);
        return "redirect:/login?changed";
    }
}
