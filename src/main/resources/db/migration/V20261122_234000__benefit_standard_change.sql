-- 标准调整测算 (EL-5): every award that runs, decided under the parameters of a day. Nothing is applied.
create table standard_change (
    id             uuid        primary key,
    on_day         date        not null,
    parameters     text        not null,
    engine         text        not null,
    state          text        not null check (state in ('RUNNING', 'DONE', 'CANCELLED', 'FAILED')),
    asked_by       uuid        not null references officer (id),
    asked_name     text        not null,
    asked_at       timestamptz not null,
    job_id         uuid        references job (id),
    done_household uuid,
    done_award     uuid,
    suspended      bigint,
    exiting        bigint,
    done_at        timestamptz,
    check ((done_household is null) = (done_award is null)),
    check ((state = 'DONE') = (done_at is not null))
);
create index standard_change_list on standard_change (asked_at desc, id);
-- one at a time for a day, whatever two desks overlook
create unique index standard_change_running on standard_change (on_day) where state = 'RUNNING';
comment on table standard_change is '不审计:标准调整测算,只测算不变动;谁何时发起记在行内和审计日志';
comment on column standard_change.on_day is '用哪一天的政策参数';
comment on column standard_change.parameters is '政策参数的版本,重算时用同一版';
comment on column standard_change.done_award is '算到哪一项待遇,中断后从下一项接着算';
comment on column standard_change.suspended is '停发中、不在测算内的待遇';

-- Written by COPY, a hundred thousand at a time, in one transaction with the mark above: no foreign keys, since each would lock
-- its award for every line. Awards are never deleted.
create table standard_change_line (
    run_id         uuid        not null,
    outcome        text        not null check (outcome in ('RISES', 'FALLS', 'LEAVES', 'UNDECIDED', 'SAME')),
    township_code  text        not null,
    award_id       uuid        not null,
    household_id   uuid        not null,
    scheme         text        not null,
    old_fen        bigint      not null check (old_fen >= 0),
    new_scheme     text,
    base_fen       bigint      not null check (base_fen >= 0),
    increments_fen bigint      not null check (increments_fen >= 0),
    care_fen       bigint      not null check (care_fen >= 0),
    codes          text[]      not null,
    why            text[]      not null,
    read_at        timestamptz not null,
    facts          bytea       not null check (length(facts) = 32),
    primary key (run_id, outcome, township_code, award_id),
    check (outcome in ('LEAVES', 'UNDECIDED') or new_scheme is not null)
);
comment on table standard_change_line is '不审计:标准调整测算的逐项结论,只追加';
comment on column standard_change_line.new_scheme is '新标准下符合的救助;空为都不符合或算不出';
comment on column standard_change_line.why is '理由,给人看的话;缺的信息也在这里';
comment on column standard_change_line.facts is '测算所依据的家庭情况的摘要 (SHA-256),重算时核对';

create function standard_change_line_stays() returns trigger language plpgsql as $$
begin
    raise exception 'lines of a run are only added' using errcode = 'insufficient_privilege';
end $$;
create trigger standard_change_line_stays before update or delete or truncate on standard_change_line
    for each statement execute function standard_change_line_stays();

create table standard_change_sum (
    run_id        uuid   not null references standard_change (id),
    township_code text   not null,
    scheme        text   not null,
    outcome       text   not null,
    awards        bigint not null check (awards >= 0),
    old_fen       bigint not null check (old_fen >= 0),
    new_fen       bigint not null check (new_fen >= 0),
    primary key (run_id, township_code, scheme, outcome)
);
comment on table standard_change_sum is '不审计:标准调整测算的合计,随逐项结论一起记';
