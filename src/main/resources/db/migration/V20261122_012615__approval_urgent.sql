-- 临时救助 (AP-4): what happened, since when it is known, and what was given at once.
create table temporary_need (
    application_id uuid        primary key references application (id),
    household_id   uuid        not null,
    cause          text        not null check (cause in ('ACCIDENT', 'FIRE', 'SUDDEN_ILLNESS', 'OTHER_URGENT', 'MEDICAL_COST',
                       'EDUCATION_COST', 'OTHER_COST')),
    -- 需立即救助: the clock of hours runs
    urgent         boolean     not null,
    reported_at    timestamptz not null,
    persons        int         check (persons between 1 and 99),
    months         int         check (months between 1 and 60),
    -- why help is given for the same cause again
    repeat_reason  text        check (length(repeat_reason) between 1 and 200),
    updated_at     timestamptz not null,
    -- null: from what was declared at the window
    updated_by     uuid        references officer (id),
    version        bigint      not null default 0
);
create index temporary_need_household on temporary_need (household_id, cause);
comment on table temporary_need is '临时救助的事由和需求';

create table urgent_aid (
    id             uuid        primary key,
    application_id uuid        not null references application (id),
    round          int         not null,
    procedure      text        not null check (procedure in ('QUICK', 'AID_FIRST')),
    number         text        not null unique check (number ~ '^(KJ|JN)-[0-9]{4}-[0-9]{4,}$'),
    household_id   uuid        not null,
    cause          text        not null check (cause in ('ACCIDENT', 'FIRE', 'SUDDEN_ILLNESS', 'OTHER_URGENT')),
    -- what happened may tell of an illness
    story_enc      bytea       not null,
    means          text        not null check (means in ('CASH', 'TRANSFER', 'GOODS', 'STOCK')),
    -- what was handed over, where it is no money
    goods          text        check (length(goods) between 1 and 200),
    amount_fen     bigint      not null check (amount_fen > 0),
    -- the most that could be given, as counted on the day
    limit_fen      bigint      not null,
    limit_words    text        not null,
    payee          text        not null check (length(payee) between 1 and 50),
    repeat_reason  text        check (length(repeat_reason) between 1 and 200),
    reported_at    timestamptz not null,
    aided_at       timestamptz not null,
    -- by how many minutes the hours were overrun; null in time, or where no hours run
    late_minutes   bigint      check (late_minutes > 0),
    aided_by       uuid        not null references officer (id),
    who            text        not null,
    -- the payment from the reserve; null for goods out of stock
    posting_id     uuid        unique references ledger_posting (id),
    constraint urgent_aid_once unique (application_id, round),
    constraint urgent_aid_within_limit check (amount_fen <= limit_fen),
    constraint urgent_aid_paid check ((means = 'STOCK') = (posting_id is null)),
    check (means not in ('GOODS', 'STOCK') or goods is not null),
    check (procedure = 'AID_FIRST' or means <> 'STOCK'),
    check (aided_at >= reported_at)
);
create index urgent_aid_household on urgent_aid (household_id, cause, aided_at);
create index urgent_aid_late on urgent_aid (aided_at) where late_minutes is not null;
comment on table urgent_aid is '只追加。小额快救和急难先行救助';

create table urgent_aid_person (
    aid_id    uuid not null references urgent_aid (id),
    person_id uuid not null,
    name      text not null,
    primary key (aid_id, person_id)
);
create index urgent_aid_person_person on urgent_aid_person (person_id);
comment on table urgent_aid_person is '只追加。受助的人';

create table urgent_aid_number (
    prefix text not null,
    year   int  not null,
    last   int  not null check (last > 0),
    primary key (prefix, year)
);
comment on table urgent_aid_number is '小额快救、先行救助编号的流水';

-- help does not wait for papers, but is there before its way is gone
update approval_way set while_paused = true
where kind = 'TEMPORARY' and way in ('QUICK_GRANT', 'AID_FIRST');
update approval_way set preconditions = preconditions || '{aid.other_eyes,aid.given}'
where kind = 'TEMPORARY' and way = 'QUICK_GRANT';
update approval_way set preconditions = array_append(preconditions, 'aid.given')
where kind = 'TEMPORARY' and way = 'AID_FIRST';
update approval_way set preconditions = array_append(preconditions, 'aid.papers')
where kind = 'TEMPORARY' and way in ('COMPLETE', 'COMPLETE_SMALL');
update approval_way set preconditions = array_append(preconditions, 'aid.second_eyes')
where kind = 'TEMPORARY' and way = 'COMPLETE_SMALL';

insert into policy_key (key, group_code, position, name, type, unit, hint, yearly, informative)
values ('temp.sameCauseMonths', 'temp', 992, '同一事由重复申请的核对期', 'COUNT', '个月', '期内同一事由再次申请要写明理由', false, false);
insert into policy_parameter
    (key, value, valid_from, valid_to, state, question, basis, note, entered_by_name, entered_at)
values ('temp.sameCauseMonths', '12', '2014-10-03', null, 'UNCONFIRMED', null,
    '国发〔2014〕47号（同一事由重复申请，无正当理由不予救助）；月数自拟', '', '系统初始数据', now());
