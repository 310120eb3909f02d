-- Exemptions of organisations too small for a signature of their own, and the sample that a registrar looks at.
create table small_exemption (
  exemption text primary key,
  organisation text not null,
  ledger text not null,
  -- The act under the authority's service key.
  submission text not null,
  issued_at integer not null,
  valid_to integer not null,
  -- Names as they were typed, for the look; JSON.
  content text not null,
  review text check (review in ('open', 'accepted', 'revoked')),
  reviewed_by text,
  reviewed_at integer,
  reason text,
  release_submission text
) strict;
create index small_exemption_by_organisation on small_exemption (organisation, valid_to);
create index small_exemption_by_review on small_exemption (review, issued_at) where review is not null;

-- Wrong second facts of a day, by a keyed hash of the number that was tried.
create table small_try (
  organisation text not null,
  day integer not null,
  tries integer not null,
  primary key (organisation, day)
) strict, without rowid;
