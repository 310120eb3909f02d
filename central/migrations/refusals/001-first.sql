-- Rebuildable from events.db: numbers that posts gave, and where the look-ups behind them lie. No identifier. Of another version than the
-- program's, the file is deleted and read anew.
create table counting (
  id integer primary key check (id = 1),
  version integer not null
) strict;
create table cursor (
  id integer primary key check (id = 1),
  position integer not null
) strict;
insert into cursor (id, position) values (1, 0);

create table stop (
  id text primary key,
  kind text not null check (kind in ('refusal', 'referral')),
  number text not null,
  occurred_at integer not null,
  post text not null,
  lane text,
  officer text,
  lookup text,
  reasons text not null
) strict, without rowid;
create index stop_by_number on stop (number);

create table referral_end (
  referral text primary key,
  outcome text not null,
  at integer not null
) strict, without rowid;

-- Look-ups that did not let pass.
create table stop_lookup (
  lookup text primary key,
  position integer not null
) strict, without rowid;
