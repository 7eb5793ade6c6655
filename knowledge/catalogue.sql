-- Everything the store knows about a school, except the bytes themselves, which are blobs under their sha256.
CREATE TABLE IF NOT EXISTS schools (
    slug       TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    generation INTEGER NOT NULL
);
-- A text of a policy, by the sha256 of the file's bytes. Never changed, never deleted.
CREATE TABLE IF NOT EXISTS versions (
    school  TEXT NOT NULL,
    policy  TEXT NOT NULL,
    version TEXT NOT NULL,
    file    TEXT NOT NULL,
    media   TEXT NOT NULL,
    added   TEXT NOT NULL,
    PRIMARY KEY (school, policy, version)
);
-- What our readers made of a version. A release that reads better adds a row, and the version stays the same.
CREATE TABLE IF NOT EXISTS readings (
    version  TEXT NOT NULL,
    reader   TEXT NOT NULL,
    text     TEXT NOT NULL,
    outline  TEXT NOT NULL,
    title    TEXT NOT NULL,
    metadata TEXT NOT NULL,
    oddities TEXT NOT NULL,
    PRIMARY KEY (version, reader)
);
-- Which versions each generation of a school's index stands for; schools.generation says which generation is in force.
CREATE TABLE IF NOT EXISTS in_force (
    school     TEXT NOT NULL,
    generation INTEGER NOT NULL,
    policy     TEXT NOT NULL,
    version    TEXT NOT NULL,
    reader     TEXT NOT NULL,
    audience   TEXT NOT NULL,
    PRIMARY KEY (school, generation, policy)
);
-- When each generation was put in force, by what act and by whom; none for a generation from before this was kept.
CREATE TABLE IF NOT EXISTS switches (
    school     TEXT NOT NULL,
    generation INTEGER NOT NULL,
    at         TEXT NOT NULL,
    act        TEXT NOT NULL,
    by         TEXT NOT NULL,
    PRIMARY KEY (school, generation)
);
