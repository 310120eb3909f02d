-- Rebuildable from events.db. A subject is a keyed hash: no identifier lies here. Of another version than the program's, the file is
-- deleted and read anew.
create table counting (
  id integer primary key check (id = 1),
  version integer not null
) strict;
create table cursor (
  id integer primary key check (id = 1),
  position integer not null
) strict;
insert into cursor (id, position) values (1, 0);

-- One subject of one event. `weight`: 2 stands for itself, 1 is evidence beside others only (a camera alone, back-entered from paper,
-- a clock in doubt).
create table sighting (
  subject blob not null,
  at integer not null,
  event text not null,
  kind text not null check (kind in ('lookup', 'passage', 'refusal')),
  position integer not null,
  source text not null,
  post text not null,
  lane text,
  officer text,
  direction text,
  outcome text,
  purpose text,
  weight integer not null,
  primary key (subject, at, event, kind)
) strict, without rowid;
create index sighting_by_event on sighting (event);
create index sighting_by_time on sighting (kind, at);

-- Refusals whose look-up has not come yet: another node may bring it later.
create table refusal_waiting (
  event text primary key,
  lookup text not null,
  position integer not null,
  source text not null,
  at integer not null,
  post text not null,
  lane text,
  officer text
) strict, without rowid;
create index refusal_waiting_by_lookup on refusal_waiting (lookup);

-- When a source's clock was found wrong, or stepped.
create table clock_doubt (
  source text not null,
  at integer not null,
  primary key (source, at)
) strict, without rowid;

-- Exits that a post recorded, by the hour: only a post that sees people leave can miss one.
create table post_exit (
  post text not null,
  hour integer not null,
  exits integer not null,
  primary key (post, hour)
) strict, without rowid;

-- Two sightings of one subject that cannot both be true, found in the order of arrival.
create table contradiction (
  id text primary key,
  reason text not null check (reason in ('impossible-travel', 'shared-permit')),
  subject blob not null,
  first_event text not null,
  first_position integer not null,
  first_post text not null,
  first_at integer not null,
  second_event text not null,
  second_position integer not null,
  second_post text not null,
  second_at integer not null,
  distance_m integer,
  taken integer not null default 0
) strict, without rowid;
create index contradiction_untaken on contradiction (taken, second_position);
