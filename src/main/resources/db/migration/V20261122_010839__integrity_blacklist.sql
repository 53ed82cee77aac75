-- 失信名单 (IG-1): it warns and adds checks, it never refuses. Proposed by one, told to the person, decided by another.
insert into policy_group (code, name, position) values ('integrity', '诚信与责任', 40);
insert into policy_key (key, group_code, position, name, type, unit, hint, yearly, informative) values
    ('blacklist.objectionDays', 'integrity', 2810, '失信名单：陈述申辩期', 'COUNT', '个工作日', '从告知本人次日起算，期满前不作决定', false, false),
    ('blacklist.longestMonths', 'integrity', 2820, '失信名单：最长列入期限', 'COUNT', '个月', '期满自动移出', false, false);
insert into policy_parameter
    (key, value, valid_from, valid_to, state, question, basis, note, entered_by_name, entered_at)
values
    ('blacklist.objectionDays', '5', '2019-01-01', null, 'UNCONFIRMED', null, '西秀区社会救助方案（2019）四（三）；天数自拟，待区民政局确认', '', '系统初始数据', now()),
    ('blacklist.longestMonths', '12', '2019-01-01', null, 'UNCONFIRMED', null, '西秀区社会救助方案（2019）四（三）；期限自拟，待区民政局确认', '', '系统初始数据', now());

create table blacklist_number (
    year int primary key check (year between 2000 and 2999),
    last int not null check (last > 0)
);
comment on table blacklist_number is '失信名单编号的流水';

create table blacklist_entry (
    id            uuid        primary key,
    number        text        not null unique check (number ~ '^SX-[0-9]{4}-[0-9]{4,}$'),
    person_id     uuid        not null references person (id),
    person_name   text        not null check (length(person_name) between 1 and 50),
    township_code text        not null references place (code),
    village_code  text        references place (code),
    reason        text        not null check (reason in ('CONCEALED', 'FORGED', 'OBSTRUCTED', 'MISUSED', 'OVERPAID')),
    facts_enc     bytea       not null,
    basis         text        not null check (length(basis) between 1 and 200),
    state         text        not null check (state in ('PROPOSED', 'TOLD', 'LISTED', 'DROPPED', 'ENDED', 'REMOVED')),
    proposed_by   uuid        not null references officer (id),
    proposed_at   timestamptz not null,
    told_at       timestamptz,
    deadline_id   uuid        references deadline (id),
    objected_at   timestamptz,
    decided_by    uuid        references officer (id),
    decided_at    timestamptz,
    from_on       date,
    until_on      date,
    decision_told_at timestamptz,
    ended_at      timestamptz,
    version       bigint      not null default 0,
    check (village_code is null or left(village_code, 9) = township_code),
    check ((told_at is null) = (deadline_id is null)),
    check (told_at is not null or state in ('PROPOSED', 'DROPPED')),
    check (objected_at is null or told_at is not null),
    check ((state in ('PROPOSED', 'TOLD')) = (decided_by is null)),
    check ((decided_by is null) = (decided_at is null)),
    check (decided_by <> proposed_by),
    check ((state in ('LISTED', 'ENDED', 'REMOVED')) = (from_on is not null)),
    check ((from_on is null) = (until_on is null)),
    check (until_on >= from_on),
    check ((state in ('ENDED', 'REMOVED')) = (ended_at is not null))
);
create unique index blacklist_entry_once on blacklist_entry (person_id) where state in ('PROPOSED', 'TOLD', 'LISTED');
create index blacklist_entry_person on blacklist_entry (person_id);
create index blacklist_entry_place on blacklist_entry (township_code, proposed_at desc, id desc);
create index blacklist_entry_newest on blacklist_entry (proposed_at desc, id desc);
create index blacklist_entry_end on blacklist_entry (until_on) where state = 'LISTED';
comment on table blacklist_entry is '失信名单';
comment on column blacklist_entry.until_on is '最后一日,次日自动移出';

create table blacklist_event (
    id         bigint      generated always as identity primary key,
    entry_id   uuid        not null references blacklist_entry (id),
    act        text        not null,
    at         timestamptz not null,
    words_enc  bytea,
    how        text,
    officer_id uuid        references officer (id),
    who        text        not null
);
create index blacklist_event_entry on blacklist_event (entry_id, id);
comment on table blacklist_event is '只追加。失信名单经过';

-- what the list asks for in an application of the listed person: one more look, by whom and with what result
create table blacklist_check (
    id           uuid        primary key,
    entry_id     uuid        not null references blacklist_entry (id),
    case_id      uuid        not null references case_file (id),
    finding_enc  bytea       not null,
    checked_by   uuid        not null references officer (id),
    checked_at   timestamptz not null,
    unique (entry_id, case_id)
);
create index blacklist_check_case on blacklist_check (case_id);
comment on table blacklist_check is '只追加。失信名单加核记录';

-- the state goes its way and no other
create function blacklist_entry_way() returns trigger language plpgsql as $$
begin
    if new.state <> old.state and (old.state, new.state) not in (
        ('PROPOSED', 'TOLD'), ('PROPOSED', 'DROPPED'), ('TOLD', 'LISTED'), ('TOLD', 'DROPPED'),
        ('LISTED', 'ENDED'), ('LISTED', 'REMOVED')) then
        raise exception 'blacklist_entry: % to % is no way', old.state, new.state using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger blacklist_entry_way before update on blacklist_entry for each row execute function blacklist_entry_way();
