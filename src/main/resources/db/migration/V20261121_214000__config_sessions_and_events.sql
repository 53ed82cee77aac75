-- 会话、事件登记与安装标记. The first two tables are the ones Spring Session and Spring Modulith ask for.
create extension if not exists pg_trgm;
create extension if not exists btree_gin;
create extension if not exists btree_gist;

create table spring_session (
    primary_id            char(36)     not null primary key,
    session_id            char(36)     not null,
    creation_time         bigint       not null,
    last_access_time      bigint       not null,
    max_inactive_interval int          not null,
    expiry_time           bigint       not null,
    principal_name        varchar(100)
);
create unique index spring_session_ix1 on spring_session (session_id);
create index spring_session_ix2 on spring_session (expiry_time);
create index spring_session_ix3 on spring_session (principal_name);
comment on table spring_session is '登录会话';

create table spring_session_attributes (
    session_primary_id char(36)     not null references spring_session (primary_id) on delete cascade,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea        not null,
    primary key (session_primary_id, attribute_name)
);
comment on table spring_session_attributes is '登录会话的内容';

create table event_publication (
    id                     uuid        not null primary key,
    listener_id            text        not null,
    event_type             text        not null,
    serialized_event       text        not null,
    publication_date       timestamptz not null,
    completion_date        timestamptz,
    status                 text,
    completion_attempts    int,
    last_resubmission_date timestamptz
);
create index event_publication_serialized_event_hash_idx on event_publication using hash (serialized_event);
create index event_publication_by_completion_date_idx on event_publication (completion_date);
comment on table event_publication is '模块间事件登记';

-- one row: what this installation is; a demo district counts its households as it makes them
create table installation (
    single      boolean     primary key default true check (single),
    demo        boolean     not null,
    demo_target int         not null default 0,
    demo_done   int         not null default 0 check (demo_done <= demo_target),
    demo_seed   bigint      not null default 0,
    made_at     timestamptz not null default now()
);
comment on table installation is '本套系统:是否为演示数据';
