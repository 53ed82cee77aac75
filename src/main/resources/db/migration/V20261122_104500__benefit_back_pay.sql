-- 补发 (AP-2, BN-1): the months a mistaken death had stopped; each is due once, and what is due stands in the ledger as one sum.
create table award_back_pay (
    award_id       uuid   not null references award (id),
    month          date   not null check (extract(day from month) = 1),
    restoration_id uuid   not null references award_restoration (id),
    amount_fen     bigint not null check (amount_fen > 0),
    payable_id     uuid   not null references payable_posting (id),
    -- no month is paid back twice, whatever a command overlooks
    primary key (award_id, month)
);
create index award_back_pay_restoration on award_back_pay (restoration_id, month);
comment on table award_back_pay is '只追加。死亡登记有误停发的月份,恢复待遇时逐月补发';
comment on column award_back_pay.award_id is '因死亡登记停发的那项待遇';

-- the months come to the sum of the ledger, to the fen
create function award_back_pay_sum() returns trigger language plpgsql as $$
begin
    if (select sum(b.amount_fen) from award_back_pay b where b.payable_id = new.payable_id)
        is distinct from (select p.amount_fen from payable_posting p where p.id = new.payable_id and p.kind = 'DUE') then
        raise exception 'the months are not the sum that is due' using errcode = 'check_violation';
    end if;
    return null;
end $$;
create constraint trigger award_back_pay_sum after insert on award_back_pay
    deferrable initially deferred for each row execute function award_back_pay_sum();

comment on table payable_posting is '只追加:应付款,应付、支付和冲正各一笔,不能改、不能删';
