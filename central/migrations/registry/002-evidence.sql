-- A submission that waits says when it is tried next, how often it was, and which service did not answer.
alter table submission add column attempts integer not null default 0;
alter table submission add column next_attempt_at integer;
alter table submission add column unreached text;
-- Who is due is asked often while many wait, and beside each lie a document and a message.
drop index submission_open;
create index submission_open on submission (received_at, state, next_attempt_at, retry_until, id) where state in ('received', 'waiting');

-- OCSP answers and time-stamps are evidence too. Each blob is kept once, however many verdicts rest on it.
create table evidence_blob_next (
  sha256 text primary key,
  kind text not null check (kind in ('certificate', 'crl', 'ocsp', 'timestamp')),
  bytes blob not null
) strict;
insert into evidence_blob_next (sha256, kind, bytes) select sha256, kind, bytes from evidence_blob;
drop table evidence_blob;
alter table evidence_blob_next rename to evidence_blob;

-- Of a pass: everything to validate again, as a bundle of @beket/eds whose octets lie beside it by their hash.
alter table evidence add column bundle text;

-- Signatures that were accepted and are to be stamped; the decision does not wait for it.
create table signature_timestamp (
  submission text primary key references submission (id),
  state text not null check (state in ('wanted', 'done', 'given-up')),
  give_up_at integer not null,
  attempts integer not null default 0,
  next_attempt_at integer not null,
  -- Hashes of tokens that came and whose authority is still to be checked; JSON.
  tokens text not null default '[]',
  unreached text not null default '[]'
) strict, without rowid;
create index signature_timestamp_wanted on signature_timestamp (next_attempt_at) where state = 'wanted';
