-- The health desk: cases and holds made of what the posts sent. No name, phone or address lies here, and no identifier of anybody
-- without a positive finding: those stay in the sealed events and are opened one at a time.
create table health_cursor (position integer not null) strict;
insert into health_cursor (position) values (0);

-- Where the events of a person, an arrival or a test lie in events.db.
create table health_event (
  position integer primary key,
  source text not null,
  event text not null,
  kind text not null,
  step text,
  result text,
  person text,
  arrival text,
  test text,
  post text not null,
  occurred_at integer not null,
  received_at integer not null,
  unique (source, event)
) strict;
create index health_event_by_person on health_event (person, kind) where person is not null;
create index health_event_by_arrival on health_event (arrival, kind) where arrival is not null;
create index health_event_by_test on health_event (test, step) where test is not null;
create index health_event_by_time on health_event (occurred_at, post) where step = 'registered' or kind = 'questionnaire';

-- Times of the order are null while only its result is known.
create table health_order (
  test text not null,
  specimen text not null,
  laboratory text not null,
  post text not null,
  ordered_at integer,
  taken_at integer,
  due_at integer,
  result text check (result in ('negative', 'positive', 'invalid')),
  read_at integer,
  read_by text,
  primary key (test, specimen)
) strict, without rowid;
create index health_order_by_due on health_order (due_at) where due_at is not null;

-- Findings of one person under all their registrations and identifiers; only of people with a positive one.
create table health_file (
  file text primary key,
  facts text not null
) strict, without rowid;
create table health_identity (
  scheme text not null,
  country text not null,
  value text not null,
  file text not null references health_file (file),
  primary key (scheme, country, value)
) strict, without rowid;

create table health_case (
  case_id text primary key,
  file text not null references health_file (file),
  person text not null,
  test text not null,
  post text not null,
  place text not null,
  state text not null check (state in ('provisional', 'confirmed', 'contested', 'released', 'expired')),
  standing text not null check (standing in ('provisional', 'confirmed')),
  opened_at integer not null,
  expires_at integer not null,
  published_at integer not null,
  contest_at integer,
  contest_reason text,
  contest_by text
) strict;
create index health_case_by_file on health_case (file);
create index health_case_by_end on health_case (expires_at) where state in ('provisional', 'confirmed', 'contested');
create table health_history (
  case_id text not null references health_case (case_id),
  entry integer not null,
  at integer not null,
  state text not null,
  cause text not null,
  by text,
  reason text,
  primary key (case_id, entry)
) strict, without rowid;
-- One row of the common scope for each identifier of a case.
create table health_hold (
  number text primary key,
  case_id text not null references health_case (case_id),
  scheme text not null,
  country text not null,
  value text not null,
  scope_row integer not null unique,
  record blob not null
) strict, without rowid;
create index health_hold_by_case on health_hold (case_id);
-- Committed rows that the lane has not been given yet.
create table health_urgent (scope_row integer primary key) strict;

-- What a request with this id asked for: the same again is answered and not done again.
create table health_act (
  id text primary key,
  request text not null
) strict, without rowid;
create table health_audit (
  entry integer primary key,
  at integer not null,
  by text not null,
  act text not null,
  about text,
  reason text
) strict;

-- Every version of the rules and forms ever in force: an answer is read by the form it was given to.
create table health_rules (
  version integer primary key,
  body text not null
) strict;
create table health_form (
  form text not null,
  version integer not null,
  body text not null,
  primary key (form, version)
) strict, without rowid;
