-- 工作人员、岗位、登录 (AU-3)
create table officer (
    id                  uuid        primary key,
    login               text        not null unique check (login = lower(login) and length(login) between 2 and 40),
    name                text        not null check (length(name) between 1 and 50),
    office_id           uuid,
    password_hash       text        not null,
    password_changed_at timestamptz not null,
    must_change         boolean     not null default false,
    disabled_at         timestamptz,
    demo                boolean     not null default false,
    epoch               bigint      not null default 0,
    version             bigint      not null default 0
);
comment on table officer is '工作人员账号';

create table post (
    id         uuid primary key,
    officer_id uuid not null references officer (id),
    role       text not null check (role in ('WINDOW_CLERK', 'TOWNSHIP_REVIEWER', 'VILLAGE_ASSISTANT', 'HELPER', 'LIAISON',
                    'CHARITY', 'BUREAU_OFFICER', 'BUREAU_APPROVER', 'SUPERVISOR', 'ADMINISTRATOR')),
    place_code text,
    dept_code  text,
    from_on    date not null default current_date,
    until_on   date,
    check ((role in ('WINDOW_CLERK', 'TOWNSHIP_REVIEWER', 'VILLAGE_ASSISTANT')) = (place_code is not null)),
    check ((role = 'LIAISON') = (dept_code is not null))
);
create index post_officer on post (officer_id);
comment on table post is '岗位';

-- who tried to sign in from where; the login is kept as a digest, a mistyped password must not land here in clear
create table login_attempt (
    id           bigint      generated always as identity primary key,
    login_digest bytea       not null,
    address      text        not null,
    at           timestamptz not null,
    succeeded    boolean     not null
);
create index login_attempt_recent on login_attempt (login_digest, at desc);
create index login_attempt_at on login_attempt (at);
create index login_attempt_address on login_attempt (address, at desc);
comment on table login_attempt is '登录尝试';
