-- Bars within the day, of what was on a chart. stamp: seconds since 1970-01-01 of the exchange's
-- own wall clock. Prices in major units, split-adjusted; what is not known is NULL.
CREATE TABLE candle (
    instrument_id INTEGER NOT NULL,
    size TEXT NOT NULL CHECK (size IN ('1m', '5m', '1h')),
    stamp INTEGER NOT NULL,
    open REAL,
    high REAL,
    low REAL,
    close REAL NOT NULL,
    volume REAL,
    PRIMARY KEY (instrument_id, size, stamp)
) STRICT, WITHOUT ROWID;

-- When each size was fetched well, and what went wrong since (kind is '' where nothing did).
CREATE TABLE candle_fetch (
    instrument_id INTEGER NOT NULL,
    size TEXT NOT NULL CHECK (size IN ('1m', '5m', '1h')),
    fetched_at TEXT,
    kind TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    failed_at TEXT,
    next_try TEXT,
    PRIMARY KEY (instrument_id, size)
) STRICT, WITHOUT ROWID;

-- Days on which a company reports. seen: the exchange's date when the source last said so; a day
-- that was still to come then is only expected.
CREATE TABLE result_day (
    instrument_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    seen TEXT NOT NULL,
    PRIMARY KEY (instrument_id, day)
) STRICT, WITHOUT ROWID;
