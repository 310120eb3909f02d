-- What people of the centre typed themselves, and nobody else has: not rebuildable. Every revision of a card stays.
create table daily_card (
  revision integer primary key,
  id text not null unique,
  date text not null,
  saved_at integer not null,
  saved_by text not null,
  card text not null
) strict;
create index daily_card_date on daily_card (date, revision);
