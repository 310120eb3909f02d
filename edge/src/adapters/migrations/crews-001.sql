-- What crews stated here and central's rows do not show yet. Contents are sealed. The sequence is how often this changed.
CREATE TABLE site_fact (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  sealed BLOB NOT NULL
) STRICT;
