-- 核对 (VR-1…VR-4). Identity numbers and what else a department tells lie sealed; people are found by the keyed digest.
create table verification_source (
    code       text    primary key check (code ~ '^[A-Z]{2,20}$'),
    position   int     not null,
    name       text    not null check (length(name) between 1 and 40),
    department text    not null check (length(department) between 1 and 60),
    connector  text    not null check (connector in ('FILE', 'FOLDER', 'HTTP')),
    url        text    check (length(url) between 1 and 300),
    active     boolean not null,
    asked      boolean not null,
    version    bigint  not null default 0,
    check (connector <> 'HTTP' or url is not null)
);
comment on table verification_source is '核对来源';

create table verification_field (
    source   text    not null references verification_source (code),
    code     text    not null check (code ~ '^[a-z][a-zA-Z]{0,30}$'),
    position int     not null,
    label    text    not null check (length(label) between 1 and 30),
    role     text    not null check (role in ('IDENTITY', 'NAME', 'BIRTH', 'AMOUNT', 'FROM', 'UNTIL', 'WORDS')),
    required boolean not null default false,
    aliases  text[]  not null default '{}',
    primary key (source, code)
);
-- words may be many, everything else once
create unique index verification_field_role on verification_field (source, role) where role <> 'WORDS';
comment on table verification_field is '核对来源的字段';

create table verification_mapping (
    source text not null references verification_source (code),
    head   text not null,
    field  text not null,
    primary key (source, head)
);
comment on table verification_mapping is '列对应:按来源记住表头对应的字段,空为不用';

create table verification_batch (
    id         uuid        primary key,
    source     text        not null references verification_source (code),
    file_id    uuid        references job_file (id),
    file_name  text        not null,
    digest     bytea       not null check (length(digest) = 32),
    as_of      date        not null,
    whole      boolean     not null,
    fewer      boolean     not null default false,
    columns    text,
    job_id     uuid        references job (id),
    state      text        not null check (state in ('READY', 'LOADING', 'DONE', 'FAILED', 'CANCELLED')),
    read_rows  bigint      not null default 0,
    added      bigint      not null default 0,
    known      bigint      not null default 0,
    bad        bigint      not null default 0,
    matched    bigint      not null default 0,
    candidates bigint      not null default 0,
    findings   bigint      not null default 0,
    made_at    timestamptz not null,
    made_by    uuid        references officer (id),
    by_name    text        not null,
    done_at    timestamptz,
    check ((state = 'DONE') = (done_at is not null))
);
-- the same file has one effect
create unique index verification_batch_once on verification_batch (source, digest) where state in ('LOADING', 'DONE');
create index verification_batch_newest on verification_batch (made_at desc, id);
comment on table verification_batch is '核对导入:一个文件一批';

create sequence verification_record_no;
create table verification_record (
    id           bigint  primary key,
    source       text    not null references verification_source (code),
    batch_id     uuid    references verification_batch (id),
    last_batch   uuid    references verification_batch (id),
    row_key      bytea   not null check (length(row_key) = 16),
    identity_idx bytea   check (length(identity_idx) = 16),
    name         text    check (length(name) <= 50),
    birth_on     date,
    amount_fen   bigint,
    from_on      date,
    until_on     date,
    words_enc    bytea,
    as_of        date    not null,
    gone_on      date,
    unique (source, row_key)
);
create index verification_record_person on verification_record (identity_idx) where identity_idx is not null;
create index verification_record_batch on verification_record (last_batch);
comment on table verification_record is '部门数据:一行一条事实';
comment on column verification_record.row_key is '整行内容的带密钥摘要:同一事实只记一次';
comment on column verification_record.gone_on is '最近一次全量名单里已没有';

create sequence verification_match_no;
create table verification_match (
    id            bigint      primary key,
    record_id     bigint      not null references verification_record (id),
    source        text        not null,
    person_id     uuid        not null,
    household_id  uuid,
    how           text        not null check (how in ('IDENTITY', 'NAME_BIRTH')),
    state         text        not null check (state in ('MATCHED', 'CANDIDATE', 'CONFIRMED', 'REJECTED')),
    as_of         date        not null,
    matched_at    timestamptz not null,
    township_code text        not null,
    village_code  text,
    decided_at    timestamptz,
    decided_by    uuid        references officer (id),
    reason_enc    bytea,
    unique (record_id, person_id),
    check (how = 'NAME_BIRTH' or state in ('MATCHED', 'REJECTED')),
    check ((state in ('CONFIRMED', 'REJECTED')) = (decided_at is not null)),
    check ((decided_at is null) = (decided_by is null))
);
create index verification_match_person on verification_match (person_id, source);
create index verification_match_candidate on verification_match (township_code, id) where state = 'CANDIDATE';
comment on table verification_match is '比对结果:比对当时的事实';

-- one verification of a case; asked by the township, started by the bureau within its limit
create table verification_case (
    case_id        uuid        primary key references case_file (id),
    household_id   uuid        not null,
    receipt_no     text        not null,
    applicant_name text        not null,
    township_code  text        not null,
    village_code   text,
    state          text        not null check (state in ('ASKED', 'STARTED', 'REPORTED')),
    asked_at       timestamptz not null,
    asked_by       uuid        not null references officer (id),
    start_deadline uuid        not null references deadline (id),
    due_at         timestamptz not null,
    started_at     timestamptz,
    started_by     uuid        references officer (id),
    version        bigint      not null default 0,
    check ((state = 'ASKED') = (started_at is null))
);
create index verification_case_open on verification_case (state, due_at, case_id);
create index verification_case_household on verification_case (household_id);
comment on table verification_case is '个案的信息核对';

create table verification_authorisation (
    case_id     uuid        not null references case_file (id),
    person_id   uuid        not null,
    signed_on   date        not null,
    recorded_at timestamptz not null,
    recorded_by uuid        not null references officer (id),
    primary key (case_id, person_id)
);
comment on table verification_authorisation is '只追加:核对授权,一人一条;没有授权不得核对';

create table verification_request (
    id          uuid        primary key,
    case_id     uuid        not null references verification_case (case_id),
    source      text        not null references verification_source (code),
    round       int         not null check (round > 0),
    state       text        not null check (state in ('WAITING', 'ANSWERED', 'LEFT_OUT')),
    asked_at    timestamptz not null,
    sent_at     timestamptz,
    answered_at timestamptz,
    how         text        check (how in ('FILE', 'FOLDER', 'HTTP', 'HAND')),
    as_of       date,
    records     int         check (records >= 0),
    trouble     text,
    note_enc    bytea,
    done_by     uuid        references officer (id),
    unique (case_id, source, round),
    check ((state = 'ANSWERED') = (as_of is not null and how is not null)),
    check ((state = 'WAITING') = (answered_at is null)),
    check (state <> 'LEFT_OUT' or note_enc is not null)
);
create index verification_request_waiting on verification_request (source) where state = 'WAITING';
comment on table verification_request is '核对请求:一件一来源';

-- the gate itself (national-rules 2.7, 社会救助暂行办法 58): whoever of the household is of age has signed
create function verification_authorised() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from verification_case c
        join household_member m on m.household_id = c.household_id and m.left_on is null and m.lives_together
        join person p on p.id = m.person_id
        where c.case_id = new.case_id and p.died_on is null
            and (p.birth_on is null or p.birth_on + interval '18 years' <= new.asked_at)
            and not exists (select 1 from verification_authorisation a
                where a.case_id = c.case_id and a.person_id = m.person_id)) then
        raise exception 'no request without the signed authorisation of the household: %', new.case_id
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger verification_request_authorised before insert on verification_request
    for each row execute function verification_authorised();

create table verification_finding (
    id            uuid        primary key,
    check_code    text        not null check (check_code ~ '^[A-Z_]{2,30}$'),
    source        text        not null,
    person_id     uuid        not null,
    person_name   text        not null,
    household_id  uuid        not null,
    case_id       uuid        references case_file (id),
    township_code text        not null,
    village_code  text,
    in_benefit    boolean     not null,
    fact_key      text        not null,
    declared      text        not null,
    verified_enc  bytea       not null,
    declared_fen  bigint,
    verified_fen  bigint,
    as_of         date        not null,
    found_at      timestamptz not null,
    seen_at       timestamptz not null,
    months_from   date        check (extract(day from months_from) = 1),
    months_until  date        check (extract(day from months_until) = 1),
    disposition   text        not null check (disposition in ('OPEN', 'CONFIRMED', 'FALSE_POSITIVE', 'DISPUTED', 'AMBIGUOUS')),
    cleared_at    timestamptz,
    cleared_by    uuid        references officer (id),
    version       bigint      not null default 0,
    unique (check_code, person_id, fact_key),
    check ((disposition = 'OPEN') = (cleared_at is null)),
    check (months_until >= months_from)
);
create unique index verification_finding_open on verification_finding (check_code, person_id) where disposition = 'OPEN';
create index verification_finding_list on verification_finding (township_code, disposition, found_at desc, id);
create index verification_finding_newest on verification_finding (disposition, found_at desc, id);
create index verification_finding_person on verification_finding (person_id);
create index verification_finding_household on verification_finding (household_id);
comment on table verification_finding is '核对疑点:申报与核对不一致,或在保对象的常设检查';

create table verification_disposition (
    id           bigint      generated always as identity primary key,
    finding_id   uuid        not null references verification_finding (id),
    disposition  text        not null,
    reason_enc   bytea       not null,
    months_from  date,
    months_until date,
    at           timestamptz not null,
    officer_id   uuid        not null references officer (id),
    who          text        not null
);
create index verification_disposition_finding on verification_disposition (finding_id, id);
comment on table verification_disposition is '只追加:疑点的处置';

create table verification_report (
    id          uuid        primary key,
    case_id     uuid        not null references verification_case (case_id),
    round       int         not null check (round > 0),
    issued_at   timestamptz not null,
    issued_by   uuid        not null references officer (id),
    by_name     text        not null,
    as_of       date        not null,
    sources     int         not null check (sources > 0),
    findings    int         not null check (findings >= 0),
    confirmed   int         not null check (confirmed >= 0),
    content_enc bytea       not null,
    unique (case_id, round)
);
comment on table verification_report is '只追加:核对报告';

create table verification_exception (
    id         uuid        primary key,
    case_id    uuid        not null references case_file (id),
    until_on   date        not null,
    reason_enc bytea       not null,
    allowed_at timestamptz not null,
    allowed_by uuid        not null references officer (id),
    by_name    text        not null
);
create index verification_exception_case on verification_exception (case_id, until_on);
comment on table verification_exception is '只追加:没有核对报告也放行的例外,谁、为什么、到哪天';

-- 比对两份名单 (VR-3)
create table verification_comparison (
    id      uuid        primary key,
    job_id  uuid        references job (id),
    as_of   date        not null,
    made_at timestamptz not null,
    in_both int         not null,
    ours    int         not null,
    theirs  int         not null,
    differ  int         not null
);
comment on table verification_comparison is '救助名单与脱贫(监测)名单的比对';

create table verification_difference (
    id            uuid        primary key,
    kind          text        not null check (kind in ('ONLY_OURS', 'ONLY_THEIRS', 'DIFFERING')),
    fact_key      text        not null,
    person_id     uuid,
    record_id     bigint      references verification_record (id),
    name          text        not null,
    township_code text,
    village_code  text,
    household_id  uuid,
    words         text        not null,
    as_of         date        not null,
    found_at      timestamptz not null,
    seen_at       timestamptz not null,
    state         text        not null check (state in ('OPEN', 'DONE', 'LAPSED')),
    outcome       text        check (outcome in ('APPLY', 'NOT_ELIGIBLE', 'CORRECTED', 'THEIRS_WRONG', 'NOTHING')),
    reason_enc    bytea,
    done_at       timestamptz,
    done_by       uuid        references officer (id),
    version       bigint      not null default 0,
    unique (kind, fact_key),
    check (person_id is not null or record_id is not null),
    check ((state = 'DONE') = (outcome is not null)),
    check ((outcome is null) = (reason_enc is null) and (outcome is null) = (done_by is null))
);
create index verification_difference_list on verification_difference (state, kind, township_code, found_at desc, id);
comment on table verification_difference is '名单比对的差异,逐条核销';

-- sources and their columns
insert into verification_source (code, position, name, department, connector, active, asked) values
    ('DEPOSIT', 10, '银行存款', '商业银行（省核对平台）', 'FILE', true, true),
    ('SOCIAL', 20, '社会保险', '区人力资源社会保障局', 'FILE', true, true),
    ('VEHICLE', 30, '机动车', '公安交管部门', 'FILE', true, true),
    ('HOUSING', 40, '不动产', '区自然资源局（不动产登记）', 'FILE', true, true),
    ('BUSINESS', 50, '市场主体', '区市场监管局', 'FILE', true, true),
    ('TAX', 60, '个人所得税', '区税务局', 'FILE', true, true),
    ('DEATH', 70, '死亡、火化', '公安部门、殡仪馆', 'FILE', true, true),
    ('HUKOU', 80, '户籍', '公安部门', 'FILE', true, true),
    ('POVERTY', 90, '脱贫户、监测户名单', '区农业农村局', 'FILE', true, false),
    ('DISABILITY', 100, '残疾人证', '区残联', 'FILE', true, true),
    ('SCHOOL', 110, '学籍', '区教育局', 'FILE', true, false),
    ('PRISON', 120, '服刑、强制戒毒', '司法、公安部门', 'FILE', true, true),
    ('BENEFIT', 130, '其他地方或其他制度的待遇', '民政、人社、退役军人等部门', 'FILE', true, true);

insert into verification_field (source, code, position, label, role, required, aliases)
select code, 'identity', 1, '身份证号', 'IDENTITY', false,
    array['身份证', '身份证号码', '公民身份号码', '公民身份证号码', '证件号码', '证件号', '身份证件号码', '身份号码', 'idcard', 'sfzh', 'sfzhm']
from verification_source
union all
select code, 'name', 2, '姓名', 'NAME', false, array['名字', '人员姓名', '户主姓名', '死者姓名', '学生姓名', 'name', 'xm']
from verification_source
union all
select code, 'birth', 3, '出生日期', 'BIRTH', false, array['出生年月日', '出生年月', '生日', 'csrq']
from verification_source;
insert into verification_field (source, code, position, label, role, required, aliases) values
    ('DEPOSIT', 'balance', 10, '余额（元）', 'AMOUNT', true, array['余额', '余额元', '存款余额', '账户余额', '金额', '存款金额']),
    ('DEPOSIT', 'on', 11, '余额日期', 'FROM', false, array['查询日期', '截止日期', '日期']),
    ('DEPOSIT', 'bank', 12, '开户银行', 'WORDS', false, array['银行', '开户行', '金融机构']),
    ('DEPOSIT', 'account', 13, '账号', 'WORDS', false, array['卡号', '银行账号', '账户']),
    ('SOCIAL', 'base', 10, '月缴费基数或月待遇（元）', 'AMOUNT', false, array['缴费基数', '月缴费基数', '月工资', '养老金', '月待遇', '待遇金额']),
    ('SOCIAL', 'from', 11, '开始日期', 'FROM', false, array['参保日期', '参保时间', '起始日期']),
    ('SOCIAL', 'until', 12, '停止日期', 'UNTIL', false, array['停保日期', '停保时间', '终止日期']),
    ('SOCIAL', 'kind', 13, '险种', 'WORDS', false, array['保险类型', '参保险种', '险种类型']),
    ('SOCIAL', 'employer', 14, '参保单位', 'WORDS', false, array['单位', '单位名称', '工作单位']),
    ('VEHICLE', 'plate', 10, '号牌号码', 'WORDS', true, array['车牌', '车牌号', '车牌号码', '号牌']),
    ('VEHICLE', 'model', 11, '车辆类型', 'WORDS', false, array['车型', '车辆型号', '品牌型号', '品牌']),
    ('VEHICLE', 'use', 12, '使用性质', 'WORDS', false, array['用途']),
    ('VEHICLE', 'from', 13, '登记日期', 'FROM', false, array['注册日期', '初次登记日期', '上牌日期']),
    ('HOUSING', 'address', 10, '坐落', 'WORDS', true, array['房屋坐落', '地址', '房屋地址', '不动产坐落']),
    ('HOUSING', 'certificate', 11, '不动产权证号', 'WORDS', false, array['产权证号', '房产证号', '证号', '权证号']),
    ('HOUSING', 'area', 12, '建筑面积', 'WORDS', false, array['面积', '建筑面积平方米', '建筑面积㎡']),
    ('HOUSING', 'use', 13, '规划用途', 'WORDS', false, array['用途', '房屋用途']),
    ('HOUSING', 'from', 14, '登记日期', 'FROM', false, array['登记时间', '登簿日期']),
    ('BUSINESS', 'firm', 10, '企业名称', 'WORDS', true, array['名称', '市场主体名称', '单位名称', '字号']),
    ('BUSINESS', 'role', 11, '任职或身份', 'WORDS', false, array['职务', '身份', '人员类型', '任职']),
    ('BUSINESS', 'status', 12, '登记状态', 'WORDS', false, array['状态', '经营状态']),
    ('BUSINESS', 'capital', 13, '出资额（元）', 'AMOUNT', false, array['认缴出资额', '出资额', '注册资本']),
    ('BUSINESS', 'from', 14, '成立日期', 'FROM', false, array['注册日期', '开业日期']),
    ('BUSINESS', 'until', 15, '注销日期', 'UNTIL', false, array['吊销日期']),
    ('TAX', 'income', 10, '收入额（元）', 'AMOUNT', true, array['收入', '收入额', '应税收入', '年收入']),
    ('TAX', 'from', 11, '所属期起', 'FROM', false, array['税款所属期起', '起']),
    ('TAX', 'until', 12, '所属期止', 'UNTIL', false, array['税款所属期止', '止']),
    ('TAX', 'item', 13, '所得项目', 'WORDS', false, array['项目']),
    ('DEATH', 'died', 10, '死亡日期', 'FROM', true, array['死亡时间', '火化日期', '火化时间', '去世日期', '注销日期']),
    ('DEATH', 'where', 11, '登记单位', 'WORDS', false, array['殡仪馆', '火化单位', '单位']),
    ('HUKOU', 'address', 10, '户籍地址', 'WORDS', false, array['户口所在地', '地址', '住址']),
    ('HUKOU', 'kind', 11, '户口性质', 'WORDS', false, array['户别', '户籍性质']),
    ('HUKOU', 'cancelled', 12, '注销日期', 'UNTIL', false, array['迁出日期', '销户日期']),
    ('HUKOU', 'reason', 13, '注销原因', 'WORDS', false, array['迁出原因']),
    ('POVERTY', 'household', 10, '户编号', 'WORDS', false, array['户号', '家庭编号']),
    ('POVERTY', 'kind', 11, '户类型', 'WORDS', false, array['户类别', '监测对象类别', '类型', '农户类型']),
    ('POVERTY', 'village', 12, '所在村', 'WORDS', false, array['村', '行政村', '乡镇村', '乡（镇）村']),
    ('POVERTY', 'size', 13, '家庭人口', 'WORDS', false, array['家庭人口数', '人口数', '人数']),
    ('POVERTY', 'from', 14, '识别日期', 'FROM', false, array['纳入日期', '纳入时间', '识别时间']),
    ('POVERTY', 'until', 15, '风险消除日期', 'UNTIL', false, array['消除日期', '风险消除时间', '退出日期']),
    ('DISABILITY', 'certificate', 10, '残疾人证号', 'WORDS', false, array['残疾证号', '证号']),
    ('DISABILITY', 'kind', 11, '残疾类别', 'WORDS', true, array['类别', '残疾类型']),
    ('DISABILITY', 'grade', 12, '残疾等级', 'WORDS', true, array['等级', '残疾级别']),
    ('DISABILITY', 'from', 13, '发证日期', 'FROM', false, array['签发日期', '办证日期']),
    ('DISABILITY', 'until', 14, '有效期止', 'UNTIL', false, array['有效期', '到期日期']),
    ('SCHOOL', 'school', 10, '学校', 'WORDS', true, array['学校名称', '就读学校']),
    ('SCHOOL', 'stage', 11, '学段或年级', 'WORDS', false, array['学段', '年级', '层次']),
    ('SCHOOL', 'from', 12, '入学日期', 'FROM', false, array['入学时间', '入学年月']),
    ('SCHOOL', 'until', 13, '毕业或离校日期', 'UNTIL', false, array['毕业日期', '离校日期']),
    ('PRISON', 'from', 10, '收押日期', 'FROM', true, array['入监日期', '入所日期', '起始日期', '刑期起']),
    ('PRISON', 'until', 11, '释放日期', 'UNTIL', false, array['出监日期', '刑满日期', '出所日期', '刑期止']),
    ('PRISON', 'kind', 12, '类别', 'WORDS', false, array['类型', '人员类别']),
    ('BENEFIT', 'kind', 10, '待遇名称', 'WORDS', true, array['待遇', '项目', '救助类型']),
    ('BENEFIT', 'where', 11, '发放地区或单位', 'WORDS', false, array['发放单位', '地区', '发放地']),
    ('BENEFIT', 'monthly', 12, '月标准（元）', 'AMOUNT', false, array['月金额', '金额', '标准']),
    ('BENEFIT', 'from', 13, '开始日期', 'FROM', false, array['享受日期', '起始日期', '开始时间']),
    ('BENEFIT', 'until', 14, '停止日期', 'UNTIL', false, array['停发日期', '终止日期']);

-- what the limits and tolerances of this module are (REG-5)
insert into policy_key (key, group_code, position, name, type, unit, hint, yearly, informative)
values
    ('verification.startDays', 'window', 1391, '县级启动信息核对', 'COUNT', '个工作日', '从收到乡镇提请起算', false, false),
    ('verification.depositTolerance', 'window', 1392, '存款核对差额不作疑点', 'MONEY', '元', '核对值比申报值多出不超过此数', false, false),
    ('verification.incomeTolerance', 'window', 1393, '月收入核对差额不作疑点', 'MONEY', '元', '核对值比申报值多出不超过此数', false, false);
insert into policy_parameter
    (key, value, valid_from, valid_to, state, question, basis, note, entered_by_name, entered_at)
select key, value, '2019-01-01', null, 'UNCONFIRMED', null, basis, '', '系统初始数据', now()
from (values
    ('verification.startDays', '3', '《最低生活保障审核确认办法》第十七条'),
    ('verification.depositTolerance', '1000.00', '系统默认，由区民政局确认'),
    ('verification.incomeTolerance', '100.00', '系统默认，由区民政局确认')) as v (key, value, basis);
