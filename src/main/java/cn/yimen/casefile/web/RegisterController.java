package cn.yimen.casefile.web;

import cn.yimen.casefile.Register;
import cn.yimen.district.Place;
import cn.yimen.district.Places;
import cn.yimen.document.Exports;
import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForm;
import cn.yimen.document.PrintedForms;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.DateInput;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** 登记表 (IN-11). */
@Controller
@RequestMapping("/register")
class RegisterController {

    private static final int ON_PAGE = 200;
    private static final List<String> HEADS = List.of(
            "序", "登记时间", "受理编号", "申请人", "身份证号", "电话", "住址", "困难情况", "申请事项", "受理（转办）单位", "转出时间", "办理结果", "告知时间", "经办");

    private final Register register;
    private final PrintedForms forms;
    private final Exports exports;
    private final Formats formats;
    private final Places places;
    private final Clock clock;

    RegisterController(
            Register register, PrintedForms forms, Exports exports, Formats formats, Places places, Clock clock) {
        this.register = register;
        this.forms = forms;
        this.exports = exports;
        this.formats = formats;
        this.places = places;
        this.clock = clock;
    }

    @GetMapping
    String show(
            @RequestParam(defaultValue = "") String town,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var range = range(town, from, to, officer);
        fill(range, officer, model);
        return "casefile/register";
    }

    @GetMapping("/print")
    ModelAndView print(
            @RequestParam(defaultValue = "") String town,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @AuthenticationPrincipal Officer officer) {
        var range = range(town, from, to, officer);
        return forms.page(
                register.form(range, officer),
                new PrintTool("/register/pdf?" + query(range), "/register?" + query(range)));
    }

    /** A long one, and everything as a file to take away, is asked a reason; so it is posted. */
    @PostMapping("/export")
    Object export(
            @RequestParam(defaultValue = "") String town,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Officer officer,
            Model model,
            jakarta.servlet.http.HttpServletResponse response) {
        var range = range(town, from, to, officer);
        var wrong = Exports.refused(register.count(range, officer), reason);
        if (wrong.isPresent()) {
            fill(range, officer, model);
            model.addAttribute("wrong", wrong.get());
            model.addAttribute("reason", reason);
            response.setStatus(422);
            return "casefile/register";
        }
        return exports.xlsx("受理转办办理结果登记表", register.title(range), HEADS, rows(range, officer), reason, officer);
    }

    private Exports.Rows rows(Register.Range range, Officer officer) {
        return new Exports.Rows() {
            @Override
            public long count() {
                return register.count(range, officer);
            }

            @Override
            public void each(Consumer<List<String>> row) {
                var n = new AtomicInteger();
                register.each(range, officer, line -> row.accept(cells(n.incrementAndGet(), line)));
            }
        };
    }

    private List<String> cells(int n, PrintedForm.RegisterRow row) {
        return List.of(
                Integer.toString(n),
                formats.fullDayTime(row.registeredAt()),
                row.receiptNumber(),
                row.applicant(),
                formats.id(row.idNumber()),
                formats.phone(row.phone()),
                row.address(),
                row.story(),
                row.item(),
                row.handledBy(),
                row.sentAt() == null ? "" : formats.fullDayTime(row.sentAt()),
                row.result(),
                row.toldAt() == null ? "" : formats.fullDayTime(row.toldAt()),
                row.clerk());
    }

    @GetMapping("/pdf")
    ResponseEntity<byte[]> pdf(
            @RequestParam(defaultValue = "") String town,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @AuthenticationPrincipal Officer officer) {
        return forms.download(register.form(range(town, from, to, officer), officer));
    }

    private void fill(Register.Range range, Officer officer, Model model) {
        var count = register.count(range, officer);
        model.addAttribute("range", range);
        model.addAttribute("count", count);
        model.addAttribute("most", Exports.MOST);
        model.addAttribute("onPaper", count <= Register.MOST_ON_PAPER);
        model.addAttribute("freely", Exports.BIG);
        model.addAttribute("window", register.title(range));
        model.addAttribute("rows", register.rows(range, ON_PAGE, officer));
        model.addAttribute("query", query(range));
        model.addAttribute(
                "townships",
                townships(officer).stream()
                        .map(place -> new Choice(place.code(), place.shortName()))
                        .toList());
    }

    /** What is wrong in the address falls back to this month. */
    private Register.Range range(String town, String from, String to, Officer officer) {
        if (!officer.hasAny(
                Role.WINDOW_CLERK,
                Role.TOWNSHIP_REVIEWER,
                Role.BUREAU_OFFICER,
                Role.BUREAU_APPROVER,
                Role.SUPERVISOR)) {
            throw new NotAllowed("登记表由窗口、乡镇审核和民政局查看");
        }
        var today = LocalDate.now(clock);
        var first = DateInput.read(from, today).orElse(today.withDayOfMonth(1));
        var last = DateInput.read(to, today).orElse(today);
        var mine = townships(officer);
        var township = mine.stream().anyMatch(place -> place.code().equals(town))
                ? town
                : mine.size() == 1 ? mine.get(0).code() : null;
        return last.isBefore(first)
                ? new Register.Range(township, last, first)
                : new Register.Range(township, first, last);
    }

    private List<Place> townships(Officer officer) {
        var scope = officer.scope();
        return places.townships().stream()
                .filter(place -> scope.district() || scope.townships().contains(place.code()))
                .toList();
    }

    private static String query(Register.Range range) {
        @Nullable String town = range.township();
        return (town == null ? "" : "town=" + town + "&") + "from=" + range.from() + "&to=" + range.to();
    }
}
