-- 个案列表: the most urgent first, what has no limit any more behind it, the newest of that first; read in index order
drop index case_file_due;
create index case_file_urgent_township on case_file
    (township_code, (coalesce(due_at, 'infinity'::timestamptz)), (-extract(epoch from accepted_at)), id);
create index case_file_urgent on case_file
    ((coalesce(due_at, 'infinity'::timestamptz)), (-extract(epoch from accepted_at)), id);
create index case_file_waiting on case_file (township_code, state) where state in ('AWAITING_MATERIALS', 'CONCLUDED');
create index case_file_number on case_file (number);
create index matter_open on matter (township_code, case_id) where ended_at is null;
create index matter_item on matter (item_code, opened_at desc);
