package cn.yimen.household;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 家庭成员 or another person in the household register; who of them counts is decided by the means test (57 第七条).
 *
 * @param key the person: two rows with the same key are one person in two roles and count once
 * @param label how the explanation calls the person: 户主, 母, 次女; no name
 * @param livesTogether 长期共同居住
 * @param independent 成年且能独立生活 (of a grown-up child)
 * @param included decided by an officer with evidence, against the rule or where the rule cannot see; none for the rule
 * @param includedWhy the officer's reason; empty without a decision
 * @param seriouslyIll 患当地认定的重特大疾病
 * @param ofSingleParent 单亲家庭的子女
 * @param failedSelfCare the indicators not passed; none if not assessed
 * @param institutional 集中供养 wanted, false for 分散; none if not chosen
 * @param orphanBenefit 已选择孤儿或事实无人抚养儿童保障
 * @param otherSingle 县级以上民政部门规定可单独申请的其他人员
 */
public record Member(
        String key,
        String label,
        Relation relation,
        @Nullable LocalDate birthDate,
        Absence absence,
        boolean livesTogether,
        boolean independent,
        @Nullable Boolean included,
        String includedWhy,
        List<Disability> disabilities,
        boolean seriouslyIll,
        StudyStage study,
        boolean ofSingleParent,
        @Nullable Set<SelfCareItem> failedSelfCare,
        @Nullable Boolean institutional,
        boolean orphanBenefit,
        boolean otherSingle,
        List<JobRefusal> jobRefusals)
        implements Serializable {

    public Member {
        disabilities = List.copyOf(disabilities);
        jobRefusals = List.copyOf(jobRefusals);
        if (failedSelfCare != null) {
            var ordered = EnumSet.noneOf(SelfCareItem.class);
            ordered.addAll(failedSelfCare);
            failedSelfCare = Collections.unmodifiableSet(ordered);
        }
    }

    public static Builder of(String key, String label, Relation relation) {
        return new Builder(key, label, relation);
    }

    /** A builder that begins with this member. */
    public Builder but() {
        var builder = new Builder(key, label, relation);
        builder.birthDate = birthDate;
        builder.absence = absence;
        builder.livesTogether = livesTogether;
        builder.independent = independent;
        builder.included = included;
        builder.includedWhy = includedWhy;
        builder.disabilities = disabilities;
        builder.seriouslyIll = seriouslyIll;
        builder.study = study;
        builder.ofSingleParent = ofSingleParent;
        builder.failedSelfCare = failedSelfCare;
        builder.institutional = institutional;
        builder.orphanBenefit = orphanBenefit;
        builder.otherSingle = otherSingle;
        builder.jobRefusals = jobRefusals;
        return builder;
    }

    /** Makes a member step by step; healthy, at home, not studying, living together unless said otherwise. */
    public static final class Builder {

        private final String key;
        private String label;
        private Relation relation;
        private @Nullable LocalDate birthDate;
        private Absence absence = Absence.NONE;
        private boolean livesTogether = true;
        private boolean independent;
        private @Nullable Boolean included;
        private String includedWhy = "";
        private List<Disability> disabilities = List.of();
        private boolean seriouslyIll;
        private StudyStage study = StudyStage.NONE;
        private boolean ofSingleParent;
        private @Nullable Set<SelfCareItem> failedSelfCare;
        private @Nullable Boolean institutional;
        private boolean orphanBenefit;
        private boolean otherSingle;
        private List<JobRefusal> jobRefusals = List.of();

        private Builder(String key, String label, Relation relation) {
            this.key = key;
            this.label = label;
            this.relation = relation;
        }

        public Builder as(String newLabel, Relation newRelation) {
            label = newLabel;
            relation = newRelation;
            return this;
        }

        public Builder born(@Nullable LocalDate on) {
            birthDate = on;
            return this;
        }

        public Builder absent(Absence why) {
            absence = why;
            return this;
        }

        public Builder livesTogether(boolean together) {
            livesTogether = together;
            return this;
        }

        public Builder independent(boolean alone) {
            independent = alone;
            return this;
        }

        /** Decided by an officer. */
        public Builder decided(boolean counts, String why) {
            included = counts;
            includedWhy = why;
            return this;
        }

        public Builder disabled(Disability.Category category, int grade) {
            disabilities = List.of(new Disability(category, grade));
            return this;
        }

        public Builder disabilities(List<Disability> all) {
            disabilities = all;
            return this;
        }

        public Builder seriouslyIll(boolean ill) {
            seriouslyIll = ill;
            return this;
        }

        public Builder studying(StudyStage stage) {
            study = stage;
            return this;
        }

        public Builder ofSingleParent(boolean single) {
            ofSingleParent = single;
            return this;
        }

        /** Assessed, with the indicators not passed; without any he looks after himself. */
        public Builder failing(SelfCareItem... items) {
            var failed = EnumSet.noneOf(SelfCareItem.class);
            failed.addAll(List.of(items));
            failedSelfCare = failed;
            return this;
        }

        public Builder failing(@Nullable Set<SelfCareItem> items) {
            failedSelfCare = items;
            return this;
        }

        public Builder institutional(@Nullable Boolean central) {
            institutional = central;
            return this;
        }

        public Builder orphanBenefit(boolean chosen) {
            orphanBenefit = chosen;
            return this;
        }

        public Builder otherSingle(boolean single) {
            otherSingle = single;
            return this;
        }

        public Builder jobRefusals(JobRefusal... refusals) {
            jobRefusals = List.of(refusals);
            return this;
        }

        public Builder jobRefusals(List<JobRefusal> refusals) {
            jobRefusals = refusals;
            return this;
        }

        public Member build() {
            return new Member(
                    key,
                    label,
                    relation,
                    birthDate,
                    absence,
                    livesTogether,
                    independent,
                    included,
                    includedWhy,
                    disabilities,
                    seriouslyIll,
                    study,
                    ofSingleParent,
                    failedSelfCare,
                    institutional,
                    orphanBenefit,
                    otherSingle,
                    jobRefusals);
        }
    }
}
