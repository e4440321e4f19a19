"""The tables of the reading state, as the steps that made them."""

from __future__ import annotations

MIGRATIONS = (
    """
CREATE TABLE readings (
    id TEXT PRIMARY KEY,
    read INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    block INTEGER,
    offset INTEGER,
    share REAL,
    sequence INTEGER NOT NULL,
    changed REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX readings_by_sequence ON readings (sequence);
CREATE TABLE facts (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (scope, key)
) WITHOUT ROWID;
INSERT INTO facts VALUES ('state', 'identity', lower(hex(randomblob(16))))
""",
    # Times are in microseconds; version 1 knew one for all fields of an article. What a strict table cannot hold, and
    # what a check refuses, is found as damage when the file is checked.
    """
CREATE TABLE machines (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO machines VALUES (1, lower(hex(randomblob(16))));
ALTER TABLE readings RENAME TO old_readings;
DROP INDEX readings_by_sequence;
CREATE TABLE readings (
    id TEXT PRIMARY KEY,
    read INTEGER NOT NULL DEFAULT 0 CHECK (read IN (0, 1)),
    read_time INTEGER,
    read_machine INTEGER REFERENCES machines,
    starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
    starred_time INTEGER,
    starred_machine INTEGER REFERENCES machines,
    block INTEGER,
    offset INTEGER,
    share REAL,
    around TEXT,
    place_time INTEGER,
    place_machine INTEGER REFERENCES machines,
    sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO readings (id, read, starred, block, offset, share, sequence)
    SELECT id, read, starred, block, offset, share, sequence FROM old_readings;
UPDATE readings SET read_machine = 1,
    read_time = (SELECT CAST(changed * 1000000 AS INTEGER) FROM old_readings WHERE id = readings.id) WHERE read;
UPDATE readings SET starred_machine = 1,
    starred_time = (SELECT CAST(changed * 1000000 AS INTEGER) FROM old_readings WHERE id = readings.id) WHERE starred;
UPDATE readings SET around = '', place_machine = 1,
    place_time = (SELECT CAST(changed * 1000000 AS INTEGER) FROM old_readings WHERE id = readings.id)
    WHERE block IS NOT NULL;
DROP TABLE old_readings;
CREATE INDEX readings_by_sequence ON readings (sequence);
CREATE TABLE actions (
    number INTEGER PRIMARY KEY,
    library TEXT NOT NULL,
    mark TEXT NOT NULL,
    value INTEGER NOT NULL,
    taken_back INTEGER NOT NULL DEFAULT 0,
    ids BLOB NOT NULL
) STRICT;
CREATE INDEX actions_of_library ON actions (library, number)
""",
)
THIS_MACHINE = 1
"""The number of the machine that a state belongs to."""
