-- What the tax authority's base tells. An import fills organisation_next and is swapped in by renaming.
create table organisation (
  bin text primary key check (length(bin) = 12),
  name text not null,
  oked text not null,
  oked_secondary text not null,
  headcount integer not null,
  status text not null check (status in ('active', 'liquidated', 'suspended'))
) strict, without rowid;

create table organisation_import (
  id text primary key,
  started_at integer not null,
  finished_at integer not null,
  file_sha256 text not null,
  state text not null check (state in ('swapped-in', 'unchanged', 'refused')),
  rows integer not null,
  faults integer not null,
  first_faults text not null
) strict;

-- Documents that central wrote and handed out for signing: only these bytes can be submitted.
create table prepared (
  nonce text primary key,
  kind text not null check (kind in ('application', 'revocation')),
  document_sha256 text not null,
  prepared_at integer not null
) strict, without rowid;
create index prepared_by_time on prepared (prepared_at);

-- Everything that came with a signature. Written before it is judged, so that a stop in between is taken up again.
-- A rejected one (the signature did not stand) leaves its document free for the right key.
create table submission (
  id text primary key,
  kind text not null check (kind in ('application', 'revocation', 'act')),
  document_sha256 text not null,
  cms_sha256 text not null unique,
  document blob not null,
  cms blob not null,
  received_at integer not null,
  state text not null check (state in ('received', 'waiting', 'done', 'rejected')),
  retry_until integer,
  answer text
) strict;
create unique index submission_by_document on submission (document_sha256) where state <> 'rejected';
create index submission_open on submission (state) where state in ('received', 'waiting');

create table evidence (
  submission text not null references submission (id),
  validated_at integer not null,
  indication text not null,
  reason text,
  report text not null,
  primary key (submission, validated_at)
) strict, without rowid;

-- Certificates and CRLs that verdicts rest on, once each.
create table evidence_blob (
  sha256 text primary key,
  kind text not null check (kind in ('certificate', 'crl')),
  bytes blob not null
) strict, without rowid;
