-- By name: a column added to a table later stands behind sys_to in its history table.
create or replace function household_keep_history() returns trigger language plpgsql as $$
declare
    at      timestamptz := household_now();
    columns text;
begin
    if tg_op = 'UPDATE' and current_setting('yimen.rotation', true) = 'on' then
        return new; -- the same contents under a newer key
    end if;
    if at <= old.sys_from then
        at := old.sys_from + interval '1 microsecond';
    end if;
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into columns
    from pg_attribute a where a.attrelid = tg_relid and a.attnum > 0 and not a.attisdropped;
    execute format('insert into %I (%s, sys_to) select %s, $2 from (select ($1).*) o', tg_table_name || '_history',
        columns, columns) using old, at;
    if tg_op = 'DELETE' then
        return old;
    end if;
    new.sys_from := at;
    return new;
end $$;
