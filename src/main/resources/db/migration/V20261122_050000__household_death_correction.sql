-- 死亡登记有误 (AP-2, lessons 16): put right by the bureau with its reason; what the death ended is brought back by people
create table death_correction (
    id        uuid        primary key,
    person_id uuid        not null references person (id),
    died_on   date        not null,
    reason    text        not null check (length(reason) between 1 and 300),
    at        timestamptz not null,
    by_id     uuid        not null references officer (id)
);
create index death_correction_person on death_correction (person_id, at desc);
comment on table death_correction is '只追加。死亡登记的更正:原登记的日期、谁因何更正';

-- whoever writes the statement: a registered death does not vanish without its correction
create function person_death_stays() returns trigger language plpgsql as $$
begin
    if not exists (
        select 1 from death_correction c where c.person_id = new.id and c.died_on = old.died_on and c.at > now() - interval '1 minute')
    then
        raise exception '死亡登记有误的，由区民政局更正' using errcode = 'check_violation', constraint = 'person_death_stays';
    end if;
    return new;
end $$;
create trigger person_death_stays before update of died_on on person
    for each row when (old.died_on is not null and new.died_on is null) execute function person_death_stays();

-- 恢复待遇: asked for by the correction, decided by another person
create table award_restoration (
    id           uuid        primary key,
    award_id     uuid        not null references award (id),
    person_id    uuid        not null references person (id),
    reason       text        not null check (length(reason) between 1 and 300),
    asked_at     timestamptz not null,
    asked_by     uuid        not null references officer (id),
    state        text        not null check (state in ('OPEN', 'GRANTED', 'REFUSED')),
    decided_words text       check (length(decided_words) between 1 and 300),
    decided_at   timestamptz,
    decided_by   uuid        references officer (id),
    new_award_id uuid        references award (id),
    check ((state = 'OPEN') = (decided_by is null)),
    check (num_nonnulls(decided_words, decided_at, decided_by) in (0, 3)),
    check ((state = 'GRANTED') = (new_award_id is not null)),
    constraint award_restoration_four_eyes check (decided_by <> asked_by)
);
create unique index award_restoration_open on award_restoration (award_id) where state = 'OPEN';
create index award_restoration_award on award_restoration (award_id);
comment on table award_restoration is '死亡登记更正后恢复待遇:更正的人之外另一人决定';

insert into approval_way (kind, way, from_state, to_state, words, roles, needs_reason, new_round, preconditions, basis)
select kind, 'REOPEN', 'DIED', 'RECEIVED', '死亡登记有误，恢复办理', '{BUREAU_OFFICER}', true, true, '{death.corrected}',
    '国务院令第649号第十一条（申请仍在）；死亡登记已更正'
from (values ('DIBAO_FAMILY'), ('TEKUN'), ('TEMPORARY')) as k (kind);
