-- 待办与清单 (AP-6): what each state asks of whom, and the limit that every list sorts by
alter table approval_state add column task text check (length(task) between 1 and 60);
alter table approval_state add column task_why text;
alter table approval_state add column task_roles text[] check (cardinality(task_roles) > 0);
alter table approval_state add check ((task is null) = (task_roles is null) and (task is null) = (task_why is null));
update approval_state s set task = t.task, task_why = t.why, task_roles = t.roles::text[]
from (values
    ('RECEIVED', '启动调查', '已受理，材料齐全', '{TOWNSHIP_REVIEWER}'),
    ('AIDED', '补办手续', '已先行救助', '{TOWNSHIP_REVIEWER}'),
    ('SURVEY', '调查核对，提出意见', '入户、核对后提出初审意见', '{TOWNSHIP_REVIEWER}'),
    ('APPRAISAL', '组织民主评议', '有异议或争议', '{TOWNSHIP_REVIEWER}'),
    ('PROPOSED', '张榜公示', '初审意见已提出', '{TOWNSHIP_REVIEWER}'),
    ('OBJECTED', '处理公示异议', '公示期间有人提出异议', '{TOWNSHIP_REVIEWER}'),
    ('SUBMITTED', '审核确认', '乡镇已报来', '{BUREAU_APPROVER}'),
    ('REVIEW', '复核申诉', '申请人不服决定', '{BUREAU_APPROVER}')) as t (state, task, why, roles)
where s.state = t.state;
update approval_state set task = '确定救助程序', task_why = '小额快救、先行救助或一般程序'
where kind = 'TEMPORARY' and state = 'RECEIVED';

alter table application add column urgent_deadline_id uuid references deadline (id);
alter table application add column transferred_to uuid references matter (id);
create index application_urgent on application (urgent_deadline_id) where urgent_deadline_id is not null;
create index application_transferred on application (transferred_to) where transferred_to is not null;
create index application_ended on application (ended_at desc, id desc) where ended_at is not null;
create index application_ended_township on application (township_code, ended_at desc, id desc) where ended_at is not null;
create index application_item on application (item_code);
comment on column application.urgent_deadline_id is '在走的各时限中最早到期的一个,清单按它亮灯和排序';
comment on column application.transferred_to is '转其他救助:新开的事项';
update application a set urgent_deadline_id = (
    select d.id from deadline d where d.state in ('RUNNING', 'PAUSED') and d.id in (
        select l.deadline_id from application_limit l where l.application_id = a.id and l.open
        union all select m.legal_deadline_id from matter m where m.id = a.matter_id
        union all select m.promise_deadline_id from matter m where m.id = a.matter_id)
    order by d.due_at, d.id limit 1);

-- 延长 (AP-1): asked for by whoever handles it, decided by another person
create table application_extension (
    id             uuid        primary key,
    application_id uuid        not null references application (id),
    days           int         not null check (days between 1 and 60),
    reason         text        not null check (length(reason) between 1 and 500),
    asked_at       timestamptz not null,
    asked_by       uuid        not null references officer (id),
    decided_at     timestamptz,
    decided_by     uuid        references officer (id) check (decided_by <> asked_by),
    approved       boolean,
    why_not        text        check (length(why_not) between 1 and 500),
    due_before     timestamptz,
    due_after      timestamptz,
    check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (approved is null)),
    check (coalesce(approved, true) = (why_not is null)),
    check (coalesce(approved, false) = (due_after is not null) and (due_before is null) = (due_after is null))
);
create unique index application_extension_open on application_extension (application_id) where decided_at is null;
create unique index application_extension_once on application_extension (application_id) where approved;
create index application_extension_application on application_extension (application_id, asked_at);
comment on table application_extension is '延长办理时限的申请与批准';

-- what the township's worklist called 审核 is now the application's own
update task set closed_at = now() where kind = 'matter.own' and closed_at is null and exists (
    select 1 from matter m where m.id::text = task.subject_id and m.item_code in ('MZ-01', 'MZ-02A', 'MZ-03', 'MZ-05', 'MZ-06'));
