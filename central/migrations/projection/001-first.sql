-- Rebuildable from events.db. No identifier is stored here: a look-up is a pointer to its sealed event, so destroying
-- central's event key erases it.
create table cursor (
  id integer primary key check (id = 1),
  position integer not null
) strict;
insert into cursor (id, position) values (1, 0);

create table count_by_post (
  kind text not null,
  post text not null,
  events integer not null,
  primary key (kind, post)
) strict, without rowid;

create table lookup (
  position integer primary key,
  event text not null,
  post text not null,
  occurred_at integer not null,
  outcome text not null
) strict;

create table set_aside (
  position integer primary key,
  source text not null,
  epoch text not null,
  seq integer not null,
  code text not null
) strict;

create table source_state (
  source text primary key,
  events integer not null,
  last_received_at integer not null
) strict, without rowid;
