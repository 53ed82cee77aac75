-- a death is taken back in the very transaction of its correction: the database's own clock says so, since that of the
-- application may differ by more than a minute
alter table death_correction add column recorded_at timestamptz not null default now();
comment on column death_correction.recorded_at is '数据库时间,事务开始时';

create or replace function person_death_stays() returns trigger language plpgsql as $$
begin
    if not exists (
        select 1 from death_correction c where c.person_id = new.id and c.died_on = old.died_on and c.recorded_at = now())
    then
        raise exception '死亡登记有误的，由区民政局更正' using errcode = 'check_violation', constraint = 'person_death_stays';
    end if;
    return new;
end $$;
