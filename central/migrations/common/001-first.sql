create table regime (
  version integer primary key,
  valid_from integer not null,
  body text not null
) strict;

-- Registry rows that are not subjects (rules, officers), and the row number each keeps for ever.
create table named_row (
  kind text not null,
  value text not null,
  scope_row integer not null unique,
  body text not null,
  primary key (kind, value)
) strict, without rowid;

-- Exemptions and holds. Cause and note of a hold stay here and never enter its registry row (I9).
create table act_record (
  number text primary key,
  submission text not null,
  authority text not null,
  kind text not null check (kind in ('exemption', 'hold')),
  scheme text not null,
  country text not null,
  value text not null,
  scope_row integer not null unique,
  state text not null check (state in ('active', 'revoked', 'released')),
  cause text,
  record blob not null
) strict, without rowid;

create table outcome (
  submission text primary key,
  decided_at integer not null,
  answer text not null
) strict, without rowid;
