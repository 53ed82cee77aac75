-- 灯 of a running limit by its two instants alone, so that whoever keeps only these judges by the same words
create function limit_level(over_at timestamptz, soon_at timestamptz, now timestamptz) returns text
    language sql stable parallel safe
    return case
        when date_trunc('second', now) > over_at then 'OVER'
        when now >= soon_at then 'SOON'
        else 'OK'
    end;

create or replace function deadline_level(d deadline, now timestamptz) returns text
    language sql stable parallel safe
    return case
        when d.state in ('MET', 'CANCELLED') then 'DONE'
        when d.state = 'PAUSED' then 'PAUSED'
        else limit_level(coalesce(d.law_due_at, d.due_at), d.soon_at, now)
    end;
