-- 人员与家庭 (HH-1 … HH-6, HH-8). Identity numbers, telephones, cards and health are sealed (_enc) and found by a keyed
-- digest (_idx); see src/docs/decisions for why, and for the history.

-- The moment a change counts from: the application says it (its clock), anything else takes the database's.
create function household_now() returns timestamptz language sql as $$
    select coalesce(nullif(current_setting('yimen.now', true), '')::timestamptz, clock_timestamp())
$$;

create table person (
    id               uuid        primary key,
    name             text        not null check (length(name) between 1 and 50),
    pinyin           text        not null,
    initials         text        not null,
    grams            text[]      not null,
    identity_kind    text        not null check (identity_kind in ('RESIDENT', 'HKM_PERMIT', 'TAIWAN_PERMIT', 'FOREIGNER_PERMIT', 'NONE')),
    identity_enc     bytea,
    identity_idx     bytea       check (length(identity_idx) = 16),
    no_number_reason text        check (length(no_number_reason) between 1 and 200),
    sex              smallint    not null check (sex in (0, 1, 2, 9)),
    birth_on         date,
    ethnicity        text        check (ethnicity ~ '^[0-9]{2}$'),
    marital          text        check (marital ~ '^[0-9]{2}$'),
    phone_enc        bytea,
    phone_idx        bytea       check (length(phone_idx) = 16),
    card_enc         bytea,
    card_idx         bytea       check (length(card_idx) = 16),
    bank             text        check (length(bank) <= 60),
    health_enc       bytea,
    education        text        check (education ~ '^[0-9]{2}$'),
    employment       text        check (employment ~ '^[1-9]$'),
    work_ability     text        check (work_ability ~ '^[1-4]$'),
    hukou_place_code text        check (hukou_place_code ~ '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$'),
    hukou_address    text        check (length(hukou_address) <= 200),
    hukou_kind       text        check (hukou_kind in ('URBAN', 'RURAL')),
    died_on          date,
    township_code    text        not null check (township_code ~ '^[0-9]{9}$'),
    village_code     text        check (village_code ~ '^[0-9]{12}$'),
    sys_from         timestamptz not null default household_now(),
    version          bigint      not null default 0,
    check ((identity_kind = 'NONE') = (identity_idx is null)),
    check ((identity_kind = 'NONE') = (no_number_reason is not null)),
    check ((identity_idx is null) = (identity_enc is null)),
    check ((phone_idx is null) = (phone_enc is null)),
    check ((card_idx is null) = (card_enc is null)),
    check (village_code is null or left(village_code, 9) = township_code)
);
-- once in the whole district (HH-1)
create unique index person_identity on person (identity_idx);
create index person_phone on person (phone_idx) where phone_idx is not null;
-- search while typing (HH-8): in the order of the index, so that it ends with the tenth hit
create index person_name on person (name text_pattern_ops);
create index person_name_here on person (township_code, name text_pattern_ops);
create index person_pinyin on person (pinyin text_pattern_ops);
create index person_pinyin_here on person (township_code, pinyin text_pattern_ops);
create index person_initials on person (initials text_pattern_ops);
create index person_initials_here on person (township_code, initials text_pattern_ops);
create index person_grams on person using gin (township_code, grams) with (fastupdate = off);
create index person_to_complete on person (township_code, id) where identity_kind = 'NONE';
comment on table person is '人员:全区一人一条';
comment on column person.grams is '姓名的两字组,供中间匹配';
comment on column person.township_code is '现住(无家庭的为登记)乡镇,数据范围按它';

create table household (
    id                  uuid        primary key,
    head_id             uuid        not null references person (id),
    township_code       text        not null check (township_code ~ '^[0-9]{9}$'),
    village_code        text        check (village_code ~ '^[0-9]{12}$'),
    address             text        not null check (length(address) <= 200),
    address_grams       text[]      not null,
    incomes_declared    boolean     not null default false,
    properties_declared boolean     not null default false,
    supporters_declared boolean     not null default false,
    assistance          text        not null default 'NONE' check (assistance in ('NONE', 'TEKUN', 'DIBAO', 'BIANYUAN', 'GANGXING')),
    remark              text        check (length(remark) <= 1000),
    closed_on           date,
    sys_from            timestamptz not null default household_now(),
    version             bigint      not null default 0,
    check (village_code is null or left(village_code, 9) = township_code)
);
create index household_place on household (township_code, village_code, id);
create index household_head on household (head_id);
create index household_address_grams on household using gin (township_code, address_grams) with (fastupdate = off);
comment on table household is '家庭:居住地、申报情况';

create table household_member (
    id             uuid        primary key,
    household_id   uuid        not null references household (id),
    person_id      uuid        not null references person (id),
    sort           int         not null,
    relation       text        not null check (relation ~ '^[0-9]{2}$'),
    included       boolean,
    included_code  text        check (included_code ~ '^[A-Z_]{1,40}$'),
    included_why   text        check (length(included_why) <= 200),
    absence        text        not null default 'NONE' check (absence in ('NONE', 'IN_PRISON', 'COMPULSORY_DETOX', 'DECLARED_MISSING',
                       'RELIGIOUS', 'OTHER_BY_PROVINCE', 'DECEASED')),
    lives_together boolean     not null default true,
    independent    boolean     not null default false,
    study          text        not null default 'NONE',
    school         text        check (length(school) <= 100),
    single_parent  boolean     not null default false,
    institutional  boolean,
    orphan_benefit boolean     not null default false,
    other_single   boolean     not null default false,
    job_refusals   text        not null default '[]',
    left_on        date,
    left_reason    text        check (length(left_reason) between 1 and 200),
    sys_from       timestamptz not null default household_now(),
    version        bigint      not null default 0,
    check ((left_on is null) = (left_reason is null)),
    check (included is null or included_why is not null),
    unique (household_id, person_id)
);
-- one household at a time for whoever lives there (HH-1)
create unique index household_member_lives on household_member (person_id) where left_on is null and lives_together;
create index household_member_person on household_member (person_id);
comment on table household_member is '家庭成员';

create table household_income (
    id              uuid        primary key,
    household_id    uuid        not null references household (id),
    person_id       uuid        references person (id),
    sort            int         not null,
    item            text        not null check (item ~ '^[A-Z_]{1,40}$'),
    declared_fen    bigint      check (declared_fen >= 0),
    declared_source text        check (length(declared_source) <= 200),
    verified_fen    bigint      check (verified_fen >= 0),
    verified_source text        check (length(verified_source) <= 200),
    per             text        not null check (per in ('MONTH', 'PERIOD')),
    months          int         not null default 0 check (months between 0 and 60),
    cost_fen        bigint      not null default 0 check (cost_fen >= 0),
    method          text        not null check (method in ('DECLARED', 'VERIFIED', 'AGREEMENT', 'REFERENCE_ESTIMATE')),
    confirmed       boolean     not null default true,
    minimum_wage_fen bigint     check (minimum_wage_fen >= 0),
    note            text        check (length(note) <= 300),
    sys_from        timestamptz not null default household_now(),
    version         bigint      not null default 0,
    check ((verified_fen is null) = (verified_source is null)),
    check (declared_fen is not null or verified_fen is not null or method = 'REFERENCE_ESTIMATE')
);
create index household_income_of on household_income (household_id);
comment on table household_income is '收入:申报值与核实值并列';

create table household_property (
    id              uuid        primary key,
    household_id    uuid        not null references household (id),
    person_id       uuid        references person (id),
    sort            int         not null,
    kind            text        not null check (kind ~ '^[A-Z_]{1,40}$'),
    declared_fen    bigint      not null default 0 check (declared_fen >= 0),
    declared_source text        check (length(declared_source) <= 200),
    verified_fen    bigint      check (verified_fen >= 0),
    verified_source text        check (length(verified_source) <= 200),
    use             text        not null default 'NONE' check (use ~ '^[A-Z_]{1,40}$'),
    floor_area      int         check (floor_area >= 0),
    only_dwelling   boolean     not null default false,
    homestead       boolean     not null default false,
    exempted        boolean,
    note            text        check (length(note) <= 300),
    sys_from        timestamptz not null default household_now(),
    version         bigint      not null default 0,
    check ((verified_fen is null) = (verified_source is null))
);
create index household_property_of on household_property (household_id);
comment on table household_property is '财产:申报值与核实值并列';

create table household_expense (
    id              uuid        primary key,
    household_id    uuid        not null references household (id),
    person_id       uuid        references person (id),
    sort            int         not null,
    kind            text        not null check (kind ~ '^[A-Z_]{1,40}$'),
    declared_fen    bigint      not null check (declared_fen >= 0),
    declared_source text        check (length(declared_source) <= 200),
    verified_fen    bigint      check (verified_fen >= 0),
    verified_source text        check (length(verified_source) <= 200),
    aided_fen       bigint      not null default 0 check (aided_fen >= 0),
    proved          boolean     not null default false,
    note            text        check (length(note) <= 300),
    sys_from        timestamptz not null default household_now(),
    version         bigint      not null default 0,
    check ((verified_fen is null) = (verified_source is null))
);
create index household_expense_of on household_expense (household_id);
comment on table household_expense is '刚性支出';

create table household_supporter (
    id              uuid        primary key,
    household_id    uuid        not null references household (id),
    sort            int         not null,
    label           text        not null check (length(label) between 1 and 20),
    private_enc     bytea,
    supports        uuid[]      not null,
    supported       int         not null check (supported >= 1),
    household_size  int         not null check (household_size >= 1),
    declared_fen    bigint      check (declared_fen >= 0),
    declared_source text        check (length(declared_source) <= 200),
    verified_fen    bigint      check (verified_fen >= 0),
    verified_source text        check (length(verified_source) <= 200),
    area            text        check (area in ('URBAN', 'RURAL')),
    standard_fen    bigint      check (standard_fen >= 0),
    agreed_fen      bigint      check (agreed_fen >= 0),
    actual_fen      bigint      check (actual_fen >= 0),
    assistance      text        not null default 'NONE' check (assistance in ('NONE', 'TEKUN', 'DIBAO', 'BIANYUAN', 'GANGXING')),
    birth_on        date,
    incapacity      text        not null default 'NONE' check (incapacity ~ '^[A-Z_]{1,40}$'),
    property_within boolean,
    sys_from        timestamptz not null default household_now(),
    version         bigint      not null default 0,
    check ((verified_fen is null) = (verified_source is null))
);
create index household_supporter_of on household_supporter (household_id);
comment on table household_supporter is '赡养(抚养、扶养)义务人';
comment on column household_supporter.private_enc is '姓名、证件号、电话、地址、残疾:加密的 JSON';

-- History: what a row said before a change, with the time it said so. Any day can be asked.
create function household_keep_history() returns trigger language plpgsql as $$
declare
    at timestamptz := household_now();
begin
    if tg_op = 'UPDATE' and current_setting('yimen.rotation', true) = 'on' then
        return new; -- the same contents under a newer key
    end if;
    if at <= old.sys_from then
        at := old.sys_from + interval '1 microsecond';
    end if;
    execute format('insert into %I select ($1).*, $2', tg_table_name || '_history') using old, at;
    if tg_op = 'DELETE' then
        return old;
    end if;
    new.sys_from := at;
    return new;
end $$;

create function household_history_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and current_setting('yimen.rotation', true) = 'on' then
        return new;
    end if;
    raise exception 'history of %: % is refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$;

do $$
declare t text;
begin
    foreach t in array array['person', 'household', 'household_member', 'household_income', 'household_property',
        'household_expense', 'household_supporter']
    loop
        execute format('create table %I (like %I)', t || '_history', t);
        execute format('alter table %I add column sys_to timestamptz not null', t || '_history');
        execute format('comment on table %I is %L', t || '_history', '历史:' || t);
        execute format('create trigger keep_history before update or delete on %I for each row '
            || 'execute function household_keep_history()', t);
        execute format('create trigger history_stays before update or delete on %I for each row '
            || 'execute function household_history_stays()', t || '_history');
        if t in ('person', 'household') then
            execute format('create index %I on %I (id, sys_to)', t || '_history_of', t || '_history');
        else
            execute format('create index %I on %I (household_id, sys_to)', t || '_history_of', t || '_history');
        end if;
    end loop;
end $$;
