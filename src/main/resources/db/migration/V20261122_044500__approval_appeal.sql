-- 申诉复核 (AP-2, AP-5; 649 第六十五条): who reviews is not who decided; what comes out has a paper of its own
alter table decision_number drop constraint decision_number_kind_check;
alter table decision_number add constraint decision_number_kind_check check (kind in ('QR', 'BQ', 'TZ', 'FH'));

create table appeal_decision (
    id             uuid        primary key,
    application_id uuid        not null references application (id),
    -- the step by which the appeal came in: reviewed once
    step_id        bigint      not null unique references application_step (id),
    upheld         boolean     not null,
    number         text        not null unique check (number ~ '^FH-[0-9]{4}-[0-9]{4,}$'),
    -- null for a refusal from before the papers
    decision_id    uuid        references decision (id),
    reasons        text        not null check (length(reasons) between 1 and 1000),
    decided_by     uuid        not null references officer (id),
    decided_at     timestamptz not null
);
create index appeal_decision_application on appeal_decision (application_id);
comment on table appeal_decision is '只追加。申诉的复核决定';

create table appeal_delivery (
    appeal_id    uuid        primary key references appeal_decision (id),
    delivered_on date        not null,
    how          text        not null check (how in ('DIRECT', 'LEFT_THERE', 'ENTRUSTED', 'MAIL')),
    receiver     text        not null check (length(receiver) between 1 and 50),
    note         text        check (length(note) <= 200),
    at           timestamptz not null,
    by_id        uuid        not null references officer (id)
);
comment on table appeal_delivery is '只追加。复核决定书的送达';

-- four eyes, whoever writes the statement
create function appeal_decision_eyes() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from decision d where d.id = new.decision_id and new.decided_by in (d.decided_by, d.first_by))
    then
        raise exception '原决定是本人作的，不能由本人复核' using errcode = 'check_violation', constraint = 'appeal_decision_eyes';
    end if;
    return new;
end $$;
create trigger appeal_decision_eyes before insert on appeal_decision
    for each row execute function appeal_decision_eyes();

update approval_way set preconditions = array_append(preconditions, 'appeal.other_eyes')
where way in ('UPHOLD', 'OVERTURN');
