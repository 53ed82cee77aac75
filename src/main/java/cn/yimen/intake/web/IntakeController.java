package cn.yimen.intake.web;

import cn.yimen.casefile.Channel;
import cn.yimen.casefile.DuplicateMatter;
import cn.yimen.identity.Officer;
import cn.yimen.intake.Draft;
import cn.yimen.intake.DraftContent;
import cn.yimen.intake.DraftId;
import cn.yimen.intake.DraftTooLarge;
import cn.yimen.intake.Drafts;
import cn.yimen.intake.Editing;
import cn.yimen.intake.Intakes;
import cn.yimen.intake.Notices;
import cn.yimen.intake.Problem;
import cn.yimen.intake.Receptions;
import cn.yimen.intake.StaleDraft;
import cn.yimen.intake.Submissions;
import cn.yimen.intake.Typed;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.pages.StaleEdit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * 受理登记 (IN-2…IN-6): one form, one address; the button says what is done. Every button sends the whole form, so that
 * nothing typed elsewhere is lost, with or without script.
 */
@Controller
@RequestMapping("/intake")
@PreAuthorize("hasRole('WINDOW_CLERK')")
class IntakeController {

    private final Intakes intakes;
    private final Drafts drafts;
    private final Submissions submissions;
    private final Receptions receptions;
    private final Notices notices;
    private final FormPage page;
    private final OneTimeKeys once;
    private final Formats formats;
    private final Clock clock;

    IntakeController(
            Intakes intakes,
            Drafts drafts,
            Submissions submissions,
            Receptions receptions,
            Notices notices,
            FormPage page,
            OneTimeKeys once,
            Formats formats,
            Clock clock) {
        this.intakes = intakes;
        this.drafts = drafts;
        this.submissions = submissions;
        this.receptions = receptions;
        this.notices = notices;
        this.page = page;
        this.once = once;
        this.formats = formats;
        this.clock = clock;
    }

    /** 草稿清单. */
    @GetMapping
    String list(@AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("drafts", drafts.list(officer));
        model.addAttribute("me", officer);
        return "intake/drafts";
    }

    /** 新建受理: goes on with what is running; else asks by which channel it came. */
    @GetMapping("/new")
    String fresh(@AuthenticationPrincipal Officer officer, Model model) {
        var running = receptions.running(officer);
        if (running.isPresent() && running.get().draft() != null) {
            return "redirect:/intake/" + running.get().draft();
        }
        model.addAttribute(
                "channels",
                Arrays.stream(Channel.values())
                        .filter(each -> each != Channel.WINDOW)
                        .map(each -> new Choice(each.name(), each.words() + "：" + each.hint()))
                        .toList());
        return "intake/new";
    }

    @PostMapping
    String create(
            @RequestParam(defaultValue = "") String channel, OneTimeKey key, @AuthenticationPrincipal Officer officer) {
        var chosen = Arrays.stream(Channel.values())
                .filter(each -> each.name().equals(channel))
                .findFirst()
                .orElse(Channel.TELEPHONE);
        return "redirect:" + once.run(key, officer, () -> "/intake/" + intakes.create(chosen, Typed.EMPTY, officer));
    }

    @GetMapping("/{id}")
    String show(
            @PathVariable DraftId id,
            @RequestParam(required = false) @Nullable String ask,
            @AuthenticationPrincipal Officer officer,
            Model model,
            HttpServletResponse response) {
        var draft = intakes.open(id, officer);
        if (draft.caseId() != null) {
            return "redirect:/intake/" + id + "/done";
        }
        if (!draft.open()) {
            return "redirect:/intake";
        }
        response.setHeader("Cache-Control", "no-store");
        if (!draft.heldBy(officer.id())) {
            return "redirect:/intake/" + id + "/hand-over";
        }
        page.fill(model, draft, List.of(), ask, officer);
        return FormPage.VIEW;
    }

    /** 自动保存. */
    @PostMapping("/{id}/draft")
    ResponseEntity<Map<String, Object>> autosave(
            @PathVariable DraftId id,
            @RequestParam(defaultValue = "-1") long version,
            @RequestParam(defaultValue = "") String tab,
            @RequestParam(defaultValue = "") String seq,
            @AuthenticationPrincipal Officer officer,
            HttpServletRequest request) {
        try {
            var before = drafts.get(id, officer);
            if (!before.open()) {
                return ResponseEntity.status(HttpStatus.CONFLICT).build();
            }
            var draft = intakes.save(
                    id,
                    version,
                    tab(tab, seq),
                    PostedForm.read(request, before.content().form()),
                    officer);
            return ResponseEntity.ok(Map.of(
                    "version",
                    draft.version(),
                    "savedAt",
                    "%tT".formatted(draft.savedAt().atZone(clock.getZone()))));
        } catch (StaleDraft stale) {
            return ResponseEntity.status(HttpStatus.CONFLICT).build();
        } catch (DraftTooLarge large) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
    }

    /** 预判 while typing: nothing is stored (EL-4). */
    @PostMapping("/{id}/preview")
    String preview(
            @PathVariable DraftId id,
            @AuthenticationPrincipal Officer officer,
            HttpServletRequest request,
            Model model) {
        var draft = drafts.get(id, officer);
        var content =
                draft.content().form(PostedForm.read(request, draft.content().form()));
        page.preview(model, draft, content, officer);
        return FormPage.VIEW + " :: previewPart";
    }

    /** Any button of the form. */
    @PostMapping("/{id}")
    String act(
            @PathVariable DraftId id,
            @RequestParam(defaultValue = "draft") String act,
            @RequestParam(defaultValue = "-1") long version,
            @RequestParam(defaultValue = "") String tab,
            @RequestParam(defaultValue = "") String seq,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String script,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        var before = drafts.get(id, officer);
        if (before.caseId() != null) {
            return "redirect:/intake/" + id + "/done";
        }
        var typed = PostedForm.read(request, before.content().form());
        var part = script != null;
        try {
            if (!before.open()) {
                drafts.takeUp(id, officer); // given up in another window: what is typed here is worth more
            }
            if (act.equals("lookup")) {
                var draft = intakes.lookup(id, version, tab(tab, seq), typed, officer);
                page.fill(model, draft, List.of(), null, officer);
                if (part) {
                    model.addAttribute("tab", tab(tab));
                    response.setHeader("HX-Trigger-After-Settle", "intake-changed");
                    return FormPage.VIEW + " :: applicantPart";
                }
                return "redirect:/intake/" + id + "#name";
            }
            var asking = FormPage.keyOf(act, "member-ask").or(() -> FormPage.keyOf(act, "supporter-ask"));
            var outcome = intakes.step(id, version, tab(tab, seq), typed, step(act), officer);
            if (act.equals("submit")) {
                return submit(outcome.draft(), key, officer, model, response, flash);
            }
            if (act.equals("notice")) {
                return "redirect:"
                        + once.run(
                                key,
                                officer,
                                () -> notices.issue(id, null, officer) instanceof Notices.Outcome.Issued issued
                                        ? "/intake/" + id + "/notices/" + issued.no()
                                        : "/intake/" + id + "/notice");
            }
            if (part) {
                page.rows(model, outcome.draft(), outcome.problems(), asking.orElse(null));
                model.addAttribute("act", act);
                response.setHeader("HX-Trigger-After-Settle", "intake-changed");
                if (!outcome.problems().isEmpty()) {
                    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                }
                return FormPage.VIEW + (act.startsWith("supporter") ? " :: supportersPart" : " :: membersPart");
            }
            if (!outcome.problems().isEmpty()) {
                response.setHeader("Cache-Control", "no-store");
                page.fill(model, outcome.draft(), outcome.problems(), null, officer);
                model.addAttribute("tab", tab(tab));
                model.addAttribute("seq", number(seq));
                return FormPage.VIEW;
            }
            if (act.equals("draft")) {
                flash.addFlashAttribute(
                        "note", "草稿已保存 " + formats.time(outcome.draft().savedAt()) + "。");
            }
            return "redirect:/intake/" + id + asking.map(each -> "?ask=" + each).orElse("") + anchor(act);
        } catch (StaleDraft stale) {
            return conflict(stale, typed, tab, officer, model, response, part);
        } catch (DraftTooLarge large) {
            return tooLarge(before, typed, officer, model, response);
        } catch (NotAllowed colleague) {
            if (part) {
                throw colleague;
            }
            response.setStatus(HttpStatus.CONFLICT.value());
            response.setHeader("Cache-Control", "no-store");
            page.fill(model, withForm(before, typed), List.of(), null, officer);
            model.addAttribute("warning", colleague.getMessage() + "。您刚填的还在下面，没有保存。");
            return FormPage.VIEW;
        }
    }

    private Intakes.Step step(String act) {
        return (content, today) -> {
            var editMember = FormPage.keyOf(act, "member-edit");
            if (editMember.isPresent()) {
                return Editing.openMember(content, editMember.get(), today);
            }
            var dropMember = FormPage.keyOf(act, "member-drop");
            if (dropMember.isPresent()) {
                return fine(Editing.dropMember(content, dropMember.get()));
            }
            var editSupporter = FormPage.keyOf(act, "supporter-edit");
            if (editSupporter.isPresent()) {
                return Editing.openSupporter(content, editSupporter.get(), today);
            }
            var dropSupporter = FormPage.keyOf(act, "supporter-drop");
            if (dropSupporter.isPresent()) {
                return fine(Editing.dropSupporter(content, dropSupporter.get()));
            }
            return switch (act) {
                case "member-add" -> Editing.addMember(content, today);
                case "member-save" -> Editing.saveMember(content, today);
                case "member-close" -> fine(Editing.closeMember(content));
                case "supporter-add" -> Editing.addSupporter(content, today);
                case "supporter-save" -> Editing.saveSupporter(content, today);
                case "supporter-close" -> fine(Editing.closeSupporter(content));
                case "member-undo", "supporter-undo" -> fine(Editing.undo(content));
                default -> fine(content);
            };
        };
    }

    private static Editing.Done fine(DraftContent content) {
        return new Editing.Done(content, List.of());
    }

    private String submit(
            Draft draft,
            OneTimeKey key,
            Officer officer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        List<Problem> problems;
        try {
            return "redirect:" + submitted(draft.id(), key, officer, flash);
        } catch (Submissions.Refused refused) {
            problems = refused.problems();
        } catch (DuplicateMatter twice) {
            problems = twice.existing().stream().map(this::problem).toList();
        } catch (IllegalStateException | DataIntegrityViolationException again) {
            // another window registered one of the people a moment ago: now they are known
            try {
                return "redirect:" + submitted(draft.id(), key, officer, flash);
            } catch (Submissions.Refused refused) {
                problems = refused.problems();
            } catch (DuplicateMatter twice) {
                problems = twice.existing().stream().map(this::problem).toList();
            }
        }
        response.setHeader("Cache-Control", "no-store");
        page.fill(model, drafts.get(draft.id(), officer), problems, null, officer);
        return FormPage.VIEW;
    }

    private String submitted(DraftId id, OneTimeKey key, Officer officer, RedirectAttributes flash) {
        return once.run(key, officer, () -> {
            submissions.submit(id, officer);
            flash.addFlashAttribute("fresh", true);
            return "/intake/" + id + "/done";
        });
    }

    private Problem problem(DuplicateMatter.Existing twin) {
        var number = twin.receiptNumber() == null ? "" : "（" + twin.receiptNumber() + "）";
        return new Problem(
                twin.mayRepeat() ? "cause." + twin.itemCode() : "needs",
                "%s %s 已在%s申请%s%s，不能重复受理。%s"
                        .formatted(
                                twin.personName() == null ? "此人" : twin.personName(),
                                formats.day(twin.openedAt()),
                                twin.townshipName(),
                                twin.itemName(),
                                number,
                                twin.mayRepeat() ? "是另一件事的，写明「另一事由」；不是的，去掉这一项" : "打开那一件，或改申请其他事项"),
                "");
    }

    /** Both values of every field that differs, and everything typed still on the page. */
    private String conflict(
            StaleDraft stale,
            Typed typed,
            String tab,
            Officer officer,
            Model model,
            HttpServletResponse response,
            boolean part) {
        var theirs = stale.current().content().form();
        response.setStatus(HttpStatus.CONFLICT.value());
        if (part) {
            return "error/409";
        }
        var names = new LinkedHashSet<String>(theirs.names());
        names.addAll(typed.names());
        var differences = new ArrayList<StaleEdit.Difference>();
        for (var name : names) {
            if (!theirs.all(name).equals(typed.all(name)) && FieldNames.known(name)) {
                differences.add(new StaleEdit.Difference(FieldNames.of(name), shown(theirs, name), shown(typed, name)));
            }
        }
        var current = stale.current();
        page.fill(model, withForm(current, typed), List.of(), null, officer);
        model.addAttribute("conflict", differences);
        model.addAttribute("conflictBy", stale.by());
        model.addAttribute("conflictAt", stale.at());
        response.setHeader("Cache-Control", "no-store");
        return FormPage.VIEW;
    }

    private static String shown(Typed typed, String name) {
        var value = PostedForm.shown(typed).get(name);
        return value == null
                ? "（空）"
                : value instanceof List<?> all
                        ? String.join("、", all.stream().map(String::valueOf).toList())
                        : value.toString();
    }

    private String tooLarge(Draft draft, Typed typed, Officer officer, Model model, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        page.fill(
                model,
                withForm(draft, typed),
                List.of(new Problem("story", "填的内容太多，存不下。请删掉多余的文字再存，其他内容还在本页", "")),
                null,
                officer);
        return FormPage.VIEW;
    }

    private static Draft withForm(Draft draft, Typed typed) {
        return new Draft(
                draft.id(),
                draft.township(),
                draft.holder(),
                draft.firstOfficer(),
                draft.firstContactAt(),
                draft.channel(),
                draft.reception(),
                draft.appointment(),
                draft.state(),
                draft.content().form(typed),
                draft.version(),
                draft.savedAt(),
                draft.caseId());
    }

    /** 移交、接手. */
    @GetMapping("/{id}/hand-over")
    String handOverPage(@PathVariable DraftId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new HandOverForm("", ""));
        return handOver(id, officer, model);
    }

    @PostMapping("/{id}/hand-over")
    String handOver(
            @PathVariable DraftId id,
            @org.springframework.web.bind.annotation.ModelAttribute("form") HandOverForm form,
            org.springframework.validation.BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var draft = drafts.get(id, officer);
        var mine = draft.heldBy(officer.id());
        // 移交 from a page that is old: somebody else has the form now, and it is not to be taken from him by it
        Conflict.unless(mine || form.to() == null || form.to().isEmpty());
        var to = mine
                ? drafts.colleagues(officer).stream()
                        .filter(each -> each.id().toString().equals(form.to()))
                        .map(Drafts.Colleague::id)
                        .findFirst()
                        .orElse(null)
                : officer.id();
        if (to == null) {
            errors.rejectValue("to", "wrong", "选择移交给谁");
        }
        var reason = form.reason() == null ? "" : form.reason().strip();
        var problem = reason.isEmpty()
                ? (mine ? "填写移交原因" : "填写接手原因")
                : Labels.behind("原因", cn.yimen.kernel.TextInput.problem(reason, 200, false));
        if (problem != null) {
            errors.rejectValue("reason", "wrong", problem);
        }
        if (to == null || errors.hasErrors()) {
            return handOver(id, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    drafts.handOver(id, to, reason, officer);
                    flash.addFlashAttribute("note", mine ? "已移交，对方打开「受理登记」就能看到。" : "已由您接手。");
                    return mine ? "/intake" : "/intake/" + id;
                });
    }

    private String handOver(DraftId id, Officer officer, Model model) {
        var draft = drafts.get(id, officer);
        if (!draft.open()) {
            throw new NotAllowed("本件已经受理，请在案件里移交");
        }
        model.addAttribute("draft", draft);
        model.addAttribute("name", draft.content().form().get("name"));
        model.addAttribute("mine", draft.heldBy(officer.id()));
        model.addAttribute("holder", drafts.name(draft.holder()));
        model.addAttribute(
                "colleagues",
                drafts.colleagues(officer).stream()
                        .map(each -> new Choice(each.id().toString(), each.name()))
                        .toList());
        return "intake/hand-over";
    }

    /** 移交. */
    record HandOverForm(@Nullable String to, @Nullable String reason) {}

    @PostMapping("/{id}/drop")
    String drop(
            @PathVariable DraftId id,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        return "redirect:"
                + once.run(key, officer, () -> {
                    drafts.drop(id, officer);
                    flash.addFlashAttribute("dropped", id.toString());
                    return "/intake";
                });
    }

    @PostMapping("/{id}/take-up")
    String takeUp(@PathVariable DraftId id, OneTimeKey key, @AuthenticationPrincipal Officer officer) {
        return "redirect:"
                + once.run(key, officer, () -> {
                    drafts.takeUp(id, officer);
                    return "/intake/" + id;
                });
    }

    private static String tab(String tab) {
        return tab.matches("[0-9a-f-]{1,40}") ? tab : "none";
    }

    /** Which page it is and the how manieth of its requests, so that one that was overtaken is known. */
    private static String tab(String tab, String seq) {
        return tab(tab) + ":" + number(seq);
    }

    private static String number(String seq) {
        return seq.matches("[0-9]{1,9}") ? seq : "0";
    }

    private static String anchor(String act) {
        if (act.startsWith("member")) {
            return "#members";
        }
        return act.startsWith("supporter") ? "#supporters" : "";
    }
}
