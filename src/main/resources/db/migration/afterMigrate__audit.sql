-- every change of a business row is audited, whoever wrote the statement (AU-1)
select audit_watch_all();
