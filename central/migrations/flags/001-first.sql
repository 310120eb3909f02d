-- Flags of central's own, beside the common scope that tells them to the posts. They end by themselves.
create table flag (
  number text primary key,
  contradiction text not null unique,
  finding text not null,
  subject blob not null,
  scheme text not null,
  country text not null,
  value text not null,
  scope_row integer not null unique,
  state text not null check (state in ('active', 'released')),
  valid_to integer not null,
  record blob not null
) strict;
create index flag_by_subject on flag (subject, valid_to);
create index flag_by_finding on flag (finding, valid_to);
-- Committed rows that the lane has not been given yet.
create table flag_urgent (scope_row integer primary key) strict;
