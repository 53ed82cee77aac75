-- an account's office is one that exists
alter table officer add foreign key (office_id) references office (id);
create index officer_office on officer (office_id);
