-- Campaigns and projects, from their map to their close.

-- Goals of the business with an owner; one with a parent is a sub-campaign.
create table facts.campaigns (
    fact_id     bigint not null,
    source      varchar not null,
    campaign_id varchar not null,
    title       varchar not null,
    goal        varchar,
    parent_id   varchar,
    lead        varchar,
    pmo         varchar,
    hr          varchar,
    pm          varchar,
    starts_on   date,
    ends_on     date,
    import_id   bigint not null,
    line        bigint not null,
    valid_from  bigint not null,
    valid_to    bigint not null
);

-- What a key result does in a month to reach its target.
create table facts.key_projects (
    fact_id    bigint not null,
    source     varchar not null,
    kp_id      varchar not null,
    kr_id      varchar not null,
    month      date not null,
    title      varchar not null,
    owner      varchar,
    status     varchar,
    import_id  bigint not null,
    line       bigint not null,
    valid_from bigint not null,
    valid_to   bigint not null
);

-- Release trains.
create table facts.iterations (
    fact_id      bigint not null,
    source       varchar not null,
    iteration_id varchar not null,
    title        varchar,
    starts_on    date not null,
    ends_on      date not null,
    product_pm   varchar,
    tech_pms     varchar[],
    test_lead    varchar,
    import_id    bigint not null,
    line         bigint not null,
    valid_from   bigint not null,
    valid_to     bigint not null
);

-- The nodes of a train: planned and held.
create table facts.iteration_events (
    fact_id      bigint not null,
    source       varchar not null,
    iteration_id varchar not null,
    kind         varchar not null,
    planned_on   date not null,
    held_on      date,
    import_id    bigint not null,
    line         bigint not null,
    valid_from   bigint not null,
    valid_to     bigint not null
);

-- Work outside the trains, across teams, or for a campaign.
create table facts.projects (
    fact_id       bigint not null,
    source        varchar not null,
    project_id    varchar not null,
    title         varchar not null,
    kind          varchar not null,
    parent_id     varchar,
    campaign_id   varchar,
    goal          varchar,
    business_lead varchar,
    product_lead  varchar,
    tech_lead     varchar,
    pm            varchar,
    phase         varchar,
    starts_on     date,
    ends_on       date,
    import_id     bigint not null,
    line          bigint not null,
    valid_from    bigint not null,
    valid_to      bigint not null
);

-- What a campaign or project must have passed by a day.
create table facts.milestones (
    fact_id      bigint not null,
    source       varchar not null,
    milestone_id varchar not null,
    subject_kind varchar not null,
    subject_id   varchar not null,
    title        varchar not null,
    planned_on   date not null,
    done_on      date,
    deliverable  varchar,
    import_id    bigint not null,
    line         bigint not null,
    valid_from   bigint not null,
    valid_to     bigint not null
);

-- What may go wrong in a project.
create table facts.risks (
    fact_id    bigint not null,
    source     varchar not null,
    risk_id    varchar not null,
    project_id varchar not null,
    title      varchar not null,
    likelihood varchar not null,
    impact     varchar not null,
    status     varchar not null,
    owner      varchar,
    raised_on  date not null,
    due_on     date,
    closed_on  date,
    import_id  bigint not null,
    line       bigint not null,
    valid_from bigint not null,
    valid_to   bigint not null
);

-- How a campaign or project was closed; data_version and as_of are what its figures are read at once it is accepted.
create table facts.closures (
    fact_id         bigint not null,
    source          varchar not null,
    subject_kind    varchar not null,
    subject_id      varchar not null,
    opened_on       date,
    opened_by       varchar,
    accepted_on     date,
    accepted_by     varchar,
    acceptance_note varchar,
    data_version    double,
    as_of           date,
    reopened_why    varchar,
    review_note     varchar,
    evaluation_note varchar,
    result_score    double,
    process_score   double,
    import_id       bigint not null,
    line            bigint not null,
    valid_from      bigint not null,
    valid_to        bigint not null
);

-- What was promised, and whether it is there.
create table facts.acceptance_lines (
    fact_id      bigint not null,
    source       varchar not null,
    subject_kind varchar not null,
    subject_id   varchar not null,
    line_no      varchar not null,
    kind         varchar not null,
    ref_id       varchar,
    title        varchar not null,
    verdict      varchar not null,
    note         varchar,
    import_id    bigint not null,
    line         bigint not null,
    valid_from   bigint not null,
    valid_to     bigint not null
);

-- What a review found.
create table facts.improvements (
    fact_id        bigint not null,
    source         varchar not null,
    improvement_id varchar not null,
    subject_kind   varchar not null,
    subject_id     varchar not null,
    title          varchar not null,
    kind           varchar not null,
    owner          varchar,
    due_on         date,
    status         varchar not null,
    import_id      bigint not null,
    line           bigint not null,
    valid_from     bigint not null,
    valid_to       bigint not null
);

-- Who is thanked for what.
create table facts.commendations (
    fact_id      bigint not null,
    source       varchar not null,
    subject_kind varchar not null,
    subject_id   varchar not null,
    who          varchar not null,
    for_what     varchar,
    import_id    bigint not null,
    line         bigint not null,
    valid_from   bigint not null,
    valid_to     bigint not null
);
