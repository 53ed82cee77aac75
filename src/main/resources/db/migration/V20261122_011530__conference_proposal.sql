-- 个案会商的提出 (CC-1): one open proposal for a case, with all its reasons; the bureau takes it up or says why not.
create table conference_proposal (
    id            uuid        primary key,
    case_id       uuid        not null references case_file (id),
    township_code text        not null,
    village_code  text,
    state         text        not null check (state in ('PROPOSED', 'TAKEN_UP', 'DECLINED')),
    proposed_at   timestamptz not null,
    -- null: by the system
    proposed_by   uuid        references officer (id),
    decided_at    timestamptz,
    -- null with a decision: the case ended by itself
    decided_by    uuid        references officer (id),
    decided_who   text,
    decided_why   text,
    check ((state = 'PROPOSED') = (decided_at is null)),
    check (decided_at is null or decided_who is not null),
    check (state <> 'DECLINED' or length(decided_why) between 1 and 300),
    check (state <> 'TAKEN_UP' or decided_by is not null)
);
create unique index conference_proposal_open on conference_proposal (case_id) where state = 'PROPOSED';
create index conference_proposal_case on conference_proposal (case_id, proposed_at);
create index conference_proposal_state on conference_proposal (state, proposed_at, id);
create index conference_proposal_township on conference_proposal (township_code, state, proposed_at, id);
comment on table conference_proposal is '个案会商的提出';

create table conference_reason (
    proposal_id uuid        not null references conference_proposal (id),
    code        text        not null check (code in ('URGENT', 'ABOVE_CAP', 'SEVERAL_SCHEMES', 'COMPLEX', 'DISPUTED')),
    matter_id   uuid        references matter (id),
    words       text        not null check (length(words) between 1 and 300),
    at          timestamptz not null,
    primary key (proposal_id, code)
);
comment on table conference_reason is '只追加:提出会商的理由';

insert into policy_key (key, group_code, position, name, type, unit, hint, yearly, informative)
values ('conference.schemes', 'temp', 994, '提出个案会商：同一户同时在办的救助事项', 'COUNT', '项', '达到这个数，系统提出会商', false, false);
insert into policy_parameter
    (key, value, valid_from, valid_to, state, question, basis, note, entered_by_name, entered_at)
values ('conference.schemes', '2', '2019-01-01', null, 'CONFIRMED', null,
    '西秀区社会救助方案（2019）三（二）2“涉及同时实施两种以上救助”', '', '系统初始数据', now());
