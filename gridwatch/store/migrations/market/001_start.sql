CREATE TABLE instrument (
    id INTEGER PRIMARY KEY,
    symbol TEXT NOT NULL UNIQUE,
    currency TEXT NOT NULL DEFAULT '',
    quoted_in TEXT NOT NULL DEFAULT '',
    zone TEXT NOT NULL DEFAULT '',
    exchange TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    history_at TEXT,
    shares_at TEXT,
    last_success TEXT
) STRICT;

-- What went wrong last, apart for each noun: a history that fails must not silence the quotes.
CREATE TABLE trouble (
    instrument_id INTEGER NOT NULL REFERENCES instrument (id) ON DELETE CASCADE,
    noun TEXT NOT NULL CHECK (noun IN ('quote', 'history', 'shares')),
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    at TEXT NOT NULL,
    next_try TEXT,
    PRIMARY KEY (instrument_id, noun)
) STRICT, WITHOUT ROWID;

CREATE TABLE quote (
    instrument_id INTEGER PRIMARY KEY REFERENCES instrument (id) ON DELETE CASCADE,
    price REAL NOT NULL,
    time TEXT NOT NULL,
    currency TEXT NOT NULL,
    quoted_in TEXT NOT NULL,
    zone_offset INTEGER NOT NULL,
    previous_close REAL,
    day_high REAL,
    day_low REAL,
    volume REAL,
    state TEXT NOT NULL,
    delay_minutes INTEGER NOT NULL,
    source_cap REAL,
    listing_shares REAL,
    company_shares REAL,
    fetched_at TEXT NOT NULL,
    doubt TEXT NOT NULL DEFAULT ''
) STRICT;

-- day: days since 1970-01-01, the exchange's own date. Prices in major units, split-adjusted.
CREATE TABLE bar (
    instrument_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    open REAL NOT NULL,
    high REAL NOT NULL,
    low REAL NOT NULL,
    close REAL NOT NULL,
    volume REAL NOT NULL,
    final INTEGER NOT NULL,
    PRIMARY KEY (instrument_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE split (
    instrument_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    numerator INTEGER NOT NULL,
    denominator INTEGER NOT NULL,
    PRIMARY KEY (instrument_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE dividend (
    instrument_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    amount REAL NOT NULL,
    PRIMARY KEY (instrument_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE share_count (
    instrument_id INTEGER NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('company', 'listing')),
    as_of TEXT NOT NULL,
    source TEXT NOT NULL,
    count REAL NOT NULL,
    PRIMARY KEY (instrument_id, scope, as_of, source)
) STRICT, WITHOUT ROWID;

-- What made this cache: the name of the feed, when all of it last succeeded.
CREATE TABLE origin (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
