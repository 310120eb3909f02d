-- Every reading of the tax authority's base is a version beside the others; `organisation_pointer` says which one is the base.
create table organisation_version (
  id integer primary key,
  state text not null check (state in ('reading', 'comparing', 'present', 'previous', 'retired', 'dry-run', 'refused', 'unchanged', 'stopped')),
  is_dry_run integer not null,
  file text not null,
  started_by text not null,
  started_at integer not null,
  finished_at integer,
  sha256 text,
  format text,
  bytes_read integer not null,
  bytes_total integer not null,
  row_count integer not null,
  branch_count integer not null,
  fault_count integer not null,
  refusal text,
  difference text,
  -- Rows of it are still to be taken away.
  has_rows integer not null
) strict;

-- 'present' and, where there is one, 'previous'. Changing them is what swaps the base.
create table organisation_pointer (
  slot text primary key check (slot in ('present', 'previous')),
  version integer not null
) strict, without rowid;

create table organisation_row (
  version integer not null,
  bin text not null check (length(bin) = 12),
  name text not null,
  oked text not null,
  oked_secondary text not null,
  headcount integer not null,
  status text not null check (status in ('active', 'liquidated', 'suspended')),
  head_bin text,
  head_iin text,
  kato text,
  -- Of the file it came from.
  line integer not null,
  primary key (version, bin)
) strict, without rowid;
create index organisation_row_by_head on organisation_row (version, head_bin) where head_bin is not null;

-- Rows that were left out: where and why, never what.
create table organisation_fault (
  version integer not null,
  at integer not null,
  line integer,
  column_name text,
  code text not null,
  primary key (version, at)
) strict, without rowid;

create table organisation_roll_back (
  id integer primary key,
  at integer not null,
  done_by text not null,
  reason text not null,
  from_version integer not null,
  to_version integer not null
) strict;

-- What the live source last said; `answer` is null where it knows no such organisation.
create table organisation_live (
  bin text primary key,
  answer text,
  asked_at integer not null
) strict, without rowid;

-- What registrars decided about organisations that are in no base.
create table organisation_added (
  bin text primary key,
  name text not null,
  oked text not null,
  oked_secondary text not null,
  headcount integer not null,
  ground text not null,
  decided_by text not null,
  decided_at integer not null
) strict, without rowid;
create table organisation_refused (
  bin text primary key,
  reason text not null,
  decided_by text not null,
  decided_at integer not null
) strict, without rowid;

-- The base as it was kept before there were versions.
insert into organisation_version (state, is_dry_run, file, started_by, started_at, finished_at, sha256, format, bytes_read, bytes_total,
  row_count, branch_count, fault_count, refusal, difference, has_rows)
select 'present', 0, 'before versions', 'start', started_at, finished_at, file_sha256, null, 0, 0, rows, 0, faults, null, null, 1
from organisation_import where state = 'swapped-in' order by finished_at desc limit 1;
insert into organisation_pointer (slot, version) select 'present', id from organisation_version;
insert into organisation_row (version, bin, name, oked, oked_secondary, headcount, status, head_bin, head_iin, kato, line)
select (select version from organisation_pointer where slot = 'present'), bin, name, oked, oked_secondary, headcount, status, null, null, null, 0
from organisation where exists (select 1 from organisation_pointer);
drop table organisation;
drop table organisation_import;
drop table if exists organisation_next;
