-- What is kept from every purge. A subject is known by its keyed hash.
create table legal_hold (
  id text primary key,
  target text not null check (target in ('submission', 'number', 'lookup', 'refusal', 'subject')),
  about text,
  subject blob,
  -- JSON: submissions that the target led to when the hold began.
  submissions text not null,
  state text not null check (state in ('in-force', 'end-asked', 'ended')),
  ground text not null,
  by_staff text not null,
  at integer not null,
  end_asked_by text,
  ended_by text,
  end_ground text
) strict;
create index legal_hold_by_state on legal_hold (state);
-- A request with this id was done.
create table legal_hold_act (
  act text primary key,
  hold text not null
) strict, without rowid;

-- Which certificates, lists, answers and tokens a verdict rests on: what no verdict needs any more is purged with the last.
create table evidence_use (
  sha256 text not null,
  submission text not null,
  primary key (sha256, submission)
) strict, without rowid;
create index evidence_use_by_submission on evidence_use (submission);
create table evidence_used (
  submission text not null,
  validated_at integer not null,
  primary key (submission, validated_at)
) strict, without rowid;

create table purge (
  id text primary key,
  at integer not null,
  signed text not null,
  signature text not null
) strict;
create table purged_submission (
  id text primary key,
  purge text not null,
  at integer not null
) strict, without rowid;
