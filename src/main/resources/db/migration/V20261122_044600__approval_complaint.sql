-- 投诉举报 (57 第二十条; PB-4): about the household of an open application. One that is accepted makes the bureau visit.
create table application_complaint (
    id             uuid        primary key,
    application_id uuid        not null references application (id),
    channel        text        not null check (channel in ('PHONE', 'VISIT', 'LETTER', 'ONLINE', 'TRANSFERRED')),
    anonymous      boolean     not null,
    content_enc    bytea       not null,
    received_on    date        not null,
    lodged_at      timestamptz not null,
    lodged_by      uuid        not null references officer (id),
    state          text        not null check (state in ('LODGED', 'ACCEPTED', 'REJECTED')),
    reason_enc     bytea,
    settled_at     timestamptz,
    settled_by     uuid        references officer (id),
    check ((state = 'LODGED') = (settled_at is null)),
    check (num_nonnulls(reason_enc, settled_at, settled_by) in (0, 3))
);
create index application_complaint_application on application_complaint (application_id, state);
comment on table application_complaint is '投诉举报:受理的由区民政局入户后才能确认';
