-- 案件的灯: from when a case is amber and from when it is red, for the counters and the filter above the lists. They judged
-- every open matter with its limit, two rows for each of fifteen thousand cases of the district, at every page. What is
-- kept here is judged by the clock when it is asked (limit_level): no hour of the day changes a row.
create table case_limit (
    case_id       uuid        primary key references case_file (id) on delete cascade,
    township_code text        not null,
    village_code  text,
    over_at       timestamptz not null,
    soon_at       timestamptz not null,
    check (soon_at <= over_at)
);
comment on table case_limit is '不审计:案件最早的超期和临期时刻,由各事项正在走的时限推出,随之变动';
-- the counters read nothing but an index
create index case_limit_township on case_limit (township_code, soon_at) include (over_at, village_code);
create index case_limit_soon on case_limit (soon_at) include (over_at);

-- The limits of these cases, anew. All changes of a case queue at its row, so what is read after it is whole.
create function case_limit_follow(cases uuid[]) returns void
    language plpgsql as $$
begin
    perform 1 from case_file where id = any (cases) order by id for no key update;
    delete from case_limit l where l.case_id = any (cases) and not exists (
        select 1 from matter m join deadline d on d.id = coalesce(m.promise_deadline_id, m.legal_deadline_id)
        where m.case_id = l.case_id and m.ended_at is null and d.state = 'RUNNING');
    insert into case_limit as l (case_id, township_code, village_code, over_at, soon_at)
    select c.id, c.township_code, c.village_code, min(coalesce(d.law_due_at, d.due_at)),
        min(least(d.soon_at, d.law_due_at, d.due_at))
    from case_file c
    join matter m on m.case_id = c.id and m.ended_at is null
    join deadline d on d.id = coalesce(m.promise_deadline_id, m.legal_deadline_id) and d.state = 'RUNNING'
    where c.id = any (cases)
    group by c.id
    on conflict (case_id) do update set over_at = excluded.over_at, soon_at = excluded.soon_at
        where (l.over_at, l.soon_at) is distinct from (excluded.over_at, excluded.soon_at);
end $$;

create function case_limit_of_matters() returns trigger
    language plpgsql as $$
begin
    perform case_limit_follow(array(select distinct case_id from after_rows));
    return null;
end $$;
create trigger case_limit_opened after insert on matter
    referencing new table as after_rows for each statement execute function case_limit_of_matters();

create function case_limit_of_changed_matters() returns trigger
    language plpgsql as $$
declare
    cases uuid[] := array(select distinct a.case_id from after_rows a join before_rows b on b.id = a.id
        where (a.ended_at is null, a.legal_deadline_id, a.promise_deadline_id)
            is distinct from (b.ended_at is null, b.legal_deadline_id, b.promise_deadline_id));
begin
    if cardinality(cases) > 0 then
        perform case_limit_follow(cases);
    end if;
    return null;
end $$;
create trigger case_limit_changed after update on matter
    referencing old table as before_rows new table as after_rows
    for each statement execute function case_limit_of_changed_matters();

create function case_limit_of_deadlines() returns trigger
    language plpgsql as $$
declare
    moved uuid[] := array(select a.id from after_rows a join before_rows b on b.id = a.id
        where (a.state, a.due_at, a.soon_at, a.law_due_at) is distinct from (b.state, b.due_at, b.soon_at, b.law_due_at));
    cases uuid[];
begin
    if cardinality(moved) = 0 then
        return null;
    end if;
    cases := array(
        select m.case_id from matter m where m.promise_deadline_id = any (moved) and m.ended_at is null
        union
        select m.case_id from matter m where m.legal_deadline_id = any (moved) and m.ended_at is null);
    if cardinality(cases) > 0 then
        perform case_limit_follow(cases);
    end if;
    return null;
end $$;
create trigger case_limit_moved after update on deadline
    referencing old table as before_rows new table as after_rows
    for each statement execute function case_limit_of_deadlines();

select case_limit_follow(array(select distinct case_id from matter where ended_at is null));
