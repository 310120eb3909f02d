-- The file that also holds the scope of sites: what posts learn and what it follows from are one commit.
create table named_row (
  kind text not null,
  value text not null,
  scope_row integer not null unique,
  body text not null,
  primary key (kind, value)
) strict, without rowid;

-- How far the stored events were read.
create table cursor (
  id integer primary key check (id = 1),
  position integer not null
) strict;
insert into cursor (id, position) values (1, 0);

-- What crews stated, by the event's id. Also of sites that are not planned yet.
create table fact (
  event text primary key,
  site text not null,
  occurred_at integer not null,
  body text not null
) strict, without rowid;
create index fact_by_site on fact (site);

create table crew (crew text primary key) strict, without rowid;

-- Answers to acts of assignment, for retries.
create table assignment (
  id text primary key,
  request text not null,
  changed integer not null
) strict, without rowid;
