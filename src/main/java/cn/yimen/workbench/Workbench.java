package cn.yimen.workbench;

import cn.yimen.approval.ApplicationFilter;
import cn.yimen.approval.ApplicationList;
import cn.yimen.approval.ApplicationTab;
import cn.yimen.calendar.Calendars;
import cn.yimen.calendar.Light;
import cn.yimen.casefile.CaseList;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Accounts;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.intake.ReceptionRow;
import cn.yimen.intake.Receptions;
import cn.yimen.pages.Counter;
import cn.yimen.pages.Formats;
import cn.yimen.policy.PolicyLinter;
import cn.yimen.referral.DepartmentMonth;
import cn.yimen.referral.ReferralList;
import cn.yimen.referral.ReferralStage;
import cn.yimen.task.TaskCounters;
import cn.yimen.task.TaskFilter;
import cn.yimen.task.TaskRow;
import cn.yimen.task.Tasks;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 工作台: what somebody has to do, for each post; one's own list first, colleagues' figures only to those who supervise. */
@Service
@Transactional(readOnly = true)
public class Workbench {

    private static final int ROWS = 8;
    private static final int MORE_ROWS = 50;

    private final Tasks tasks;
    private final Receptions receptions;
    private final ReferralList referrals;
    private final DepartmentMonth month;
    private final CaseList cases;
    private final ApplicationList applications;
    private final Accounts accounts;
    private final PolicyLinter linter;
    private final Calendars calendars;
    private final Places places;
    private final Organisations organisations;
    private final Formats formats;
    private final Clock clock;

    Workbench(
            Tasks tasks,
            Receptions receptions,
            ReferralList referrals,
            DepartmentMonth month,
            CaseList cases,
            ApplicationList applications,
            Accounts accounts,
            PolicyLinter linter,
            Calendars calendars,
            Places places,
            Organisations organisations,
            Formats formats,
            Clock clock) {
        this.tasks = tasks;
        this.receptions = receptions;
        this.referrals = referrals;
        this.month = month;
        this.cases = cases;
        this.applications = applications;
        this.accounts = accounts;
        this.linter = linter;
        this.calendars = calendars;
        this.places = places;
        this.organisations = organisations;
        this.formats = formats;
        this.clock = clock;
    }

    /** 「2026年3月11日 星期三 · 本月第 8 个工作日」. */
    public String today() {
        var today = LocalDate.now(clock);
        var calendar = calendars.current();
        return formats.today() + " · "
                + (calendar.isWorkday(today) ? "本月第 " + calendar.workingDayOfMonth(today) + " 个工作日" : "今天不上班");
    }

    /**
     * The sections of an officer's posts.
     *
     * @param only the post that is looked at alone; null for all
     * @param after key of a further page of that post
     */
    public List<Section> sections(Officer officer, TaskFilter filter, @Nullable Integer only, @Nullable String after) {
        var sections = new ArrayList<Section>();
        var posts = officer.posts();
        for (int i = 0; i < posts.size(); i++) {
            if (only == null || only == i) {
                var mine = only == null && posts.size() > 1 ? TaskFilter.ALL : filter;
                sections.add(section(officer, posts.get(i), i, mine, after, posts.size() > 1, only != null));
            }
        }
        return sections;
    }

    private Section section(
            Officer officer,
            Post post,
            int key,
            TaskFilter filter,
            @Nullable String after,
            boolean several,
            boolean alone) {
        var counters = tasks.counters(officer, post);
        var page = tasks.worklist(officer, post, filter, after, after == null && !alone ? ROWS : MORE_ROWS);
        var shown = page.rows().size();
        var rest = counters.of(filter) - shown;
        return new Section(
                key,
                title(post),
                filter,
                counters(counters, filter, key, several),
                more(officer, post),
                groups(page.rows(), counters),
                empty(filter),
                page.next() == null ? null : after == null ? "查看其余 " + rest + " 件" : "下一页",
                page.next() == null ? null : url(key, filter, true) + "&after=" + page.next(),
                after == null ? null : url(key, filter, true));
    }

    private static List<Counter> counters(TaskCounters counters, TaskFilter filter, int key, boolean several) {
        var list = new ArrayList<Counter>();
        for (var each : TaskFilter.values()) {
            list.add(new Counter(
                    each.words(), counters.of(each), url(key, each, several), each == filter, each.light()));
        }
        return list;
    }

    private static String url(int key, TaskFilter filter, boolean named) {
        return "/workbench?" + (named ? "post=" + key + "&" : "") + "due=" + filter.key();
    }

    private String title(Post post) {
        var place = post.placeCode();
        var department = post.deptCode();
        if (place != null) {
            return post.role().words() + " · " + places.fullName(new PlaceId(place));
        }
        return department == null
                ? post.role().words()
                : post.role().words() + " · "
                        + organisations.officeOfDepartment(department).shortName();
    }

    private static String empty(TaskFilter filter) {
        return switch (filter) {
            case ALL -> "今天的事都办完了";
            case OVER -> "没有超期的事";
            case TODAY -> "没有今天到期的事";
            case LATER -> "没有以后到期的事";
            case DONE -> "今天还没有办过事";
        };
    }

    private static List<Section.Group> groups(List<TaskRow> rows, TaskCounters counters) {
        Map<TaskRow.Group, List<TaskRow>> groups = new LinkedHashMap<>();
        rows.forEach(row ->
                groups.computeIfAbsent(row.group(), group -> new ArrayList<>()).add(row));
        var list = new ArrayList<Section.Group>();
        groups.forEach((group, mine) -> list.add(new Section.Group(
                group == TaskRow.Group.MUST_TODAY
                        ? group.words() + "（" + (counters.over() + counters.today()) + "）"
                        : group.words(),
                mine)));
        return list;
    }

    /** Numbers of the post beside its to-dos, as far as there is something behind them. */
    private List<Counter> more(Officer officer, Post post) {
        return switch (post.role()) {
            case LIAISON -> {
                var stages = referrals.counters(officer);
                yield List.of(
                        stage(stages, ReferralStage.SIGN),
                        stage(stages, ReferralStage.DOING),
                        stage(stages, ReferralStage.TELL));
            }
            case BUREAU_OFFICER, BUREAU_APPROVER, SUPERVISOR -> {
                var stages = referrals.counters(officer);
                var counted = cases.counters(officer);
                yield List.of(
                        approvals(officer),
                        new Counter("超期的个案", counted.over(), "/cases?due=over", false, "over"),
                        Counter.of("待补正的个案", counted.waiting(), "/cases?state=waiting", false),
                        Counter.of(
                                "转办在办", stages.getOrDefault(ReferralStage.DOING, 0L), "/referrals?stage=doing", false),
                        stage(stages, ReferralStage.TELL));
            }
            case TOWNSHIP_REVIEWER -> {
                var counted = cases.counters(officer);
                yield List.of(
                        approvals(officer),
                        new Counter("超期的个案", counted.over(), "/cases?due=over", false, "over"),
                        Counter.of("待补正的个案", counted.waiting(), "/cases?state=waiting", false));
            }
            case VILLAGE_ASSISTANT -> {
                var counted = cases.counters(officer);
                yield List.of(
                        new Counter("超期的个案", counted.over(), "/cases?due=over", false, "over"),
                        Counter.of("待补正的个案", counted.waiting(), "/cases?state=waiting", false));
            }
            case WINDOW_CLERK, HELPER, CHARITY, ADMINISTRATOR -> List.of();
        };
    }

    /** What waits for the officer on the way to a decision; for one who only reads, all that is on it. */
    private Counter approvals(Officer officer) {
        var tab = ApplicationList.tabs(officer).get(0);
        return Counter.of(
                tab == ApplicationTab.MINE ? "待我办的审批件" : "在办的审批件",
                applications.count(new ApplicationFilter(tab, null, null, null), officer),
                "/applications?tab=" + tab.key(),
                false);
    }

    private static Counter stage(Map<ReferralStage, Long> stages, ReferralStage stage) {
        return Counter.of(stage.words(), stages.getOrDefault(stage, 0L), "/referrals?stage=" + stage.key(), false);
    }

    /** The right column: what the posts of this issue have to look at besides. */
    public List<SidePanel> panels(Officer officer) {
        var panels = new ArrayList<SidePanel>();
        if (officer.hasAny(Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER)) {
            panels.add(window(officer));
        }
        if (officer.has(Role.LIAISON)) {
            var mine = month.of(officer);
            panels.add(new SidePanel(
                    "month",
                    "本月办理",
                    "转办件",
                    "/referrals",
                    List.of(
                            new SidePanel.Figure("按时", Long.toString(mine.inTime()), "/ " + mine.ended() + " 个时限"),
                            new SidePanel.Figure("按时率", formats.share(mine.inTime(), mine.ended()), "")),
                    List.of()));
        }
        if (officer.has(Role.SUPERVISOR)) {
            panels.add(townships());
        }
        if (officer.has(Role.ADMINISTRATOR)) {
            panels.add(notices());
        }
        return panels;
    }

    private SidePanel window(Officer officer) {
        var day = receptions.day(LocalDate.now(clock), officer.townshipCode(), officer);
        var answered = day.rows().stream()
                .filter(row -> row.reception().endedAt() != null)
                .toList();
        var average = answered.stream().mapToLong(ReceptionRow::minutes).average();
        return new SidePanel(
                "window",
                "今日窗口",
                "接待台账",
                "/receptions",
                List.of(
                        new SidePanel.Figure("接待", Integer.toString(day.rows().size()), "人"),
                        new SidePanel.Figure("15 分钟内答复", Long.toString(day.inTime()), "/ " + day.answered() + " 人"),
                        new SidePanel.Figure(
                                "平均用时",
                                average.isPresent() ? Long.toString(Math.round(average.getAsDouble())) : "—",
                                average.isPresent() ? "分" : "")),
                answered.stream()
                        .limit(3)
                        .map(row -> new SidePanel.Line(
                                row.reception().number() + " "
                                        + (row.reception().name() == null
                                                ? "未登记姓名"
                                                : row.reception().name()),
                                formats.time(row.reception().startedAt()) + " 开始",
                                new Light(row.over() ? Light.Level.OVER : Light.Level.DONE, row.minutes() + " 分"),
                                null))
                        .toList());
    }

    /** 各乡镇的灯, the worst first: for those who supervise. */
    private SidePanel townships() {
        var lines = tasks.byTownship().entrySet().stream()
                .filter(entry -> entry.getValue().over() > 0)
                .sorted(Map.Entry.<String, TaskCounters>comparingByValue(
                                (one, other) -> Long.compare(other.over(), one.over()))
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(10)
                .map(entry -> new SidePanel.Line(
                        places.get(new PlaceId(entry.getKey())).shortName(),
                        "待办共 " + entry.getValue().all() + " 件",
                        new Light(Light.Level.OVER, "超期 " + entry.getValue().over() + " 件"),
                        "/referrals?town=" + entry.getKey()))
                .toList();
        return new SidePanel(
                "townships",
                "各乡镇超期待办",
                null,
                null,
                List.of(),
                lines.isEmpty()
                        ? List.of(new SidePanel.Line("各乡镇都没有超期的待办", null, new Light(Light.Level.DONE, "正常"), null))
                        : lines);
    }

    /** 提醒管理员: a year without arrangement, parameters without basis, locked accounts. */
    private SidePanel notices() {
        var lines = new ArrayList<SidePanel.Line>();
        calendars
                .missing()
                .ifPresent(missing -> lines.add(new SidePanel.Line(
                        missing.year() + " 年放假安排还没有录入",
                        "涉及这一年的时限都标「暂定」，录入后自动重算",
                        new Light(Light.Level.SOON, "要录入"),
                        "/policy/calendar/" + missing.year())));
        var grave = linter.graveCount();
        if (grave > 0) {
            lines.add(new SidePanel.Line(
                    "政策参数有 " + grave + " 处要处理", "没有值、没有依据或起止有空缺", new Light(Light.Level.OVER, "要处理"), "/policy/check"));
        }
        var locked = accounts.locked();
        if (locked > 0) {
            lines.add(new SidePanel.Line(
                    "有 " + locked + " 个账号被锁", "连续输错密码", new Light(Light.Level.SOON, "看一看"), "/accounts"));
        }
        if (lines.isEmpty()) {
            lines.add(new SidePanel.Line("没有要处理的事", "放假安排、政策参数、账号都正常", new Light(Light.Level.DONE, "正常"), null));
        }
        return new SidePanel("notices", "提醒", null, null, List.of(), lines);
    }
}
