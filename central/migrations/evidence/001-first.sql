-- Answers of certification authorities, kept so that a restart asks nobody again. All of it can be fetched again.
create table answer (
  key text primary key,
  kind text not null check (kind in ('ocsp', 'crl', 'delta-crl')),
  url text not null,
  bytes blob not null,
  nonce blob,
  fetched_at integer not null,
  this_update integer not null,
  next_update integer,
  refresh_at integer not null,
  usable_until integer not null,
  etag text,
  last_modified text,
  issuer text,
  is_indirect integer not null check (is_indirect in (0, 1))
) strict;
create index answer_usable on answer (usable_until);
