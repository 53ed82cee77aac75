-- 核对报告 before the township proposes (VR-1, national-rules 2.7)
update approval_way set preconditions = array_append(preconditions, 'verification.report') where way = 'PROPOSE';
