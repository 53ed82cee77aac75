-- 文书打印与附件 (IN-11, AU-4). The contents of attachments lie sealed in files beside the database, named by their id.
create table document_paper (
    kind         text not null,
    subject_kind text not null,
    subject_id   text not null,
    prints       int  not null check (prints > 0),
    primary key (kind, subject_kind, subject_id)
);
comment on table document_paper is '文书打印次数';

create table document_print (
    kind         text        not null,
    subject_kind text        not null,
    subject_id   text        not null,
    nth          int         not null check (nth > 0),
    printed_at   timestamptz not null,
    printed_by   uuid        not null,
    digest       bytea       not null check (length(digest) = 32),
    primary key (kind, subject_kind, subject_id, nth)
);
comment on table document_print is '只追加:文书打印记录,含内容的 SM3 摘要';

create table attachment (
    id           uuid        primary key,
    subject_kind text        not null,
    subject_id   text        not null,
    material     text        not null,
    name         text        not null check (length(name) between 1 and 120),
    type         text        not null check (type in ('image/jpeg', 'image/png', 'application/pdf')),
    size         bigint      not null check (size > 0),
    digest       bytea       not null check (length(digest) = 32),
    stored_at    timestamptz not null,
    stored_by    uuid        not null,
    removed_at   timestamptz,
    removed_by   uuid,
    check ((removed_at is null) = (removed_by is null))
);
create index attachment_subject on attachment (subject_kind, subject_id, stored_at) where removed_at is null;
comment on table attachment is '附件:扫描件和照片';
