-- 接待 (IN-1, IN-7). The clock is started_at and due_at: nothing about it lives outside the database.
create table reception (
    id             uuid        primary key,
    township_code  text        not null check (township_code ~ '^[0-9]{9}$'),
    day            date        not null,
    ticket         int         not null check (ticket > 0),
    name           text        check (length(name) between 1 and 50),
    clerk_id       uuid        not null references officer (id),
    first_clerk_id uuid        not null references officer (id),
    state          text        not null check (state in ('RUNNING', 'SUSPENDED', 'ANSWERED')),
    started_at     timestamptz not null,
    due_at         timestamptz not null,
    deadline_id    uuid        not null,
    ended_at       timestamptz check (ended_at >= started_at),
    answer         text        check (answer in ('ACCEPTED', 'MATERIALS_MISSING', 'NOT_ELIGIBLE', 'REFERRED', 'ADVICE')),
    answer_words   text        check (length(answer_words) <= 2000),
    draft_id       uuid,
    version        bigint      not null default 0,
    unique (township_code, day, ticket),
    check ((state = 'ANSWERED') = (ended_at is not null and answer is not null))
);
-- a clerk receives one person at a time
create unique index reception_running on reception (clerk_id) where state = 'RUNNING';
create index reception_open on reception (township_code, started_at) where state <> 'ANSWERED';
create index reception_of_clerk on reception (clerk_id) where state = 'SUSPENDED';
create index reception_day on reception (day, township_code);
comment on table reception is '接待';

create table reception_event (
    id           bigint      generated always as identity primary key,
    reception_id uuid        not null references reception (id),
    at           timestamptz not null,
    kind         text        not null check (kind in ('STARTED', 'SUSPENDED', 'RESUMED', 'TAKEN_OVER', 'ANSWERED')),
    officer_id   uuid        not null references officer (id),
    note         text        check (length(note) <= 200)
);
create index reception_event_of on reception_event (reception_id, at);
comment on table reception_event is '只追加。接待经过';

-- the last number given out at a window on a day
create table reception_counter (
    township_code text not null,
    day           date not null,
    last          int  not null,
    primary key (township_code, day)
);
comment on table reception_counter is '不审计。窗口当天的取号';
