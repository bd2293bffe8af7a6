-- The ledger: accounts, securities, transactions as they were typed. Decimals are text, days ISO
-- dates. AUTOINCREMENT, since an undo brings things back.
CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('cash', 'securities')),
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    grouped TEXT NOT NULL DEFAULT '',
    cash_id INTEGER REFERENCES account (id),
    method TEXT NOT NULL DEFAULT 'fifo'
        CHECK (method IN ('fifo', 'lifo', 'average', 'highest', 'chosen')),
    shorts INTEGER NOT NULL DEFAULT 0 CHECK (shorts IN (0, 1)),
    closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    CHECK (kind = 'securities' OR cash_id IS NULL)
) STRICT;

CREATE TABLE security (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    symbol TEXT NOT NULL DEFAULT '',
    isin TEXT NOT NULL DEFAULT '',
    wkn TEXT NOT NULL DEFAULT '',
    segment TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX security_by_symbol ON security (symbol) WHERE symbol <> '';

-- What one import brought, so that it can be told and taken back as one.
CREATE TABLE ledger_batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    name TEXT NOT NULL
) STRICT;

-- charges: kind|amount|currency|rate with semicolons between them; lots: transaction|quantity
-- likewise; ratio: new:old. What each column means is said by domain.ledger.transaction.
CREATE TABLE ledger_transaction (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN (
        'buy', 'sell', 'dividend', 'interest', 'interest_charge', 'fee', 'fee_refund', 'tax',
        'tax_refund', 'deposit', 'withdrawal', 'delivery_in', 'delivery_out', 'transfer',
        'cash_transfer', 'spin_off', 'merger')),
    on_date TEXT NOT NULL,
    account_id INTEGER REFERENCES account (id),
    cash_id INTEGER REFERENCES account (id),
    security_id INTEGER REFERENCES security (id),
    quantity TEXT NOT NULL DEFAULT '0',
    gross TEXT NOT NULL DEFAULT '0',
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    charges TEXT NOT NULL DEFAULT '',
    net TEXT NOT NULL DEFAULT '0',
    rate TEXT,
    other_account_id INTEGER REFERENCES account (id),
    other_cash_id INTEGER REFERENCES account (id),
    other_net TEXT,
    other_security_id INTEGER REFERENCES security (id),
    ratio TEXT,
    cost_share TEXT,
    lots TEXT NOT NULL DEFAULT '',
    shares_as_of TEXT,
    time TEXT NOT NULL DEFAULT '',
    settles_on TEXT,
    note TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    batch_id INTEGER REFERENCES ledger_batch (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX ledger_transaction_by_day ON ledger_transaction (on_date, id);
CREATE INDEX ledger_transaction_by_security ON ledger_transaction (security_id, on_date);
CREATE INDEX ledger_transaction_by_other_security ON ledger_transaction (other_security_id, on_date)
    WHERE other_security_id IS NOT NULL;
CREATE INDEX ledger_transaction_by_currency ON ledger_transaction (currency);
CREATE INDEX ledger_transaction_by_source ON ledger_transaction (source) WHERE source <> '';

CREATE TABLE own_price (
    security_id INTEGER NOT NULL REFERENCES security (id) ON DELETE CASCADE,
    on_date TEXT NOT NULL,
    price TEXT NOT NULL,
    shares_as_of TEXT,
    PRIMARY KEY (security_id, on_date)
) STRICT, WITHOUT ROWID;

CREATE TABLE own_split (
    security_id INTEGER NOT NULL REFERENCES security (id) ON DELETE CASCADE,
    on_date TEXT NOT NULL,
    numerator INTEGER NOT NULL CHECK (numerator > 0),
    denominator INTEGER NOT NULL CHECK (denominator > 0),
    PRIMARY KEY (security_id, on_date)
) STRICT, WITHOUT ROWID;

-- Every change of the ledger, in order, never rewritten; was and became: JSON, NULL where it was
-- not there. Who keeps the ledger in memory reads on from the last row that it has seen.
CREATE TABLE ledger_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    noun TEXT NOT NULL
        CHECK (noun IN ('account', 'security', 'transaction', 'price', 'split', 'batch')),
    number INTEGER NOT NULL,
    was TEXT,
    became TEXT
) STRICT;

-- What share of the whole a segment, company, country or currency is to have; the share is a decimal.
CREATE TABLE allocation_target (
    dimension TEXT NOT NULL
        CHECK (dimension IN ('segment', 'company', 'country', 'currency', 'account')),
    key TEXT NOT NULL,
    share TEXT NOT NULL,
    PRIMARY KEY (dimension, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_period (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    first_day TEXT NOT NULL,
    last_day TEXT
) STRICT;

-- How the columns of a broker's table were mapped by hand: by the fingerprint of its headings.
CREATE TABLE import_mapping (
    fingerprint TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    mapping TEXT NOT NULL,
    used_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Offers (a dividend, a split) and findings of the checks that the user wants to see no more.
CREATE TABLE dismissed (
    key TEXT PRIMARY KEY,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
