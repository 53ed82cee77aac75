-- no sum without its posting: whatever is granted once is due in the same transaction
create function single_aid_due() returns trigger language plpgsql as $$
begin
    if new.granted_fen > new.offset_fen and not exists (select 1 from payable_posting p
        where p.kind = 'DUE' and p.key = 'due/' || new.id and p.amount_fen = new.granted_fen - new.offset_fen) then
        raise exception 'a sum was granted and nothing is due' using errcode = 'check_violation';
    end if;
    return null;
end $$;
create constraint trigger single_aid_due after insert on single_aid
    deferrable initially deferred for each row execute function single_aid_due();
