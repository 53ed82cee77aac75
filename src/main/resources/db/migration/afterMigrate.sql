-- What the application's own user may do. It owns nothing and changes no structure; append-only tables say so
-- themselves by the comment that begins with '只追加', tables that only migrations change by '只读'.
do $$
declare t record;
begin
    -- two nodes that start in the same moment: one after the other ("tuple concurrently updated" else)
    perform pg_advisory_xact_lock(7303, 0);
    if exists (select 1 from pg_roles where rolname = 'yimen_app') then
        grant usage on schema public to yimen_app;
        grant usage, select on all sequences in schema public to yimen_app;
        for t in
            select c.oid::regclass as name, coalesce(obj_description(c.oid), '') like '只追加%' as append_only,
                coalesce(obj_description(c.oid), '') like '只读%' as read_only
            from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
                and c.relname <> 'flyway_schema_history'
        loop
            if t.read_only then
                execute format('revoke all on %s from yimen_app', t.name);
                execute format('grant select on %s to yimen_app', t.name);
            elsif t.append_only then
                execute format('revoke all on %s from yimen_app', t.name);
                execute format('grant select, insert on %s to yimen_app', t.name);
            else
                execute format('grant select, insert, update, delete on %s to yimen_app', t.name);
            end if;
        end loop;
    end if;
end $$;
