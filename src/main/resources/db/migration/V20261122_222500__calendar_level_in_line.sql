-- date_trunc of an instant is only stable: a function that calls it and says that it is immutable is never merged into
-- the question that uses it, and the lists, badges and counters ask it for every row.
alter function deadline_level(deadline, timestamptz) stable;
