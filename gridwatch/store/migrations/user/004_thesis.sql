-- The thesis: themes, claims with every revision, evidence, figures over time, a journal. What is
-- about something has a company or a theme. AUTOINCREMENT, since an undo brings things back.
CREATE TABLE theme (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL CHECK (name <> ''),
    note TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX theme_by_name ON theme (name) WHERE removed = 0;

-- As it stands now; tags with spaces between them. removed: kept for its return.
CREATE TABLE claim (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    company_id INTEGER REFERENCES company (id) ON DELETE CASCADE,
    theme_id INTEGER REFERENCES theme (id) ON DELETE CASCADE,
    statement TEXT NOT NULL CHECK (statement <> ''),
    made_at TEXT NOT NULL,
    conviction INTEGER NOT NULL CHECK (conviction BETWEEN 0 AND 100),
    status TEXT NOT NULL
        CHECK (status IN ('open', 'holding', 'failing', 'broken', 'confirmed')),
    falsifier TEXT NOT NULL DEFAULT '',
    test TEXT NOT NULL DEFAULT '',
    review_on TEXT,
    reviewed_at TEXT,
    tags TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
    CHECK ((company_id IS NULL) <> (theme_id IS NULL))
) STRICT;
CREATE INDEX claim_by_company ON claim (company_id);
CREATE INDEX claim_by_theme ON claim (theme_id);

-- The claim as it was from `at` on, whole. Rows are only ever added.
CREATE TABLE claim_revision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    claim_id INTEGER NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    author TEXT NOT NULL CHECK (author IN ('user', 'test')),
    note TEXT NOT NULL DEFAULT '',
    reviewed INTEGER NOT NULL DEFAULT 0 CHECK (reviewed IN (0, 1)),
    statement TEXT NOT NULL,
    conviction INTEGER NOT NULL,
    status TEXT NOT NULL,
    falsifier TEXT NOT NULL,
    test TEXT NOT NULL,
    review_on TEXT,
    reviewed_at TEXT,
    tags TEXT NOT NULL,
    position INTEGER NOT NULL,
    removed INTEGER NOT NULL
) STRICT;
CREATE INDEX claim_revision_by_claim ON claim_revision (claim_id, id);

-- figure and figure_to: decimals as typed.
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    claim_id INTEGER NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
    on_date TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what <> ''),
    added_at TEXT NOT NULL,
    stance TEXT NOT NULL CHECK (stance IN ('for', 'against')),
    figure TEXT,
    figure_to TEXT,
    unit TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    link TEXT NOT NULL DEFAULT '',
    page TEXT NOT NULL DEFAULT '',
    weight INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 5)
) STRICT;
CREATE INDEX evidence_by_claim ON evidence (claim_id, on_date);

CREATE TABLE figure_series (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    company_id INTEGER REFERENCES company (id) ON DELETE CASCADE,
    theme_id INTEGER REFERENCES theme (id) ON DELETE CASCADE,
    key TEXT NOT NULL CHECK (key <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    unit TEXT NOT NULL DEFAULT '',
    frequency TEXT NOT NULL CHECK (
        frequency IN ('day', 'week', 'month', 'quarter', 'half', 'year', 'irregular')
    ),
    source TEXT NOT NULL DEFAULT '',
    link TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    CHECK ((company_id IS NULL) <> (theme_id IS NULL)),
    UNIQUE (company_id, key),
    UNIQUE (theme_id, key)
) STRICT;

-- Every revision of every value; a value of NULL withdraws what was known of its period.
CREATE TABLE figure (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    series_id INTEGER NOT NULL REFERENCES figure_series (id) ON DELETE CASCADE,
    on_date TEXT NOT NULL,
    value REAL,
    known_on TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    low REAL,
    high REAL,
    forecast INTEGER NOT NULL DEFAULT 0 CHECK (forecast IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    CHECK ((low IS NULL) = (high IS NULL))
) STRICT;
CREATE INDEX figure_by_series ON figure (series_id, on_date, known_on, id);

-- A journal entry may be about neither a company nor a theme.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    company_id INTEGER REFERENCES company (id) ON DELETE CASCADE,
    theme_id INTEGER REFERENCES theme (id) ON DELETE CASCADE,
    on_date TEXT NOT NULL,
    text TEXT NOT NULL,
    made_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
    CHECK (company_id IS NULL OR theme_id IS NULL)
) STRICT;
CREATE INDEX entry_by_company ON entry (company_id, on_date);
CREATE INDEX entry_by_theme ON entry (theme_id, on_date);

CREATE TABLE entry_revision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    entry_id INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    on_date TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX entry_revision_by_entry ON entry_revision (entry_id, id);

-- Pictures in entries, by the SHA-256 of their bytes; they live in this file, so that copies have
-- them as well.
CREATE TABLE picture (
    hash TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('png', 'jpeg')),
    data BLOB NOT NULL,
    added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What can be searched, kept by whoever writes the rows above. A note, as kind and number, keeps its
-- id for good. It is one piece or several, each a row of both indices: a note's id << 12 and more.
CREATE TABLE note_indexed (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    number INTEGER NOT NULL,
    UNIQUE (kind, number)
) STRICT;
CREATE TABLE note_indexed_piece (
    id INTEGER PRIMARY KEY,
    hash INTEGER NOT NULL
) STRICT;

-- Words of three letters and more anywhere in a text; what is in it is folded already.
CREATE VIRTUAL TABLE note_index USING fts5 (title, body, tokenize = 'trigram case_sensitive 1');
-- Shorter ones, each once for a piece: no positions and no texts.
CREATE VIRTUAL TABLE note_index_short USING fts5 (
    title, body, content = '', detail = 'column', tokenize = "ascii tokenchars '#@'"
);

-- Rules may now watch a claim (claim_id: they are its falsifier's test) and a theme.
CREATE TABLE rule_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    target_id INTEGER UNIQUE REFERENCES target (id) ON DELETE CASCADE,
    claim_id INTEGER UNIQUE REFERENCES claim (id) ON DELETE CASCADE,
    scope TEXT NOT NULL CHECK (
        scope IN ('company', 'listing', 'list', 'segment', 'everything', 'rate', 'theme')
    ),
    company_id INTEGER REFERENCES company (id) ON DELETE CASCADE,
    watchlist_id INTEGER REFERENCES watchlist (id) ON DELETE CASCADE,
    theme_id INTEGER REFERENCES theme (id) ON DELETE CASCADE,
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
    CHECK ((theme_id IS NOT NULL) = (scope = 'theme')),
    CHECK ((key <> '') = (scope IN ('listing', 'segment', 'rate')))
) STRICT;

INSERT INTO rule_new (id, target_id, scope, company_id, watchlist_id, key, condition, name, basis,
        repeat, slack, slack_percent, cooldown, muted, snoozed_until, expires_at, sound, channels,
        created_at, since, met)
    SELECT id, target_id, scope, company_id, watchlist_id, key, condition, name, basis, repeat,
        slack, slack_percent, cooldown, muted, snoozed_until, expires_at, sound, channels,
        created_at, since, met
    FROM rule ORDER BY id;

-- Below 0 the company_id is a claim, which is watched by itself.
CREATE TABLE rule_state_new (
    rule_id INTEGER NOT NULL REFERENCES rule_new (id) ON DELETE CASCADE,
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

INSERT INTO rule_state_new SELECT rule_id, company_id, held, armed, since, told_at, told_on, done,
    begun_on, reached_on, base, waits FROM rule_state;

-- The highest number that was ever given is kept: an id never comes to mean another rule.
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'rule')
    WHERE name = 'rule_new' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'rule');
INSERT INTO sqlite_sequence (name, seq)
    SELECT 'rule_new', seq FROM sqlite_sequence
    WHERE name = 'rule' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'rule_new');

-- Its states go first: dropping the rules would take them along.
DROP TABLE rule_state;
DROP TABLE rule;
ALTER TABLE rule_new RENAME TO rule;
ALTER TABLE rule_state_new RENAME TO rule_state;
CREATE INDEX rule_by_company ON rule (company_id);
CREATE INDEX rule_by_theme ON rule (theme_id);

-- Which claim a firing is about, and what it said then.
ALTER TABLE firing ADD COLUMN claim_id INTEGER;
ALTER TABLE firing ADD COLUMN claim TEXT NOT NULL DEFAULT '';
-- Several claims of one company may come due at one look.
DROP INDEX firing_once;
CREATE UNIQUE INDEX firing_once ON firing (rule_id, symbol, reached_at, spot, ifnull(claim_id, 0))
    WHERE rule_id IS NOT NULL;
CREATE INDEX firing_by_claim ON firing (claim_id) WHERE claim_id IS NOT NULL;
