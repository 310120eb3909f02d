-- Acts of the authority, from proposal to undo. `deed`, `effect`, `sample`, `notice` and `reasons` are JSON.
create table act (
  id text primary key,
  kind text not null check (kind in ('regime', 'revocation', 'exemption', 'hold', 'release', 'undo')),
  state text not null,
  authority text not null,
  ground text not null,
  notice text,
  proposer text,
  proposed_at integer not null,
  proposal_sha256 text not null,
  deed text not null,
  effective_from integer,
  row_count integer not null,
  organisations integer not null,
  needs_second integer not null,
  effect text,
  sample text not null,
  versions text,
  document text,
  document_sha256 text,
  submission text,
  signed_at integer,
  reasons text not null,
  approver text,
  approved_at integer,
  approval blob,
  changed integer,
  left_alone integer,
  undoes text,
  undone_by text
) strict, without rowid;
create index act_by_time on act (proposed_at);
create index act_by_state on act (state);
create index act_by_document on act (document_sha256);

create table act_step (
  act text not null references act (id),
  entry integer not null,
  at integer not null,
  step text not null,
  by_staff text,
  code text,
  primary key (act, entry)
) strict, without rowid;

-- The rows that were counted and shown: a revocation takes these and no others.
create table act_target (
  act text not null references act (id),
  ledger text not null check (ledger in ('city', 'roadblock')),
  scope_row integer not null,
  primary key (act, ledger, scope_row)
) strict, without rowid;

create table regime_draft (
  draft text primary key,
  revision integer not null,
  title text not null,
  base integer not null,
  updated_at integer not null,
  updated_by text not null,
  body text not null
) strict, without rowid;
