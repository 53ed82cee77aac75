-- every change of a business row is audited, whoever wrote the statement (AU-1)
do $$
begin
    perform pg_advisory_xact_lock(7303, 0); -- as in afterMigrate.sql
    perform audit_watch_all();
end $$;
