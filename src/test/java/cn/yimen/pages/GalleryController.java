package cn.yimen.pages;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Every fragment on one page, for tests and for looking at it; lies under a public path, so that it needs no account. */
@Controller
class GalleryController {

    static final List<String> SAVED = new ArrayList<>();
    private static final Principal VISITOR = () -> "gallery";

    private final OneTimeKeys once;

    GalleryController(OneTimeKeys once) {
        this.once = once;
    }

    record Row(@NotBlank(message = "第 1 位成员：填写姓名") String name) {}

    record GalleryForm(
            @NotBlank(message = "填写身份证号") String idNumber,
            @NotBlank(message = "填写申请人姓名") String name,

            @Pattern(regexp = "1\\d{10}", message = "联系电话少 1 位，应为 11 位手机号")
            String phone,

            String village,
            @NotBlank(message = "选择户口性质") String hukou,
            String wage,
            @NotEmpty(message = "选择申请救助类别") List<String> kinds,
            @Nullable String agent,
            String happened,

            @Size(max = 300, message = "遭遇困难情况不超过 300 字，现在太长")
            String story,

            List<@Valid Row> members) {

        GalleryForm {
            kinds = kinds == null ? List.of() : kinds;
            members = members == null ? List.of() : members;
        }
    }

    record Step(
            String title,
            String result,
            String how,
            @Nullable String basis) {}

    record Verdict(
            String name,
            String mark,
            String words,
            String reason,
            @Nullable String url) {}

    @GetMapping("/guide/gallery")
    String show(Model model) {
        model.addAttribute(
                "form",
                new GalleryForm(
                        "",
                        "",
                        "13900001234",
                        "b",
                        "",
                        "900.00",
                        List.of("低保"),
                        null,
                        "2026-3-11",
                        "本人肢体残疾二级",
                        List.of(new Row("赵玉珍"))));
        return page(model);
    }

    @PostMapping("/guide/gallery")
    String save(
            @Valid @ModelAttribute("form") GalleryForm form,
            BindingResult errors,
            OneTimeKey key,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors()) {
            return page(model);
        }
        flash.addFlashAttribute("note", "已转办给区医疗保障局，单号 ZB-2026-0213，3月12日 17:30 前签收。");
        return "redirect:"
                + once.run(key, VISITOR, () -> {
                    SAVED.add(form.name());
                    return "/guide/gallery";
                });
    }

    @GetMapping("/guide/gallery/error/{kind}")
    String fail(@PathVariable String kind, Model model) {
        switch (kind) {
            case "missing" -> throw new NoSuchElementException("王建国");
            case "stale" ->
                throw new StaleEdit(
                        List.of(
                                new StaleEdit.Difference("联系电话", "13900001234", "13900005678"),
                                new StaleEdit.Difference("居住地", "大坪村", "大坪村")),
                        "陈立",
                        Instant.parse("2026-11-20T02:22:00Z"),
                        "/guide/gallery");
            case "conflict" -> throw new Conflict("陈立 10:22 已退回本件");
            case "fault" -> throw new IllegalStateException("王建国 520499197001153410");
            case "denied" -> throw new NotAllowed("本件由石桥镇办理，您可以催办，不能修改");
            default -> throw new IllegalArgumentException();
        }
    }

    @GetMapping("/guide/gallery/number/{id}")
    String number(@PathVariable UUID id) {
        return "redirect:/";
    }

    private static String page(Model model) {
        model.addAttribute("villages", Map.of("a", "石桥镇 石桥社区", "b", "石桥镇 大坪村"));
        model.addAttribute(
                "counters",
                List.of(
                        Counter.of("全部待办", 14, "/guide/gallery", true),
                        new Counter("已超期", 1, "/guide/gallery?due=over", false, "over"),
                        new Counter("今天到期", 4, "/guide/gallery?due=today", false, "soon"),
                        new Counter("期限充足", 20_000, "/guide/gallery?due=week", false, "ok"),
                        new Counter("今天已办", 6, "/guide/gallery?due=done", false, "done")));
        model.addAttribute("chips", List.of(new Chip("事项：医疗救助等 3 项", "/guide/gallery?due=7")));
        model.addAttribute(
                "timeline",
                List.of(
                        new TimelineEntry("报区民政局审核确认", null, Instant.parse("2026-11-11T01:05:00Z"), "周敏，石桥镇"),
                        new TimelineEntry("受理", "接待 11 分钟，当场答复", Instant.parse("2026-11-02T01:47:00Z"), "周敏，石桥镇")));
        model.addAttribute("track", TrackStep.chain(2, "签收", "审查", "初核", "办结", "告知"));
        model.addAttribute(
                "steps",
                List.of(new Step(
                        "人均与标准比较", "150.00 < 605.00", "(1,180.00 − 730.00)÷ 3 = 150.00 元/月", "《社会救助暂行办法》第九条")));
        model.addAttribute(
                "verdicts",
                List.of(
                        new Verdict("最低生活保障", "YES", "可能符合", "月人均 114.44 元，农村标准 605.00 元。", "/guide/gallery"),
                        new Verdict("住房救助", "ASK", "缺 1 项信息", "补现住房是否为危房后可判断。", null)));
        model.addAttribute(
                "clock",
                ClockBar.View.running(
                        "正在接待：王建国",
                        "A023 号",
                        "石桥镇大坪村 · 10:12 开始",
                        402,
                        900,
                        List.of(
                                ClockBar.Action.link("继续登记", "/guide/gallery"),
                                ClockBar.Action.press("记录答复", "/guide/gallery", "r", true))));
        return "pages/gallery";
    }
}
