-- 灯 of what is listed and counted: a running limit is judged from this index alone. The limits that run are a few in a
-- hundred of those there ever were.
create index deadline_light on deadline (id) include (due_at, law_due_at, soon_at, state) where state = 'RUNNING';
