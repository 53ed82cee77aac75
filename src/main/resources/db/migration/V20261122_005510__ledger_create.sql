-- 资金台账 (AP-4). An account has no balance of its own: its last posting carries it, and every posting is counted twice,
-- by the command and by the trigger below.
create table ledger_account (
    id         uuid        primary key,
    kind       text        not null check (kind in ('RESERVE')),
    place_code text        not null check (place_code ~ '^[0-9]{9}$'),
    opened_at  timestamptz not null,
    unique (kind, place_code)
);
comment on table ledger_account is '资金账户';

create table ledger_posting (
    id             uuid        primary key,
    account_id     uuid        not null references ledger_account (id),
    -- 1, 2, 3 … without gaps
    seq            bigint      not null check (seq > 0),
    -- the same act asked for twice is one posting
    key            text        not null unique check (length(key) between 1 and 120),
    number         text        not null unique check (number ~ '^BYJ-[0-9]{4}-[0-9]{4,}$'),
    kind           text        not null check (kind in ('GRANT', 'TOP_UP', 'PAYMENT', 'SETTLEMENT', 'REVERSAL')),
    amount_fen     bigint      not null check (amount_fen > 0),
    -- what it does to the balance; a settlement does nothing
    effect_fen     bigint      not null,
    balance_fen    bigint      not null,
    means          text        check (means in ('CASH', 'TRANSFER', 'GOODS')),
    -- what it was for: the paper it belongs to, without numbers of persons
    subject_kind   text,
    subject_id     text,
    words          text        not null check (length(words) between 1 and 300),
    payee          text,
    reverses       uuid        unique references ledger_posting (id),
    posted_on      date        not null,
    posted_at      timestamptz not null,
    posted_by      uuid        not null references officer (id),
    who            text        not null,
    -- the other pair of eyes: who asked for the money that came in
    requested_by   uuid        references officer (id),
    unique (account_id, seq),
    constraint ledger_never_negative check (balance_fen >= 0),
    constraint ledger_four_eyes check (requested_by is distinct from posted_by),
    check ((kind in ('GRANT', 'TOP_UP')) = (requested_by is not null)),
    check ((kind = 'REVERSAL') = (reverses is not null)),
    check ((kind = 'PAYMENT') = (means is not null)),
    check (kind <> 'PAYMENT' or payee is not null),
    check ((subject_kind is null) = (subject_id is null)),
    check (case kind
        when 'GRANT' then effect_fen = amount_fen
        when 'TOP_UP' then effect_fen = amount_fen
        when 'PAYMENT' then effect_fen = -amount_fen
        when 'SETTLEMENT' then effect_fen = 0
        else effect_fen in (amount_fen, -amount_fen, 0) end)
);
create index ledger_posting_day on ledger_posting (account_id, posted_on, seq);
create index ledger_posting_subject on ledger_posting (subject_kind, subject_id) where subject_id is not null;
comment on table ledger_posting is '只追加:资金台账的每一笔,只能冲正,不能改、不能删';

-- which payments a settlement covers
create table ledger_settled (
    settlement_id uuid not null references ledger_posting (id),
    payment_id    uuid not null references ledger_posting (id),
    primary key (settlement_id, payment_id)
);
create index ledger_settled_payment on ledger_settled (payment_id);
comment on table ledger_settled is '只追加:核销单包含的支出';

-- running number of the year, without gaps
create table ledger_number (
    year int primary key,
    last int not null check (last > 0)
);
comment on table ledger_number is '备用金凭证号的流水';

create function ledger_count() returns trigger language plpgsql as $$
declare
    before ledger_posting;
    original ledger_posting;
begin
    -- one at a time: whoever comes second counts with what the first left
    perform 1 from ledger_account where id = new.account_id for update;
    select * into before from ledger_posting where account_id = new.account_id order by seq desc limit 1;
    if new.seq <> coalesce(before.seq, 0) + 1 then
        raise exception 'posting % is not the next of its account', new.seq using errcode = 'check_violation';
    end if;
    if new.posted_on < coalesce(before.posted_on, new.posted_on) then
        raise exception 'a posting never lies before the last one' using errcode = 'check_violation';
    end if;
    if new.balance_fen <> coalesce(before.balance_fen, 0) + new.effect_fen then
        raise exception 'the balance was counted differently' using errcode = 'check_violation';
    end if;
    if new.kind = 'REVERSAL' then
        select * into original from ledger_posting where id = new.reverses and account_id = new.account_id;
        if original.id is null or original.kind = 'REVERSAL' or original.amount_fen <> new.amount_fen
            or new.effect_fen <> -original.effect_fen then
            raise exception 'a reversal takes back one whole posting' using errcode = 'check_violation';
        end if;
        if original.posted_by = new.posted_by then
            raise exception 'nobody reverses an own posting' using errcode = 'check_violation',
                constraint = 'ledger_four_eyes';
        end if;
        if exists (select 1 from ledger_settled s where s.payment_id = original.id
            and not exists (select 1 from ledger_posting r where r.reverses = s.settlement_id)) then
            raise exception 'a settled payment stays until its settlement is reversed' using errcode = 'check_violation';
        end if;
    end if;
    return new;
end $$;
create trigger ledger_count before insert on ledger_posting for each row execute function ledger_count();

-- a settlement is the sum of payments of its own account, each settled once and by somebody else than who paid
create function ledger_settle() returns trigger language plpgsql as $$
declare
    settlement ledger_posting;
    payment ledger_posting;
begin
    select * into settlement from ledger_posting where id = new.settlement_id;
    select * into payment from ledger_posting where id = new.payment_id;
    if settlement.kind <> 'SETTLEMENT' or payment.kind <> 'PAYMENT' or settlement.account_id <> payment.account_id
        or exists (select 1 from ledger_posting where reverses = payment.id) then
        raise exception 'only a payment of the same account is settled' using errcode = 'check_violation';
    end if;
    if settlement.posted_by = payment.posted_by then
        raise exception 'nobody settles an own payment' using errcode = 'check_violation', constraint = 'ledger_four_eyes';
    end if;
    if exists (select 1 from ledger_settled s where s.payment_id = payment.id and s.settlement_id <> settlement.id
        and not exists (select 1 from ledger_posting r where r.reverses = s.settlement_id)) then
        raise exception 'a payment is settled once' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger ledger_settle before insert on ledger_settled for each row execute function ledger_settle();

create function ledger_settlement_sum() returns trigger language plpgsql as $$
begin
    if new.kind = 'SETTLEMENT' and new.amount_fen <> coalesce((select sum(p.amount_fen)
        from ledger_settled s join ledger_posting p on p.id = s.payment_id where s.settlement_id = new.id), 0) then
        raise exception 'a settlement is the sum of its payments' using errcode = 'check_violation';
    end if;
    return null;
end $$;
create constraint trigger ledger_settlement_sum after insert on ledger_posting
    deferrable initially deferred for each row execute function ledger_settlement_sum();

create function ledger_stays() returns trigger language plpgsql as $$
begin
    raise exception 'a posting is neither changed nor deleted, only reversed' using errcode = 'check_violation';
end $$;
create trigger ledger_posting_stays before update or delete on ledger_posting
    for each row execute function ledger_stays();
create trigger ledger_settled_stays before update or delete on ledger_settled
    for each row execute function ledger_stays();

-- 申请拨款: the township asks, the bureau pays or says no; never the same person
create table reserve_request (
    id            uuid        primary key,
    account_id    uuid        not null references ledger_account (id),
    township_code text        not null,
    amount_fen    bigint      not null check (amount_fen > 0),
    reason        text        not null check (length(reason) between 1 and 200),
    state         text        not null check (state in ('REQUESTED', 'PAID', 'REFUSED', 'WITHDRAWN')),
    requested_at  timestamptz not null,
    requested_by  uuid        not null references officer (id),
    requested_who text        not null,
    decided_at    timestamptz,
    decided_by    uuid        references officer (id),
    decided_who   text,
    decided_why   text,
    posting_id    uuid        unique references ledger_posting (id),
    check ((state = 'REQUESTED') = (decided_at is null)),
    check ((decided_at is null) = (decided_by is null)),
    check ((state = 'PAID') = (posting_id is not null)),
    check (state <> 'REFUSED' or decided_why is not null),
    constraint reserve_four_eyes check (state = 'WITHDRAWN' or decided_by is distinct from requested_by)
);
-- one at a time
create unique index reserve_request_open on reserve_request (account_id) where state = 'REQUESTED';
create index reserve_request_township on reserve_request (township_code, requested_at desc);
comment on table reserve_request is '备用金拨款申请';

insert into policy_key (key, group_code, position, name, type, unit, hint, yearly, informative)
values ('temp.reserveLow', 'temp', 942, '备用金余额提醒线', 'PERCENT', '占备用金定额', '低于时提醒乡镇申请补足', false, false);
insert into policy_parameter
    (key, value, valid_from, valid_to, state, question, basis, note, entered_by_name, entered_at)
values ('temp.reserveLow', '30', '2021-07-01', null, 'UNCONFIRMED', 'Q14',
    '黔党办发〔2021〕6号转述“及时补齐临时救助备用金”；比例自拟', '', '系统初始数据', now());
