package cn.yimen.demo;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.ApplicationLoader;
import cn.yimen.approval.ApplicationLoader.Gone;
import cn.yimen.approval.ApplicationLoader.Taken;
import cn.yimen.approval.ApplicationState;
import cn.yimen.approval.Part;
import cn.yimen.approval.PathKind;
import cn.yimen.approval.Way;
import cn.yimen.audit.AuditLoader;
import cn.yimen.audit.Subject;
import cn.yimen.calendar.DeadlineLoader.Reckoner;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.CaseLoader;
import cn.yimen.casefile.CaseLoader.Ending;
import cn.yimen.casefile.CaseLoader.Line;
import cn.yimen.casefile.CaseLoader.PastCase;
import cn.yimen.casefile.CaseLoader.PastMatter;
import cn.yimen.casefile.CaseLoader.Told;
import cn.yimen.casefile.Channel;
import cn.yimen.casefile.Conclusion;
import cn.yimen.casefile.ToldHow;
import cn.yimen.district.Place;
import cn.yimen.district.Places;
import cn.yimen.household.HouseholdId;
import cn.yimen.identity.Officer;
import cn.yimen.policy.Catalogue;
import cn.yimen.policy.ConfirmLevel;
import cn.yimen.policy.Item;
import cn.yimen.referral.ReferralAct;
import cn.yimen.referral.ReferralFacts;
import cn.yimen.referral.ReferralId;
import cn.yimen.referral.ReferralLoader;
import cn.yimen.referral.ReferralLoader.Done;
import cn.yimen.referral.ReferralState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * 大量数据的经历: what happened to an invented family, drawn by lot from the seed and its number instead of lived. Nearly all
 * of it has ended; who came lately is on the way, and of each three hundred households a handful stands still in each state
 * that there is.
 */
final class VolumeLives {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalTime OPENING = LocalTime.of(9, 5);

    /** Audit entries for each household. */
    static final int ENTRIES = 10;

    /** Of so many households one stands in each of the states. */
    private static final int ROUND = 300;

    private static final ReferralState[] REFERRALS = ReferralState.values();
    private static final ApplicationState[] APPLICATIONS = {
        ApplicationState.RECEIVED,
        ApplicationState.SURVEY,
        ApplicationState.PROPOSED,
        ApplicationState.NOTICE,
        ApplicationState.SUBMITTED,
        ApplicationState.CONFIRMED,
        ApplicationState.REFUSED,
        ApplicationState.WITHDRAWN,
        ApplicationState.TERMINATED
    };

    /** Working days that the longest way takes at most. */
    private static final int LONGEST_REFERRAL = 18;

    private static final int LONGEST_APPLICATION = 34;

    /** What other departments are asked for, the frequent items more than once. */
    private static final List<String> ASKED_OF_OTHERS = List.of(
            "YB-01", "YB-01", "YB-01", "YB-01", "JT-01", "JT-01", "JT-01", "ZJ-01", "ZJ-01", "RS-01", "RS-01", "RS-02",
            "WJ-01", "YJ-01", "CL-01", "FL-01", "GH-01", "SF-01");

    private final DemoAccounts accounts;
    private final Catalogue catalogue;
    private final Places places;
    private final CaseLoader cases;
    private final CaseLoader.Numbers caseNumbers;
    private final ReferralLoader.Numbers referralNumbers;
    private final Reckoner reckoner;
    private final List<LocalDate> days;
    private final Instant now;

    /**
     * @param days the windows were open, the last one today or before
     * @param now nothing happens later
     */
    VolumeLives(
            DemoAccounts accounts,
            Catalogue catalogue,
            Places places,
            CaseLoader cases,
            CaseLoader.Numbers caseNumbers,
            ReferralLoader.Numbers referralNumbers,
            Reckoner reckoner,
            List<LocalDate> days,
            Instant now) {
        this.accounts = accounts;
        this.catalogue = catalogue;
        this.places = places;
        this.cases = cases;
        this.caseNumbers = caseNumbers;
        this.referralNumbers = referralNumbers;
        this.reckoner = reckoner;
        this.days = days;
        this.now = now;
    }

    /** 一户的经历 in what the loaders take. */
    record Lived(
            CaseLoader.Past of,
            List<ReferralLoader.Past> referrals,
            List<ApplicationLoader.Past> applications,
            List<AuditLoader.Past> entries) {}

    Lived live(Folk.Family family, HouseholdId household, List<UUID> people, Ids ids) {
        return new Life(family, household, people, ids).live();
    }

    /** 编号: ids that the seed and the household's number decide, growing with the number as those of UUIDv7 do. */
    static final class Ids implements Supplier<UUID> {

        private final long household;
        private final SplittableRandom random;
        private int next;

        Ids(long seed, long household) {
            this.household = household;
            this.random = new SplittableRandom(seed * 31 + household);
        }

        @Override
        public UUID get() {
            return new UUID(
                    household << 16 | 0x7000 | next++ & 0xFFF,
                    random.nextLong() & 0x3FFF_FFFF_FFFF_0000L | 0x8000_0000_0000_0000L);
        }
    }

    private final class Life {
        private final Folk.Family family;
        private final HouseholdId household;
        private final List<UUID> people;
        private final Ids ids;
        private final SplittableRandom random;
        private final Place township;
        private final Officer clerk;
        private final List<Line> lines = new ArrayList<>();
        private final List<AuditLoader.Past> entries = new ArrayList<>();
        private final List<ReferralLoader.Past> referrals = new ArrayList<>();
        private final List<ApplicationLoader.Past> applications = new ArrayList<>();

        /** Where it is to stand still; null for whom it goes on as it goes. */
        private final @Nullable ReferralState referralGoal;

        private final @Nullable ApplicationState applicationGoal;

        Life(Folk.Family family, HouseholdId household, List<UUID> people, Ids ids) {
            this.family = family;
            this.household = household;
            this.people = people;
            this.ids = ids;
            this.random = new SplittableRandom(DemoDistrict.SEED + family.number() * 0x9E37_79B9_7F4A_7C15L);
            this.township = places.townshipOf(family.village().id());
            this.clerk = accounts.clerk(township.id(), family.number());
            var turn = (int) (family.number() % ROUND);
            this.referralGoal = turn < REFERRALS.length ? REFERRALS[turn] : null;
            var other = turn - REFERRALS.length;
            this.applicationGoal = other >= 0 && other < APPLICATIONS.length ? APPLICATIONS[other] : null;
        }

        Lived live() {
            var came = came();
            var accepted = earlier(came.plus(Duration.ofMinutes(4 + random.nextInt(11))));
            var day = LocalDate.ofInstant(accepted, ZONE);
            var head = family.head();
            var of = new PastCase(
                    new CaseId(ids.get()),
                    caseNumbers.next(township, day.getYear()),
                    household.id(),
                    people.get(0),
                    head.name(),
                    people.size(),
                    family.village().id(),
                    random.nextInt(6) == 0 ? Channel.HOME_VISIT : Channel.WINDOW,
                    family.hardship().isEmpty() ? "家里有人要照顾，收入不够开支。" : family.hardship(),
                    head.phone(),
                    "%08d".formatted(random.nextInt(100_000_000)),
                    clerk,
                    came,
                    accepted);
            lines.add(new Line(null, came, "首次接待", of.channel().words(), clerk));
            did(accepted, clerk, "受理", new Subject("case", of.id().toString()));
            var matters = new ArrayList<PastMatter>();
            var names = new ArrayList<String>();
            for (var code : wanted()) {
                var item = catalogue.item(code, day);
                names.add(item.name());
                matters.add(
                        !item.own()
                                ? referred(of, item)
                                : PathKind.ofItem(code)
                                        .map(kind -> applied(of, item, kind))
                                        .orElseGet(() -> settled(of, item)));
            }
            lines.add(new Line(null, accepted, "受理", String.join("、", names), clerk));
            looks(of);
            return new Lived(new CaseLoader.Past(of, matters, lines), referrals, applications, entries);
        }

        /** More and more come as the window gets known, fewer in the month of the Spring Festival. */
        private Instant came() {
            var last = days.size() - 1;
            if (referralGoal != null) {
                return on(last - LONGEST_REFERRAL - random.nextInt(3));
            }
            if (applicationGoal != null) {
                return on(last - LONGEST_APPLICATION - random.nextInt(3));
            }
            var at = (int) (Math.pow(random.nextDouble(), 0.75) * last);
            if (days.get(at).getMonthValue() == 2 && random.nextInt(3) == 0) {
                at = (int) (Math.pow(random.nextDouble(), 0.75) * last);
            }
            return on(at);
        }

        private Instant on(int day) {
            return days.get(Math.max(0, day))
                    .atTime(OPENING)
                    .plusMinutes(random.nextInt(400))
                    .atZone(ZONE)
                    .toInstant();
        }

        private Instant earlier(Instant at) {
            return at.isAfter(now) ? now : at;
        }

        /** Some working days later, within office hours; now and then it takes three times as long. */
        private Instant later(Instant from, int least, int most) {
            var some = least + random.nextInt(most - least + 1);
            if (referralGoal == null && applicationGoal == null && random.nextInt(25) == 0) {
                some = 3 * some + 1;
            }
            if (some == 0) {
                return from.plus(Duration.ofMinutes(15 + random.nextInt(90)));
            }
            var on = LocalDate.ofInstant(from, ZONE);
            for (var at = indexOf(on); some > 0; some--) {
                on = ++at < days.size() ? days.get(at) : on.plusDays(1);
            }
            return on.atTime(OPENING)
                    .plusMinutes(random.nextInt(420))
                    .atZone(ZONE)
                    .toInstant();
        }

        private int indexOf(LocalDate day) {
            var at = java.util.Collections.binarySearch(days, day);
            return at >= 0 ? at : days.size();
        }

        /** At least one item; most come for one of another department too. */
        private List<String> wanted() {
            var wanted = new ArrayList<String>();
            if (applicationGoal != null) {
                wanted.add("MZ-01");
                return wanted;
            }
            for (var code : family.needs()) {
                var own = code.startsWith("MZ-");
                if (!own || (referralGoal == null && random.nextInt(5) < 2)) {
                    wanted.add(code);
                }
            }
            if (wanted.stream().allMatch(code -> code.startsWith("MZ-"))
                    && (wanted.isEmpty() || referralGoal != null || random.nextInt(10) < 6)) {
                wanted.add(ASKED_OF_OTHERS.get(random.nextInt(ASKED_OF_OTHERS.size())));
            }
            return wanted.stream().distinct().limit(3).toList();
        }

        private void did(Instant at, Officer by, String action, Subject subject) {
            entries.add(new AuditLoader.Past(at, by, action, subject, null, null));
        }

        /** Who looked at it meanwhile. */
        private void looks(PastCase of) {
            while (entries.size() > ENTRIES) {
                entries.remove(entries.size() - 1);
            }
            var until = Math.max(
                    1, Math.min(60, Duration.between(of.acceptedAt(), now).toDays()));
            while (entries.size() < ENTRIES) {
                var by = random.nextInt(3) == 0 ? accounts.reviewer(township.id(), 1 + random.nextInt(2)) : clerk;
                var at = of.acceptedAt()
                        .plus(Duration.ofDays(random.nextLong(until)))
                        .plus(Duration.ofMinutes(random.nextInt(360)));
                entries.add(new AuditLoader.Past(
                        earlier(at), by, "查看", new Subject("case", of.id().toString()), "个案", "办理"));
            }
        }

        // —— 转办 ——

        private PastMatter referred(PastCase of, Item item) {
            var department = accounts.liaison(item.deptCode());
            var facts = facts(item);
            var rounds = new ArrayList<Round>();
            rounds.add(new Round(of.acceptedAt(), 1));
            var goal = referralGoal;
            Ending ending;
            if (goal == ReferralState.RETURNED || (goal == null && random.nextInt(40) == 0)) {
                var first = rounds.get(0);
                var returned = first.dispatch(facts)
                        && first.act(ReferralAct.GIVE_BACK, 0, 1, department, "申请人不在本部门的保障范围，请核对后转办。", null);
                if (returned) {
                    rounds.add(new Round(first.at, 2));
                }
                ending = returned ? rounds.get(1).run(department, facts, null) : null;
            } else {
                ending = rounds.get(0).run(department, facts, goal);
            }
            var last = rounds.get(rounds.size() - 1);
            var matter = cases.matter(
                    ids,
                    reckoner,
                    item,
                    people.get(0),
                    family.head().name(),
                    of.acceptedAt(),
                    last.number != null,
                    ending);
            for (var round : rounds) {
                round.keep(of, matter, facts);
            }
            return matter;
        }

        private ReferralFacts facts(Item item) {
            var head = family.head();
            return new ReferralFacts(
                    head.male() ? "男" : "女",
                    Period.between(head.born(), days.get(days.size() - 1)).getYears(),
                    head.number().value(),
                    head.phone(),
                    family.village().shortName() + family.address(),
                    people.size(),
                    "请按" + item.name() + "的规定审查。");
        }

        /** One referral of a matter; a returned one is followed by a second. */
        private final class Round {
            private final Instant created;
            private final int round;
            private final List<Done> done = new ArrayList<>();
            private Instant at;
            private @Nullable String number;

            Round(Instant created, int round) {
                this.created = created;
                this.round = round;
                this.at = created;
            }

            boolean act(
                    ReferralAct act, int least, int most, Officer by, @Nullable String words, @Nullable String basis) {
                var next = later(at, least, most);
                if (next.isAfter(now)) {
                    return false;
                }
                at = next;
                done.add(new Done(act, at, by, words, basis));
                return true;
            }

            boolean dispatch(ReferralFacts facts) {
                if (!act(ReferralAct.DISPATCH, 0, 1, clerk, facts.wish(), null)) {
                    return false;
                }
                number = referralNumbers.next(LocalDate.ofInstant(at, ZONE).getYear());
                return true;
            }

            /** @return how the matter ended; null if it has not */
            @Nullable
            Ending run(Officer department, ReferralFacts facts, @Nullable ReferralState goal) {
                if (goal == ReferralState.TO_DISPATCH || !dispatch(facts) || goal == ReferralState.SENT) {
                    return null;
                }
                if (goal == ReferralState.WITHDRAWN || (goal == null && random.nextInt(30) == 0)) {
                    return act(ReferralAct.WITHDRAW, 0, 2, clerk, "家里已经解决，不再申请。", null)
                            ? new Ending(at, null, "家里已经解决，不再申请。", null)
                            : null;
                }
                if (!act(ReferralAct.SIGN, 0, 1, department, null, null) || goal == ReferralState.EXAMINING) {
                    return null;
                }
                if (goal == ReferralState.REFUSED
                        || goal == ReferralState.REFUSED_TOLD
                        || (goal == null && random.nextInt(8) == 0)) {
                    return act(ReferralAct.REFUSE, 0, 1, department, "不在政策规定的范围内。", "本部门现行救助办法第八条")
                            ? told(department, goal, Conclusion.REFUSED, "不在政策规定的范围内。（依据：本部门现行救助办法第八条）")
                            : null;
                }
                if (!act(ReferralAct.PASS, 0, 1, department, null, null)
                        || goal == ReferralState.CHECKING
                        || !act(ReferralAct.ANSWER, 0, 2, department, "初核符合条件，正在按程序办理。", null)
                        || goal == ReferralState.ANSWERED
                        || !act(ReferralAct.FINISH, 1, 7, department, "已按规定给予救助。", null)) {
                    return null;
                }
                return told(department, goal, Conclusion.GRANTED, "已按规定给予救助。");
            }

            private Ending told(Officer department, @Nullable ReferralState goal, Conclusion conclusion, String words) {
                var ended = at;
                if (goal == ReferralState.REFUSED || goal == ReferralState.FINISHED) {
                    return new Ending(ended, conclusion, words, null);
                }
                var by = random.nextBoolean() ? clerk : department;
                return act(ReferralAct.TELL, 0, 1, by, ToldHow.TELEPHONE.words(), null)
                        ? new Ending(ended, conclusion, words, new Told(at, ToldHow.TELEPHONE, by))
                        : new Ending(ended, conclusion, words, null);
            }

            void keep(PastCase of, PastMatter matter, ReferralFacts facts) {
                var id = new ReferralId(ids.get());
                referrals.add(new ReferralLoader.Past(id, of, matter, round, number, created, facts, done));
                for (var each : done) {
                    line(matter, each);
                    did(each.at(), each.by(), each.act().words(), new Subject("referral", id.toString()));
                }
            }

            private void line(PastMatter matter, Done each) {
                var item = matter.item();
                var words = each.words();
                switch (each.act()) {
                    case DISPATCH -> line(matter, each, "转办", item.departmentName() + "，" + number);
                    case SIGN, PASS -> line(matter, each, "部门" + each.act().words(), number);
                    case ANSWER -> line(matter, each, "部门反馈初核", number);
                    case GIVE_BACK -> line(matter, each, "部门退回", words);
                    case REFUSE -> line(matter, each, item.name() + "办结", Conclusion.REFUSED.words() + "：" + words);
                    case FINISH -> line(matter, each, item.name() + "办结", Conclusion.GRANTED.words() + "：" + words);
                    case TELL -> line(matter, each, "结果告知申请人", words);
                    case WITHDRAW -> line(matter, each, "撤回" + item.name(), words);
                }
            }

            private void line(PastMatter matter, Done each, String title, @Nullable String detail) {
                lines.add(new Line(matter.id(), each.at(), title, detail, each.by()));
            }
        }

        // —— 审核确认 ——

        private PastMatter applied(PastCase of, Item item, PathKind kind) {
            var path = new Application(of.acceptedAt(), item);
            var ending = path.run();
            var matter = cases.matter(
                    ids, reckoner, item, people.get(0), family.head().name(), of.acceptedAt(), false, ending);
            var id = new ApplicationId(ids.get());
            applications.add(new ApplicationLoader.Past(id, of, matter, kind, path.gone));
            for (var gone : path.gone) {
                did(gone.at(), gone.by(), gone.way().name(), new Subject("application", id.toString()));
            }
            end(matter);
            return matter;
        }

        private void end(PastMatter matter) {
            var ending = matter.ending();
            if (ending == null) {
                return;
            }
            var conclusion = ending.conclusion();
            var told = ending.told();
            var name = matter.item().name();
            lines.add(
                    conclusion == null
                            ? new Line(matter.id(), ending.at(), "撤回" + name, ending.words(), clerk)
                            : new Line(
                                    matter.id(),
                                    ending.at(),
                                    name + "办结",
                                    conclusion.words() + "：" + ending.words(),
                                    clerk));
            if (told != null) {
                lines.add(new Line(matter.id(), told.at(), "结果告知申请人", told.how().words(), told.by()));
            }
        }

        private final class Application {
            private final List<Gone> gone = new ArrayList<>();
            private final Officer reviewer = accounts.reviewer(township.id(), 1);
            private final Officer confirmer;
            private Instant at;

            Application(Instant accepted, Item item) {
                this.at = accepted;
                this.confirmer = item.confirmLevel() == ConfirmLevel.TOWN
                        ? accounts.reviewer(township.id(), 2)
                        : accounts.byLogin(random.nextBoolean() ? "approver" : "approver2");
            }

            private boolean go(Way way, int least, int most, Officer by, @Nullable String reason, Taken... hands) {
                var next = later(at, least, most);
                if (next.isAfter(now)) {
                    return false;
                }
                at = next;
                gone.add(new Gone(way, at, by, reason, List.of(hands)));
                return true;
            }

            @Nullable
            Ending run() {
                var goal = applicationGoal;
                if (goal == ApplicationState.RECEIVED) {
                    return null;
                }
                if (goal == ApplicationState.WITHDRAWN || (goal == null && random.nextInt(40) == 0)) {
                    return go(Way.WITHDRAW, 0, 2, clerk, "家里收入好转，不再申请。")
                            ? new Ending(at, null, "家里收入好转，不再申请。", null)
                            : null;
                }
                if (!go(Way.START_SURVEY, 0, 2, reviewer, null) || goal == ApplicationState.SURVEY) {
                    return null;
                }
                if (goal == ApplicationState.TERMINATED || (goal == null && random.nextInt(80) == 0)) {
                    return go(Way.TERMINATE, 1, 4, reviewer, "申请人不配合调查。")
                            ? told(Conclusion.OTHER, "终止审核确认程序：申请人不配合调查。")
                            : null;
                }
                var found = new Taken[] {new Taken(Part.INVESTIGATOR, clerk), new Taken(Part.REVIEWER, reviewer)};
                if (goal == ApplicationState.REFUSED || (goal == null && random.nextInt(6) == 0)) {
                    return go(Way.PROPOSE_REFUSAL, 2, 8, reviewer, null, found)
                                    && go(Way.REFUSE, 1, 5, confirmer, null, new Taken(Part.CONFIRMER, confirmer))
                            ? told(Conclusion.REFUSED, "家庭人均收入高于保障标准。")
                            : null;
                }
                if (!go(Way.PROPOSE, 2, 8, reviewer, null, found)
                        || goal == ApplicationState.PROPOSED
                        || !go(Way.POST_NOTICE, 0, 1, reviewer, null)
                        || goal == ApplicationState.NOTICE
                        // 公示七天
                        || !go(Way.SUBMIT, 6, 8, reviewer, null)
                        || goal == ApplicationState.SUBMITTED
                        || !go(Way.CONFIRM, 1, 5, confirmer, null, new Taken(Part.CONFIRMER, confirmer))) {
                    return null;
                }
                return told(Conclusion.GRANTED, "符合条件，予以确认。");
            }

            private Ending told(Conclusion conclusion, String words) {
                var ended = at;
                var next = later(at, 0, 3);
                return next.isAfter(now)
                        ? new Ending(ended, conclusion, words, null)
                        : new Ending(ended, conclusion, words, new Told(next, ToldHow.FACE, clerk));
            }
        }

        /** The bureau's own that have no path: decided at the window's next round, told with it. */
        private PastMatter settled(PastCase of, Item item) {
            var at = earlier(later(of.acceptedAt(), 0, 4));
            var ending = new Ending(at, Conclusion.GRANTED, "符合条件，已登记。", new Told(at, ToldHow.FACE, clerk));
            var matter = cases.matter(
                    ids, reckoner, item, people.get(0), family.head().name(), of.acceptedAt(), false, ending);
            end(matter);
            return matter;
        }
    }
}
