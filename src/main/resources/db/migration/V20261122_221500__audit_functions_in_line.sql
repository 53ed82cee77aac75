-- Every write of the product passes these functions. A function that says it is immutable and calls what is only stable
-- (to_jsonb) is never merged into the statement that uses it and was called by itself for each column of each row; said
-- to be stable, which is true, it is part of the trigger's own plan. The words it shows are the same.
create or replace function audit_show(col text, v jsonb) returns jsonb stable language sql as $$
    select case
        when v is null or v = 'null'::jsonb then 'null'::jsonb
        when right(col, 4) in ('_enc', '_idx') then '"‹加密›"'::jsonb
        when col in ('name', 'former_name', 'pinyin', 'initials', 'grams', 'address', 'house_no', 'birth_on')
            or col ~ '(password|hash|secret|token)' then '"‹隐去›"'::jsonb
        when jsonb_typeof(v) in ('number', 'boolean') then v
        when jsonb_typeof(v) = 'array' then to_jsonb('‹' || jsonb_array_length(v) || ' 项›')
        when jsonb_typeof(v) = 'object' then '"‹结构›"'::jsonb
        when v #>> '{}' like '\\x%' then '"‹加密›"'::jsonb
        when col ~ '(_code|_id|^id)$' and v #>> '{}' ~ '^[A-Za-z0-9_.:/-]{1,60}$' then v
        when v #>> '{}' ~ '^[A-Za-z0-9_.:+-]{1,40}$' and v #>> '{}' !~ '^[0-9Xx-]{11,}$' then v
        else to_jsonb('‹文字 ' || length(v #>> '{}') || ' 字›')
    end
$$;

create or replace function audit_rows() returns trigger language plpgsql as $$
declare
    keys text[] := string_to_array(tg_argv[0], ',');
    one  text := case when cardinality(keys) = 1 then keys[1] end; -- of nearly every table
    n    bigint;
begin
    if tg_op = 'DELETE' then
        select count(*) into n from before_rows;
    else
        select count(*) into n from after_rows;
    end if;
    if n = 0 then
        return null;
    end if;
    if tg_op = 'UPDATE' and current_setting('yimen.rotation', true) = 'on' then
        -- the same contents under a newer key; believed only where nothing but sealed columns differ
        perform 1 from (select to_jsonb(r) j from after_rows r) a join (select to_jsonb(r) j from before_rows r) b
            on audit_row_key(a.j, keys) = audit_row_key(b.j, keys)
        where (select jsonb_object_agg(e.key, e.value) from jsonb_each(a.j) e where e.key !~ '_enc$')
            is distinct from (select jsonb_object_agg(e.key, e.value) from jsonb_each(b.j) e where e.key !~ '_enc$');
        if not found then
            return null;
        end if;
    end if;
    if n > 500 then
        insert into audit_change (table_name, op, row_id, row_count) values (tg_table_name, lower(tg_op), '*', n);
    elsif tg_op = 'INSERT' then
        insert into audit_change (table_name, op, row_id, about, changes)
        select tg_table_name, 'insert', coalesce(j ->> one, audit_row_key(j, keys)), audit_about(j),
            (select jsonb_object_agg(e.key, audit_show(e.key, e.value)) from jsonb_each(j) e
                where e.value <> 'null'::jsonb and e.key not in ('version', 'sys_from'))::text
        from (select to_jsonb(r) j from after_rows r offset 0) a;
    elsif tg_op = 'DELETE' then
        insert into audit_change (table_name, op, row_id, about, changes)
        select tg_table_name, 'delete', coalesce(j ->> one, audit_row_key(j, keys)), audit_about(j),
            (select jsonb_object_agg(e.key, audit_show(e.key, e.value)) from jsonb_each(j) e
                where e.value <> 'null'::jsonb and e.key not in ('version', 'sys_from'))::text
        from (select to_jsonb(r) j from before_rows r offset 0) b;
    else
        insert into audit_change (table_name, op, row_id, about, changes)
        select tg_table_name, 'update', a.k, audit_about(a.j), d.changes::text
        from (select j, coalesce(j ->> one, audit_row_key(j, keys)) k
            from (select to_jsonb(r) j from after_rows r offset 0) x offset 0) a
        join (select j, coalesce(j ->> one, audit_row_key(j, keys)) k
            from (select to_jsonb(r) j from before_rows r offset 0) x offset 0) b on a.k = b.k
        cross join lateral (
            select jsonb_object_agg(e.key,
                jsonb_build_array(audit_show(e.key, b.j -> e.key), audit_show(e.key, e.value))) as changes
            from jsonb_each(a.j) e
            where e.value is distinct from b.j -> e.key and e.key not in ('version', 'sys_from')
        ) d
        where d.changes is not null;
    end if;
    return null;
end $$;
