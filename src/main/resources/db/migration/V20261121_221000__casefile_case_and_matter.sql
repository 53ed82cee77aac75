-- 个案与事项 (IN-5…IN-8, IN-10, EL-1). A case is one application, a matter one item of it.
create table case_number (
    township_code text not null references place (code),
    year          int  not null check (year between 2000 and 2999),
    last          int  not null check (last > 0),
    primary key (township_code, year)
);
comment on table case_number is '收件编号计数:每个乡镇每年一列,不留空号';

create table case_file (
    id               uuid        primary key,
    receipt_no       text        not null unique check (receipt_no ~ '^[0-9]{4}-[A-Z]{2,4}-[0-9]{4,6}$'),
    year             int         not null,
    number           int         not null check (number > 0),
    query_code_enc   bytea       not null,
    query_code_idx   bytea       not null,
    household_id     uuid        not null,
    applicant_id     uuid        not null,
    applicant_name   text        not null check (length(applicant_name) between 1 and 50),
    members          int         not null check (members between 1 and 99),
    township_code    text        not null references place (code),
    village_code     text        references place (code),
    channel          text        not null check (channel in ('WINDOW', 'HOME_VISIT', 'TELEPHONE', 'ON_BEHALF', 'DISCOVERY',
                         'VILLAGE_BOX', 'PASSED_DOWN', 'PASSED_ON')),
    agent_enc        bytea,
    near_kin         boolean     not null,
    near_kin_note    text        check (near_kin = (near_kin_note is not null)),
    hardship_enc     bytea       not null,
    phone_enc        bytea,
    first_officer_id uuid        not null references officer (id),
    first_contact_at timestamptz not null,
    reception_id     uuid,
    officer_id       uuid        not null references officer (id),
    accepted_at      timestamptz not null,
    state            text        not null check (state in ('AWAITING_MATERIALS', 'ACCEPTED', 'CONCLUDED', 'CLOSED', 'WITHDRAWN')),
    closed_at        timestamptz,
    due_at           timestamptz,
    version          bigint      not null default 0,
    unique (township_code, year, number),
    check (village_code is null or left(village_code, 9) = township_code),
    check ((state in ('CLOSED', 'WITHDRAWN')) = (closed_at is not null))
);
create unique index case_file_reception on case_file (reception_id) where reception_id is not null;
create index case_file_newest on case_file (accepted_at desc, id desc);
create index case_file_township on case_file (township_code, accepted_at desc, id desc);
create index case_file_village on case_file (village_code, accepted_at desc, id desc);
create index case_file_due on case_file (township_code, due_at, id) where due_at is not null;
create index case_file_household on case_file (household_id, accepted_at desc);
create index case_file_applicant on case_file (applicant_id, accepted_at desc);
create index case_file_officer on case_file (officer_id, accepted_at desc) where closed_at is null;
create index case_file_name on case_file using gin (applicant_name gin_trgm_ops);
comment on table case_file is '个案:一次申请';
comment on column case_file.first_officer_id is '首问负责人,不再改变';
comment on column case_file.officer_id is '现责任人';
comment on column case_file.due_at is '各事项未办结的最早到期时刻,供列表排序';

create table matter (
    id                  uuid        primary key,
    case_id             uuid        not null references case_file (id),
    no                  int         not null check (no > 0),
    item_code           text        not null,
    item_version_id     uuid        not null,
    item_name           text        not null,
    dept_code           text        not null,
    own                 boolean     not null,
    person_id           uuid        not null,
    person_name         text        not null,
    household_id        uuid        not null,
    household_wide      boolean     not null,
    township_code       text        not null references place (code),
    village_code        text        references place (code),
    state               text        not null check (state in ('AWAITING_MATERIALS', 'ACCEPTED', 'TO_REFER', 'REFERRED', 'CONCLUDED',
                            'TOLD', 'WITHDRAWN')),
    occasion            int         not null default 0 check (occasion >= 0),
    occasion_reason     text        check ((occasion > 0) = (occasion_reason is not null)),
    opened_at           timestamptz not null,
    accepted_at         timestamptz,
    legal_deadline_id   uuid,
    promise_deadline_id uuid,
    due_at              timestamptz,
    conclusion          text        check (conclusion in ('GRANTED', 'REFUSED', 'OTHER')),
    conclusion_words    text,
    concluded_at        timestamptz,
    told_at             timestamptz,
    told_how            text        check (told_how in ('FACE', 'TELEPHONE', 'WRITING', 'VISIT', 'RELATIVE')),
    told_note           text,
    told_by             uuid        references officer (id),
    ended_at            timestamptz,
    version             bigint      not null default 0,
    unique (case_id, no),
    check ((state in ('CONCLUDED', 'TOLD')) = (conclusion is not null)),
    check ((conclusion is null) = (conclusion_words is null)),
    check ((state in ('CONCLUDED', 'TOLD', 'WITHDRAWN')) = (ended_at is not null)),
    check ((state = 'TOLD') = (told_at is not null)),
    check ((told_at is null) = (told_how is null) and (told_at is null) = (told_by is null)),
    check (own or state <> 'ACCEPTED'),
    check (not own or state not in ('TO_REFER', 'REFERRED'))
);
-- the duplicate guard (IN-8): whatever the application overlooks, the second one is refused here
create unique index matter_once on matter (person_id, item_code, occasion) where ended_at is null;
create unique index matter_once_household on matter (household_id, item_code, occasion)
    where ended_at is null and household_wide;
create index matter_state on matter (township_code, state, due_at, id);
create index matter_dept on matter (dept_code, state, due_at, id);
create index matter_person on matter (person_id, opened_at desc);
create index matter_legal on matter (legal_deadline_id);
create index matter_promise on matter (promise_deadline_id);
create index matter_to_tell on matter (township_code, ended_at) where state = 'CONCLUDED';
comment on table matter is '事项:一件申请中的一项救助';
comment on column matter.own is '民政自办;否则转办给主管部门';
comment on column matter.household_wide is '以户为单位的事项:同户其他人也不得重复申请';
comment on column matter.occasion is '同一人同一事项的第几个事由,0 为通常情形';
comment on column matter.due_at is '承诺(无承诺的为法定)到期时刻,随时限变动';

create table case_event (
    id         bigint      generated always as identity primary key,
    case_id    uuid        not null references case_file (id),
    matter_id  uuid        references matter (id),
    at         timestamptz not null,
    title      text        not null,
    detail     text,
    officer_id uuid        references officer (id),
    who        text        not null,
    place      text        not null
);
create index case_event_case on case_event (case_id, id desc);
comment on table case_event is '只追加。个案经过';

create table case_material (
    id             uuid        primary key,
    case_id        uuid        not null references case_file (id),
    code           text        not null,
    name           text        not null,
    state          text        not null check (state in ('RECEIVED', 'MISSING', 'EXEMPT')),
    exempt_because text        check ((state = 'EXEMPT') = (exempt_because is not null)),
    attachment_id  uuid,
    settled_at     timestamptz,
    settled_by     uuid        references officer (id),
    unique (case_id, code)
);
create index case_material_attachment on case_material (attachment_id) where attachment_id is not null;
comment on table case_material is '个案材料:各事项所需的并集';

create table case_material_matter (
    material_id uuid not null references case_material (id),
    matter_id   uuid not null references matter (id),
    primary key (material_id, matter_id)
);
create index case_material_matter_matter on case_material_matter (matter_id);
comment on table case_material_matter is '哪些事项需要这份材料';

-- once only; a further one says why and counts against the window
create table case_letter (
    id           uuid        primary key,
    case_id      uuid        not null references case_file (id),
    no           int         not null check (no > 0),
    reason       text        check ((no > 1) = (reason is not null)),
    reply_by     date        not null,
    issued_at    timestamptz not null,
    issued_by    uuid        not null references officer (id),
    completed_at timestamptz,
    unique (case_id, no)
);
comment on table case_letter is '一次性告知书';

create table case_letter_material (
    letter_id   uuid not null references case_letter (id),
    material_id uuid not null references case_material (id),
    primary key (letter_id, material_id)
);
create index case_letter_material_material on case_letter_material (material_id);
comment on table case_letter_material is '一次性告知书所列材料';

create table case_handover (
    id             uuid        primary key,
    case_id        uuid        not null references case_file (id),
    from_id        uuid        not null references officer (id),
    to_id          uuid        not null references officer (id) check (to_id <> from_id),
    reason         text        not null,
    offered_at     timestamptz not null,
    offered_by     uuid        not null references officer (id),
    state          text        not null check (state in ('OFFERED', 'ACCEPTED', 'DECLINED', 'TAKEN_BACK')),
    answered_at    timestamptz check ((state = 'OFFERED') = (answered_at is null)),
    decline_reason text        check ((state = 'DECLINED') = (decline_reason is not null))
);
create unique index case_handover_open on case_handover (case_id) where state = 'OFFERED';
create index case_handover_to on case_handover (to_id) where state = 'OFFERED';
comment on table case_handover is '首问责任移交';

create table case_determination (
    id             uuid        primary key,
    case_id        uuid        not null references case_file (id),
    made_at        timestamptz not null,
    made_by        uuid        not null references officer (id),
    as_of          date        not null,
    scheme         text,
    monthly_fen    bigint      not null check (monthly_fen >= 0),
    parameters     text        not null,
    engine         text        not null,
    facts_enc      bytea       not null,
    parameters_enc bytea       not null,
    result_enc     bytea       not null
);
create index case_determination_case on case_determination (case_id, made_at desc);
comment on table case_determination is '只追加。测算留痕:事实、参数与全部结果';

create table matter_rating (
    matter_id uuid        primary key references matter (id),
    grade     int         not null check (grade between 1 and 5),
    why       text        check (length(why) <= 300),
    way       text        not null check (way in ('WINDOW', 'PUBLIC')),
    at        timestamptz not null,
    taken_by  uuid        references officer (id),
    check ((way = 'WINDOW') = (taken_by is not null))
);
create index matter_rating_at on matter_rating (at);
comment on table matter_rating is '只追加。群众评价,每个事项一次';
comment on column matter_rating.grade is '5 非常满意 4 满意 3 基本满意 2 不满意 1 非常不满意';

create table case_lookup_attempt (
    id             bigint      generated always as identity primary key,
    at             timestamptz not null,
    address_digest bytea       not null,
    receipt_digest bytea       not null,
    succeeded      boolean     not null
);
create index case_lookup_attempt_address on case_lookup_attempt (address_digest, at desc);
create index case_lookup_attempt_receipt on case_lookup_attempt (receipt_digest, at desc);
create index case_lookup_attempt_at on case_lookup_attempt (at);
comment on table case_lookup_attempt is '不审计。凭编号和查询码查询的尝试,供限次';
