-- A table without a primary key cannot be watched by the audit: what was a unique constraint becomes the key.
alter table application_hand drop constraint application_hand_one_part;
alter table application_hand
    add constraint application_hand_one_part primary key (application_id, round, officer_id);
