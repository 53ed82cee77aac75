-- 待遇变动的提出与决定 (BN-1, AP-3): one proposes on a review of the household, another decides; 特困 ends only after a notice.
alter table award drop constraint award_end_reason_check;
alter table award add constraint award_end_reason_check check (end_reason in ('INCOME_OVER', 'ASSET_OVER', 'DEATH', 'MOVE_OUT',
    'TO_TEKUN', 'OTHER_SCHEME', 'REFUSE_VERIFY', 'FRAUD', 'VOLUNTARY', 'IMPRISONED', 'MEMBER_CHANGE', 'ABLE', 'SUPPORTER',
    'GRADUAL_EXIT_END'));

create table award_proposal (
    id             uuid        primary key,
    award_id       uuid        not null references award (id),
    award_version  bigint      not null,
    kind           text        not null check (kind in ('CHANGE', 'SUSPEND', 'RESUME', 'EXIT', 'RETURN', 'END')),
    state          text        not null check (state in ('OPEN', 'DECIDED', 'REFUSED', 'WITHDRAWN', 'LAPSED')),
    reason_code    text,
    reason         text        not null check (length(reason) between 1 and 300),
    review_enc     bytea       not null,
    facts_digest   text        not null check (length(facts_digest) = 64),
    base_fen       bigint      not null check (base_fen >= 0),
    increments_fen bigint      not null check (increments_fen >= 0),
    care_fen       bigint      not null check (care_fen >= 0),
    notice         boolean     not null,
    proposed_by    uuid        not null references officer (id),
    proposed_name  text        not null,
    proposed_at    timestamptz not null,
    closed_by      uuid        references officer (id),
    closed_name    text,
    closed_at      timestamptz,
    closed_words   text        check (length(closed_words) between 1 and 300),
    check ((state = 'OPEN') = (closed_at is null)),
    check (num_nonnulls(closed_by, closed_name) in (0, 2)),
    check ((closed_by is null) = (state in ('OPEN', 'LAPSED'))),
    -- whoever proposed it does not decide it, whatever a command overlooks
    constraint award_proposal_four_eyes check (state not in ('DECIDED', 'REFUSED') or closed_by <> proposed_by)
);
create unique index award_proposal_open on award_proposal (award_id) where state = 'OPEN';
create index award_proposal_list on award_proposal (award_id, proposed_at);
comment on table award_proposal is '待遇变动的提出与决定:一人提出,另一人决定';
comment on column award_proposal.review_enc is '提出时的核查测算,整份存档(加密)';
comment on column award_proposal.facts_digest is '测算所依据的家庭情况的摘要:决定时要相同';
comment on column award_proposal.notice is '特困终止:先公示,期满无异议才能决定';

comment on table award_notice is '变更、停发、终止告知书和它的送达';
