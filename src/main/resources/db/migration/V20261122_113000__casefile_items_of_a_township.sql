-- which items occur in a township: one step along this index for each, whatever the number of matters
create index matter_item_township on matter (township_code, item_code, opened_at desc) include (item_name);
