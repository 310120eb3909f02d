-- What an organisation prepares and its head signs. The content is JSON; the columns beside it are for lists.
create table draft (
  draft text primary key,
  organisation text not null,
  kind text not null check (kind in ('application', 'change')),
  application text,
  state text not null check (state in ('editing', 'ready', 'signed', 'discarded')),
  revision integer not null,
  updated_at integer not null,
  prepared_by text not null,
  submission text,
  title text not null,
  ledger text,
  persons integer not null,
  vehicles integer not null,
  removes integer not null,
  size_bytes integer not null,
  content text not null
) strict;
create index draft_by_organisation on draft (organisation, updated_at);
create index draft_by_time on draft (state, updated_at);
create index draft_by_submission on draft (submission) where submission is not null;

-- Documents that were made of a draft: when one of them comes signed, the draft is signed.
create table draft_document (
  nonce text primary key,
  draft text not null references draft (draft)
) strict, without rowid;
create index draft_document_by_draft on draft_document (draft);
