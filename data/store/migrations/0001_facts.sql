-- Facts are kept as versions: a row holds from valid_from up to, but not including, valid_to. Instants (*_at) are in UTC.
create schema facts;

create sequence facts.fact_ids;

create table facts.versions (
    version  bigint primary key,
    kind     varchar not null,
    who      varchar not null,
    made_at  timestamp not null,
    made_on  date not null
);

create table facts.imports (
    import_id   bigint primary key,
    version     bigint,
    file        varchar not null,
    sheet       varchar,
    dataset     varchar not null,
    adapter     varchar not null,
    source      varchar not null,
    mode        varchar not null,
    sha256      varchar not null,
    who         varchar not null,
    imported_at timestamp not null,
    lines       bigint not null,
    new         bigint not null,
    changed     bigint not null,
    unchanged   bigint not null,
    superseded  bigint not null,
    rejected    bigint not null,
    blank       bigint not null,
    retired     bigint not null,
    dangling    bigint not null
);

create table facts.objectives (
    fact_id        bigint not null,
    source         varchar not null,
    objective_id   varchar not null,
    title          varchar not null,
    interpretation varchar,
    strategy       varchar,
    owner          varchar,
    campaign_id    varchar,
    starts_on      date not null,
    ends_on        date not null,
    weight         double,
    import_id      bigint not null,
    line           bigint not null,
    valid_from     bigint not null,
    valid_to       bigint not null
);

create table facts.key_results (
    fact_id         bigint not null,
    source          varchar not null,
    kr_id           varchar not null,
    objective_id    varchar not null,
    title           varchar not null,
    owner           varchar,
    business_module varchar,
    weight          double,
    import_id       bigint not null,
    line            bigint not null,
    valid_from      bigint not null,
    valid_to        bigint not null
);

create table facts.kr_metrics (
    fact_id    bigint not null,
    source     varchar not null,
    metric_id  varchar not null,
    kr_id      varchar not null,
    name       varchar not null,
    unit       varchar,
    direction  varchar not null,
    baseline   double not null,
    target     double not null,
    every      varchar,
    import_id  bigint not null,
    line       bigint not null,
    valid_from bigint not null,
    valid_to   bigint not null
);

create table facts.kr_monthly_targets (
    fact_id    bigint not null,
    source     varchar not null,
    metric_id  varchar not null,
    month      date not null,
    target     double not null,
    import_id  bigint not null,
    line       bigint not null,
    valid_from bigint not null,
    valid_to   bigint not null
);

create table facts.kr_values (
    fact_id    bigint not null,
    source     varchar not null,
    metric_id  varchar not null,
    day        date not null,
    value      double not null,
    import_id  bigint not null,
    line       bigint not null,
    valid_from bigint not null,
    valid_to   bigint not null
);

create table facts.requirements (
    fact_id          bigint not null,
    source           varchar not null,
    requirement_id   varchar not null,
    title            varchar not null,
    team             varchar,
    kr_ids           varchar[],
    parent_id        varchar,
    type             varchar,
    priority         varchar,
    status           varchar,
    owner            varchar,
    iteration_id     varchar,
    project_id       varchar,
    estimate_days    double,
    created_on       date not null,
    created_at       timestamp,
    review_on        date,
    review_at        timestamp,
    ready_on         date,
    ready_at         timestamp,
    dev_on           date,
    dev_at           timestamp,
    test_on          date,
    test_at          timestamp,
    release_ready_on date,
    release_ready_at timestamp,
    released_on      date,
    released_at      timestamp,
    retro_on         date,
    retro_at         timestamp,
    cancelled_on     date,
    cancelled_at     timestamp,
    blocked_on       date,
    blocked_at       timestamp,
    doc_url          varchar,
    design_url       varchar,
    cases_url        varchar,
    release_plan_url varchar,
    url              varchar,
    import_id        bigint not null,
    line             bigint not null,
    valid_from       bigint not null,
    valid_to         bigint not null
);

create table facts.bugs (
    fact_id        bigint not null,
    source         varchar not null,
    bug_id         varchar not null,
    title          varchar not null,
    team           varchar,
    requirement_id varchar,
    severity       varchar,
    environment    varchar,
    status         varchar,
    resolution     varchar,
    created_on     date not null,
    created_at     timestamp,
    resolved_on    date,
    resolved_at    timestamp,
    closed_on      date,
    closed_at      timestamp,
    url            varchar,
    import_id      bigint not null,
    line           bigint not null,
    valid_from     bigint not null,
    valid_to       bigint not null
);

create table facts.teams (
    fact_id    bigint not null,
    source     varchar not null,
    team       varchar not null,
    department varchar,
    lead       varchar,
    aliases    varchar[],
    import_id  bigint not null,
    line       bigint not null,
    valid_from bigint not null,
    valid_to   bigint not null
);

create table facts.settings (
    fact_id    bigint not null,
    source     varchar not null,
    name       varchar not null,
    value      double not null,
    import_id  bigint not null,
    line       bigint not null,
    valid_from bigint not null,
    valid_to   bigint not null
);

-- Which key result a requirement serves, worked out at each write because links are inherited over several levels.
create table facts.links (
    fact_id      bigint not null,
    kr_id        varchar not null,
    objective_id varchar not null,
    valid_from   bigint not null,
    valid_to     bigint not null
);

-- Every day with what business knows of it; filled anew from the holiday package at each start.
create table facts.calendar (
    day                    date primary key,
    starts_at              timestamp not null,
    is_workday             boolean not null,
    holidays_known         boolean not null,
    workdays_before        bigint not null,
    workday_seconds_before bigint not null
);

-- What the store was made with and must not change.
create table facts.store (
    name  varchar primary key,
    value varchar not null
);
