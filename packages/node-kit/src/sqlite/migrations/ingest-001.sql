CREATE TABLE ingest_epoch (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  epoch TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  boot_id TEXT NOT NULL,
  sealed_key BLOB NOT NULL,
  previous_hash BLOB NOT NULL,
  backed_up_to INTEGER NOT NULL,
  UNIQUE (source, epoch)
) STRICT;

-- `position` is the order of arrival and the cursor of whoever projects the events. Two hashes at one seq are a cloned disk.
CREATE TABLE ingest_event (
  position INTEGER PRIMARY KEY,
  epoch_id INTEGER NOT NULL REFERENCES ingest_epoch (id),
  seq INTEGER NOT NULL,
  id BLOB NOT NULL,
  recorded_at INTEGER NOT NULL,
  monotonic_ms REAL NOT NULL,
  received_at INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  hash BLOB NOT NULL,
  UNIQUE (epoch_id, seq, hash)
) STRICT;

-- Set aside with a reason: kept as it came, out of the way of the good rows.
CREATE TABLE ingest_poison (
  epoch_id INTEGER NOT NULL REFERENCES ingest_epoch (id),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  reason TEXT NOT NULL,
  id BLOB NOT NULL,
  recorded_at INTEGER NOT NULL,
  monotonic_ms REAL NOT NULL,
  received_at INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (epoch_id, seq, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE ingest_fork (
  epoch_id INTEGER NOT NULL REFERENCES ingest_epoch (id),
  seq INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (epoch_id, seq)
) STRICT, WITHOUT ROWID;

-- What is held, kept with each batch: an ack must not scan the events.
CREATE TABLE ingest_range (
  epoch_id INTEGER NOT NULL REFERENCES ingest_epoch (id),
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL,
  PRIMARY KEY (epoch_id, from_seq)
) STRICT, WITHOUT ROWID;
