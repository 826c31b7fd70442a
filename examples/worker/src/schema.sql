-- The shop's own tables. NULL is not known, but for `erased_at` and `closed`, of which it says that it has not happened.
CREATE TABLE account (
  id              TEXT PRIMARY KEY,
  name            TEXT,
  email           TEXT,
  owed_cents      INTEGER,
  disputes_loaded INTEGER NOT NULL DEFAULT 0,  -- whether what is in `dispute` is all
  erased_at       TEXT
) STRICT;
CREATE TABLE post (account TEXT NOT NULL, id INTEGER NOT NULL, text TEXT, PRIMARY KEY (account, id)) STRICT;
CREATE TABLE image (account TEXT NOT NULL, id INTEGER NOT NULL, uploaded TEXT, blob TEXT NOT NULL, PRIMARY KEY (account, id)) STRICT;
CREATE TABLE invoice (
  account TEXT NOT NULL, number TEXT NOT NULL, issued TEXT, disputed INTEGER, PRIMARY KEY (account, number)
) STRICT;
CREATE TABLE dispute (account TEXT NOT NULL, about TEXT NOT NULL, closed TEXT) STRICT;
-- Who has got data of the customer, and whether they have given them back.
CREATE TABLE share (
  account TEXT NOT NULL, id INTEGER NOT NULL, recipient TEXT NOT NULL, revoked INTEGER, PRIMARY KEY (account, id)
) STRICT;

-- The tables of the worker. A plan is known by the hash of its lines.
CREATE TABLE plan (id TEXT PRIMARY KEY, policy TEXT NOT NULL, program TEXT NOT NULL, planned_at TEXT NOT NULL) STRICT;

-- Its rows, in the order in which they are carried out. All of them: the account goes only if each item that it has is named.
CREATE TABLE plan_row (
  row        INTEGER PRIMARY KEY,
  plan       TEXT NOT NULL REFERENCES plan (id),
  account    TEXT NOT NULL,
  collection TEXT NOT NULL,
  key        TEXT,
  disposal   TEXT NOT NULL,
  tells      INTEGER NOT NULL  -- whether it says who is told, rather than what becomes of the data
) STRICT;
CREATE INDEX plan_row_of_account ON plan_row (plan, account);

-- What is about to be done in a store without transactions, and with which object.
CREATE TABLE intent (
  row INTEGER PRIMARY KEY REFERENCES plan_row (row), object TEXT NOT NULL, clause TEXT NOT NULL, law TEXT, confirmed_at TEXT NOT NULL,
  gone_by TEXT
) STRICT;

-- What was done: once a row, in the order in which it was. `found_gone` says that the object was gone when the worker came back to it, and
-- `found_told` that the notice had been sent.
CREATE TABLE receipt (
  number       INTEGER PRIMARY KEY AUTOINCREMENT,
  row          INTEGER NOT NULL UNIQUE REFERENCES plan_row (row),
  account      TEXT NOT NULL,
  collection   TEXT NOT NULL,
  key          TEXT,
  clause       TEXT NOT NULL,
  law          TEXT,
  program      TEXT NOT NULL,
  planned_at   TEXT NOT NULL,
  confirmed_at TEXT NOT NULL,
  gone_by      TEXT,  -- until then a backup may bring it back
  done_at      TEXT NOT NULL,
  how          TEXT NOT NULL CHECK (how IN ('erased', 'found_gone', 'told', 'found_told'))
) STRICT;

-- What was not done, and why. The next plan has it again, if it is to go after all.
CREATE TABLE refusal (row INTEGER PRIMARY KEY REFERENCES plan_row (row), why TEXT NOT NULL, at TEXT NOT NULL) STRICT;

-- Of who has left and of whom something is kept: what `exeunt due` asks for.
CREATE TABLE rest (
  account TEXT PRIMARY KEY, left_at TEXT NOT NULL, policy TEXT NOT NULL, program TEXT NOT NULL, carried TEXT NOT NULL
) STRICT;
