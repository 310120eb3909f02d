-- What acts changed in this database, in the transaction that changed it: an act goes on after a stop where it was, and is undone
-- wherever nobody changed the row since.
create table act_change (
  act text not null,
  scope_row integer not null,
  before_record blob,
  after_record blob not null,
  primary key (act, scope_row)
) strict, without rowid;

create table act_progress (
  act text primary key,
  next_row integer not null,
  done integer not null,
  changed integer not null,
  left_alone integer not null
) strict, without rowid;
