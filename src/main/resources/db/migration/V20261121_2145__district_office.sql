-- 机构 (REG-2): bureau, township offices, departments, members of the leading group, charities
create table office (
    id         uuid   primary key,
    kind       text   not null check (kind in ('BUREAU', 'TOWNSHIP', 'DEPARTMENT', 'LEADING_GROUP', 'CHARITY')),
    name       text   not null,
    place_code text,
    dept_code  text,
    phone      text,
    version    bigint not null default 0
);
comment on table office is '机构';
