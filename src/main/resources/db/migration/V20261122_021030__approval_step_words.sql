-- 环节: what the links of the line of steps are called, done or not
alter table approval_state add column step_words text;
update approval_state s set step_words = t.words
from (values
    ('RECEIVED', '受理'),
    ('SURVEY', '调查'),
    ('PROPOSED', '初审'),
    ('NOTICE', '公示'),
    ('SUBMITTED', '审核确认'),
    ('CONFIRMED', '办结')) as t (state, words)
where s.state = t.state and s.step is not null;
alter table approval_state add check ((step is null) = (step_words is null));
