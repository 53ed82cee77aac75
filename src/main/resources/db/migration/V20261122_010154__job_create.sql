-- 后台作业 (OP-5). The position moves in the transaction of the piece it counts; the token fences off a node thought dead.
create table job_file (
    id        uuid        primary key,
    name      text        not null check (length(name) between 1 and 200),
    size      bigint      not null check (size >= 0),
    digest    bytea       not null check (length(digest) = 32),
    stored_at timestamptz not null
);
comment on table job_file is '不审计:后台作业的文件';

create table job_file_part (
    file_id     uuid  not null references job_file (id) on delete cascade,
    no          int   not null check (no >= 0),
    content_enc bytea not null,
    primary key (file_id, no)
);
comment on table job_file_part is '不审计:后台作业的文件内容,加密分块';

create table job (
    id           uuid        primary key,
    kind         text        not null check (kind ~ '^[a-z]+[.][a-zA-Z]+$'),
    title        text        not null check (length(title) between 1 and 300),
    owner_id     uuid        references officer (id),
    owner_name   text        not null,
    state        text        not null check (state in ('WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
    cancel_asked boolean     not null default false,
    parameters   text        not null,
    file_id      uuid        references job_file (id),
    result_url   text        check (result_url like '/%'),
    once         text,
    retry_of     uuid        references job (id),
    position     bigint      not null default 0 check (position >= 0),
    total        bigint      check (total >= 0),
    failed_rows  bigint      not null default 0,
    message      text,
    token        bigint      not null default 0,
    tries        int         not null default 0,
    node         text,
    lease_until  timestamptz,
    created_at   timestamptz not null,
    started_at   timestamptz,
    ended_at     timestamptz,
    unique (kind, once),
    check ((state in ('DONE', 'FAILED', 'CANCELLED')) = (ended_at is not null)),
    check (state <> 'RUNNING' or lease_until is not null)
);
create index job_to_do on job (created_at, id) where state in ('WAITING', 'RUNNING');
create index job_owner on job (owner_id, created_at desc);
comment on table job is '不审计:后台作业的进度;发起、取消、继续由程序记入审计';
comment on column job.once is '同一种作业同一标记只办一次,如 2026-11';
comment on column job.token is '每次领走加一,旧的执行不能再写';

create table job_failed_row (
    job_id    uuid   not null references job (id),
    line      bigint not null,
    reason    text   not null,
    cells_enc bytea  not null,
    primary key (job_id, line)
);
comment on table job_failed_row is '不审计:没有办成的行和原因,内容加密';
