-- Who saw what is kept of a person or vehicle. A link commits to a salted content, so that content and salt can be erased at the purge
-- and the chain still holds (I8). Subjects are keyed hashes.
create table audit_view (
  position integer not null,
  at integer not null,
  commitment blob not null,
  link blob not null,
  salt blob,
  content text,
  by_code text,
  what text,
  primary key (position)
) strict;
create index audit_view_by_code on audit_view (by_code, position);
create index audit_view_by_what on audit_view (what, position);
create index audit_view_by_time on audit_view (at);

create table audit_subject (
  subject blob not null,
  position integer not null,
  primary key (subject, position)
) strict, without rowid;
