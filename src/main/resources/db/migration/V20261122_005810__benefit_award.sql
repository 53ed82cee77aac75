-- 待遇 (BN-1): what a household or person receives from which month. The truth of a month is in award_change, which is only
-- added to; award and award_member hold the present and carry the constraints.
create table award (
    id             uuid        primary key,
    scheme         text        not null check (scheme in ('TEKUN', 'DIBAO', 'SINGLE', 'BIANYUAN', 'GANGXING')),
    household_id   uuid        not null references household (id),
    person_id      uuid        references person (id),
    holder_name    text        not null check (length(holder_name) between 1 and 50),
    case_id        uuid        references case_file (id),
    matter_id      uuid        references matter (id),
    township_code  text        not null references place (code),
    village_code   text        references place (code),
    state          text        not null check (state in ('RUNNING', 'SUSPENDED', 'EXITING', 'ENDED')),
    first_month    date        not null check (extract(day from first_month) = 1),
    end_month      date        check (extract(day from end_month) = 1),
    period         daterange   generated always as (daterange(first_month, end_month)) stored,
    base_fen       bigint      not null check (base_fen >= 0),
    increments_fen bigint      not null check (increments_fen >= 0),
    care_fen       bigint      not null check (care_fen >= 0),
    end_reason     text        check (end_reason in ('INCOME_OVER', 'ASSET_OVER', 'DEATH', 'MOVE_OUT', 'TO_TEKUN', 'REFUSE_VERIFY',
                       'FRAUD', 'VOLUNTARY', 'IMPRISONED', 'MEMBER_CHANGE', 'GRADUAL_EXIT_END')),
    decided_on     date        not null,
    granted_at     timestamptz not null,
    granted_by     uuid        not null references officer (id),
    version        bigint      not null default 0,
    check (end_month is null or end_month >= first_month),
    check (village_code is null or left(village_code, 9) = township_code),
    check ((person_id is not null) = (scheme in ('TEKUN', 'SINGLE'))),
    check ((state in ('EXITING', 'ENDED')) <= (end_month is not null)),
    check ((end_reason is not null) = (state in ('EXITING', 'ENDED'))),
    -- one of the schemes for households at a time, whatever an application overlooks
    constraint award_one_of_a_household exclude using gist (household_id with =, period with &&) where (person_id is null)
);
create index award_list on award (township_code, holder_name, id);
create index award_village on award (village_code, holder_name, id);
create index award_all on award (holder_name, id);
create index award_household on award (household_id, first_month);
create index award_matter on award (matter_id);
create index award_case on award (case_id);
comment on table award is '待遇:一户或一人的一项救助,现状';
comment on column award.person_id is '特困和参照单人户低保的本人;以户为单位的为空';
comment on column award.first_month is '从哪月起享受';
comment on column award.end_month is '从哪月起不再享受;空为没有期限';
comment on column award.base_fen is '基本金(特困为基本生活费),每月;增发和照料护理费另列';

create table award_member (
    award_id   uuid      not null references award (id),
    person_id  uuid      not null references person (id),
    name       text      not null check (length(name) between 1 and 50),
    living     boolean   not null,
    from_month date      not null check (extract(day from from_month) = 1),
    end_month  date      check (extract(day from end_month) = 1),
    period     daterange generated always as (daterange(from_month, end_month)) stored,
    primary key (award_id, person_id, from_month),
    check (end_month is null or end_month >= from_month),
    -- 特困、低保、参照单人户: nobody receives two of them in one month (lessons 7)
    constraint award_member_one_living exclude using gist (person_id with =, period with &&) where (living)
);
create index award_member_person on award_member (person_id, from_month);
comment on table award_member is '待遇的保障人口';
comment on column award_member.living is '按月发生活保障金的:特困、低保、参照单人户';

create table award_change (
    id             bigint      generated always as identity primary key,
    award_id       uuid        not null references award (id),
    no             int         not null check (no > 0),
    kind           text        not null check (kind in ('GRANT', 'CHANGE', 'SUSPEND', 'RESUME', 'EXIT', 'RETURN', 'END')),
    from_month     date        not null check (extract(day from from_month) = 1),
    base_fen       bigint      not null check (base_fen >= 0),
    increments_fen bigint      not null check (increments_fen >= 0),
    care_fen       bigint      not null check (care_fen >= 0),
    members        int         not null check (members >= 0),
    reason_code    text,
    reason         text        not null check (length(reason) between 1 and 500),
    decision_id    uuid,
    decided_on     date        not null,
    at             timestamptz not null,
    by_id          uuid        not null references officer (id),
    by_name        text        not null,
    unique (award_id, no)
);
comment on table award_change is '只追加。待遇变动:从哪月起每月多少、为什么、谁定的';
comment on column award_change.decision_id is '据以变动的审批件或核查';

create table award_share (
    change_id  bigint not null references award_change (id),
    position   int    not null,
    person_id  uuid   not null references person (id),
    part       text   not null check (part in ('BASE', 'INCREMENT', 'CARE')),
    code       text   not null,
    words      text   not null,
    amount_fen bigint not null,
    primary key (change_id, position)
);
comment on table award_share is '只追加。待遇逐人份额:谁因为什么增发多少';

create table single_aid (
    id            uuid        primary key,
    scheme        text        not null check (scheme in ('TEMPORARY_QUICK', 'TEMPORARY_EMERGENCY', 'TEMPORARY_EXPENDITURE')),
    household_id  uuid        not null references household (id),
    person_id     uuid        not null references person (id),
    holder_name   text        not null check (length(holder_name) between 1 and 50),
    case_id       uuid        references case_file (id),
    matter_id     uuid        references matter (id),
    township_code text        not null references place (code),
    village_code  text        references place (code),
    granted_fen   bigint      not null check (granted_fen > 0),
    offset_fen    bigint      not null default 0 check (offset_fen between 0 and granted_fen),
    reason        text        not null check (length(reason) between 1 and 500),
    decision_id   uuid,
    decided_on    date        not null,
    at            timestamptz not null,
    by_id         uuid        not null references officer (id),
    by_name       text        not null,
    unique (matter_id, scheme)
);
create index single_aid_household on single_aid (household_id, decided_on);
create index single_aid_list on single_aid (township_code, decided_on desc, id);
comment on table single_aid is '只追加。一次性救助:临时救助的核定';
comment on column single_aid.offset_fen is '已付的先行救助、小额快救,从核定额中抵扣';

-- a fact that calls for a change of an award: nobody's amount changes silently, somebody decides
create table award_alert (
    id          uuid        primary key,
    award_id    uuid        not null references award (id),
    kind        text        not null check (kind in ('MEMBER_DIED')),
    person_id   uuid        references person (id),
    from_month  date        not null check (extract(day from from_month) = 1),
    words       text        not null check (length(words) between 1 and 300),
    raised_at   timestamptz not null,
    raised_by   uuid        not null references officer (id),
    settled_at  timestamptz,
    settled_by  uuid        references officer (id),
    change_id   bigint      references award_change (id),
    check ((settled_at is null) = (settled_by is null))
);
create unique index award_alert_once on award_alert (award_id, kind, person_id) where settled_at is null;
comment on table award_alert is '待遇变动提示:成员死亡等,待重新核算';
