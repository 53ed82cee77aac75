-- 密钥轮换 (AU-2): where each encrypted column has got to under the newest key. One row per column and version.
create table protection_rotation (
    column_name text        not null check (column_name ~ '^[a-z_]+\.[a-z_]+_enc$'),
    version     int         not null check (version between 1 and 255),
    next_block  bigint      not null default 0,
    changed     bigint      not null default 0,
    finished_at timestamptz,
    primary key (column_name, version)
);
comment on table protection_rotation is '密钥轮换的进度';
