-- 义务人的证件号索引 (AP-3): a supporter lies sealed in one piece; his number is found by the same digest as a person's.
create table household_supporter_identity (
    supporter_id uuid  primary key references household_supporter (id) on delete cascade,
    household_id uuid  not null references household (id),
    identity_idx bytea not null
);
create index household_supporter_identity_household on household_supporter_identity (household_id);
create index household_supporter_identity_idx on household_supporter_identity (identity_idx);
comment on table household_supporter_identity is '赡养义务人的证件号索引,供近亲属比对';

-- everybody who belongs to a household: its members who have not left, and those who owe them support
create function household_identities(h uuid)
    returns table (identity_idx bytea, person_id uuid, supporter boolean) language sql stable as $$
    select p.identity_idx, p.id, false
    from household_member m join person p on p.id = m.person_id
    where m.household_id = h and m.left_on is null and p.identity_idx is not null
    union all
    select s.identity_idx, null::uuid, true from household_supporter_identity s where s.household_id = h
$$;
