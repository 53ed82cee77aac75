-- 公示 (AP-1, PB-2): what everybody may read of a decision before it is made, for its days only.
create table notice (
    id            uuid        primary key,
    number        text        not null unique check (number ~ '^GS-[0-9]{4}-[0-9]{4,}$'),
    kind          text        not null check (kind in ('LOW_INCOME', 'TEKUN', 'TEKUN_END', 'TEMPORARY')),
    subject_kind  text        not null,
    subject_id    text        not null,
    round         int         not null check (round > 0),
    township_code text        not null,
    village_code  text,
    -- the whole name, for the lists of the staff only
    person_name   text        not null,
    -- word by word what was shown, and its SM3; a number that looks like a person's never gets here
    shown         text        not null check (shown !~ '[0-9]{15}' and shown !~ '(^|[^0-9])1[3-9][0-9]{9}([^0-9]|$)'),
    digest        bytea       not null check (length(digest) = 32),
    -- where objections are taken by telephone: an office
    phone         text        not null,
    basis         text        not null,
    state         text        not null default 'POSTED'
                  check (state in ('POSTED', 'ENDED', 'OBJECTED', 'STOPPED', 'WITHDRAWN', 'SUPERSEDED')),
    posted_at     timestamptz not null,
    -- the last second of the notice is this limit's due instant; nobody else counts the days
    deadline_id   uuid        not null references deadline (id),
    recorded_at   timestamptz not null,
    posted_by     uuid        not null references officer (id),
    posted_who    text        not null,
    posted_place  text        not null,
    down_at       timestamptz,
    down_by       uuid        references officer (id),
    down_reason   text,
    unique (subject_kind, subject_id, round),
    check ((state = 'POSTED') = (down_at is null)),
    check (state <> 'WITHDRAWN' or (down_by is not null and down_reason is not null)),
    check (posted_at <= recorded_at)
);
-- a subject has one notice at a time
create unique index notice_once on notice (subject_kind, subject_id) where state in ('POSTED', 'OBJECTED');
create index notice_board on notice (township_code, village_code) where state = 'POSTED';
create index notice_township on notice (township_code, posted_at desc, id);
create index notice_newest on notice (posted_at desc, id);
create index notice_deadline on notice (deadline_id) where state = 'POSTED';
comment on table notice is '公示';

-- what was shown is never made again
create function notice_stays() returns trigger language plpgsql as $$
begin
    if (new.number, new.kind, new.subject_kind, new.subject_id, new.round, new.township_code, new.village_code,
            new.shown, new.digest, new.posted_at, new.deadline_id, new.posted_by)
        is distinct from (old.number, old.kind, old.subject_kind, old.subject_id, old.round, old.township_code,
            old.village_code, old.shown, old.digest, old.posted_at, old.deadline_id, old.posted_by) then
        raise exception 'what a notice showed does not change' using errcode = 'check_violation';
    end if;
    if old.state in ('STOPPED', 'WITHDRAWN', 'SUPERSEDED') and new.state <> old.state then
        raise exception 'a notice that was taken down stays down' using errcode = 'check_violation';
    end if;
    if old.state <> 'POSTED' and new.state = 'POSTED' then
        raise exception 'a notice is not put up twice' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger notice_stays before update on notice for each row execute function notice_stays();

create table notice_number (
    year int primary key,
    last int not null check (last > 0)
);
comment on table notice_number is '公示编号的流水';

-- 张贴凭证: who put it up where and when; photos lie with the notice's attachments
create table notice_proof (
    id          bigint      generated always as identity primary key,
    notice_id   uuid        not null references notice (id),
    at          timestamptz not null,
    place       text        not null check (length(place) between 2 and 100),
    statement   text,
    photos      int         not null check (photos >= 0),
    officer_id  uuid        not null references officer (id),
    who         text        not null,
    recorded_at timestamptz not null,
    check (photos > 0 or statement is not null)
);
create index notice_proof_notice on notice_proof (notice_id, id);
comment on table notice_proof is '只追加:公示张贴凭证';

-- 异议: the words and whoever said them lie sealed
create table notice_objection (
    id            uuid        primary key,
    number        text        not null unique check (number ~ '^YY-[0-9]{4}-[0-9]{6}$'),
    notice_id     uuid        not null references notice (id),
    township_code text        not null,
    way           text        not null check (way in ('PAGE', 'PAPER')),
    -- complains of the township or the village: nobody there reads it
    to_bureau     boolean     not null,
    content_enc   bytea       not null,
    name_enc      bytea,
    phone_enc     bytea,
    received_at   timestamptz not null,
    recorded_at   timestamptz not null,
    recorded_by   uuid        references officer (id),
    recorded_who  text,
    deadline_id   uuid        not null references deadline (id),
    upheld        boolean,
    reason_enc    bytea,
    settled_at    timestamptz,
    settled_by    uuid        references officer (id),
    settled_who   text,
    check ((way = 'PAPER') = (recorded_by is not null)),
    check ((settled_at is null) = (upheld is null)),
    check ((settled_at is null) = (reason_enc is null)),
    check ((settled_at is null) = (settled_by is null))
);
create index notice_objection_notice on notice_objection (notice_id, received_at);
create index notice_objection_open on notice_objection (township_code, received_at) where settled_at is null;
comment on table notice_objection is '公示异议';

create table notice_objection_attempt (
    at             timestamptz not null,
    address_digest bytea       not null,
    notice_id      uuid        not null
);
create index notice_objection_attempt_address on notice_objection_attempt (address_digest, at);
create index notice_objection_attempt_notice on notice_objection_attempt (notice_id, at);
comment on table notice_objection_attempt is '不审计:网上提异议的次数,一天后清除';

-- 长期公布: only the name as it may be shown, how many they are, and the amount; nothing more is kept here
create table permanent_list (
    id            uuid        primary key,
    subject_kind  text        not null,
    subject_id    text        not null,
    township_code text        not null,
    village_code  text,
    name          text        not null check (name !~ '[0-9]'),
    members       int         check (members > 0),
    amount_fen    bigint      check (amount_fen >= 0),
    listed_at     timestamptz not null,
    removed_at    timestamptz,
    removed_why   text,
    check ((removed_at is null) = (removed_why is null))
);
create unique index permanent_list_once on permanent_list (subject_kind, subject_id) where removed_at is null;
create index permanent_list_village on permanent_list (township_code, village_code, listed_at) where removed_at is null;
comment on table permanent_list is '长期公布名单';

insert into policy_key (key, group_code, position, name, type, unit, hint, yearly, informative)
values
    ('notice.objectionDays', 'limit', 1122, '公示异议处理', 'COUNT', '个工作日', '从收到异议起算；特困按「特困：异议后重新初审」', false, false),
    ('notice.recordDays', 'limit', 1124, '公示张贴后补登记', 'COUNT', '天', '张贴时间最早可以填几天前；更早的从登记当天重新起算', false, false);

insert into policy_parameter
    (key, value, valid_from, valid_to, state, question, basis, note, entered_by_name, entered_at)
select key, value, '2019-01-01', null, 'UNCONFIRMED', null, basis, '', '系统初始数据', now()
from (values
    ('notice.objectionDays', '10', '《最低生活保障审核确认办法》（民发〔2021〕57号）第十九条（没有规定天数，系统默认，随公示制度由区民政局确认）'),
    ('notice.recordDays', '1', '公示从张贴次日起算，网上同步公示（系统默认，随公示制度由区民政局确认）')) as v (key, value, basis);
