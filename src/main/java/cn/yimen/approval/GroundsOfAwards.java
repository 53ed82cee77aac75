package cn.yimen.approval;

import cn.yimen.benefit.AwardGrounds;
import cn.yimen.benefit.AwardView;
import cn.yimen.eligibility.Assessment;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.identity.Officer;
import cn.yimen.integrity.KinFilings;
import cn.yimen.kernel.Sql;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 待遇的依据 (BN-1, EL-4): the opinion an award was confirmed on, and what was verified for it. */
@Component
@Transactional(readOnly = true)
class GroundsOfAwards implements AwardGrounds {

    private final JdbcClient jdbc;
    private final Opinions opinions;
    private final VerifiedFacts verified;
    private final Households households;
    private final KinFilings kin;

    GroundsOfAwards(JdbcClient jdbc, Opinions opinions, VerifiedFacts verified, Households households, KinFilings kin) {
        this.jdbc = jdbc;
        this.opinions = opinions;
        this.verified = verified;
        this.households = households;
        this.kin = kin;
    }

    @Override
    public Optional<Assessment> explanation(AwardView award) {
        return application(award)
                .flatMap(id -> opinions.all(id).stream()
                        .filter(opinion -> opinion.favourable() && opinion.scheme() == award.scheme())
                        .findFirst())
                .map(Opinion::assessment);
    }

    /** A found value stands for as long as what it was found against is still what is declared. */
    @Override
    public HouseholdFacts facts(AwardView award, LocalDate on, Officer by) {
        var view = households.get(new HouseholdId(award.household()), by);
        var facts = households.facts(view, on);
        var id = application(award);
        if (id.isEmpty()) {
            return facts;
        }
        var entries = verified.entries(id.get());
        var found = new LinkedHashMap<String, Found>();
        var declared = new LinkedHashMap<String, String>();
        FactLines.of(view).forEach(line -> declared.put(line.key(), line.declared()));
        entries.forEach((line, entry) -> {
            var free = entry.found().added() != null || entry.found().failed() != null;
            if (free || entry.found().declared().equals(declared.get(line))) {
                found.put(line, entry.found());
            }
        });
        return FactLines.over(facts, found);
    }

    @Override
    public Set<UUID> verified(Collection<UUID> awards) {
        return Set.copyOf(jdbc.sql("""
                        select distinct d.award_id from decision d
                        where d.award_id = any(?)
                            and exists (select 1 from verified_fact f where f.application_id = d.application_id)
                        """)
                .param(awards.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    @Override
    public @Nullable String avoids(AwardView award, Officer by) {
        return kin.isRelative(by.id(), award.household()) ? "您与本户有近亲属关系（已备案），应当回避" : null;
    }

    private Optional<ApplicationId> application(AwardView award) {
        return jdbc.sql("select application_id from decision where award_id = ? order by decided_at desc limit 1")
                .param(award.id().id())
                .query((row, n) -> new ApplicationId(Sql.id(row, "application_id")))
                .optional();
    }
}
