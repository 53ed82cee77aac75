-- 旁路的告知书 (AP-2, AP-5): termination, withdrawal, death, transfer and reopening each have a paper with a number
alter table decision_number drop constraint decision_number_kind_check;
alter table decision_number add constraint decision_number_kind_check check (kind in ('QR', 'BQ', 'TZ', 'FH', 'GZ'));

create table side_paper (
    id             uuid        primary key,
    application_id uuid        not null references application (id),
    step_id        bigint      not null unique references application_step (id),
    way            text        not null check (way in ('TERMINATE', 'WITHDRAW', 'DIE', 'TRANSFER', 'REOPEN')),
    number         text        not null unique check (number ~ '^GZ-[0-9]{4}-[0-9]{4,}$'),
    issued_at      timestamptz not null
);
create index side_paper_application on side_paper (application_id);
comment on table side_paper is '只追加。终止、撤回、死亡、转其他救助和恢复办理的告知书';

-- 终止也要书面告知: its days run until the applicant is told, or the application is taken up again
insert into approval_limit (kind, limit_code, words, policy_key, unit, starts, basis)
values
    ('DIBAO_FAMILY', 'CLOSING_NOTICE', '书面告知终止', 'limit.refusalNotice', 'WORKING_DAYS', '{TERMINATED}', '民发〔2021〕57号第二十九条；天数参照第二十一条'),
    ('TEKUN', 'CLOSING_NOTICE', '书面告知终止', 'tekun.limit.refusalNotice', 'WORKING_DAYS', '{TERMINATED}', '参照民发〔2021〕43号第十八条'),
    ('TEMPORARY', 'CLOSING_NOTICE', '书面告知终止', 'limit.refusalNotice', 'WORKING_DAYS', '{TERMINATED}', '参照民发〔2021〕57号第二十一条');
update approval_way set limit_code = 'CLOSING_NOTICE' where way = 'REOPEN' and from_state = 'TERMINATED';
