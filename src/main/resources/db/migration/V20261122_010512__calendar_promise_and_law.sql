-- 承诺和法定两个时限 (national-rules 6.2): amber over the promise, red over the law. A promise knows the law's limit behind
-- it, and keeps a copy of its due instant, so that one function judges one row.
alter table deadline
    add column law_id     uuid references deadline (id),
    add column law_due_at timestamptz,
    add check ((law_id is null) = (law_due_at is null)),
    add check (law_id <> id);
create index deadline_law on deadline (law_id) where law_id is not null;

create function deadline_law_moved() returns trigger
    language plpgsql as $$
begin
    update deadline set law_due_at = new.due_at where law_id = new.id;
    return null;
end $$;
create trigger deadline_law_moved after update of due_at on deadline
    for each row when (new.due_at is distinct from old.due_at) execute function deadline_law_moved();

update deadline p set law_id = l.id, law_due_at = l.due_at
from matter m join deadline l on l.id = m.legal_deadline_id
where p.id = m.promise_deadline_id;

-- 灯, in SQL: the same answer as cn.yimen.calendar.Light (a test compares them)
create function deadline_level(d deadline, now timestamptz) returns text
    language sql immutable parallel safe
    return case
        when d.state in ('MET', 'CANCELLED') then 'DONE'
        when d.state = 'PAUSED' then 'PAUSED'
        when date_trunc('second', now) > coalesce(d.law_due_at, d.due_at) then 'OVER'
        when now >= d.soon_at then 'SOON'
        else 'OK'
    end;
drop function deadline_level(text, timestamptz, timestamptz, timestamptz);
