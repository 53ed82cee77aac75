-- 审核确认 (AP-1…AP-3, AP-5): the decision itself, what it rested on, its paper, its delivery; the drawn sample.
create table decision_number (
    kind text not null check (kind in ('QR', 'BQ', 'TZ')),
    year int  not null,
    last int  not null check (last > 0),
    primary key (kind, year)
);
comment on table decision_number is '不审计:决定文书的流水号';

-- 近亲属备案的先由一人确认、再由另一人复核确认
create table first_confirmation (
    application_id uuid        not null references application (id),
    round          int         not null,
    kind           text        not null check (kind in ('CONFIRM', 'REFUSE')),
    facts_digest   text        not null,
    amount_fen     bigint      not null check (amount_fen >= 0),
    reasons        text        check (length(reasons) <= 500),
    basis          text        check (length(basis) <= 200),
    by_id          uuid        not null references officer (id),
    at             timestamptz not null,
    primary key (application_id, round)
);
comment on table first_confirmation is '只追加。第一确认人的意见,由另一人复核后才成为决定';

create table decision (
    id             uuid        primary key,
    application_id uuid        not null references application (id),
    round          int         not null,
    kind           text        not null check (kind in ('CONFIRM', 'REFUSE')),
    number         text        not null unique check (number ~ '^(QR|BQ)-[0-9]{4}-[0-9]{4,}$'),
    opinion_id     uuid        not null references opinion (id),
    facts_digest   text        not null,
    scheme         text        not null,
    base_fen       bigint      not null check (base_fen >= 0),
    increments_fen bigint      not null check (increments_fen >= 0),
    care_fen       bigint      not null check (care_fen >= 0),
    once_fen       bigint      not null check (once_fen >= 0),
    first_month    date        check (extract(day from first_month) = 1),
    until_month    date        check (extract(day from until_month) = 1),
    reasons        text        not null check (length(reasons) between 1 and 500),
    basis          text        not null check (length(basis) between 1 and 200),
    award_id       uuid        references award (id),
    single_aid_id  uuid        references single_aid (id),
    first_by       uuid        references officer (id),
    decided_by     uuid        not null references officer (id),
    decided_at     timestamptz not null,
    -- decided once; a matter that comes back is another round
    unique (application_id, round),
    check ((kind = 'CONFIRM') = (num_nonnulls(award_id, single_aid_id) = 1)),
    check (first_by is null or first_by <> decided_by)
);
create index decision_award on decision (award_id) where award_id is not null;
comment on table decision is '只追加。审核确认的决定:定了什么、凭什么、谁定的';
comment on column decision.facts_digest is '决定所依据的家庭情况摘要,与初审意见的相同';

-- Who decides has the part for it, of those filed two different people: whoever writes the statement.
create function decision_eyes() returns trigger language plpgsql as $$
declare a application;
begin
    select * into a from application where id = new.application_id;
    if a.state <> 'SUBMITTED' or a.round <> new.round then
        raise exception '只有待审核确认的件才能决定' using errcode = 'check_violation', constraint = 'decision_state';
    end if;
    if not exists (
        select 1 from application_hand h
        where h.application_id = new.application_id and h.round = new.round and h.officer_id = new.decided_by
            and h.part = case when a.kin_filed then 'SECOND_CONFIRMER' else 'CONFIRMER' end)
        or (a.kin_filed and not exists (
            select 1 from application_hand h join first_confirmation f on f.by_id = h.officer_id
                and f.application_id = h.application_id and f.round = h.round
            where h.application_id = new.application_id and h.round = new.round and h.part = 'CONFIRMER'
                and h.officer_id = new.first_by and f.kind = new.kind and f.facts_digest = new.facts_digest))
    then
        raise exception '决定人不是本件的确认人，或近亲属备案件还没有第二人复核'
            using errcode = 'check_violation', constraint = 'decision_eyes';
    end if;
    if not exists (
        select 1 from opinion o where o.id = new.opinion_id and o.application_id = new.application_id
            and o.round = new.round and o.facts_digest = new.facts_digest)
    then
        raise exception '决定要以本轮的初审意见为据' using errcode = 'check_violation', constraint = 'decision_opinion';
    end if;
    return new;
end $$;
create trigger decision_eyes before insert on decision for each row execute function decision_eyes();

-- the paper as it was issued: a reprint shows this and nothing newer
create table decision_paper (
    id          uuid        primary key,
    form        text        not null,
    subject_id  uuid        not null,
    number      text        not null,
    content_enc bytea       not null,
    digest      bytea       not null check (length(digest) = 32),
    issued_at   timestamptz not null,
    unique (form, subject_id)
);
comment on table decision_paper is '只追加。决定文书的内容,补打照此';

create table decision_delivery (
    decision_id  uuid        primary key references decision (id),
    delivered_on date        not null,
    how          text        not null check (how in ('DIRECT', 'LEFT_THERE', 'ENTRUSTED', 'MAIL')),
    receiver     text        not null check (length(receiver) between 1 and 50),
    note         text        check (length(note) <= 200),
    at           timestamptz not null,
    by_id        uuid        not null references officer (id)
);
comment on table decision_delivery is '只追加。决定文书的送达';
comment on column decision_delivery.how is '直接送达、留置送达、委托村(居)送达、邮寄送达';

-- 随机抽查 (特困, 43 第十六条): the system draws, and anybody can draw again
create table sample_seed (
    month   date        primary key check (extract(day from month) = 1),
    seed    text        not null check (seed ~ '^[0-9a-f]{64}$'),
    share   numeric     not null check (share between 0 and 100),
    made_at timestamptz not null
);
comment on table sample_seed is '只追加。每月抽查的种子和比例';

create table sample_draw (
    application_id uuid        primary key references application (id),
    month          date        not null references sample_seed (month),
    no             int         not null check (no > 0),
    score          bigint      not null check (score between 0 and 4294967295),
    drawn          boolean     not null,
    why            text        not null check (why in ('SCORE', 'SHARE', 'NOT')),
    at             timestamptz not null,
    unique (month, no),
    check (drawn = (why <> 'NOT'))
);
comment on table sample_draw is '只追加。抽查结果:种子与审批件编号的摘要值';
comment on column sample_draw.why is 'SCORE 摘要值小于比例;SHARE 不抽就不足比例;NOT 未抽中';

insert into policy_key (key, group_code, position, name, type, unit, hint, yearly, informative)
values ('tekun.sampleShare', 'limit', 1165, '特困：随机抽查比例', 'PERCENT', '不低于', '由系统抽取，抽中的由区民政局入户', false, false);
insert into policy_parameter (key, value, valid_from, state, basis, note, entered_by_name, entered_at)
values ('tekun.sampleShare', '30', '2021-07-01', 'CONFIRMED', '《特困人员认定办法》（民发〔2021〕43号）第十六条', '', '系统初始数据', now());

update approval_way set preconditions = preconditions || '{decision.made}'
where way in ('CONFIRM', 'REFUSE') and from_state = 'SUBMITTED';
update approval_way set preconditions = preconditions || '{sample.visited}'
where kind = 'TEKUN' and way = 'CONFIRM' and from_state = 'SUBMITTED';
