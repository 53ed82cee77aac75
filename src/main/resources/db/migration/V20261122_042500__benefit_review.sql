-- 复核待遇 (VR-2; lessons 17): a fact that is true of somebody in benefit; a person of the township looks at it and proposes a
-- change, or that it goes on as it is; another person of the bureau decides. Nothing of it changes an award.
create table award_review (
    id             uuid        primary key,
    award_id       uuid        not null references award (id),
    cause          text        not null check (cause ~ '^[A-Z_]{2,30}$'),
    -- the finding it rests on, in the module that found it
    source_id      uuid        not null,
    person_id      uuid        not null references person (id),
    words          text        not null check (length(words) between 1 and 300),
    months_from    date        check (extract(day from months_from) = 1),
    asked_at       timestamptz not null,
    asked_by       uuid        not null references officer (id),
    deadline_id    uuid        not null references deadline (id),
    state          text        not null check (state in ('OPEN', 'PROPOSED', 'DECIDED', 'DROPPED')),
    proposed       text        check (proposed = 'CONTINUE'),
    proposed_words text        check (length(proposed_words) between 1 and 300),
    proposed_at    timestamptz,
    proposed_by    uuid        references officer (id),
    -- why the bureau wanted it looked at again
    returned_words text        check (length(returned_words) between 1 and 300),
    outcome        text        check (outcome in ('CONTINUE', 'CHANGE', 'EXIT', 'SUSPEND', 'END')),
    decided_words  text        check (length(decided_words) >= 1),
    decided_at     timestamptz,
    decided_by     uuid        references officer (id),
    unique (award_id, source_id),
    check (num_nonnulls(proposed, proposed_words, proposed_at, proposed_by) in (0, 4)),
    check (num_nonnulls(outcome, decided_words, decided_at, decided_by) in (0, 4)),
    check ((state = 'DECIDED') = (outcome is not null)),
    check (state <> 'PROPOSED' or proposed is not null),
    -- four eyes
    constraint award_review_four_eyes check (outcome <> 'CONTINUE' or (proposed_by is not null and decided_by <> proposed_by))
);
create index award_review_source on award_review (source_id);
comment on table award_review is '复核待遇:乡镇提出意见,区民政局决定';
comment on column award_review.source_id is '据以复核的核对疑点';

insert into policy_key (key, group_code, position, name, type, unit, hint, yearly, informative)
values ('benefit.reviewDays', 'window', 1468, '疑点属实后复核待遇', 'COUNT', '个工作日', '从疑点认定属实起算，到作出决定止', false, false);
insert into policy_parameter (key, value, valid_from, state, basis, note, entered_by_name, entered_at)
values ('benefit.reviewDays', '15', '2019-01-01', 'UNCONFIRMED', '国家规定没有写天数，系统默认，由区民政局确认', '', '系统初始数据', now());
