-- Saved mappings; what trackers logged of states entered; the stage a requirement was last seen in, and which of its moments were
-- observed between two imports instead of exported.
create table facts.mappings (
    fact_id    bigint not null,
    source     varchar not null,
    name       varchar not null,
    definition varchar not null,
    import_id  bigint not null,
    line       bigint not null,
    valid_from bigint not null,
    valid_to   bigint not null
);

create table facts.stage_changes (
    fact_id        bigint not null,
    source         varchar not null,
    requirement_id varchar not null,
    changed_on     date not null,
    changed_at     timestamp,
    to_status      varchar not null,
    from_status    varchar,
    to_stage       varchar,
    import_id      bigint not null,
    line           bigint not null,
    valid_from     bigint not null,
    valid_to       bigint not null
);

alter table facts.requirements add column stage varchar;

alter table facts.requirements add column observed varchar[];

update facts.requirements
set stage = case status when 'in_progress' then 'dev' when 'released' then 'released' when 'cancelled' then 'cancelled' end;
