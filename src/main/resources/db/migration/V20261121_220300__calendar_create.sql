-- 工作日历与时限 (REG-4)
create table calendar_year (
    year            int         primary key check (year between 1990 and 2100),
    source          text        not null check (length(source) between 1 and 200),
    entered_by      uuid,
    entered_by_name text        not null,
    entered_at      timestamptz not null,
    version         bigint      not null default 0
);
comment on table calendar_year is '年度放假安排';

-- what departs from the plain week; the last days of the December before may belong to a year's notice
create table calendar_day (
    year int  not null references calendar_year (year),
    day  date not null,
    kind text not null check (kind in ('OFF', 'WORK')),
    primary key (year, day),
    check (extract(year from day) = year or (extract(year from day) = year - 1 and to_char(day, 'MMDD') >= '1228'))
);
comment on table calendar_day is '放假日和调休上班日';

create table calendar_local_day (
    day             date        primary key check (day between '1990-01-01' and '2100-12-31'),
    kind            text        not null check (kind in ('OFF', 'WORK')),
    name            text        not null check (length(name) between 1 and 50),
    basis           text        not null check (length(basis) between 1 and 200),
    entered_by      uuid,
    entered_by_name text        not null,
    entered_at      timestamptz not null
);
comment on table calendar_local_day is '地方放假日';

create table calendar_change (
    id         bigint      generated always as identity primary key,
    year       int         not null,
    what       text        not null,
    before     text        not null,
    after      text        not null,
    moved      int         not null,
    changed_by uuid,
    by_name    text        not null,
    changed_at timestamptz not null
);
create index calendar_change_year on calendar_change (year, id desc);
comment on table calendar_change is '只追加:日历变更记录';

-- one row; who computes a limit holds it for share, who changes the calendar for update. The number comes from a
-- sequence, so that a rolled-back change never leaves its number to the next one.
create sequence calendar_revision_seq start with 2;
create table calendar_revision (
    one      boolean primary key default true check (one),
    revision bigint  not null
);
insert into calendar_revision (revision) values (1);
comment on table calendar_revision is '日历版本号';

insert into calendar_year (year, source, entered_by_name, entered_at)
values (2024, '国务院办公厅关于2024年部分节假日安排的通知（2023年10月）', '系统初始数据', now()),
       (2025, '国务院办公厅关于2025年部分节假日安排的通知（2024年11月）', '系统初始数据', now()),
       (2026, '国务院办公厅关于2026年部分节假日安排的通知（2025年11月）', '系统初始数据', now());

insert into calendar_day (year, day, kind)
select extract(year from d), d, 'OFF'
from (values
    ('2024-01-01', '2024-01-01'), ('2024-02-10', '2024-02-17'), ('2024-04-04', '2024-04-06'),
    ('2024-05-01', '2024-05-05'), ('2024-06-10', '2024-06-10'), ('2024-09-15', '2024-09-17'),
    ('2024-10-01', '2024-10-07'),
    ('2025-01-01', '2025-01-01'), ('2025-01-28', '2025-02-04'), ('2025-04-04', '2025-04-06'),
    ('2025-05-01', '2025-05-05'), ('2025-05-31', '2025-06-02'), ('2025-10-01', '2025-10-08'),
    ('2026-01-01', '2026-01-03'), ('2026-02-15', '2026-02-23'), ('2026-04-04', '2026-04-06'),
    ('2026-05-01', '2026-05-05'), ('2026-06-19', '2026-06-21'), ('2026-09-25', '2026-09-27'),
    ('2026-10-01', '2026-10-07')) as span (first, last),
    lateral (select generate_series(first::date, last::date, interval '1 day')::date as d) as each_day;

insert into calendar_day (year, day, kind)
select extract(year from d), d, 'WORK'
from unnest(array[
    '2024-02-04', '2024-02-18', '2024-04-07', '2024-04-28', '2024-05-11', '2024-09-14', '2024-09-29', '2024-10-12',
    '2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11',
    '2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']::date[]) as d;

-- One limit (时限). Its instants are kept, so that lists can be sorted and counted by them; what they mean at a moment
-- says deadline_level, the same for every list, badge and figure.
create table deadline (
    id          uuid        primary key,
    kind        text        not null,
    kind_name   text        not null,
    ends        text        not null check (ends in ('DAY', 'OFFICE_HOURS', 'INSTANT')),
    unit        text        not null check (unit in ('WORKING_DAYS', 'CALENDAR_DAYS', 'MINUTES')),
    budget      int         not null check (budget >= 0),
    extension   int         not null default 0 check (extension >= 0),
    state       text        not null check (state in ('RUNNING', 'PAUSED', 'MET', 'CANCELLED')),
    started_at  timestamptz not null,
    due_at      timestamptz not null,
    soon_at     timestamptz not null,
    provisional boolean     not null,
    paused_at   timestamptz,
    ended_at    timestamptz,
    check (state <> 'PAUSED' or paused_at is not null),
    check (state <> 'RUNNING' or paused_at is null),
    check ((state in ('MET', 'CANCELLED')) = (ended_at is not null))
);
-- the running limits in order of their end: worklists, urging, and what an arrangement moves
create index deadline_running on deadline (due_at) where state in ('RUNNING', 'PAUSED');
comment on table deadline is '时限';

create table deadline_pause (
    id          bigint      generated always as identity primary key,
    deadline_id uuid        not null references deadline (id),
    paused_at   timestamptz not null,
    reason      text        not null check (length(reason) between 1 and 300),
    paused_by   uuid        not null,
    by_name     text        not null,
    resumed_at  timestamptz check (resumed_at >= paused_at)
);
create unique index deadline_pause_open on deadline_pause (deadline_id) where resumed_at is null;
create index deadline_pause_deadline on deadline_pause (deadline_id);
comment on table deadline_pause is '时限暂停';

create table deadline_extension (
    id          bigint      generated always as identity primary key,
    deadline_id uuid        not null references deadline (id),
    amount      int         not null check (amount > 0),
    reason      text        not null check (length(reason) between 1 and 300),
    approved_by uuid        not null,
    by_name     text        not null,
    extended_at timestamptz not null,
    due_before  timestamptz not null,
    due_after   timestamptz not null
);
create index deadline_extension_deadline on deadline_extension (deadline_id);
comment on table deadline_extension is '只追加:时限延长';

-- 灯, in SQL: the same answer as cn.yimen.calendar.Light, from the same two instants (a test compares them)
create function deadline_level(state text, soon_at timestamptz, due_at timestamptz, now timestamptz) returns text
    language sql immutable parallel safe
    return case
        when state in ('MET', 'CANCELLED') then 'DONE'
        when state = 'PAUSED' then 'PAUSED'
        when date_trunc('second', now) > due_at then 'OVER'
        when now >= soon_at then 'SOON'
        else 'OK'
    end;
