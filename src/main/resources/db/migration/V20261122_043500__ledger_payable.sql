-- 应付款 (AP-1, AP-4): what a decision makes due, what was paid of it and what was taken back; each line stands for ever.
create table payable_posting (
    id            uuid        primary key,
    number        text        not null unique check (number ~ '^YF-[0-9]{4}-[0-9]{4,}$'),
    -- the same act asked for twice is one posting
    key           text        not null unique check (length(key) between 1 and 120),
    kind          text        not null check (kind in ('DUE', 'PAID', 'REVERSAL')),
    -- of a payment: what was due; of a reversal: what it takes back
    of_id         uuid        references payable_posting (id),
    -- what was due, from the first line on
    root_id       uuid        not null references payable_posting (id),
    township_code text        not null references place (code),
    village_code  text        references place (code),
    amount_fen    bigint      not null check (amount_fen > 0),
    subject_kind  text        not null,
    subject_id    text        not null,
    words         text        not null check (length(words) between 1 and 300),
    payee         text        not null check (length(payee) between 1 and 50),
    paid_on       date,
    reference     text        check (length(reference) between 1 and 60),
    posted_at     timestamptz not null,
    posted_by     uuid        not null references officer (id),
    who           text        not null,
    check ((kind = 'DUE') = (of_id is null)),
    check ((kind = 'DUE') = (root_id = id)),
    check ((kind = 'PAID') = (paid_on is not null)),
    check ((paid_on is null) = (reference is null))
);
create unique index payable_reversed_once on payable_posting (of_id) where kind = 'REVERSAL';
create index payable_root on payable_posting (root_id, posted_at);
create index payable_list on payable_posting (township_code, posted_at desc) where kind = 'DUE';
create index payable_subject on payable_posting (subject_kind, subject_id);
comment on table payable_posting is '只追加:临时救助应付款,应付、支付和冲正各一笔,不能改、不能删';
comment on column payable_posting.reference is '支付凭证或银行流水号';

create table payable_number (
    year int primary key,
    last int not null check (last > 0)
);
comment on table payable_number is '应付款凭证号的流水';

create function payable_count() returns trigger language plpgsql as $$
declare
    original payable_posting;
begin
    -- one at a time: whoever comes second sees what the first left
    perform pg_advisory_xact_lock(hashtextextended(new.root_id::text, 0));
    if new.kind = 'DUE' then
        return new;
    end if;
    select * into original from payable_posting where id = new.of_id;
    if original.id is null or original.root_id <> new.root_id or original.amount_fen <> new.amount_fen
        or original.kind = 'REVERSAL' or (new.kind = 'PAID' and original.kind <> 'DUE') then
        raise exception 'a posting pays or takes back one whole posting' using errcode = 'check_violation';
    end if;
    if original.posted_by = new.posted_by then
        raise exception 'nobody pays or takes back an own posting' using errcode = 'check_violation',
            constraint = 'payable_four_eyes';
    end if;
    if exists (select 1 from payable_posting r where r.of_id = original.id and r.kind = 'REVERSAL') then
        raise exception 'taken back already' using errcode = 'check_violation';
    end if;
    if original.kind = 'DUE' and exists (select 1 from payable_posting p where p.of_id = original.id and p.kind = 'PAID'
        and not exists (select 1 from payable_posting r where r.of_id = p.id and r.kind = 'REVERSAL')) then
        raise exception 'paid already' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger payable_count before insert on payable_posting for each row execute function payable_count();

create function payable_stays() returns trigger language plpgsql as $$
begin
    raise exception 'a posting is neither changed nor deleted, only reversed' using errcode = 'check_violation';
end $$;
create trigger payable_posting_stays before update or delete on payable_posting
    for each row execute function payable_stays();
