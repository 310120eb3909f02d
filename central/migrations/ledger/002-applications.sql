-- An application lives on: changes add to it, take from it and give it other terms. `consent` names the consent a lent subject rests on.
alter table permit add column application text;
alter table permit add column consent text;
create index permit_by_application on permit (application, list, state, valid_to) where application is not null;
create index permit_by_consent on permit (consent) where consent is not null;

create table application (
  application text primary key,
  submission text not null,
  applicant text not null,
  revision integer not null,
  -- Purpose, validity, window and places as they are now; JSON.
  terms text not null,
  received_at integer not null
) strict;
create index application_by_applicant on application (applicant, received_at);

-- Every change of a permit after its issue, with the signed document or the act it came of.
create table permit_act (
  id integer primary key,
  number text not null,
  act text not null check (act in ('amended', 'revoked')),
  at integer not null,
  submission text,
  source text not null
) strict;
create index permit_act_by_number on permit_act (number);
