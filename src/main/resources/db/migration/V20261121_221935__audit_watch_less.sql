-- What is no business record is not watched: keys of forms, words of searches, drafts being typed, counters.
do $$
begin
    execute replace(
        pg_get_functiondef('audit_watch_all'::regproc),
        'login_attempt|',
        'login_attempt|one_time_key|search_word|intake_draft|case_lookup_attempt|reception_counter|case_number|referral_number|[a-z]+_revision|');
end $$;

create function audit_unwatch_all() returns void language plpgsql as $$
declare
    t record;
begin
    for t in select c.relname from pg_class c join pg_trigger g on g.tgrelid = c.oid and g.tgname = 'audit_insert'
        where c.relnamespace = 'public'::regnamespace
            and c.relname ~ '^(one_time_key|search_word|intake_draft|case_lookup_attempt|reception_counter|case_number|referral_number|[a-z]+_revision)'
    loop
        execute format('drop trigger audit_insert on %I', t.relname);
        execute format('drop trigger audit_update on %I', t.relname);
        execute format('drop trigger audit_delete on %I', t.relname);
    end loop;
end $$;
select audit_unwatch_all();
