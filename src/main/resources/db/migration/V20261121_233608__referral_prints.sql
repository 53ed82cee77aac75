-- 打印次数 of the 转办单 (ui-guide 12)
alter table referral add column prints int not null default 0 check (prints >= 0);
