-- AUTOINCREMENT where a firing keeps the id: it must never come to mean another company or target.
CREATE TABLE company (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    catalog_key TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    native_name TEXT NOT NULL DEFAULT '',
    pinyin TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    mainland INTEGER NOT NULL DEFAULT 0 CHECK (mainland IN (0, 1)),
    segment TEXT NOT NULL DEFAULT '',
    primary_symbol TEXT NOT NULL,
    chosen_basis TEXT CHECK (chosen_basis IN ('domestic', 'class_weighted', 'one_price'))
) STRICT;

CREATE TABLE listing (
    symbol TEXT PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES company (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    exchange TEXT NOT NULL DEFAULT '',
    currency TEXT NOT NULL DEFAULT '',
    share_class TEXT NOT NULL DEFAULT 'common',
    isin TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_by_company ON listing (company_id, position);

CREATE TABLE watchlist (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE watchlist_entry (
    watchlist_id INTEGER NOT NULL REFERENCES watchlist (id) ON DELETE CASCADE,
    company_id INTEGER NOT NULL REFERENCES company (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (watchlist_id, company_id)
) STRICT, WITHOUT ROWID;

-- Amounts that the user typed are exact: decimal text, never a float.
CREATE TABLE target (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    company_id INTEGER NOT NULL REFERENCES company (id) ON DELETE CASCADE,
    amount TEXT NOT NULL,
    currency TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX target_by_company ON target (company_id);

-- The collector's alone: where the evaluation of a target stands.
CREATE TABLE target_watch (
    target_id INTEGER PRIMARY KEY REFERENCES target (id) ON DELETE CASCADE,
    armed INTEGER NOT NULL CHECK (armed IN (0, 1)),
    until TEXT NOT NULL,
    seen_day TEXT,
    seen_high REAL NOT NULL DEFAULT 0,
    seen_shares REAL
) STRICT;

-- A firing keeps its evidence and outlives its target and its company.
CREATE TABLE firing (
    id INTEGER PRIMARY KEY,
    target_id INTEGER,
    company_id INTEGER,
    symbol TEXT NOT NULL,
    name TEXT NOT NULL,
    amount TEXT NOT NULL,
    currency TEXT NOT NULL,
    reached_at TEXT NOT NULL,
    reached_on TEXT NOT NULL,
    sight TEXT NOT NULL CHECK (sight IN ('live', 'bar')),
    touched INTEGER NOT NULL CHECK (touched IN (0, 1)),
    cap REAL NOT NULL,
    basis TEXT NOT NULL,
    price REAL NOT NULL,
    price_currency TEXT NOT NULL,
    shares REAL NOT NULL,
    shares_as_of TEXT NOT NULL,
    shares_source TEXT NOT NULL,
    rate REAL NOT NULL,
    rate_on TEXT NOT NULL,
    source TEXT NOT NULL,
    noticed_at TEXT NOT NULL,
    seen_at TEXT
) STRICT;
CREATE UNIQUE INDEX firing_once ON firing (target_id, reached_at) WHERE target_id IS NOT NULL;

-- Targets that the starter list wants, once it is known on which side of them a company stands.
CREATE TABLE starter_target (
    company_id INTEGER PRIMARY KEY REFERENCES company (id) ON DELETE CASCADE,
    amount TEXT NOT NULL,
    currency TEXT NOT NULL
) STRICT;

CREATE TABLE segment (
    key TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    en TEXT NOT NULL,
    de TEXT NOT NULL,
    zh_CN TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE preference (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
