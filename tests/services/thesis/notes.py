"""A user's file with a thesis in it, and what of it is seen."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache

from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.rule import Basis, Rule, Scope, Subject
from gridwatch.domain.company import Company, Listing
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.services.edits import apply
from gridwatch.services.thesis.claim_edits import AddClaim
from gridwatch.services.thesis.entry_edits import AddEntry
from gridwatch.services.thesis.evidence_edits import AddEvidence
from gridwatch.services.thesis.figure_edits import AddSeries
from gridwatch.services.thesis.theme_edits import AddTheme
from gridwatch.store.user import claims
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.rules import add_rule
from gridwatch.store.user.watchlists import add_watchlist, set_companies
from tests.in_memory import copied, new_user
from tests.services.undoing import dump

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
DAY = date(2026, 3, 2)
COMPANY, THEME, NOTHING = About(company_id=1), About(theme_id=1), About()
TEST = "price <= 10 CNY"
MARGIN = FigureSeries(0, COMPANY, "gross_margin", "Gross margin", "%")
# Only ever added to, or made from the rest: versions of an entry count up, whatever is undone.
_BESIDE = ("claim_revision", "entry_revision", "note_index", "picture")
_KEPT = ("claim", "entry", "theme")


def company(symbol: str) -> Company:
    listings = (Listing(symbol, "SSE", "CNY", "A", "I"),)
    return Company(0, symbol, "", "", "CN", True, "", symbol, listings)


def claim(statement: str, about: About = COMPANY, test: str = "") -> Claim:
    return Claim(0, about, statement, NOW, test=test)


def figure(
    on: date,
    value: float | None,
    known_on: date = DAY,
    low: float | None = None,
    high: float | None = None,
) -> Figure:
    return Figure(0, 0, on, value, known_on, NOW, low, high)


def filled() -> sqlite3.Connection:
    """Give a file in memory with two companies on a list and a theme, each with a thesis.

    Claims 1 and 2 are of company 1, claim 3 of theme 1; 1 and 3 have tests. Evidence 1 and 2 are of
    claim 1. Series 1 is of company 1. Entry 1 is of company 1, entry 2 of nothing.
    """
    return copied(_filled())


@lru_cache
def _filled() -> sqlite3.Connection:
    user = new_user()
    for symbol in ("600001.SS", "600002.SS"):
        add_company(user, company(symbol))
    set_companies(user, add_watchlist(user, "Grid"), [1, 2])
    for edit in (
        AddTheme("Data centres", "Power *first*."),
        AddClaim(claim("Orders outgrow capacity", test=TEST)),
        AddClaim(claim("Margins hold")),
        AddClaim(claim("Demand doubles", THEME)),
        AddEvidence(Evidence(0, 1, DAY, "Backlog at a record", NOW, figure=Decimal("12.50"))),
        AddEvidence(Evidence(0, 1, date(2026, 2, 1), "Lead times shorten", NOW)),
        AddSeries(MARGIN, (figure(date(2025, 12, 31), 28.5),)),
        AddEntry(COMPANY, DAY, "# Call\n\nwords"),
        AddEntry(NOTHING, DAY, "Everything"),
    ):
        apply(user, edit, NOW)
    _test_theme(user)
    return user


def _test_theme(user: sqlite3.Connection) -> None:
    """Let claim 3 have a test: which ones a theme may have is the business of the alerts."""
    stored = claims.claim_with_id(user, 3)
    assert stored is not None
    tested = replace(stored, test=TEST)
    claims.replace_claim(user, tested)
    claims.add_revision(user, tested, NOW)
    subject, condition = Subject(Scope.THEME, 1), parse_condition(TEST)
    add_rule(user, Rule(0, subject, condition, NOW, NOW, basis=Basis.LAST, claim_id=3))


def seen(user: sqlite3.Connection) -> list[str]:
    """Return all rows but what is only added to, and those that are removed and kept."""
    beside = tuple(f'INSERT INTO "{each}' for each in _BESIDE)
    kept = tuple(f'INSERT INTO "{each}"' for each in _KEPT)
    rows = (each for each in dump(user) if not each.startswith((*beside, *kept)))
    found = [each for each in rows if each.startswith("INSERT")]
    for name in _KEPT:
        user.row_factory = sqlite3.Row
        for row in user.execute(f"SELECT * FROM {name} WHERE removed = 0 ORDER BY id"):  # noqa: S608 - our own
            columns = dict(row)
            columns.pop("version", None)
            columns.pop("changed_at", None)
            found.append(f"{name} {columns}")
        user.row_factory = None
    found += [f"index {row}" for row in user.execute("SELECT rowid, title, body FROM note_index")]
    return sorted(found)
