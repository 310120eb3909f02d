-- Whom a head lets prepare for the organisation with their own EDS.
create table preparer (
  organisation text not null,
  iin text not null,
  name text not null,
  primary key (organisation, iin)
) strict, without rowid;
create index preparer_by_iin on preparer (iin);
