-- Sign-in at the portal. Nonces and tokens only as their SHA-256: whoever reads this file opens no session.
create table portal_challenge (
  nonce_sha256 text primary key,
  binding text not null,
  expires_at integer not null
) strict, without rowid;
create index portal_challenge_by_end on portal_challenge (expires_at);

create table portal_session (
  token_sha256 text primary key,
  code text not null,
  iin text not null,
  bin text,
  capacity text not null check (capacity in ('first-head', 'right-to-sign', 'employee', 'individual')),
  person text not null,
  created_at integer not null,
  seen_at integer not null
) strict, without rowid;
create index portal_session_by_person on portal_session (code, created_at);
create index portal_session_by_end on portal_session (created_at);
