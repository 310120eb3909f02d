-- Vehicles and people that one firm lets another name in its applications.
create table consent (
  consent text primary key,
  submission text not null,
  lender text not null,
  borrower text not null,
  persons integer not null,
  vehicles integer not null,
  valid_from integer not null,
  valid_to integer not null,
  withdrawn_from integer,
  -- As the registry is keyed; a JSON list.
  subjects text not null
) strict;
create index consent_by_borrower on consent (borrower, valid_to);
create index consent_by_lender on consent (lender, valid_to);

create table consent_outcome (
  submission text primary key,
  decided_at integer not null,
  answer text not null
) strict, without rowid;
