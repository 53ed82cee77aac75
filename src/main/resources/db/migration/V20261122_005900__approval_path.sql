-- 审核确认的路径 (AP-1, AP-2): the path is data. One row per state and per way; no other way is possible, in the
-- service and in the database.
create table approval_state (
    kind  text    not null check (kind in ('DIBAO_FAMILY', 'TEKUN', 'TEMPORARY')),
    state text    not null check (state in ('RECEIVED', 'SURVEY', 'APPRAISAL', 'PROPOSED', 'NOTICE', 'OBJECTED', 'SUBMITTED',
              'AIDED', 'REVIEW', 'CONFIRMED', 'REFUSED', 'TERMINATED', 'WITHDRAWN', 'DIED', 'TRANSFERRED')),
    no    int     not null,
    words text    not null,
    css   text    not null,
    ended boolean not null,
    -- position on the line of steps that a page shows; null beside the line
    step  int,
    primary key (kind, state),
    unique (kind, no)
);
comment on table approval_state is '只读。审核确认的状态';

create table approval_limit (
    kind       text   not null,
    limit_code text   not null check (limit_code ~ '^[A-Z_]+$'),
    words      text   not null,
    policy_key text   not null references policy_key (key),
    unit       text   not null check (unit in ('WORKING_DAYS', 'CALENDAR_DAYS')),
    -- it starts when an application comes into one of these states, unless it runs already
    starts     text[] not null,
    basis      text   not null,
    primary key (kind, limit_code)
);
comment on table approval_limit is '只读。环节时限:从进入某状态起算,由带此时限的办法结束';

create table approval_way (
    kind          text    not null,
    way           text    not null check (way in ('START_SURVEY', 'CALL_APPRAISAL', 'APPRAISED', 'PROPOSE', 'PROPOSE_REFUSAL',
                      'REVISE', 'POST_NOTICE', 'OBJECT', 'REINVESTIGATE', 'SUBMIT', 'SEND_BACK', 'CONFIRM', 'REFUSE', 'TERMINATE',
                      'WITHDRAW', 'DIE', 'TRANSFER', 'APPEAL', 'UPHOLD', 'OVERTURN', 'REOPEN', 'QUICK_GRANT', 'AID_FIRST',
                      'COMPLETE', 'COMPLETE_SMALL')),
    from_state    text    not null,
    to_state      text    not null,
    words         text    not null,
    -- who may go it; town_roles where the item leaves the confirmation to the township and no relative is filed
    roles         text[]  not null check (cardinality(roles) > 0),
    town_roles    text[]  check (cardinality(town_roles) > 0),
    -- an officer must say why
    needs_reason  boolean not null default false,
    -- also while materials are awaited
    while_paused  boolean not null default false,
    -- also by itself: the end of a notice, an objection from outside
    by_system     boolean not null default false,
    -- the investigation begins anew: other hands may take other parts
    new_round     boolean not null default false,
    preconditions text[]  not null default '{}',
    limit_code    text,
    basis         text    not null,
    primary key (kind, way, from_state),
    foreign key (kind, from_state) references approval_state (kind, state),
    foreign key (kind, to_state) references approval_state (kind, state),
    foreign key (kind, limit_code) references approval_limit (kind, limit_code),
    check (from_state <> to_state)
);
create index approval_way_from on approval_way (kind, from_state);
comment on table approval_way is '只读。审核确认的办法:从哪个状态到哪个状态,谁办,前提、时限和依据';
comment on column approval_way.preconditions is '前提代码,每个代码由一个程序构件检查';

insert into approval_state (kind, state, no, words, css, ended, step)
select k.kind, s.state, s.no, s.words, s.css, s.ended, s.step
from (values ('DIBAO_FAMILY'), ('TEKUN'), ('TEMPORARY')) as k (kind)
cross join (values
    ('RECEIVED', 10, '待启动调查', 'amber', false, 1),
    ('SURVEY', 20, '调查核对', 'blue', false, 2),
    ('APPRAISAL', 30, '民主评议', 'blue', false, null::int),
    ('PROPOSED', 40, '待公示', 'blue', false, 3),
    ('NOTICE', 50, '公示中', 'blue', false, 4),
    ('OBJECTED', 60, '异议处理', 'amber', false, null),
    ('SUBMITTED', 70, '待审核确认', 'blue', false, 5),
    ('REVIEW', 90, '复核', 'amber', false, null),
    ('CONFIRMED', 100, '已确认', 'green', true, 6),
    ('REFUSED', 110, '不予确认', 'grey', true, null),
    ('TERMINATED', 120, '已终止', 'grey', true, null),
    ('WITHDRAWN', 130, '已撤回', 'grey', true, null),
    ('DIED', 140, '因死亡终止', 'grey', true, null),
    ('TRANSFERRED', 150, '转其他救助', 'grey', true, null)) as s (state, no, words, css, ended, step);
insert into approval_state (kind, state, no, words, css, ended, step)
values ('TEMPORARY', 'AIDED', 15, '已先行救助，待补手续', 'amber', false, null);
update approval_state set words = '待确定救助程序' where kind = 'TEMPORARY' and state = 'RECEIVED';

insert into approval_limit (kind, limit_code, words, policy_key, unit, starts, basis)
values
    ('DIBAO_FAMILY', 'SURVEY_START', '启动调查', 'limit.survey', 'WORKING_DAYS', '{RECEIVED}', '民发〔2021〕57号第十五条'),
    ('DIBAO_FAMILY', 'COUNTY', '审核确认', 'limit.county', 'WORKING_DAYS', '{SUBMITTED}', '民发〔2021〕57号第二十条'),
    ('DIBAO_FAMILY', 'REFUSAL_NOTICE', '书面告知不予确认', 'limit.refusalNotice', 'WORKING_DAYS', '{REFUSED}', '民发〔2021〕57号第二十一条'),
    ('TEKUN', 'OPINION', '调查核实、初审', 'tekun.limit.survey', 'WORKING_DAYS', '{RECEIVED,SURVEY,OBJECTED}', '民发〔2021〕43号第十三、十五条'),
    ('TEKUN', 'COUNTY', '审核确认', 'tekun.limit.county', 'WORKING_DAYS', '{SUBMITTED}', '民发〔2021〕43号第十六条'),
    ('TEKUN', 'REFUSAL_NOTICE', '书面告知不予确认', 'tekun.limit.refusalNotice', 'WORKING_DAYS', '{REFUSED}', '民发〔2021〕43号第十八条'),
    ('TEMPORARY', 'QUICK', '小额快救', 'quick.days', 'CALENDAR_DAYS', '{RECEIVED}', '《关于进一步健全完善临时救助制度的意见》（2026）'),
    ('TEMPORARY', 'MAKEUP', '先行救助后补办手续', 'emergency.makeupWorkdays', 'WORKING_DAYS', '{AIDED}', '国发〔2014〕47号；天数待核 Q12'),
    ('TEMPORARY', 'REFUSAL_NOTICE', '书面告知不予救助', 'limit.refusalNotice', 'WORKING_DAYS', '{REFUSED}', '参照民发〔2021〕57号第二十一条');

-- the general procedure; the three kinds differ in basis and limits
insert into approval_way (kind, way, from_state, to_state, words, roles, town_roles, needs_reason, while_paused, by_system,
    new_round, limit_code, basis)
select k.kind, w.way, w.from_state, w.to_state, w.words, w.roles::text[], w.town_roles::text[], w.needs_reason,
    w.while_paused, w.by_system, w.new_round,
    case k.kind when 'DIBAO_FAMILY' then w.dibao_limit when 'TEKUN' then w.tekun_limit else w.temporary_limit end,
    case k.kind when 'DIBAO_FAMILY' then w.dibao when 'TEKUN' then w.tekun else w.temporary end
from (values ('DIBAO_FAMILY'), ('TEKUN'), ('TEMPORARY')) as k (kind)
cross join (values
    ('START_SURVEY', 'RECEIVED', 'SURVEY', '启动调查', '{TOWNSHIP_REVIEWER}', null, false, false, false, false,
        'SURVEY_START', null, 'QUICK', '民发〔2021〕57号第十五条', '民发〔2021〕43号第十三条', '国发〔2014〕47号（一般程序）'),
    ('CALL_APPRAISAL', 'SURVEY', 'APPRAISAL', '组织民主评议', '{TOWNSHIP_REVIEWER}', null, true, false, false, false,
        null, null, null, '民发〔2021〕57号第十九条', '民发〔2021〕43号第十四条', '国发〔2014〕47号（视情评议）'),
    ('CALL_APPRAISAL', 'OBJECTED', 'APPRAISAL', '就异议组织民主评议', '{TOWNSHIP_REVIEWER}', null, true, false, false, false,
        null, null, null, '民发〔2021〕57号第十九条', '民发〔2021〕43号第十五条', '国发〔2014〕47号（视情评议）'),
    ('APPRAISED', 'APPRAISAL', 'SURVEY', '评议完毕', '{TOWNSHIP_REVIEWER}', null, false, false, false, false,
        null, null, null, '民发〔2021〕57号第十九条', '民发〔2021〕43号第十四条', '国发〔2014〕47号（视情评议）'),
    ('PROPOSE', 'SURVEY', 'PROPOSED', '提出初审意见', '{TOWNSHIP_REVIEWER}', null, false, false, false, false,
        null, 'OPINION', null, '民发〔2021〕57号第十九条', '民发〔2021〕43号第十三条', '国发〔2014〕47号（审核意见）'),
    ('PROPOSE_REFUSAL', 'SURVEY', 'SUBMITTED', '建议不予确认，报审核', '{TOWNSHIP_REVIEWER}', null, false, false, false, false,
        null, 'OPINION', null, '民发〔2021〕57号第十八、十九条', '民发〔2021〕43号第十三条', '国发〔2014〕47号（审核意见）'),
    ('REVISE', 'PROPOSED', 'SURVEY', '收回意见重办', '{TOWNSHIP_REVIEWER}', null, true, false, false, false,
        null, null, null, '民发〔2021〕57号第十九条', '民发〔2021〕43号第十三条', '国发〔2014〕47号（审核意见）'),
    ('POST_NOTICE', 'PROPOSED', 'NOTICE', '张榜公示', '{TOWNSHIP_REVIEWER}', null, false, false, false, false,
        null, null, null, '民发〔2021〕57号第十九条', '民发〔2021〕43号第十五条', '国发〔2014〕47号（公示）'),
    ('OBJECT', 'NOTICE', 'OBJECTED', '收到异议', '{TOWNSHIP_REVIEWER,BUREAU_OFFICER}', null, true, true, true, false,
        null, null, null, '民发〔2021〕57号第十九条', '民发〔2021〕43号第十五条', '国发〔2014〕47号（公示）'),
    ('REINVESTIGATE', 'OBJECTED', 'SURVEY', '重新调查', '{TOWNSHIP_REVIEWER}', null, true, false, false, true,
        null, null, null, '民发〔2021〕57号第十九条', '民发〔2021〕43号第十五条', '国发〔2014〕47号（公示）'),
    ('SUBMIT', 'NOTICE', 'SUBMITTED', '报审核确认', '{TOWNSHIP_REVIEWER}', null, false, false, false, false,
        null, null, null, '民发〔2021〕57号第十九条', '民发〔2021〕43号第十五条', '国发〔2014〕47号（县级审批）'),
    ('SEND_BACK', 'SUBMITTED', 'SURVEY', '退回重新调查', '{BUREAU_OFFICER,BUREAU_APPROVER}',
        '{TOWNSHIP_REVIEWER,BUREAU_OFFICER,BUREAU_APPROVER}', true, false, false, true,
        'COUNTY', 'COUNTY', null, '民发〔2021〕57号第二十条', '民发〔2021〕43号第十六条', '国发〔2014〕47号（县级审批）'),
    ('CONFIRM', 'SUBMITTED', 'CONFIRMED', '确认同意', '{BUREAU_APPROVER}', '{TOWNSHIP_REVIEWER}', false, false, false, false,
        'COUNTY', 'COUNTY', null, '民发〔2021〕57号第二十一条', '民发〔2021〕43号第十六、十七条', '国务院令第649号第四十八条'),
    ('REFUSE', 'SUBMITTED', 'REFUSED', '不予确认', '{BUREAU_APPROVER}', '{TOWNSHIP_REVIEWER}', true, false, false, false,
        'COUNTY', 'COUNTY', null, '民发〔2021〕57号第二十一条', '民发〔2021〕43号第十八条', '国务院令第649号第四十八条'),
    ('APPEAL', 'REFUSED', 'REVIEW', '申请人申诉，进入复核', '{WINDOW_CLERK,TOWNSHIP_REVIEWER,BUREAU_OFFICER}', null, true, false,
        false, false, null, null, null, '国务院令第649号第六十五条', '国务院令第649号第六十五条', '国务院令第649号第六十五条'),
    ('UPHOLD', 'REVIEW', 'REFUSED', '维持原决定', '{BUREAU_APPROVER}', null, true, false, false, false,
        null, null, null, '国务院令第649号第六十五条', '国务院令第649号第六十五条', '国务院令第649号第六十五条'),
    ('OVERTURN', 'REVIEW', 'SURVEY', '撤销原决定，重新调查', '{BUREAU_APPROVER}', null, true, false, false, true,
        null, null, null, '国务院令第649号第六十五条', '国务院令第649号第六十五条', '国务院令第649号第六十五条'),
    ('REOPEN', 'TERMINATED', 'RECEIVED', '恢复办理', '{TOWNSHIP_REVIEWER,BUREAU_OFFICER}', null, true, false, false, true,
        null, null, null, '民发〔2021〕57号第二十九条', '国务院令第649号第十七条', '国发〔2014〕47号'),
    ('REOPEN', 'WITHDRAWN', 'RECEIVED', '恢复办理', '{TOWNSHIP_REVIEWER,BUREAU_OFFICER}', null, true, false, false, true,
        null, null, null, '国务院令第649号第十一条', '国务院令第649号第十七条', '国发〔2014〕47号')
) as w (way, from_state, to_state, words, roles, town_roles, needs_reason, while_paused, by_system, new_round,
    dibao_limit, tekun_limit, temporary_limit, dibao, tekun, temporary);

-- 临时救助: the quick and the urgent procedure
insert into approval_way (kind, way, from_state, to_state, words, roles, needs_reason, limit_code, basis)
values
    ('TEMPORARY', 'QUICK_GRANT', 'RECEIVED', 'CONFIRMED', '小额快救', '{TOWNSHIP_REVIEWER}', false, 'QUICK',
        '《关于进一步健全完善临时救助制度的意见》（2026）'),
    ('TEMPORARY', 'AID_FIRST', 'RECEIVED', 'AIDED', '急难先行救助', '{TOWNSHIP_REVIEWER}', true, 'QUICK',
        '国发〔2014〕47号（紧急程序）'),
    ('TEMPORARY', 'COMPLETE', 'AIDED', 'SURVEY', '补办手续，转一般程序', '{TOWNSHIP_REVIEWER}', false, 'MAKEUP',
        '国发〔2014〕47号（紧急程序）'),
    ('TEMPORARY', 'COMPLETE_SMALL', 'AIDED', 'CONFIRMED', '补齐手续，办结', '{TOWNSHIP_REVIEWER}', false, 'MAKEUP',
        '国发〔2014〕47号；民发〔2018〕23号');

-- the side ways, from every state that is open before a decision
insert into approval_way (kind, way, from_state, to_state, words, roles, needs_reason, while_paused, basis)
select s.kind, w.way, s.state, w.to_state, w.words, w.roles::text[], true, true, w.basis
from approval_state s
cross join (values
    ('TERMINATE', 'TERMINATED', '终止审核确认程序', '{TOWNSHIP_REVIEWER,BUREAU_OFFICER,BUREAU_APPROVER}', '民发〔2021〕57号第二十九条'),
    ('WITHDRAW', 'WITHDRAWN', '申请人撤回', '{WINDOW_CLERK,TOWNSHIP_REVIEWER,BUREAU_OFFICER}', '国务院令第649号第十一条（自愿申请）'),
    ('DIE', 'DIED', '因死亡终止', '{WINDOW_CLERK,TOWNSHIP_REVIEWER,BUREAU_OFFICER}', '民发〔2021〕57号；民发〔2021〕43号第二十四条'),
    ('TRANSFER', 'TRANSFERRED', '转其他救助', '{TOWNSHIP_REVIEWER,BUREAU_OFFICER}', '民发〔2021〕43号第二十七条；国办发〔2023〕39号')
) as w (way, to_state, words, roles, basis)
where not s.ended and s.state <> 'REVIEW';

-- 审批件: one per own matter with such a path
create table application (
    id            uuid        primary key,
    matter_id     uuid        not null unique references matter (id),
    case_id       uuid        not null references case_file (id),
    kind          text        not null,
    state         text        not null,
    -- the way it came into its state by; RECEIVE at the beginning
    way           text        not null,
    round         int         not null default 1 check (round > 0),
    item_code     text        not null,
    township_code text        not null,
    village_code  text,
    confirm_level text        not null check (confirm_level in ('COUNTY', 'TOWN')),
    kin_filed     boolean     not null,
    received_at   timestamptz not null,
    entered_at    timestamptz not null,
    paused_at     timestamptz,
    ended_at      timestamptz,
    -- 签收: the bureau has the township's papers in hand
    receipted_at  timestamptz,
    receipted_by  uuid        references officer (id),
    -- the limit of the present step, and the earliest due instant of all that run, for sorting
    deadline_id   uuid        references deadline (id),
    due_at        timestamptz,
    version       bigint      not null default 0,
    foreign key (kind, state) references approval_state (kind, state),
    check ((receipted_at is null) = (receipted_by is null))
);
create index application_case on application (case_id);
create index application_township on application
    (township_code, state, (coalesce(due_at, 'infinity'::timestamptz)), id);
create index application_state on application (state, (coalesce(due_at, 'infinity'::timestamptz)), id);
create index application_due on application ((coalesce(due_at, 'infinity'::timestamptz)), id) where ended_at is null;
create index application_due_township on application
    (township_code, (coalesce(due_at, 'infinity'::timestamptz)), id) where ended_at is null;
create index application_newest on application (entered_at desc, id desc);
create index application_deadline on application (deadline_id) where deadline_id is not null;
comment on table application is '审批件:民政自办事项的审核确认';
comment on column application.round is '第几轮调查审核,重新调查的另起一轮';
comment on column application.kin_filed is '近亲属备案:必须由区级入户并由第二人复核';

create table application_step (
    id             bigint      generated always as identity primary key,
    application_id uuid        not null references application (id),
    round          int         not null,
    way            text        not null,
    from_state     text,
    to_state       text        not null,
    at             timestamptz not null,
    officer_id     uuid        references officer (id),
    who            text        not null,
    place          text        not null,
    reason_code    text        check (reason_code ~ '^[A-Z_]+$'),
    reason         text        check (length(reason) <= 1000)
);
create index application_step_application on application_step (application_id, id);
comment on table application_step is '只追加。审批件经过:每一步由谁何时因何办';

create table application_hand (
    application_id uuid        not null references application (id),
    round          int         not null,
    officer_id     uuid        not null references officer (id),
    part           text        not null check (part in ('INVESTIGATOR', 'REVIEWER', 'CONFIRMER', 'SECOND_CONFIRMER')),
    at             timestamptz not null,
    -- four eyes: one officer, one part
    constraint application_hand_one_part unique (application_id, round, officer_id)
);
create index application_hand_officer on application_hand (officer_id, at desc);
comment on table application_hand is '只追加。经手人:同一轮里一人只能有一种身份';

create table application_limit (
    id             bigint  generated always as identity primary key,
    application_id uuid    not null references application (id),
    limit_code     text    not null,
    round          int     not null,
    deadline_id    uuid    not null unique references deadline (id),
    open           boolean not null default true
);
create unique index application_limit_open on application_limit (application_id, limit_code) where open;
create index application_limit_application on application_limit (application_id, id);
comment on table application_limit is '不审计:审批件的环节时限';

-- No other way to a decision exists, whoever writes the statement.
create function application_moves() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if new.state <> 'RECEIVED' or new.way <> 'RECEIVE' or new.round <> 1 then
            raise exception '审批件从「待启动调查」开始' using errcode = 'check_violation', constraint = 'application_way';
        end if;
        return new;
    end if;
    if new.kind <> old.kind or new.matter_id <> old.matter_id or new.case_id <> old.case_id then
        raise exception '审批件的种类和事项不能改变' using errcode = 'check_violation', constraint = 'application_way';
    end if;
    if new.state <> old.state then
        if not exists (
            select 1 from approval_way w
            where w.kind = new.kind and w.way = new.way and w.from_state = old.state and w.to_state = new.state
                and (old.paused_at is null or w.while_paused)
                and new.round = old.round + case when w.new_round then 1 else 0 end)
        then
            raise exception '没有从 % 到 % 的办法', old.state, new.state
                using errcode = 'check_violation', constraint = 'application_way';
        end if;
    elsif new.way <> old.way or new.round <> old.round then
        raise exception '办法和轮次只随状态改变' using errcode = 'check_violation', constraint = 'application_way';
    end if;
    if (new.ended_at is not null)
        <> (select s.ended from approval_state s where s.kind = new.kind and s.state = new.state) then
        raise exception '结束时间与状态不符' using errcode = 'check_violation', constraint = 'application_way';
    end if;
    return new;
end $$;
create trigger application_moves before insert or update on application
    for each row execute function application_moves();

-- Whoever investigated or reviewed in any round never confirms, and the other way round.
create function application_hand_eyes() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from application_hand h
        where h.application_id = new.application_id and h.officer_id = new.officer_id
            and (h.part in ('CONFIRMER', 'SECOND_CONFIRMER')) <> (new.part in ('CONFIRMER', 'SECOND_CONFIRMER')))
    then
        raise exception '调查、审核和确认不能是同一人'
            using errcode = 'check_violation', constraint = 'application_hand_eyes';
    end if;
    return new;
end $$;
create trigger application_hand_eyes before insert on application_hand
    for each row execute function application_hand_eyes();

-- A matter with an application is concluded only by its application.
create function matter_waits_for_application() returns trigger language plpgsql as $$
begin
    if exists (select 1 from application a where a.matter_id = new.id and a.ended_at is null) then
        raise exception '审批件还没有办完，事项不能办结'
            using errcode = 'check_violation', constraint = 'matter_application';
    end if;
    return new;
end $$;
create trigger matter_waits_for_application before update of state on matter
    for each row when (new.state = 'CONCLUDED' and old.state <> 'CONCLUDED' and new.own)
    execute function matter_waits_for_application();
