-- 属实的疑点进入审批件 (VR-2, HH-3): what was found true of a household stands beside what it declared, or waits for a person
create table application_finding (
    id             uuid        primary key,
    application_id uuid        not null references application (id),
    finding_id     uuid        not null references verification_finding (id),
    person_id      uuid        not null references person (id),
    check_code     text        not null,
    round          int         not null,
    state          text        not null check (state in ('WAITING', 'ENTERED', 'NO_EFFECT', 'WITHDRAWN')),
    -- where it stands among the verified facts; null if it does not stand there
    line           text        check (line ~ '^[a-z]+-[0-9a-z-]+$'),
    reason_enc     bytea,
    arrived_at     timestamptz not null,
    settled_at     timestamptz,
    settled_by     uuid        references officer (id),
    unique (application_id, finding_id),
    check ((state = 'WAITING') = (settled_at is null)),
    check ((settled_at is null) = (settled_by is null)),
    check (state <> 'NO_EFFECT' or reason_enc is not null)
);
create index application_finding_finding on application_finding (finding_id);
create index application_finding_person on application_finding (person_id) where state = 'WAITING';
comment on table application_finding is '审批件的属实疑点:登记为哪一条核实情况,或为什么不影响核算';

-- no opinion and no confirmation past a finding that is true and was not looked at
update approval_way set preconditions = array_append(preconditions, 'findings.entered')
where way in ('PROPOSE', 'PROPOSE_REFUSAL') or (way = 'CONFIRM' and from_state = 'SUBMITTED');
