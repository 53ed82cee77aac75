-- how long a case may go without a report by exception (VR-2) is a parameter like the other limits (REG-5)
insert into policy_key (key, group_code, position, name, type, unit, hint, yearly, informative)
values ('verification.exceptionDays', 'window', 1394, '没有核对报告例外放行的最长时间', 'COUNT', '天', '从放行那天起算', false, false);
insert into policy_parameter
    (key, value, valid_from, valid_to, state, question, basis, note, entered_by_name, entered_at)
values ('verification.exceptionDays', '60', '2019-01-01', null, 'UNCONFIRMED', null,
    '系统默认，由区民政局确认', '', '系统初始数据', now());
