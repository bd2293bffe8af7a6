-- What the user draws on a company's charts. Moments are seconds since 1970 of the exchange's own
-- clock; values are prices or market caps in major units as they were on the day `priced_on`.
-- AUTOINCREMENT, since an undo brings a drawing back under its id.
CREATE TABLE drawing (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    company_id INTEGER NOT NULL REFERENCES company (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('horizontal', 'trend', 'rectangle', 'measure', 'text')),
    stamp1 INTEGER NOT NULL,
    value1 REAL NOT NULL CHECK (value1 > 0 AND value1 < 9e999),
    stamp2 INTEGER,
    value2 REAL CHECK (value2 > 0 AND value2 < 9e999),
    quantity TEXT NOT NULL CHECK (quantity IN ('price', 'cap')),
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    priced_on TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '' CHECK (length(text) <= 500),
    tone TEXT NOT NULL CHECK (tone <> ''),
    CHECK ((stamp2 IS NULL) = (kind IN ('horizontal', 'text'))),
    CHECK ((value2 IS NULL) = (stamp2 IS NULL))
) STRICT;
CREATE INDEX drawing_by_company ON drawing (company_id);
