-- The centre's figures. Counters by the hour, and of each passage, referral, person and test only what keeps it from being counted twice:
-- random ids that lead to sealed events, never an identifier (docs/adr/0065). `hour` is in whole hours since 1970.
-- Of another version than the program's: the file is deleted and counted anew.
create table counting (
  id integer primary key check (id = 1),
  version integer not null
) strict;

-- Ids of the events that were counted: one that came under two sources counts once.
create table seen (
  event blob primary key
) strict, without rowid;

create table counter (
  measure text not null,
  hour integer not null,
  post text not null,
  detail text not null,
  amount integer not null,
  primary key (measure, hour, post, detail)
) strict, without rowid;

-- The same by whole days of UTC, since 1970: a range of weeks is read by days but for its ends.
create table counter_of_day (
  measure text not null,
  day integer not null,
  post text not null,
  detail text not null,
  amount integer not null,
  primary key (measure, day, post, detail)
) strict, without rowid;

create table passage (
  id blob primary key,
  at integer not null,
  event blob not null,
  post text not null,
  lane text not null,
  direction text not null,
  vehicle integer not null,
  paced integer not null
) strict, without rowid;

-- When a car left the head of a lane.
create table completion (
  post text not null,
  lane text not null,
  at integer not null,
  event blob not null,
  primary key (post, lane, at, event)
) strict, without rowid;

-- `opened_at` and what goes with it are null while only a later step has come.
create table referral (
  id blob primary key,
  number text not null,
  post text not null,
  lane text not null,
  opened_at integer,
  opened_event blob,
  reason text,
  paced integer not null,
  taken integer not null,
  resolved integer not null
) strict, without rowid;
create index referral_open on referral (post) where resolved = 0;

create table person (
  id blob primary key,
  at integer not null,
  event blob not null,
  post text not null,
  told_at integer not null,
  told_event blob not null,
  country text not null
) strict, without rowid;

-- The newest questionnaire of a person.
create table selection (
  id blob primary key,
  at integer not null,
  event blob not null,
  post text not null,
  country text not null,
  outcome text not null
) strict, without rowid;

create table test (
  id blob primary key,
  registered_at integer,
  registered_event blob,
  country text not null,
  begun_at integer,
  begun_event blob,
  post text not null,
  read_at integer,
  read_event blob,
  result text,
  cancelled integer not null
) strict, without rowid;

-- Lanes that ever counted those who wait.
create table lane (
  post text not null,
  lane text not null,
  primary key (post, lane)
) strict, without rowid;

-- The last count of a lane in each hour.
create table queue_count (
  post text not null,
  lane text not null,
  hour integer not null,
  at integer not null,
  event blob not null,
  vehicles_waiting integer not null,
  primary key (post, lane, hour)
) strict, without rowid;

alter table source_state add column newest_at integer;
alter table source_state add column newest_received_at integer;
