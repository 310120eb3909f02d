-- Appeals of refusals at posts, of applications and of permits. One for each thing; `number` is '' for a whole application.
create table appeal (
  id text primary key,
  kind text not null check (kind in ('refusal', 'application')),
  target text not null,
  number text not null,
  post text,
  about_at integer not null,
  received_at integer not null,
  text text not null,
  phone text,
  state text not null check (state in ('open', 'upheld', 'overturned')),
  decided_at integer,
  decided_by text,
  answer text,
  correction text,
  note text,
  unique (kind, target, number)
) strict;
create index appeal_by_state on appeal (state, received_at);
create index appeal_by_target on appeal (kind, target);
