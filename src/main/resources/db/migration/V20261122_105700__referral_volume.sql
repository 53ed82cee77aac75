-- 转办清单 in a district of 300,000 households: what ended this month, and which items, townships and departments occur,
-- without reading all that was ever referred
create index referral_ended on referral (ended_at) where ended_at is not null;
create index referral_ended_department on referral (dept_code, ended_at) where ended_at is not null;
create index referral_ended_township on referral (township_code, ended_at) where ended_at is not null;
create index referral_item_department on referral (item_code, dept_code);
create index referral_item_township on referral (item_code, township_code);
create index referral_township_department on referral (township_code, dept_code);
