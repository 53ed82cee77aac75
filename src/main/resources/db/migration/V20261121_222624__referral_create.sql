-- 转办 (RF-1…RF-4). One row per matter and department; a returned one ends, the next department gets its own.
create table referral (
    id                  uuid        primary key,
    matter_id           uuid        not null references matter (id),
    case_id             uuid        not null,
    round               int         not null check (round > 0),
    number              text        unique check (number ~ '^ZB-[0-9]{4}-[0-9]{4,}$'),
    receipt_no          text        not null,
    item_code           text        not null,
    item_name           text        not null,
    dept_code           text        not null,
    township_code       text        not null,
    village_code        text,
    person_id           uuid        not null,
    person_name         text        not null,
    state               text        not null check (state in ('TO_DISPATCH', 'SENT', 'EXAMINING', 'CHECKING', 'ANSWERED',
                            'RETURNED', 'REFUSED', 'REFUSED_TOLD', 'FINISHED', 'FINISHED_TOLD', 'WITHDRAWN')),
    -- the limit that counts now, and its due instant for sorting
    deadline_id         uuid        references deadline (id),
    due_at              timestamptz,
    -- what the department was told, as of the day it was sent; nothing else of the household is for it
    facts_enc           bytea,
    -- what the department waits for; its limits stand still
    awaiting_enc        bytea,
    created_at          timestamptz not null,
    dispatched_at       timestamptz,
    signed_at           timestamptz,
    ended_at            timestamptz,
    returned_by         text        check (returned_by in ('DEPARTMENT', 'PERSON')),
    suggested_dept_code text,
    version             bigint      not null default 0,
    unique (matter_id, round),
    check ((state = 'TO_DISPATCH' or (state = 'WITHDRAWN' and dispatched_at is null)) = (number is null)),
    check ((number is null) = (dispatched_at is null)),
    check ((state = 'RETURNED') = (returned_by is not null)),
    check ((deadline_id is null) = (due_at is null)),
    check (awaiting_enc is null or state in ('EXAMINING', 'CHECKING', 'ANSWERED')),
    check ((state in ('RETURNED', 'REFUSED_TOLD', 'FINISHED_TOLD', 'WITHDRAWN')) = (ended_at is not null))
);
-- a matter is with one department at a time
create unique index referral_once on referral (matter_id) where ended_at is null;
-- worklists: the department's, the township's, the district's, most urgent first
create index referral_department on referral (dept_code, state, coalesce(due_at, 'infinity'::timestamptz), id);
create index referral_township on referral (township_code, state, coalesce(due_at, 'infinity'::timestamptz), id);
create index referral_due on referral (coalesce(due_at, 'infinity'::timestamptz), id) where ended_at is null;
create index referral_case on referral (case_id);
create index referral_deadline on referral (deadline_id) where ended_at is null;
create index referral_person on referral (person_id);
create index referral_receipt on referral (receipt_no);
create index referral_name on referral (person_name text_pattern_ops);
comment on table referral is '转办单';

-- running number of the year, without gaps
create table referral_number (
    year int primary key,
    last int not null check (last > 0)
);
comment on table referral_number is '转办单号的流水';

-- 经过: one line for each act; the words may tell of an illness, so they lie sealed
create table referral_event (
    id          bigint      generated always as identity primary key,
    referral_id uuid        not null references referral (id),
    at          timestamptz not null,
    act         text        not null check (act ~ '^[A-Z_]+$'),
    officer_id  uuid        references officer (id),
    who         text        not null,
    place       text        not null,
    words_enc   bytea,
    basis       text
);
create index referral_event_referral on referral_event (referral_id, id);
comment on table referral_event is '只追加:转办经过';

-- the clocks of a referral (RF-2); the next urging of each by itself (RF-4)
create table referral_clock (
    referral_id uuid        not null references referral (id),
    clock       text        not null check (clock in ('DISPATCH', 'SIGN', 'EXAMINE', 'FIRST_ANSWER', 'ITEM', 'TELL')),
    deadline_id uuid        not null references deadline (id),
    open        boolean     not null default true,
    urged       text        not null default 'NO' check (urged in ('NO', 'WARNED', 'URGED', 'ESCALATED')),
    next_at     timestamptz,
    primary key (referral_id, clock),
    check (open or next_at is null)
);
create index referral_clock_next on referral_clock (next_at) where next_at is not null;
create index referral_clock_deadline on referral_clock (deadline_id) where open;
comment on table referral_clock is '不审计:转办单上的时限及其下一次自动催办';

-- facts for the ranking: which limit was broken, whose it was, since when and until when (SV-1)
create table referral_overrun (
    deadline_id   uuid        primary key references deadline (id),
    referral_id   uuid        not null references referral (id),
    clock         text        not null,
    dept_code     text        not null,
    township_code text        not null,
    due_at        timestamptz not null,
    recorded_at   timestamptz not null,
    ended_at      timestamptz,
    late_days     int         check (late_days >= 0),
    check ((ended_at is null) = (late_days is null))
);
create index referral_overrun_referral on referral_overrun (referral_id);
create index referral_overrun_due on referral_overrun (due_at);
comment on table referral_overrun is '转办超期记录';

-- 督办 (RF-4)
create table urging (
    id          uuid        primary key,
    referral_id uuid        not null references referral (id),
    clock       text        not null,
    level       text        not null check (level in ('WARNING', 'URGING', 'ESCALATION')),
    source      text        not null check (source in ('WINDOW', 'BUREAU', 'SYSTEM')),
    state       text        not null check (state in ('SENT', 'ANSWERED', 'ESCALATED', 'LAPSED')),
    -- who is urged: the department, or the window that has not sent it or told it yet
    to_window   boolean     not null,
    dept_code     text      not null,
    township_code text      not null,
    words_enc   bytea       not null,
    deadline_id uuid        references deadline (id),
    urged_at    timestamptz not null,
    urged_by    uuid        references officer (id),
    who         text        not null,
    place       text        not null,
    answer_enc  bytea,
    answered_at timestamptz,
    answered_by uuid        references officer (id),
    answered_who text,
    check ((state = 'ANSWERED') = (answer_enc is not null)),
    check ((answer_enc is null) = (answered_at is null)),
    check (source <> 'SYSTEM' or urged_by is null)
);
create index urging_referral on urging (referral_id, urged_at);
comment on table urging is '督办';

-- what the promises of this module are called and how long they are (REG-5)
insert into policy_key (key, group_code, position, name, type, unit, hint, yearly, informative)
values
    ('referral.signDays', 'window', 1232, '部门签收转办件', 'COUNT', '个工作日', '从转来起算', false, false),
    ('referral.urgingAnswerDays', 'window', 1234, '回复催办', 'COUNT', '个工作日', '从催办起算', false, false),
    ('referral.escalateDays', 'window', 1236, '催办后仍未办，升级督办', 'COUNT', '个工作日', '从自动催办起算', false, false);

insert into policy_parameter
    (key, value, valid_from, valid_to, state, question, basis, note, entered_by_name, entered_at)
select key, value, '2019-01-01', null, 'UNCONFIRMED', null, '窗口流转承诺（系统默认），随转办制度由区民政局确认', '', '系统初始数据', now()
from (values
    ('referral.signDays', '1'),
    ('referral.urgingAnswerDays', '1'),
    ('referral.escalateDays', '2')) as v (key, value);
