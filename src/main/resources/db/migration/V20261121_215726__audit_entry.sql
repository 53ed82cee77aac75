-- 审计 (AU-1). Entries stand in 16 chains, so that writers do not wait for one lock; each carries the seal of the one
-- before it. The comments that begin with 只追加 keep the application's own user to reading and adding.
create table audit_entry (
    chain        smallint    not null check (chain between 0 and 15),
    seq          bigint      not null check (seq > 0),
    at           timestamptz not null,
    kind         text        not null check (kind in ('CHANGED', 'OPENED', 'ROW', 'NOTED')),
    officer_id   uuid,
    officer      text        not null,
    address      text,
    request      text,
    action       text        not null,
    subject_kind text        not null,
    subject_id   text        not null,
    about        text,
    fields       text,
    reason       text,
    detail       text,
    previous     bytea       not null,
    mac          bytea       not null,
    primary key (chain, seq)
);
create index audit_entry_at on audit_entry (at desc, chain, seq);
create index audit_entry_officer on audit_entry (officer, at desc);
create index audit_entry_subject on audit_entry (subject_kind, subject_id, at desc);
create index audit_entry_about on audit_entry (about, at desc) where about is not null;
comment on table audit_entry is '只追加。审计记录:谁、何时、从哪里、看了或改了什么';
comment on column audit_entry.detail is '改动前后,个人信息已隐去';

-- the heads of all chains at a moment; also a line of the log, so that a cut-off tail is seen from outside
create table audit_anchor (
    id       bigint      primary key,
    at       timestamptz not null,
    heads    text        not null,
    previous bytea       not null,
    mac      bytea       not null
);
comment on table audit_anchor is '只追加。审计链的定点:某时刻各链的末端';

create table audit_check (
    id          uuid        primary key,
    at          timestamptz not null,
    officer     text        not null,
    entries     bigint      not null,
    findings    bigint      not null,
    millis      bigint      not null,
    words       text        not null
);
comment on table audit_check is '只追加。审计链验证的结果';

-- changed rows wait here from their statement until just before the commit of the same transaction, where the
-- application seals them into a chain. What is left was changed past the application and is sealed as that.
create table audit_change (
    id         bigint      generated always as identity primary key,
    xid        xid8        not null default pg_current_xact_id(),
    at         timestamptz not null default clock_timestamp(),
    db_user    text        not null default session_user,
    table_name text        not null,
    op         text        not null check (op in ('insert', 'update', 'delete')),
    row_id     text        not null,
    row_count  bigint      not null default 1,
    about      text,
    changes    text
);
create index audit_change_xid on audit_change (xid);
comment on table audit_change is '待封入审计链的改动';

create function audit_immutable() returns trigger language plpgsql as $$
begin
    raise exception 'audit trail: % on % is refused, entries are only added', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
end $$;
create trigger audit_entry_immutable before update or delete or truncate on audit_entry
    for each statement execute function audit_immutable();
create trigger audit_anchor_immutable before update or delete or truncate on audit_anchor
    for each statement execute function audit_immutable();
create trigger audit_check_immutable before update or delete or truncate on audit_check
    for each statement execute function audit_immutable();

-- Locks a chain until the end of the transaction and gives its last seal. A free chain is preferred.
create function audit_claim(out chain int, out seq bigint, out mac bytea) language plpgsql as $$
declare
    first int := floor(random() * 16)::int;
begin
    for i in 0..15 loop
        if pg_try_advisory_xact_lock(7301, (first + i) % 16) then
            chain := (first + i) % 16;
            exit;
        end if;
    end loop;
    if chain is null then
        perform pg_advisory_xact_lock(7301, first);
        chain := first;
    end if;
    -- a statement of its own, so that it sees what the former holder of the lock committed
    select e.seq, e.mac into seq, mac from audit_entry e where e.chain = audit_claim.chain order by e.seq desc limit 1;
    seq := coalesce(seq, 0);
    mac := coalesce(mac, ''::bytea);
end $$;

-- What of a value may stand in the trail: codes, numbers, dates and ids; words and sealed fields only by their presence.
create function audit_show(col text, v jsonb) returns jsonb immutable language sql as $$
    select case
        when v is null or v = 'null'::jsonb then 'null'::jsonb
        when col ~ '(_enc|_idx)$' then '"‹加密›"'::jsonb
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

create function audit_row_key(j jsonb, keys text[]) returns text immutable language sql as $$
    select string_agg(coalesce(j ->> k, ''), '/' order by ord) from unnest(keys) with ordinality as u (k, ord)
$$;

-- the household, person or case a row belongs to
create function audit_about(j jsonb) returns text immutable language sql as $$
    select case
        when j ? 'household_id' then 'household:' || (j ->> 'household_id')
        when j ? 'person_id' then 'person:' || (j ->> 'person_id')
        when j ? 'matter_id' then 'matter:' || (j ->> 'matter_id')
        when j ? 'case_id' then 'case:' || (j ->> 'case_id')
    end
$$;

-- Statement trigger of every watched table; above 500 rows one line tells how many (a mass run tells its rows itself).
create function audit_rows() returns trigger language plpgsql as $$
declare
    keys text[] := string_to_array(tg_argv[0], ',');
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
        select tg_table_name, 'insert', audit_row_key(j, keys), audit_about(j),
            (select jsonb_object_agg(e.key, audit_show(e.key, e.value)) from jsonb_each(j) e
                where e.value <> 'null'::jsonb and e.key not in ('version', 'sys_from'))::text
        from (select to_jsonb(r) j from after_rows r) a;
    elsif tg_op = 'DELETE' then
        insert into audit_change (table_name, op, row_id, about, changes)
        select tg_table_name, 'delete', audit_row_key(j, keys), audit_about(j),
            (select jsonb_object_agg(e.key, audit_show(e.key, e.value)) from jsonb_each(j) e
                where e.value <> 'null'::jsonb and e.key not in ('version', 'sys_from'))::text
        from (select to_jsonb(r) j from before_rows r) b;
    else
        insert into audit_change (table_name, op, row_id, about, changes)
        select tg_table_name, 'update', audit_row_key(a.j, keys), audit_about(a.j), d.changes::text
        from (select to_jsonb(r) j from after_rows r) a
        join (select to_jsonb(r) j from before_rows r) b on audit_row_key(a.j, keys) = audit_row_key(b.j, keys)
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

-- Puts the triggers on every table of the product that has not got them; called after each migration.
create function audit_watch_all() returns void language plpgsql as $$
declare
    t record;
begin
    for t in
        select c.oid, c.relname,
            (select string_agg(a.attname, ',' order by array_position(i.indkey::int2[], a.attnum))
                from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
                where i.indrelid = c.oid and i.indisprimary) as keys
        from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
            and coalesce(obj_description(c.oid), '') !~ '^(只追加|不审计)'
            and c.relname !~ '^(audit_|spring_session|event_publication|flyway_|login_attempt|protection_rotation|shedlock)'
            and c.relname !~ '_history$'
            and not exists (select 1 from pg_trigger g where g.tgrelid = c.oid and g.tgname = 'audit_insert')
    loop
        if t.keys is not null then
            execute format('create trigger audit_insert after insert on %I referencing new table as after_rows '
                || 'for each statement execute function audit_rows(%L)', t.relname, t.keys);
            execute format('create trigger audit_update after update on %I referencing old table as before_rows '
                || 'new table as after_rows for each statement execute function audit_rows(%L)', t.relname, t.keys);
            execute format('create trigger audit_delete after delete on %I referencing old table as before_rows '
                || 'for each statement execute function audit_rows(%L)', t.relname, t.keys);
        end if;
    end loop;
end $$;
