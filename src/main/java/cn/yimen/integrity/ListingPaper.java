package cn.yimen.integrity;

import cn.yimen.calendar.Budget;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm;
import cn.yimen.identity.Officer;
import cn.yimen.policy.Policy;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 失信名单告知书、决定书 on paper (IG-1): dated by the act and not by the print. */
@Service
@Transactional(readOnly = true)
public class ListingPaper {

    private final Blacklist blacklist;
    private final Organisations organisations;
    private final Policy policy;
    private final Clock clock;

    ListingPaper(Blacklist blacklist, Organisations organisations, Policy policy, Clock clock) {
        this.blacklist = blacklist;
        this.organisations = organisations;
        this.policy = policy;
        this.clock = clock;
    }

    /** @throws java.util.NoSuchElementException if there is none within the officer's scope */
    public PrintedForm.BlacklistNotice fill(ListingId id, PrintStamp stamp, Officer by) {
        var listing = blacklist.get(id, by);
        var office = organisations.townshipOffice(PlaceId.of(listing.townshipCode()));
        var bureau = organisations.bureau();
        var decidedAt = listing.decidedAt();
        var limit = listing.limit();
        var decided = decidedAt != null;
        return new PrintedForm.BlacklistNotice(
                listing.number(),
                listing.personName(),
                listing.identityMasked(),
                listing.reason().words(),
                listing.facts(),
                listing.basis(),
                Budget.workingDays(policy.days("blacklist.objectionDays", day(listing.proposedAt())))
                        .words(),
                limit == null ? null : day(limit.dueAt()),
                decided,
                decided ? (listing.from() == null ? "不予列入社会救助失信名单" : "列入社会救助失信名单") : null,
                listing.from(),
                listing.until(),
                day(decidedAt != null ? decidedAt : Objects.requireNonNullElse(listing.toldAt(), listing.proposedAt())),
                decided ? bureau.name() : office.name(),
                phone(decided ? bureau.phone() : office.phone()),
                stamp);
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, clock.getZone());
    }

    private static String phone(@Nullable String known) {
        return known == null ? "" : known;
    }
}
