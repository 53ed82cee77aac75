-- 近亲属备案 (AP-3): who holds a post and when, who their relatives are, and which cases were filed for it.
create table kin_cadre (
    id            uuid        primary key,
    officer_id    uuid        unique references officer (id),
    name          text        not null check (length(name) between 1 and 50),
    identity_enc  bytea,
    identity_idx  bytea       unique,
    township_code text        references place (code),
    village_code  text        references place (code),
    filed_by      uuid        not null references officer (id),
    filed_at      timestamptz not null,
    version       bigint      not null default 0,
    check ((identity_enc is null) = (identity_idx is null)),
    check (officer_id is not null or identity_idx is not null),
    check (village_code is null or left(village_code, 9) = township_code)
);
create index kin_cadre_place on kin_cadre (township_code, village_code, name, id);
comment on table kin_cadre is '任职人员:经办人员和村(居)委会成员';
comment on column kin_cadre.officer_id is '有账号的工作人员';
comment on column kin_cadre.township_code is '空为区级';

create table kin_term (
    id            uuid        primary key,
    cadre_id      uuid        not null references kin_cadre (id),
    kind          text        not null check (kind in ('TOWNSHIP_STAFF', 'VILLAGE_CADRE', 'BUREAU_STAFF')),
    title         text        not null check (length(title) between 1 and 40),
    township_code text        references place (code),
    village_code  text        references place (code),
    from_on       date        not null,
    until_on      date        check (until_on >= from_on),
    entered_by    uuid        not null references officer (id),
    entered_at    timestamptz not null,
    ended_by      uuid        references officer (id),
    ended_at      timestamptz,
    end_reason    text        check (length(end_reason) between 1 and 200),
    check ((kind = 'BUREAU_STAFF') = (township_code is null)),
    check ((kind = 'VILLAGE_CADRE') = (village_code is not null)),
    check (village_code is null or left(village_code, 9) = township_code),
    check ((ended_by is null) = (ended_at is null) and (ended_by is null) = (end_reason is null))
);
create index kin_term_cadre on kin_term (cadre_id, from_on);
comment on table kin_term is '任职起止';

create table kin_link (
    id           uuid        primary key,
    cadre_id     uuid        not null references kin_cadre (id),
    name         text        not null check (length(name) between 1 and 50),
    identity_enc bytea       not null,
    identity_idx bytea       not null,
    relation     text        not null check (relation ~ '^[A-Z_]{1,40}$' and relation <> 'SELF'),
    declared_by  uuid        not null references officer (id),
    declared_at  timestamptz not null,
    ended_by     uuid        references officer (id),
    ended_at     timestamptz,
    end_reason   text        check (length(end_reason) between 1 and 200),
    check ((ended_by is null) = (ended_at is null) and (ended_by is null) = (end_reason is null))
);
create unique index kin_link_once on kin_link (cadre_id, identity_idx) where ended_at is null;
create index kin_link_identity on kin_link (identity_idx);
comment on table kin_link is '近亲属:任职人员与其近亲属,多对多';

create table kin_case (
    id            uuid        primary key,
    case_id       uuid        not null references case_file (id),
    household_id  uuid        not null references household (id),
    township_code text        not null references place (code),
    village_code  text        references place (code),
    cadre_id      uuid        references kin_cadre (id),
    link_id       uuid        references kin_link (id),
    relation      text        not null check (relation ~ '^[A-Z_]{1,40}$'),
    supporter     boolean     not null,
    source        text        not null check (source in ('DECLARED', 'MATCHED', 'LATER')),
    words         text        not null check (length(words) between 1 and 400),
    filed_at      timestamptz not null,
    filed_by      uuid        not null references officer (id),
    check ((source = 'DECLARED') = (cadre_id is null)),
    check (link_id is null or cadre_id is not null)
);
create unique index kin_case_link on kin_case (case_id, link_id) where link_id is not null;
create unique index kin_case_self on kin_case (case_id, cadre_id) where link_id is null and cadre_id is not null;
create unique index kin_case_declared on kin_case (case_id) where cadre_id is null;
create index kin_case_place on kin_case (township_code, filed_at desc, id desc);
create index kin_case_newest on kin_case (filed_at desc, id desc);
comment on table kin_case is '只追加。近亲属备案登记:哪一件、与谁、什么关系、怎样发现';
comment on column kin_case.source is 'DECLARED 申请时声明 MATCHED 受理时比对 LATER 受理后备案';
