-- 区划与机构 (REG-1, REG-2). Which district it is say only the rows: db/district/<code>.
create table place (
    code         text   primary key check (code ~ '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$'),
    type         text   not null check (type in ('COUNTY', 'STREET', 'TOWN', 'TOWNSHIP', 'NEW_COMMUNITY', 'DEV_ZONE', 'FARM',
                     'RESIDENTS', 'VILLAGERS')),
    name         text   not null check (length(name) between 1 and 60),
    short_name   text   not null check (length(short_name) between 1 and 40),
    parent_code  text   references place (code),
    pinyin       text   not null,
    initials     text   not null,
    letters      text   unique check (letters ~ '^[A-Z]{2,4}$'),
    entrusted_to text,
    unverified   text,
    closed_on    date,
    version      bigint not null default 0,
    -- a code begins with that of the place above, so that a scope is a prefix
    check (case type when 'COUNTY' then parent_code is null and length(code) = 6
        when 'RESIDENTS' then parent_code = left(code, 9) and length(code) = 12
        when 'VILLAGERS' then parent_code = left(code, 9) and length(code) = 12
        else parent_code = left(code, 6) and length(code) = 9 end),
    check ((length(code) = 9) = (letters is not null))
);
create unique index place_one_county on place ((true)) where type = 'COUNTY';
create index place_parent on place (parent_code);
comment on table place is '区划单位:县(区)、乡镇街道、村社区,也容纳非行政区划单位';
comment on column place.letters is '收件编号中的乡镇字母代号,唯一,不再改变';
comment on column place.entrusted_to is '委托管理:由谁代为管理';
comment on column place.unverified is '待核事项';

create table place_class (
    id           bigint      generated always as identity primary key,
    place_code   text        not null references place (code),
    class        text        not null check (class in ('111', '112', '121', '122', '123', '210', '220')),
    effective_on date        not null,
    reason       text        not null check (length(reason) between 1 and 300),
    unverified   boolean     not null default false,
    recorded_by  uuid,
    recorded_at  timestamptz not null default now(),
    check (length(place_code) = 12)
);
create index place_class_place on place_class (place_code, effective_on, id);
comment on table place_class is '只追加:村(社区)城乡分类代码及其生效日,同一天以后记的为准';

create table office (
    id            uuid    primary key,
    code          text    not null unique check (length(code) between 2 and 60),
    kind          text    not null check (kind in ('BUREAU', 'TOWNSHIP', 'DEPARTMENT', 'LEADING_GROUP', 'AGENCY', 'CHARITY')),
    sort          int     not null default 500,
    name          text    not null check (length(name) between 1 and 60),
    short_name    text    not null check (length(short_name) between 1 and 40),
    place_code    text    references place (code),
    dept_code     text    check (dept_code ~ '^[A-Z]{2,4}$'),
    dept_name     text,
    window_name   text,
    phone         text,
    address       text,
    liaison_name  text,
    liaison_phone text,
    leading_group boolean not null default false,
    unverified    text,
    closed_on     date,
    version       bigint  not null default 0,
    check ((kind = 'TOWNSHIP') = (place_code is not null)),
    check ((kind in ('BUREAU', 'DEPARTMENT')) = (dept_code is not null)),
    check ((dept_code is null) = (dept_name is null))
);
create unique index office_township on office (place_code) where closed_on is null;
create unique index office_department on office (dept_code) where closed_on is null;
comment on table office is '机构:民政部门、乡镇(街道)、协同部门、领导小组成员单位、社会组织';

-- a new random revision at each change: the nodes compare it with the one their memory has
create table district_revision (
    single   boolean primary key default true check (single),
    revision uuid    not null
);
insert into district_revision (revision) values (gen_random_uuid());
comment on table district_revision is '不审计。区划与机构数据的版本,供各节点判断缓存是否过时';

create function district_changed() returns trigger language plpgsql as $$
begin
    update district_revision set revision = gen_random_uuid();
    return null;
end $$;
create trigger place_changed after insert or update or delete on place
    for each statement execute function district_changed();
create trigger place_class_changed after insert or update or delete on place_class
    for each statement execute function district_changed();
create trigger office_changed after insert or update or delete on office
    for each statement execute function district_changed();
