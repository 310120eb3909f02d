-- A position is epoch number × 2^32 + seq: one integer key, so that appending and reading a range touch one end of one tree.
CREATE TABLE epoch (
  number INTEGER PRIMARY KEY,
  epoch TEXT NOT NULL UNIQUE,
  opened_at INTEGER NOT NULL,
  boot_id TEXT NOT NULL,
  sealed_key BLOB NOT NULL,
  previous_hash BLOB NOT NULL,
  last_seq INTEGER NOT NULL,
  last_hash BLOB NOT NULL,
  pruned_to INTEGER NOT NULL,
  backed_up_to INTEGER NOT NULL
) STRICT;

CREATE TABLE event (
  position INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  recorded_at INTEGER NOT NULL,
  monotonic_ms REAL NOT NULL,
  sealed BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;

-- Outlives the event, so that a retry after a prune still finds the first position.
CREATE TABLE known_id (
  id BLOB PRIMARY KEY,
  position INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE acked (
  epoch_number INTEGER NOT NULL REFERENCES epoch (number),
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL,
  PRIMARY KEY (epoch_number, from_seq)
) STRICT, WITHOUT ROWID;
