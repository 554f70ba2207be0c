-- What of the attention list is kept quiet until a day, by whom and why; `subject` is a kind and an id with a colon between them.
create table facts.mutes (
    fact_id    bigint not null,
    source     varchar not null,
    rule       varchar not null,
    subject    varchar not null,
    until_on   date not null,
    reason     varchar not null,
    who        varchar not null,
    import_id  bigint not null,
    line       bigint not null,
    valid_from bigint not null,
    valid_to   bigint not null
);
