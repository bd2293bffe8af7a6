"""Which alerts watch each company, as plain texts: the main screen reads no condition."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from gridwatch.store.instants import instant_text

FIRST = 5  # of a company that are read with their words; the others are counted


@dataclass(frozen=True, slots=True)
class Watch:
    """One alert: its name, or its condition in the grammar, or its target's amount and currency.

    `scope` is that of its subject, `about` the listing's symbol, the segment's key or the list's
    name.
    """

    scope: str
    about: str
    name: str
    condition: str
    amount: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Watching:
    """How many alerts watch a company, and the first of them: its own before those of groups."""

    count: int
    first: tuple[Watch, ...] = ()


# Whom each rule is about; one that has expired, or speaks once and has, watches nothing.
_ABOUT = """
WITH live AS (
    SELECT id, scope, company_id, watchlist_id, key FROM rule
    WHERE expires_at IS NULL OR expires_at > :now
), followed AS (SELECT DISTINCT company_id FROM watchlist_entry),
about (rule, company, breadth) AS (
    SELECT id, company_id, 0 FROM live WHERE scope = 'company'
    UNION ALL SELECT live.id, listing.company_id, 0 FROM live
        JOIN listing ON listing.symbol = live.key WHERE live.scope = 'listing'
    UNION ALL SELECT live.id, entry.company_id, 1 FROM live
        JOIN watchlist_entry AS entry ON entry.watchlist_id = live.watchlist_id
    UNION ALL SELECT live.id, company.id, 2 FROM live
        JOIN company ON company.segment = live.key JOIN followed ON followed.company_id = company.id
        WHERE live.scope = 'segment'
    UNION ALL SELECT live.id, followed.company_id, 3 FROM live, followed
        WHERE live.scope = 'everything'
), placed AS (
    SELECT rule, company, count(*) OVER (PARTITION BY company) AS number,
        row_number() OVER (PARTITION BY company ORDER BY breadth, rule) AS place
    FROM about WHERE NOT EXISTS (
        SELECT 1 FROM rule_state AS state
        WHERE state.rule_id = rule AND state.company_id = company AND state.done
    )
)
SELECT company, number, rule.scope, coalesce(watchlist.name, rule.key), rule.name,
    coalesce(rule.condition, ''), coalesce(target.amount, ''), coalesce(target.currency, '')
FROM placed JOIN rule ON rule.id = placed.rule
    LEFT JOIN target ON target.id = rule.target_id
    LEFT JOIN watchlist ON watchlist.id = rule.watchlist_id
WHERE place <= :first ORDER BY company, place
"""


def watching_by_company(user: sqlite3.Connection, now: datetime) -> dict[int, Watching]:
    """Return what watches each company that anything watches now."""
    found: dict[int, tuple[int, list[Watch]]] = {}
    for company, number, *words in user.execute(_ABOUT, {"now": instant_text(now), "first": FIRST}):
        found.setdefault(company, (number, []))[1].append(Watch(*words))
    return {company: Watching(count, tuple(first)) for company, (count, first) in found.items()}
