-- 个案列表: the most urgent first, what has no limit any more behind it, the newest of that first; read in index order.
-- Microseconds before 1970 of the acceptance: a key of one direction, which a descending column beside it is not.
alter table case_file add column newest_first bigint;
update case_file set newest_first = -(extract(epoch from accepted_at) * 1000000)::bigint;
alter table case_file alter column newest_first set not null;
create function case_file_newest_first() returns trigger language plpgsql as $$
begin
    new.newest_first := -(extract(epoch from new.accepted_at) * 1000000)::bigint;
    return new;
end $$;
create trigger case_file_newest_first before insert or update of accepted_at on case_file
    for each row execute function case_file_newest_first();
comment on column case_file.newest_first is '受理时刻的相反数(微秒),供列表按先新后旧翻页';
drop index case_file_due;
create index case_file_urgent_township on case_file
    (township_code, (coalesce(due_at, 'infinity'::timestamptz)), newest_first, id);
create index case_file_urgent on case_file ((coalesce(due_at, 'infinity'::timestamptz)), newest_first, id);
create index case_file_waiting on case_file (township_code, state) where state in ('AWAITING_MATERIALS', 'CONCLUDED');
create index case_file_number on case_file (number);
create index matter_open on matter (township_code, case_id) where ended_at is null;
create index matter_item on matter (item_code, opened_at desc);
