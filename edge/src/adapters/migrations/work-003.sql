-- More roles than the first check knew: the schema that parses a row is the one that knows them.
CREATE TABLE session_3 (
  token BLOB PRIMARY KEY,
  officer TEXT NOT NULL,
  role TEXT NOT NULL,
  lane TEXT NOT NULL,
  tablet TEXT NOT NULL,
  signed_in_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  crew TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO session_3 (token, officer, role, lane, tablet, signed_in_at, expires_at, crew)
SELECT token, officer, role, lane, tablet, signed_in_at, expires_at, crew FROM session;
DROP TABLE session;
ALTER TABLE session_3 RENAME TO session;
