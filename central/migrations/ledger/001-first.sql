-- One ledger per file (I6). The holder's name is nowhere in it: it stays in the signed document.
create table organisation_number (
  number integer primary key,
  applicant text not null unique
) strict;

-- One row per subject. The rows of a group permit share a number.
create table permit (
  scope_row integer primary key,
  number text not null,
  submission text not null,
  applicant text not null,
  list text not null check (list in ('persons', 'vehicles')),
  list_index integer not null,
  scheme text not null,
  country text not null,
  value text not null,
  state text not null check (state in ('active', 'revoked')),
  revoked_from integer,
  valid_from integer not null,
  valid_to integer not null,
  purpose text not null,
  record blob not null
) strict;
create index permit_by_number on permit (number);
create index permit_by_applicant on permit (applicant, list, state, valid_to);
create index permit_by_subject on permit (value, applicant);
create index permit_by_submission on permit (submission);

-- What a submission did here, in the transaction that did it: a stop before the registry knows cannot do it twice.
create table outcome (
  submission text primary key,
  decided_at integer not null,
  answer text not null
) strict, without rowid;
