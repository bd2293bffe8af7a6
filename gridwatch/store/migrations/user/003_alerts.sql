-- Alert rules. The one that a target was made with has no condition of its own: it is the target's.
-- A rule is about exactly what its scope says. slack: a decimal, NULL for the usual one of a measure.
-- channels: ids with commas, NULL for all that are on. since: what was before is not looked at.
-- met: the collector has looked at it, so that who joins its list or segment later begins then.
CREATE TABLE rule (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    target_id INTEGER UNIQUE REFERENCES target (id) ON DELETE CASCADE,
    scope TEXT NOT NULL
        CHECK (scope IN ('company', 'listing', 'list', 'segment', 'everything', 'rate')),
    company_id INTEGER REFERENCES company (id) ON DELETE CASCADE,
    watchlist_id INTEGER REFERENCES watchlist (id) ON DELETE CASCADE,
    key TEXT NOT NULL DEFAULT '',
    condition TEXT,
    name TEXT NOT NULL DEFAULT '' CHECK (length(name) <= 200),
    basis TEXT NOT NULL DEFAULT 'touch' CHECK (basis IN ('touch', 'last', 'close')),
    repeat TEXT NOT NULL DEFAULT 'every' CHECK (repeat IN ('every', 'daily', 'once')),
    slack TEXT,
    slack_percent INTEGER NOT NULL DEFAULT 0 CHECK (slack_percent IN (0, 1)),
    cooldown INTEGER NOT NULL DEFAULT 0 CHECK (cooldown >= 0),
    muted INTEGER NOT NULL DEFAULT 0 CHECK (muted IN (0, 1)),
    snoozed_until TEXT,
    expires_at TEXT,
    sound INTEGER NOT NULL DEFAULT 1 CHECK (sound IN (0, 1)),
    channels TEXT,
    created_at TEXT NOT NULL,
    since TEXT NOT NULL,
    met INTEGER NOT NULL DEFAULT 0 CHECK (met IN (0, 1)),
    CHECK ((condition IS NULL) = (target_id IS NOT NULL)),
    CHECK ((company_id IS NOT NULL) = (scope = 'company')),
    CHECK ((watchlist_id IS NOT NULL) = (scope = 'list')),
    CHECK ((key <> '') = (scope IN ('listing', 'segment', 'rate')))
) STRICT;
CREATE INDEX rule_by_company ON rule (company_id);

-- The collector's alone: where a rule stands with one company (0: with an exchange rate).
-- held: a 1 or a 0 for each term; NULL while the rule waits for what is named in waits.
-- begun_on: the exchange's date of the price at which it was made: later splits move its price.
-- reached_on: the condition held already when the rule was made, and since when.
-- base: what the cap or price was made of when the rule began, as JSON.
CREATE TABLE rule_state (
    rule_id INTEGER NOT NULL REFERENCES rule (id) ON DELETE CASCADE,
    company_id INTEGER NOT NULL,
    held TEXT,
    armed INTEGER NOT NULL DEFAULT 1 CHECK (armed IN (0, 1)),
    since TEXT NOT NULL,
    told_at TEXT,
    told_on TEXT,
    done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
    begun_on TEXT,
    reached_on TEXT,
    base TEXT NOT NULL DEFAULT '',
    waits TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (rule_id, company_id)
) STRICT, WITHOUT ROWID;

-- The collector's alone: up to where the quotes of a listing or rate have been looked at, and the
-- highest and lowest of that day; walked: the last finished day that was. shares: the count that the
-- company's cap was made with last.
CREATE TABLE looked (
    symbol TEXT PRIMARY KEY,
    until TEXT NOT NULL,
    walked TEXT,
    day TEXT NOT NULL,
    high REAL NOT NULL,
    low REAL NOT NULL,
    shares REAL
) STRICT, WITHOUT ROWID;

INSERT INTO rule (target_id, scope, company_id, created_at, since)
    SELECT id, 'company', company_id, created_at, created_at FROM target ORDER BY id;

INSERT INTO rule_state (rule_id, company_id, held, armed, since)
    SELECT rule.id, rule.company_id, CASE armed WHEN 1 THEN '0' ELSE '1' END, armed, until
    FROM target_watch JOIN rule USING (target_id);

-- SQLite takes the other columns from the row that holds the maximum.
INSERT INTO looked (symbol, until, day, high, low, shares)
    SELECT primary_symbol, max(until), coalesce(seen_day, substr(until, 1, 10)), seen_high,
        CASE WHEN seen_high > 1e300 THEN -9e999 ELSE 0 END, seen_shares
    FROM target_watch
    JOIN target ON target.id = target_id
    JOIN company ON company.id = target.company_id
    GROUP BY primary_symbol;

DROP TABLE target_watch;

-- A firing keeps its evidence and outlives its rule, its target and its company. level and value in
-- the unit of the measure (unit: the currency of a cap or price). held: the condition still held when
-- it was noticed. quiet: why nobody was told. terms: JSON, each term with its value. The parts of
-- the move since base_on add up to value - base_value.
CREATE TABLE firing_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rule_id INTEGER,
    target_id INTEGER,
    company_id INTEGER,
    symbol TEXT NOT NULL,
    name TEXT NOT NULL,
    rule_name TEXT NOT NULL DEFAULT '',
    condition TEXT NOT NULL,
    measure TEXT NOT NULL,
    level TEXT NOT NULL,
    unit TEXT NOT NULL DEFAULT '',
    value REAL NOT NULL,
    reached_at TEXT NOT NULL,
    reached_on TEXT NOT NULL,
    sight TEXT NOT NULL CHECK (sight IN ('live', 'bar')),
    spot TEXT NOT NULL CHECK (spot IN ('low', 'high', 'last')),
    held INTEGER NOT NULL DEFAULT 1 CHECK (held IN (0, 1)),
    quiet TEXT NOT NULL DEFAULT '',
    sound INTEGER NOT NULL DEFAULT 1 CHECK (sound IN (0, 1)),
    basis TEXT NOT NULL DEFAULT '',
    price REAL,
    price_currency TEXT NOT NULL DEFAULT '',
    shares REAL,
    shares_as_of TEXT,
    shares_source TEXT NOT NULL DEFAULT '',
    rate REAL,
    rate_on TEXT,
    source TEXT NOT NULL,
    terms TEXT NOT NULL DEFAULT '[]',
    base_on TEXT,
    base_value REAL,
    by_price REAL,
    by_shares REAL,
    by_rate REAL,
    noticed_at TEXT NOT NULL,
    seen_at TEXT
) STRICT;

INSERT INTO firing_new (id, rule_id, target_id, company_id, symbol, name, condition, measure, level,
        unit, value, reached_at, reached_on, sight, spot, basis, price, price_currency, shares,
        shares_as_of, shares_source, rate, rate_on, source, noticed_at, seen_at)
    SELECT firing.id, rule.id, firing.target_id, firing.company_id, symbol, firing.name,
        'cap >= ' || amount || ' ' || currency, 'cap', amount, currency, cap, reached_at,
        reached_on, sight, CASE touched WHEN 1 THEN 'high' ELSE 'last' END, firing.basis, price,
        price_currency, shares, shares_as_of, shares_source, rate, rate_on, source, noticed_at,
        seen_at
    FROM firing LEFT JOIN rule ON rule.target_id = firing.target_id ORDER BY firing.id;

DROP TABLE firing;
ALTER TABLE firing_new RENAME TO firing;
CREATE UNIQUE INDEX firing_once ON firing (rule_id, symbol, reached_at, spot)
    WHERE rule_id IS NOT NULL;
CREATE INDEX firing_by_time ON firing (reached_at);

-- Where firings go beside the window. The address with its secrets is in the system's keyring.
CREATE TABLE channel (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> '' AND length(name) <= 80),
    kind TEXT NOT NULL CHECK (kind <> ''),
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    created_at TEXT NOT NULL
) STRICT;

-- What has to be sent, made in the transaction of the firing. state 'given_up' after the last try.
CREATE TABLE delivery (
    firing_id INTEGER NOT NULL REFERENCES firing (id) ON DELETE CASCADE,
    channel_id INTEGER NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
    state TEXT NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'sent', 'given_up')),
    tries INTEGER NOT NULL DEFAULT 0,
    next_try TEXT,
    done_at TEXT,
    failure TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (firing_id, channel_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_due ON delivery (next_try) WHERE state = 'due';

-- The caps that the milestone board shows beside the targets: of one company, or of a whole list.
-- amounts: decimals with spaces, rising.
CREATE TABLE ladder (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    company_id INTEGER UNIQUE REFERENCES company (id) ON DELETE CASCADE,
    watchlist_id INTEGER UNIQUE REFERENCES watchlist (id) ON DELETE CASCADE,
    amounts TEXT NOT NULL CHECK (amounts <> ''),
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    CHECK ((company_id IS NULL) <> (watchlist_id IS NULL))
) STRICT;
