-- 一次性钥匙: which form was already submitted, and where its submission led. Rows go after a week.
create table one_time_key (
    key       uuid        primary key,
    officer   text        not null,
    used_at   timestamptz not null,
    location  text        not null
);
create index one_time_key_used_at on one_time_key (used_at);
comment on table one_time_key is '已使用的一次性钥匙';

-- 查找用词: kept a day under an opaque key, so that no name stands in an address.
create table search_word (
    key       text        primary key,
    officer   text        not null,
    words_enc bytea       not null,
    made_at   timestamptz not null
);
create index search_word_made_at on search_word (made_at);
comment on table search_word is '查找用词';
