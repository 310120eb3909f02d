-- Exemptions of organisations too small for a signature of their own, and the sample that a registrar looks at.
create table small_exemption (
  exemption text primary key,
  organisation text not null,
  ledger text not null,
  -- Of the act under the authority's service key: by it the submission is found. None: it was never signed.
  nonce text not null unique,
  issued_at integer not null,
  valid_to integer not null,
  -- Names as they were typed, for the look; JSON.
  persons text not null,
  vehicles text not null,
  review text check (review in ('open', 'accepted', 'revoked')),
  reviewed_by text,
  reason text
) strict;
create index small_exemption_by_organisation on small_exemption (organisation, valid_to);
create index small_exemption_by_review on small_exemption (review, issued_at) where review is not null;

-- Tries of a day that were refused, by a keyed hash of the number.
create table small_try (
  organisation text not null,
  day integer not null,
  tries integer not null,
  primary key (organisation, day)
) strict, without rowid;
