-- 转办清单 at volume: what is open is read in the order of the list, and counted from an index alone
drop index referral_due;
create index referral_open on referral ((coalesce(due_at, 'infinity'::timestamptz)), id) include (state)
    where ended_at is null;
create index referral_open_township on referral (township_code, (coalesce(due_at, 'infinity'::timestamptz)), id)
    include (state) where ended_at is null;
create index referral_open_department on referral (dept_code, (coalesce(due_at, 'infinity'::timestamptz)), id)
    include (state) where ended_at is null and dispatched_at is not null;

drop index referral_ended;
drop index referral_ended_department;
drop index referral_ended_township;
create index referral_ended on referral (ended_at) include (state) where ended_at is not null;
create index referral_ended_department on referral (dept_code, ended_at) include (state, dispatched_at)
    where ended_at is not null;
create index referral_ended_township on referral (township_code, ended_at) include (state) where ended_at is not null;
