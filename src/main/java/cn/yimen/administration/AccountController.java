package cn.yimen.administration;

import cn.yimen.administration.AccountForms.AccountForm;
import cn.yimen.administration.AccountForms.NewAccountForm;
import cn.yimen.administration.AccountForms.PostForm;
import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.district.Office;
import cn.yimen.district.OfficeId;
import cn.yimen.district.Organisations;
import cn.yimen.identity.Accounts;
import cn.yimen.identity.Accounts.Filter;
import cn.yimen.identity.Accounts.HeldPost;
import cn.yimen.identity.Accounts.State;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.pages.Choice;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.pages.SearchWords;
import cn.yimen.pages.StaleEdit;
import cn.yimen.pages.StaleEdit.Difference;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** 账号页 (AU-3). */
@Controller("administrationAccountController")
@RequestMapping("/accounts")
@PreAuthorize("hasRole('ADMINISTRATOR')")
class AccountController {

    private static final int PAGE = 50;

    private final Accounts accounts;
    private final PostReading posts;
    private final Organisations organisations;
    private final AuditLog audit;
    private final OneTimeKeys once;
    private final SearchWords words;
    private final Clock clock;

    AccountController(
            Accounts accounts,
            PostReading posts,
            Organisations organisations,
            AuditLog audit,
            OneTimeKeys once,
            SearchWords words,
            Clock clock) {
        this.accounts = accounts;
        this.posts = posts;
        this.organisations = organisations;
        this.audit = audit;
        this.once = once;
        this.words = words;
        this.clock = clock;
    }

    /** 岗位 of an account as a line. */
    record PostRow(HeldPost held, String words, boolean now) {}

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String w,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String office,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String after,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        // what is unknown is dropped, not an error (ui-guide 7)
        var typed = w.isEmpty() ? Optional.<String>empty() : words.find(w, officer);
        var filter = new Filter(typed.orElse(null), one(Role.values(), role), uuid(office), one(State.values(), state));
        var rows = accounts.list(filter, after.isEmpty() ? null : after, PAGE + 1);
        var more = rows.size() > PAGE;
        var shown = more ? rows.subList(0, PAGE) : rows;
        model.addAttribute("rows", shown);
        model.addAttribute("words", typed.orElse(""));
        model.addAttribute("role", role);
        model.addAttribute("office", office);
        model.addAttribute("state", state);
        model.addAttribute("filtered", typed.isPresent() || !role.isEmpty() || !office.isEmpty() || !state.isEmpty());
        var url = UriComponentsBuilder.fromPath("/accounts");
        var filters = java.util.Map.of("w", typed.isPresent() ? w : "", "role", role, "office", office, "state", state);
        filters.forEach((name, value) -> {
            if (!value.isEmpty()) {
                url.queryParam(name, value);
            }
        });
        model.addAttribute(
                "firstUrl",
                after.isEmpty() ? null : url.cloneBuilder().encode().build().toUriString());
        model.addAttribute(
                "nextUrl",
                more
                        ? url.cloneBuilder()
                                .queryParam("after", shown.get(PAGE - 1).login())
                                .encode()
                                .build()
                                .toUriString()
                        : null);
        model.addAttribute(
                "roles",
                Arrays.stream(Role.values())
                        .map(each -> new Choice(each.name(), each.words()))
                        .toList());
        model.addAttribute("offices", posts.offices());
        model.addAttribute(
                "states",
                Arrays.stream(State.values())
                        .map(each -> new Choice(each.name(), each.words()))
                        .toList());
        return "administration/accounts";
    }

    /** A name is no part of an address: it is posted and kept under a key. */
    @PostMapping("/search")
    String search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String office,
            @RequestParam(defaultValue = "") String state,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes redirect) {
        if (!q.isBlank()) {
            redirect.addAttribute("w", words.keep(q.strip(), officer));
        }
        if (one(Role.values(), role) != null) {
            redirect.addAttribute("role", role);
        }
        if (uuid(office) != null) {
            redirect.addAttribute("office", office);
        }
        if (one(State.values(), state) != null) {
            redirect.addAttribute("state", state);
        }
        return "redirect:/accounts";
    }

    @GetMapping("/new")
    String newForm(Model model) {
        model.addAttribute("form", NewAccountForm.empty());
        return newPage(model);
    }

    @PostMapping("/new")
    String create(
            @ModelAttribute("form") NewAccountForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        var login = Typed.text(form.login()).toLowerCase(Locale.ROOT);
        if (login.isEmpty()) {
            errors.rejectValue("login", "required", "填写登录名");
        } else if (!login.matches("[a-z0-9][a-z0-9._-]{1,39}")) {
            errors.rejectValue("login", "form", "登录名用 2 至 40 位字母、数字、点或横线，例如 zhangmin");
        }
        Typed.required(errors, "name", "姓名", form.name(), 50);
        var office = office(form.office(), errors);
        var post = posts.read(form, errors);
        if (errors.hasErrors() || post == null) {
            return newPage(model);
        }
        try {
            var location = once.run(key, officer, () -> {
                var created = accounts.create(login, Typed.text(form.name()), office, List.of(post));
                audit.changed(officer, "开通账号", subject(created.id()), "{\"role\":\"%s\"}".formatted(post.role()));
                // shown once, on the next page, and kept nowhere else
                redirect.addFlashAttribute("password", created.password());
                return "/accounts/" + created.id();
            });
            redirect.addFlashAttribute("note", "已为" + Typed.text(form.name()) + "开通账号 " + login);
            return "redirect:" + location;
        } catch (Accounts.LoginTaken e) {
            errors.rejectValue("login", "taken", "登录名 %s 已经有人用，换一个".formatted(login));
            return newPage(model);
        }
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, @AuthenticationPrincipal Officer officer, Model model) {
        var account = accounts.get(id);
        model.addAttribute("form", AccountForm.of(account));
        model.addAttribute("post", PostForm.of(account));
        return page(account, officer, model);
    }

    @PostMapping("/{id}")
    String change(
            @PathVariable UUID id,
            @ModelAttribute("form") AccountForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        var account = accounts.get(id);
        Typed.required(errors, "name", "姓名", form.name(), 50);
        var office = office(form.office(), errors);
        if (errors.hasErrors()) {
            model.addAttribute("post", PostForm.of(account));
            return page(account, officer, model);
        }
        return guarded(
                id,
                () -> once.run(key, officer, () -> {
                    accounts.change(id, Typed.text(form.name()), office, form.version());
                    audit.changed(officer, "修改账号", subject(id), "");
                    return "/accounts/" + id;
                }),
                redirect,
                "已保存，此人下次打开页面时要重新登录",
                now -> List.of(
                        new Difference("姓名", now.name(), Typed.text(form.name())),
                        new Difference("所在机构", officeName(now.officeId()), officeName(office))));
    }

    @PostMapping("/{id}/posts")
    String addPost(
            @PathVariable UUID id,
            @ModelAttribute("post") PostForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        var account = accounts.get(id);
        var post = posts.read(form, errors);
        if (errors.hasErrors() || post == null) {
            model.addAttribute("form", AccountForm.of(account));
            return page(account, officer, model);
        }
        return guarded(
                id,
                () -> once.run(key, officer, () -> {
                    accounts.addPost(id, post, form.version());
                    audit.changed(officer, "增加岗位", subject(id), "{\"role\":\"%s\"}".formatted(post.role()));
                    return "/accounts/" + id;
                }),
                redirect,
                "已增加岗位：" + posts.words(post),
                now -> List.of(new Difference("岗位", held(now), posts.words(post))));
    }

    @PostMapping("/{id}/posts/{post}/end")
    String endPost(
            @PathVariable UUID id,
            @PathVariable UUID post,
            @RequestParam long version,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect) {
        return guarded(
                id,
                () -> once.run(key, officer, () -> {
                    accounts.endPost(id, post, officer, version);
                    audit.changed(officer, "结束岗位", subject(id), "{\"post\":\"%s\"}".formatted(post));
                    return "/accounts/" + id;
                }),
                redirect,
                "已结束岗位",
                now -> List.of(new Difference("岗位", held(now), "结束其中一个")));
    }

    @PostMapping("/{id}/disable")
    String disable(
            @PathVariable UUID id,
            @RequestParam long version,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect) {
        return guarded(
                id,
                () -> once.run(key, officer, () -> {
                    accounts.disable(id, officer, version);
                    audit.changed(officer, "停用账号", subject(id), "");
                    return "/accounts/" + id;
                }),
                redirect,
                "已停用，此人打开任何页面都会退出",
                now -> List.of(new Difference("状态", now.state().words(), State.DISABLED.words())));
    }

    @PostMapping("/{id}/enable")
    String enable(
            @PathVariable UUID id,
            @RequestParam long version,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect) {
        return guarded(
                id,
                () -> once.run(key, officer, () -> {
                    accounts.enable(id, version);
                    audit.changed(officer, "恢复账号", subject(id), "");
                    return "/accounts/" + id;
                }),
                redirect,
                "已恢复使用",
                now -> List.of(new Difference("状态", now.state().words(), State.ENABLED.words())));
    }

    @PostMapping("/{id}/password")
    String resetPassword(
            @PathVariable UUID id,
            @RequestParam long version,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect) {
        return guarded(
                id,
                () -> once.run(key, officer, () -> {
                    redirect.addFlashAttribute("password", accounts.resetPassword(id, version));
                    audit.changed(officer, "重置密码", subject(id), "");
                    return "/accounts/" + id;
                }),
                redirect,
                "已重置密码",
                now -> List.of(new Difference("状态", now.state().words(), "重置密码")));
    }

    @PostMapping("/{id}/unlock")
    String unlock(
            @PathVariable UUID id,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect) {
        return guarded(
                id,
                () -> once.run(key, officer, () -> {
                    accounts.unlock(id);
                    audit.changed(officer, "解锁账号", subject(id), "");
                    return "/accounts/" + id;
                }),
                redirect,
                "已解锁，可以再试登录",
                now -> List.of());
    }

    private String guarded(
            UUID id,
            Supplier<String> work,
            RedirectAttributes redirect,
            String note,
            java.util.function.Function<Accounts.View, List<Difference>> differences) {
        accounts.get(id);
        try {
            var location = work.get();
            redirect.addFlashAttribute("note", note);
            return "redirect:" + location;
        } catch (Accounts.OwnAccount e) {
            redirect.addFlashAttribute("warning", "不能停用自己的账号，也不能结束自己的管理员岗位，请另一位管理员来做");
            return "redirect:/accounts/" + id;
        } catch (OptimisticLockingFailureException e) {
            throw new StaleEdit(differences.apply(accounts.get(id)), null, null, "/accounts/" + id);
        }
    }

    private String newPage(Model model) {
        choices(model);
        return "administration/account-new";
    }

    private String page(Accounts.View account, Officer officer, Model model) {
        var today = LocalDate.now(clock);
        model.addAttribute("account", account);
        model.addAttribute("own", account.id().equals(officer.id()));
        model.addAttribute(
                "posts",
                account.posts().stream()
                        .map(held -> new PostRow(held, posts.words(held.post()), held.heldOn(today)))
                        .toList());
        choices(model);
        return "administration/account";
    }

    private void choices(Model model) {
        model.addAttribute("roles", posts.roles());
        model.addAttribute("departments", posts.departments());
        model.addAttribute("offices", posts.offices());
        model.addAttribute("places", posts.offeredPlaces());
    }

    private String held(Accounts.View account) {
        var today = LocalDate.now(clock);
        return account.posts().stream()
                .filter(held -> held.heldOn(today))
                .map(held -> posts.words(held.post()))
                .reduce((a, b) -> a + "、" + b)
                .orElse("无岗位");
    }

    private @Nullable UUID office(@Nullable String typed, BindingResult errors) {
        var id = uuid(Typed.text(typed));
        if (id == null || organisations.find(new OfficeId(id)).isEmpty()) {
            errors.rejectValue("office", "required", "选择所在机构");
            return null;
        }
        return id;
    }

    private String officeName(@Nullable UUID office) {
        return office == null
                ? ""
                : organisations
                        .find(new OfficeId(office))
                        .map(Office::shortName)
                        .orElse("");
    }

    private static Subject subject(UUID id) {
        return new Subject("officer", id.toString());
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return text.length() == 36 ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static <E extends Enum<E>> @Nullable E one(E[] values, String name) {
        return Arrays.stream(values)
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
