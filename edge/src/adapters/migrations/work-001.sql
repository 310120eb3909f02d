-- Keys are keyed hashes, sealed columns are AES-256-GCM; times are Unix milliseconds by the corrected clock.
CREATE TABLE reply (
  id BLOB PRIMARY KEY,
  fingerprint BLOB NOT NULL,
  sealed BLOB NOT NULL,
  stop BLOB,
  outcome TEXT,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE passage (
  subject BLOB NOT NULL,
  passage TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (subject, passage)
) STRICT, WITHOUT ROWID;
CREATE INDEX passage_id ON passage (passage);
CREATE TABLE observer (
  passage TEXT NOT NULL,
  device TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (passage, device)
) STRICT, WITHOUT ROWID;
CREATE TABLE plate (
  plate BLOB NOT NULL,
  reading TEXT NOT NULL,
  device TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (plate, reading)
) STRICT, WITHOUT ROWID;
CREATE TABLE device_key (
  key BLOB PRIMARY KEY,
  reading TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE referral (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL,
  lane TEXT NOT NULL,
  lookup TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  opened_by TEXT NOT NULL,
  reasons BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('opened', 'taken', 'resolved')),
  taken_by TEXT,
  outcome TEXT CHECK (outcome IN ('admitted', 'turned-back', 'to-medic', 'detained')),
  changed_at INTEGER NOT NULL,
  event TEXT NOT NULL,
  before_state TEXT CHECK (before_state IN ('opened', 'taken', 'resolved')),
  before_taken_by TEXT,
  before_event TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX referral_unresolved ON referral (opened_at) WHERE state <> 'resolved';
CREATE INDEX referral_lookup ON referral (lookup);
CREATE TABLE session (
  token BLOB PRIMARY KEY,
  officer TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('officer', 'supervisor', 'medic')),
  lane TEXT NOT NULL,
  tablet TEXT NOT NULL,
  signed_in_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tries (
  who BLOB PRIMARY KEY,
  failures INTEGER NOT NULL,
  locked_until INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
