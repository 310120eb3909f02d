-- Facts of a border post, sealed under the node's key, in the order in which they were taken.
-- own: a sum that this node made of forgotten stock; it is no event and never goes to the journal.
CREATE TABLE fact (
  cursor INTEGER PRIMARY KEY AUTOINCREMENT,
  id BLOB NOT NULL UNIQUE,
  sealed BLOB NOT NULL,
  own INTEGER NOT NULL CHECK (own IN (0, 1)),
  at INTEGER NOT NULL
) STRICT;
-- Keyed hashes of the cassettes and specimens of tests that were forgotten.
CREATE TABLE spent (code BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE log (one INTEGER PRIMARY KEY CHECK (one = 1), name TEXT NOT NULL) STRICT;
