-- 特困终止 (43 第二十六条): no way around the notice, not by any command or statement.
create function approval_tekun_end() returns trigger language plpgsql as $$
begin
    if new.kind = 'END' and new.reason_code is distinct from 'DEATH'
        and exists (select 1 from award a where a.id = new.award_id and a.scheme = 'TEKUN')
        and not exists (select 1 from notice n
            where n.subject_kind = 'award_proposal' and n.subject_id = new.decision_id::text
                and n.state in ('POSTED', 'ENDED') and n.posted_at < new.at - interval '7 days')
    then
        raise exception '特困人员终止供养以前没有公示 7 天' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger award_change_tekun_end before insert on award_change
    for each row execute function approval_tekun_end();
