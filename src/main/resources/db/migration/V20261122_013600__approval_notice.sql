-- 公示在审核路径上的前提 (AP-1, AP-2): an objection that is open blocks what follows it
update approval_way set preconditions = array_append(preconditions, 'notice.settled')
where way in ('POST_NOTICE', 'PROPOSE_REFUSAL') or (way = 'CONFIRM' and from_state = 'SUBMITTED');
update approval_way set preconditions = array_append(preconditions, 'notice.ended') where way = 'SUBMIT';

-- 长期公布: whoever leaves is gone with the first day without the benefit, whether or not anybody comes by
alter table permanent_list add column ends_on date;
comment on column permanent_list.ends_on is '从哪天起不再公布;空为没有期限';
