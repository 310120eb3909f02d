-- Changes, consents and their withdrawals are submissions too, and one can be pending. What kinds and states there are is the program's to know.
create table submission_next (
  id text primary key,
  kind text not null,
  document_sha256 text not null,
  cms_sha256 text not null unique,
  document blob not null,
  cms blob not null,
  received_at integer not null,
  state text not null,
  retry_until integer,
  answer text,
  attempts integer not null default 0,
  next_attempt_at integer,
  unreached text
) strict;
insert into submission_next (id, kind, document_sha256, cms_sha256, document, cms, received_at, state, retry_until, answer, attempts,
  next_attempt_at, unreached)
  select id, kind, document_sha256, cms_sha256, document, cms, received_at, state, retry_until, answer, attempts, next_attempt_at, unreached
  from submission;

create table evidence_next (
  submission text not null references submission_next (id),
  validated_at integer not null,
  indication text not null,
  reason text,
  report text not null,
  bundle text,
  primary key (submission, validated_at)
) strict, without rowid;
insert into evidence_next (submission, validated_at, indication, reason, report, bundle)
  select submission, validated_at, indication, reason, report, bundle from evidence;
create table signature_timestamp_next (
  submission text primary key references submission_next (id),
  state text not null check (state in ('wanted', 'done', 'given-up')),
  give_up_at integer not null,
  attempts integer not null default 0,
  next_attempt_at integer not null,
  tokens text not null default '[]',
  unreached text not null default '[]'
) strict, without rowid;
insert into signature_timestamp_next (submission, state, give_up_at, attempts, next_attempt_at, tokens, unreached)
  select submission, state, give_up_at, attempts, next_attempt_at, tokens, unreached from signature_timestamp;
drop table evidence;
drop table signature_timestamp;
drop table submission;
alter table submission_next rename to submission;
alter table evidence_next rename to evidence;
alter table signature_timestamp_next rename to signature_timestamp;
create unique index submission_by_document on submission (document_sha256) where state <> 'rejected';
create index submission_open on submission (received_at, state, next_attempt_at, retry_until, id) where state in ('received', 'waiting');
create index submission_pending on submission (received_at, id) where state = 'pending';
create index signature_timestamp_wanted on signature_timestamp (next_attempt_at) where state = 'wanted';

create table prepared_next (
  nonce text primary key,
  kind text not null,
  document_sha256 text not null,
  prepared_at integer not null
) strict, without rowid;
insert into prepared_next (nonce, kind, document_sha256, prepared_at) select nonce, kind, document_sha256, prepared_at from prepared;
drop table prepared;
alter table prepared_next rename to prepared;
create index prepared_by_time on prepared (prepared_at);

-- What a submission is about: lists do not read documents of megabytes. The facts are an application's own.
create table submission_about (
  submission text primary key references submission (id),
  kind text not null,
  nonce text not null,
  applicant text,
  about text,
  received_at integer not null,
  ledger text,
  purpose text,
  activity text,
  name text,
  valid_from integer,
  valid_to integer
) strict, without rowid;
create index submission_about_by_applicant on submission_about (applicant, kind, received_at);
create index submission_about_by_nonce on submission_about (nonce);
