-- What changes about the staff while central runs; who they are and their roles is the operator's file.
create table staff_suspension (
  staff text primary key,
  suspended_by text not null,
  suspended_at integer not null,
  reason text not null
) strict, without rowid;

create table passkey (
  credential text primary key,
  staff text not null,
  name text not null,
  public_key blob not null,
  counter integer not null,
  transports text not null,
  synced integer not null,
  created_at integer not null,
  last_used_at integer
) strict, without rowid;
create index passkey_by_staff on passkey (staff);

-- One code at a time for each person, as its SHA-256.
create table enrolment_code (
  staff text primary key,
  code_sha256 text not null,
  expires_at integer not null,
  made_by text not null
) strict, without rowid;

-- Challenges that were given out and not yet answered. `purpose`: sign-in, enrol, or step-up with the staff code.
create table passkey_challenge (
  challenge text not null,
  purpose text not null,
  expires_at integer not null,
  primary key (challenge, purpose)
) strict, without rowid;
create index passkey_challenge_by_end on passkey_challenge (expires_at);
