package cn.yimen.referral;

import cn.yimen.audit.AuditLog;
import cn.yimen.calendar.DeadlineView;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm;
import cn.yimen.identity.Officer;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Formats;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 转办单 on paper with its 回执 (RF-1, IN-11). */
@Service
@Transactional
public class ReferralPaper {

    private final JdbcClient jdbc;
    private final ReferralStore store;
    private final Referrals referrals;
    private final Clocks clocks;
    private final Organisations organisations;
    private final Formats formats;
    private final AuditLog audit;
    private final Clock clock;

    ReferralPaper(
            JdbcClient jdbc,
            ReferralStore store,
            Referrals referrals,
            Clocks clocks,
            Organisations organisations,
            Formats formats,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.referrals = referrals;
        this.clocks = clocks;
        this.organisations = organisations;
        this.formats = formats;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The paper for the officer's side; printing is logged and counted.
     *
     * @throws java.util.NoSuchElementException if there is none within the officer's scope
     * @throws Conflict if it has not been sent
     */
    public PrintedForm.Referral print(ReferralId id, Officer by) {
        var referral = store.visible(id, by);
        var told = referrals.told(id);
        var number = referral.number();
        var sentAt = referral.dispatchedAt();
        if (told == null || number == null || sentAt == null) {
            throw new Conflict("还没有转出，转出后才有转办单");
        }
        audit.opened(by, referral.subject(), "转办单全部内容", "打印转办单");
        int nth = jdbc.sql("update referral set prints = prints + 1 where id = ? returning prints")
                .param(id.id())
                .query(Integer.class)
                .single();
        var limits = clocks.views(id);
        var department = organisations.officeOfDepartment(referral.deptCode());
        var township = organisations.townshipOffice(new PlaceId(referral.townshipCode()));
        var clerk = store.events(id).stream()
                .filter(event -> event.act().equals(ReferralAct.DISPATCH.name()))
                .map(ReferralStore.Event::who)
                .findFirst()
                .orElse("");
        var window = township.windowName();
        return new PrintedForm.Referral(
                number,
                referral.receiptNo(),
                sentAt,
                window == null ? township.name() : window,
                blank(township.phone()),
                clerk,
                department.name(),
                department.liaisonName(),
                blank(department.liaisonPhone() == null ? department.phone() : department.liaisonPhone()),
                referral.personName(),
                (blank(told.sex()) + (told.age() == null ? "" : " " + told.age() + " 岁")).strip(),
                formats.fullPhone(told.phone()),
                blank(told.address()),
                List.of(referral.itemName()),
                told.wish(),
                List.of(
                        new PrintedForm.Fact("身份证号", blank(told.identityNumber())),
                        new PrintedForm.Fact("共同生活家庭成员", told.members() + " 人")),
                List.of(),
                until(limits, ReferralClock.SIGN),
                until(limits, ReferralClock.EXAMINE),
                until(limits, ReferralClock.FIRST_ANSWER),
                new PrintStamp(by.name(), clock.instant(), nth));
    }

    /** The papers of several at once, each counted and logged like one printed alone. */
    public PrintedForm.Referrals print(List<ReferralId> ids, Officer by) {
        return new PrintedForm.Referrals(
                ids.stream().distinct().map(id -> print(id, by)).toList());
    }

    private String until(Map<ReferralClock, DeadlineView> limits, ReferralClock which) {
        var limit = limits.get(which);
        return limit == null ? "" : formats.fullDayTime(limit.dueAt());
    }

    private static String blank(@Nullable String text) {
        return text == null ? "" : text;
    }
}
