-- 核对 compares what one person declared: without reading the incomes of the district (45 ms on 30,000 households, now 0.7)
create index household_income_person on household_income (person_id) where person_id is not null;
