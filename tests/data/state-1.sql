PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE facts (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (scope, key)
) WITHOUT ROWID;
INSERT INTO "facts" VALUES('reader','theme','broadsheet-light');
INSERT INTO "facts" VALUES('state','identity','ce015a9e9c14b6cd1715b0727c472448');
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
INSERT INTO "readings" VALUES('file:/papers/begun.md',0,0,3,14,0.5,5,1795578768.5);
INSERT INTO "readings" VALUES('file:/papers/read.md',1,0,NULL,NULL,NULL,1,1795578765.5);
INSERT INTO "readings" VALUES('file:/papers/unread again.md',0,0,NULL,NULL,NULL,7,1795578769.0);
INSERT INTO "readings" VALUES('guid:starred only',0,1,NULL,NULL,NULL,4,1795578767.5);
INSERT INTO "readings" VALUES('url:https://example.com/both',1,1,NULL,NULL,NULL,3,1795578767.25);
CREATE INDEX readings_by_sequence ON readings (sequence);
COMMIT;
