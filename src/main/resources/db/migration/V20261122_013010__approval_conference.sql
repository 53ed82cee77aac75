-- above the cap (CC-1): the bureau answers the proposal of a conference before it confirms
update approval_way set preconditions = array_append(preconditions, 'conference.answered')
where kind = 'TEMPORARY' and way = 'CONFIRM';
