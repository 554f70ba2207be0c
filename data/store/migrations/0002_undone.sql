-- Which version an undo took back. A table of its own: what is said of a version when it is made stays as it is.
create table facts.undone (
    version bigint primary key,
    undoes  bigint not null
);
