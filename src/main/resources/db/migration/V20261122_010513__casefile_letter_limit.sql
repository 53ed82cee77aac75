-- 一次性告知书的补正期限 (IN-5): how long the applicant has to answer; nothing is lost by answering later.
insert into policy_key (key, group_code, position, name, type, unit, hint, yearly, informative)
values ('letter.replyDays', 'window', 1238, '补正材料', 'COUNT', '个工作日', '从一次性告知起算；过期仍可补，补齐后接着办', false, false);

insert into policy_parameter
    (key, value, valid_from, valid_to, state, question, basis, note, entered_by_name, entered_at)
values ('letter.replyDays', '10', '2019-01-01', null, 'UNCONFIRMED', null,
    '自拟；《最低生活保障审核确认办法》（民发〔2021〕57号）只要求一次性告知，没有规定补正期限', '待区民政局确认', '系统初始数据', now());
