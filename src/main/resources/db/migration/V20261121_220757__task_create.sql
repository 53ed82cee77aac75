-- 待办 (AP-6). One row per thing to do and worklist; whoever opened it closes it. due_at is the limit's, kept for sorting.
create table task (
    id            uuid        primary key,
    kind          text        not null check (kind ~ '^[a-z]+\.[a-z_]+$'),
    assignee      text        not null,
    township_code text        check (township_code ~ '^[0-9]{9}$'),
    subject_kind  text        not null,
    subject_id    text        not null,
    title         text        not null check (length(title) between 1 and 100),
    why           text        not null,
    verb          text        not null check (length(verb) between 1 and 10),
    url           text        not null check (url like '/%'),
    person        text,
    place         text,
    number        text,
    deadline_id   uuid        references deadline (id),
    due_at        timestamptz,
    opened_at     timestamptz not null,
    closed_at     timestamptz,
    closed_by     uuid        references officer (id),
    check ((deadline_id is null) = (due_at is null)),
    check (closed_by is null or closed_at is not null)
);
-- one open task of a kind about a subject in one worklist
create unique index task_once on task (kind, subject_kind, subject_id, assignee) where closed_at is null;
-- the worklist, most urgent first
create index task_open on task (assignee, coalesce(due_at, 'infinity'::timestamptz), id) where closed_at is null;
create index task_subject on task (subject_kind, subject_id) where closed_at is null;
create index task_deadline on task (deadline_id) where closed_at is null;
create index task_done on task (closed_by, closed_at desc) where closed_by is not null;
create index task_township on task (township_code) where closed_at is null;
comment on table task is '不审计:待办,随事项的状态开立和办结,谁何时办的记在行内';
