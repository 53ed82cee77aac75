-- 停发、终止告知书 (AP-5; 57 第三十二条): written with the change it tells of, told in writing, delivered.
create table award_notice_number (
    year int primary key,
    last int not null check (last > 0)
);
comment on table award_notice_number is '不审计:告知书的流水号';

create table award_notice (
    id           uuid        primary key,
    award_id     uuid        not null,
    change_no    int         not null,
    number       text        not null unique check (number ~ '^TZ-[0-9]{4}-[0-9]{4,}$'),
    holder       text        not null,
    office       text        not null,
    phone        text        not null,
    digest       bytea       not null check (length(digest) = 32),
    issued_at    timestamptz not null,
    delivered_on date,
    how          text        check (how in ('DIRECT', 'LEFT_THERE', 'ENTRUSTED', 'MAIL')),
    receiver     text        check (length(receiver) between 1 and 50),
    delivered_by uuid        references officer (id),
    unique (award_id, change_no),
    foreign key (award_id, change_no) references award_change (award_id, no),
    check (num_nonnulls(delivered_on, how, receiver, delivered_by) in (0, 4))
);
comment on table award_notice is '停发、终止告知书和它的送达';
comment on column award_notice.digest is '文书内容摘要:补打的与它相同';
