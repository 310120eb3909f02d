-- What the authority is shown. No person's identifier: a subject is found again by the permits or events that are named.
create table finding (
  id text primary key,
  kind text not null,
  -- What it is about, once for each kind: a keyed hash, two applicants, an application.
  about text not null,
  severity integer not null,
  state text not null,
  found_at integer not null,
  last_at integer not null,
  ends_at integer,
  checked_at integer not null,
  scheme text,
  applicants text not null,
  posts text not null,
  measured text not null,
  evidence text not null
) strict;
create unique index finding_by_about on finding (kind, about);
create index finding_by_rank on finding (severity, last_at, id);
create index finding_by_kind on finding (kind, severity, last_at, id);
create index finding_by_check on finding (kind, state, checked_at);

create table finding_history (
  finding text not null,
  entry integer not null,
  act text not null unique,
  at integer not null,
  by_staff text not null,
  state text not null,
  note text,
  primary key (finding, entry)
) strict, without rowid;

-- How far permits of a ledger and their revocations were looked through.
create table abuse_cursor (
  part text primary key,
  position integer not null
) strict, without rowid;

-- People of a ledger before the first addition of a day, by applicant.
create table roster_size (
  ledger text not null,
  applicant text not null,
  day integer not null,
  people integer not null,
  primary key (ledger, applicant, day)
) strict, without rowid;
