-- 回避 (AP-3): nobody has a part in the application of a household he is of, or a filed relative of; supporters count too.
create function application_hand_no_relative() returns trigger language plpgsql as $$
begin
    if exists (
        select 1
        from application a
        join matter m on m.id = a.matter_id
        cross join lateral household_identities(m.household_id) i
        join kin_cadre c on c.officer_id = new.officer_id
        left join kin_link l on l.cadre_id = c.id and l.ended_at is null
        where a.id = new.application_id and i.identity_idx in (c.identity_idx, l.identity_idx))
    then
        raise exception '近亲属不能经手' using errcode = 'check_violation', constraint = 'application_hand_no_relative';
    end if;
    return new;
end $$;
create trigger application_hand_no_relative before insert on application_hand
    for each row execute function application_hand_no_relative();

-- a relative who had a part before the filing came: nothing is decided on that work
update approval_way set preconditions = array_append(preconditions, 'kin.hands')
where way in ('SUBMIT', 'CONFIRM', 'REFUSE', 'COMPLETE_SMALL');
-- 失信名单 asks for one more look before the township's opinion (IG-1); urgent help is not kept waiting
update approval_way set preconditions = array_append(preconditions, 'blacklist.checked')
where way in ('PROPOSE', 'PROPOSE_REFUSAL');
