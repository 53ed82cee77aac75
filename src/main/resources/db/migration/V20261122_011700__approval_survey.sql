-- 调查、评议、初审 (AP-1, HH-3): who went, what was found, who answers for it.
create table survey_number (
    kind text not null check (kind in ('INVESTIGATION', 'APPRAISAL')),
    year int  not null,
    last int  not null check (last > 0),
    primary key (kind, year)
);
comment on table survey_number is '不审计:入户调查表、评议记录的流水号';

-- 入户调查: arranged, recorded as typed, then signed by everybody who is named
create table investigation (
    id             uuid        primary key,
    application_id uuid        not null references application (id),
    round          int         not null check (round > 0),
    kind           text        not null check (kind in ('TOWNSHIP', 'BUREAU', 'REVISIT')),
    number         text        not null unique check (number ~ '^DC-[0-9]{4}-[0-9]{4,}$'),
    state          text        not null check (state in ('ARRANGED', 'SIGNED', 'CANCELLED')),
    planned_on     date        not null,
    arranged_at    timestamptz not null,
    arranged_by    uuid        not null references officer (id),
    -- what was typed; closed with the declaration beside it by the first signature
    content_enc    bytea,
    content_digest bytea       check (length(content_digest) = 32),
    -- rises when the signatures are taken back; only those of the present one count
    epoch          int         not null default 1 check (epoch > 0),
    written_at     timestamptz,
    written_by     uuid        references officer (id),
    signed_at      timestamptz,
    cancelled_why  text        check (length(cancelled_why) <= 200),
    version        bigint      not null default 0,
    check ((state = 'SIGNED') = (signed_at is not null)),
    check ((state = 'CANCELLED') = (cancelled_why is not null)),
    check (state <> 'SIGNED' or content_digest is not null)
);
create index investigation_application on investigation (application_id, arranged_at);
comment on table investigation is '入户调查';

create table investigation_officer (
    investigation_id uuid not null references investigation (id),
    officer_id       uuid not null references officer (id),
    standing         text not null check (standing in ('OFFICE', 'ASSISTANT', 'BUREAU')),
    primary key (investigation_id, officer_id)
);
create index investigation_officer_officer on investigation_officer (officer_id);
comment on table investigation_officer is '只追加。调查人:谁入户、谁调查、谁签字、谁负责';

create table investigation_signature (
    investigation_id uuid        not null,
    epoch            int         not null,
    officer_id       uuid        not null,
    signed_at        timestamptz not null,
    digest           bytea       not null check (length(digest) = 32),
    primary key (investigation_id, epoch, officer_id),
    foreign key (investigation_id, officer_id) references investigation_officer (investigation_id, officer_id)
);
comment on table investigation_signature is '只追加。调查人签字:签的是哪一份内容';

-- Two different people named, and all of them signed what lies there; afterwards nothing changes.
create function investigation_signed() returns trigger language plpgsql as $$
declare named int; signed int; same investigation;
begin
    if old.state <> 'ARRANGED' then
        -- a new key seals the same content once more; its digest shows that it is the same
        same := new;
        same.content_enc := old.content_enc;
        if same = old then
            return new;
        end if;
        raise exception '调查表已经签字或取消，不能再改'
            using errcode = 'check_violation', constraint = 'investigation_closed';
    end if;
    if new.state = 'SIGNED' then
        select count(*) into named from investigation_officer where investigation_id = new.id;
        select count(*) into signed from investigation_signature s
        where s.investigation_id = new.id and s.epoch = new.epoch and s.digest = new.content_digest;
        if named < 2 or signed <> named then
            raise exception '入户调查至少 2 人，每人都要签字'
                using errcode = 'check_violation', constraint = 'investigation_two';
        end if;
    elsif new.content_digest is distinct from old.content_digest and new.epoch = old.epoch
        and exists (select 1 from investigation_signature s where s.investigation_id = new.id and s.epoch = new.epoch) then
        raise exception '已有人签字，内容不能再改'
            using errcode = 'check_violation', constraint = 'investigation_closed';
    end if;
    return new;
end $$;
create trigger investigation_signed before update on investigation
    for each row execute function investigation_signed();

-- 核实情况: one line of the household as it was found, beside what was declared; the last one of a line counts
create table verified_fact (
    id             bigint      generated always as identity primary key,
    application_id uuid        not null references application (id),
    round          int         not null,
    line           text        not null check (line ~ '^[a-z]+-[0-9a-z-]+$'),
    source         text        not null check (source in ('VISIT', 'VERIFICATION', 'DOCUMENT')),
    source_words   text        not null check (length(source_words) between 1 and 200),
    source_id      uuid,
    -- the found value, beside what had been declared at that time
    found_enc      bytea       not null,
    found_at       timestamptz not null,
    found_by       uuid        not null references officer (id)
);
create index verified_fact_application on verified_fact (application_id, line, id desc);
comment on table verified_fact is '只追加。核实情况:与申报并列,不覆盖申报';

-- 民主评议
create table appraisal (
    id             uuid        primary key,
    application_id uuid        not null references application (id),
    round          int         not null check (round > 0),
    number         text        not null unique check (number ~ '^PY-[0-9]{4}-[0-9]{4,}$'),
    state          text        not null check (state in ('OPEN', 'RECORDED')),
    content_enc    bytea,
    content_digest bytea       check (length(content_digest) = 32),
    held_on        date,
    panel          int         check (panel > 0),
    votes_for      int         check (votes_for >= 0),
    votes_against  int         check (votes_against >= 0),
    votes_abstain  int         check (votes_abstain >= 0),
    written_at     timestamptz not null,
    written_by     uuid        not null references officer (id),
    recorded_at    timestamptz,
    version        bigint      not null default 0,
    check ((state = 'RECORDED') = (recorded_at is not null)),
    check (state = 'OPEN' or (content_digest is not null and held_on is not null
        and votes_for + votes_against + votes_abstain = panel))
);
create unique index appraisal_open on appraisal (application_id) where state = 'OPEN';
create index appraisal_application on appraisal (application_id, recorded_at);
comment on table appraisal is '民主评议';

create function appraisal_closed() returns trigger language plpgsql as $$
declare same appraisal;
begin
    if old.state = 'RECORDED' then
        same := new;
        same.content_enc := old.content_enc;
        if same = old then
            return new;
        end if;
        raise exception '评议记录已经定稿，不能再改' using errcode = 'check_violation', constraint = 'appraisal_closed';
    end if;
    return new;
end $$;
create trigger appraisal_closed before update on appraisal for each row execute function appraisal_closed();

-- 初审意见: kept whole, facts, parameters and every step, so that it can be replayed
create table opinion (
    id             uuid        primary key,
    application_id uuid        not null references application (id),
    round          int         not null check (round > 0),
    favourable     boolean     not null,
    scheme         text        not null,
    monthly_fen    bigint      not null check (monthly_fen >= 0),
    once_fen       bigint      not null check (once_fen >= 0),
    reasons_enc    bytea       not null,
    basis          text        not null check (length(basis) between 1 and 200),
    facts_digest   text        not null check (facts_digest ~ '^[0-9a-f]{64}$'),
    parameters     text        not null,
    engine         text        not null,
    assessment_enc bytea       not null,
    given_by       uuid        not null references officer (id),
    given_at       timestamptz not null,
    check (favourable or (monthly_fen = 0 and once_fen = 0))
);
create index opinion_application on opinion (application_id, given_at desc);
comment on table opinion is '只追加。初审意见,连同测算全部结果';

-- the preconditions of the ways
update approval_way set preconditions = preconditions || '{visit.signed,opinion.current}'
where way in ('PROPOSE', 'PROPOSE_REFUSAL');
update approval_way set preconditions = array_append(preconditions, 'selfcare.assessed')
where kind = 'TEKUN' and way = 'PROPOSE';
update approval_way set preconditions = array_append(preconditions, 'appraisal.recorded') where way = 'APPRAISED';
update approval_way set preconditions = array_append(preconditions, 'bureau.visit')
where way = 'CONFIRM' and from_state = 'SUBMITTED';

insert into policy_key (key, group_code, position, name, type, unit, hint, yearly, informative)
values ('appraisal.quorum', 'limit', 1187, '民主评议最少参加人数', 'COUNT', '人', '国家规定没有写人数', false, false);
insert into policy_parameter (key, value, valid_from, state, basis, note, entered_by_name, entered_at)
values ('appraisal.quorum', '5', '2021-07-01', 'UNCONFIRMED', '自拟，待区民政局确认', '', '系统初始数据', now());
