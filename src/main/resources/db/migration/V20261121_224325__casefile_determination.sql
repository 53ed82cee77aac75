-- The run is one document, with its facts and parameters in it.
alter table case_determination drop column facts_enc;
alter table case_determination drop column parameters_enc;
alter table case_determination rename column result_enc to assessment_enc;
comment on table case_determination is '测算留痕:事实、参数与全部结果,加密的 JSON';

alter table matter add foreign key (legal_deadline_id) references deadline (id);
alter table matter add foreign key (promise_deadline_id) references deadline (id);
create index matter_household on matter (household_id, opened_at desc);
