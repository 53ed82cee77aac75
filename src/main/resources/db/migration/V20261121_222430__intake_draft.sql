-- 受理登记草稿 (IN-2, IN-7): the content is what was typed, sealed; the few columns beside it are for lists.
create table intake_draft (
    id               uuid        primary key,
    township_code    text        not null check (township_code ~ '^[0-9]{9}$'),
    officer_id       uuid        not null references officer (id),
    first_officer_id uuid        not null references officer (id),
    first_contact_at timestamptz not null,
    channel          text        not null check (channel in ('WINDOW', 'HOME_VISIT', 'TELEPHONE', 'ON_BEHALF', 'DISCOVERY',
                         'VILLAGE_BOX', 'PASSED_DOWN', 'PASSED_ON')),
    reception_id     uuid        references reception (id),
    appointment_id   uuid,
    state            text        not null check (state in ('OPEN', 'SUBMITTED', 'DROPPED')),
    name             text        check (length(name) between 1 and 50),
    content_enc      bytea       not null,
    version          bigint      not null default 0,
    started_at       timestamptz not null,
    saved_at         timestamptz not null,
    saved_by         uuid        not null references officer (id),
    saved_tab        text        check (length(saved_tab) <= 60),
    case_id          uuid,
    check ((state = 'SUBMITTED') = (case_id is not null))
);
create index intake_draft_open on intake_draft (township_code, saved_at desc) where state = 'OPEN';
create unique index intake_draft_reception on intake_draft (reception_id) where reception_id is not null;
comment on table intake_draft is '不审计。受理登记草稿:边填边存,受理后成为个案';

create table intake_handover (
    id       uuid        primary key,
    draft_id uuid        not null references intake_draft (id),
    from_id  uuid        not null references officer (id),
    to_id    uuid        not null references officer (id),
    by_id    uuid        not null references officer (id),
    at       timestamptz not null,
    reason   text        not null check (length(reason) between 1 and 200)
);
create index intake_handover_draft on intake_handover (draft_id, at);
comment on table intake_handover is '只追加。受理登记的移交';
