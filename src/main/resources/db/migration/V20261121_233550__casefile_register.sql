-- 登记表: by township and day
create index matter_register on matter (township_code, opened_at);
create index matter_opened on matter (opened_at);
create index case_event_matter on case_event (matter_id, title) where matter_id is not null;
