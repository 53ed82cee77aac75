-- The demo district is made by two hands at once: what is done is a set and no longer a number up to which all is done.
-- changes: installation.demo_done
create table demo_step (
    name text primary key
);
comment on table demo_step is '不审计:演示区已经做完的步骤';
insert into demo_step
select 'household ' || n from installation, generate_series(0, demo_done - 1) n where demo;
insert into demo_step
select 'funds' from installation where demo_done > 0;
insert into demo_step
select name from installation, unnest(array['side ways', 'integrity', 'verification', 'awards']) name
where demo and demo_done = demo_target;
alter table installation drop column demo_done;
