-- The row number is the rowid and the key a small index: a neighbour that is not there costs one probe of the index only.
CREATE TABLE row (
  number INTEGER PRIMARY KEY,
  key INTEGER NOT NULL,
  version INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;
CREATE INDEX row_by_key ON row (key);

-- Lane rows that came before their batch.
CREATE TABLE overlay (
  number INTEGER PRIMARY KEY,
  key INTEGER NOT NULL,
  version INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;
CREATE INDEX overlay_by_key ON overlay (key);

CREATE TABLE position (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  version INTEGER NOT NULL,
  whole INTEGER NOT NULL,
  data_as_of INTEGER,
  sums BLOB NOT NULL,
  head_version INTEGER,
  head_time INTEGER,
  head_bytes BLOB,
  highest_time INTEGER NOT NULL
) STRICT;
INSERT INTO position (only, version, whole, sums, highest_time) VALUES (1, 0, 1, zeroblob(2048), 0);
