-- 出诊预约 (IN-3)
create table appointment (
    id            uuid        primary key,
    township_code text        not null check (township_code ~ '^[0-9]{9}$'),
    village_code  text        not null check (village_code ~ '^[0-9]{12}$'),
    name          text        not null check (length(name) between 1 and 50),
    phone_enc     bytea       not null,
    house_no      text        not null check (length(house_no) <= 60),
    why           text        not null check (why in ('OLD', 'WEAK', 'SICK', 'DISABLED', 'PREGNANT', 'OTHER')),
    need          text        not null check (length(need) <= 300),
    visit_on      date        not null,
    visit_at      time,
    visitor_id    uuid        not null references officer (id),
    state         text        not null check (state in ('PLANNED', 'DONE', 'NOBODY', 'CANCELLED')),
    draft_id      uuid        references intake_draft (id),
    taken_at      timestamptz not null,
    taken_by      uuid        not null references officer (id),
    ended_at      timestamptz,
    outcome       text        check (length(outcome) <= 200),
    version       bigint      not null default 0,
    check ((state = 'PLANNED') = (ended_at is null)),
    check ((state = 'DONE') = (draft_id is not null))
);
create index appointment_day on appointment (township_code, visit_on);
create index appointment_planned on appointment (visit_on) where state = 'PLANNED';
comment on table appointment is '出诊预约';

-- 一次性告知书 before the acceptance (IN-5): how often a form's family was told what is missing
create table intake_notice (
    id         uuid        primary key,
    draft_id   uuid        not null references intake_draft (id),
    no         int         not null check (no > 0),
    reason     text        check (length(reason) between 1 and 200),
    missing    int         not null check (missing > 0),
    content_enc bytea      not null,
    issued_at  timestamptz not null,
    issued_by  uuid        not null references officer (id),
    unique (draft_id, no),
    check (no = 1 or reason is not null)
);
comment on table intake_notice is '受理前的一次性告知书';
