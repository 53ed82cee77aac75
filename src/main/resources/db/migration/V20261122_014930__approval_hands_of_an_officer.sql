-- 我经手的 (AP-6)
create index application_step_officer on application_step (officer_id, application_id) where officer_id is not null;
