CREATE TABLE scope (
  id INTEGER PRIMARY KEY,
  scope TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  sums BLOB NOT NULL,
  next_row INTEGER NOT NULL
) STRICT;

-- Every version of every row until the purge. A row's version holds from `version` until before `ended`; the present one has no end.
CREATE TABLE scope_row (
  scope_id INTEGER NOT NULL REFERENCES scope (id),
  version INTEGER NOT NULL,
  number INTEGER NOT NULL,
  key INTEGER NOT NULL,
  ended INTEGER,
  sealed BLOB NOT NULL,
  PRIMARY KEY (scope_id, version)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX scope_row_present ON scope_row (scope_id, number) WHERE ended IS NULL;
CREATE INDEX scope_row_by_key ON scope_row (scope_id, key);
-- A catch-up reads present rows only, however many old versions lie between.
CREATE INDEX scope_row_catch_up ON scope_row (scope_id, version) WHERE ended IS NULL;
