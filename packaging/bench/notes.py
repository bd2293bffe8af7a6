"""What notes cost: searching them as it is typed, opening a thesis, saving an entry."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from statistics import quantiles

from figures import Plan, Samples
from gridwatch.domain.company import Listing, company_of_listing
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.domain.thesis.journal import Entry
from gridwatch.services.edits import apply
from gridwatch.services.thesis.entry_edits import SaveEntry
from gridwatch.services.thesis.search_words import says_enough, wanted_in
from gridwatch.services.thesis.searching import search_notes
from gridwatch.store.database import open_user, open_user_reader, transaction
from gridwatch.store.user.claims import add_claim, add_revision, claims_about, revisions_of
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.entries import add_entry, entry_with_id
from gridwatch.store.user.evidence import add_evidence, evidence_about
from interleave import interleaved
from note_words import LANGUAGES, RARE, Writer

NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
COMPANIES, CLAIMS, REVISIONS = 50, 20, 4  # claims of each company, revisions of each claim
# Common and rare ones, of one, two, three and more letters; each is typed letter by letter.
TYPED = (
    "transformer", "the", "orders backlog", "copper price", "hyperscaler", RARE[40], RARE[777],
    "Leistungstransformatoren", "ubertragungsnetz", "Auftragsbestand", "größer", "strasse",
    "变压器", "电网", "订单", "国家电网", "交付周期 特高压", "数据中心", "毛利率", "丣両",
    "柔性直流", "变压器 transformer", '"lead times"', "#grid", "@600001.SS", "zzzz",
)  # fmt: skip
_LIMIT = 20  # as the palette asks for
_LONG = (
    "SELECT rowid, title, snippet(note_index, 1, '', '', '…', 48) FROM note_index"
    " WHERE note_index MATCH ? ORDER BY rank LIMIT ?"
)
_SHORT = "SELECT rowid FROM note_index_short WHERE note_index_short MATCH ? ORDER BY rank LIMIT ?"


def search(plan: Plan, *, entries: int, evidence: int) -> Samples:
    """Search for each beginning of each text, beside bare FTS5 queries; p95 of each run, in ms.

    The bare query gives the ids in the order of FTS5's own rank with a snippet of each, as it is
    usually written; where all words are short it gives the ids, since that index has no texts.
    Beside longer words it leaves the short ones out: it can't ask for both at once.
    """
    path = plan.folder / "user.db"
    _fill(path, entries, evidence)
    with closing(open_user_reader(path)) as user:
        keys = [text for text in _keys() if says_enough(text)]
        bare = [_bare(user, text) for text in keys]
        ours = list[float]()
        plain = list[float]()

        def our_round() -> float:
            times = [_timed(partial(search_notes, user, text, _LIMIT)) for text in keys]
            ours.extend(times)
            return _p95(times)

        def bare_round() -> float:
            times = [_timed(partial(_asked, user, *each)) for each in bare]
            plain.extend(times)
            return _p95(times)

        samples = interleaved(our_round, bare_round, plan.runs)
        details = {
            "keys": len(keys),
            "p50": quantiles(ours, n=100)[49],
            "bare_p50": quantiles(plain, n=100)[49],
            "most": max(ours),
            "bare_most": max(plain),
        }
    return Samples(samples.ours, samples.yardstick, details)


def opening(plan: Plan, *, entries: int, evidence: int) -> Samples:
    """Read the claims of a company with evidence and revisions, beside bare SELECTs of them; ms."""
    path = plan.folder / "user.db"
    _fill(path, entries, evidence)
    about = About(COMPANIES // 2)
    with closing(open_user_reader(path)) as user:

        def ours() -> None:
            claims = claims_about(user, about)
            found = evidence_about(user, about)
            revisions = [revisions_of(user, each.id) for each in claims]
            if len(found) < max(1, evidence // COMPANIES) or len(revisions) != CLAIMS:
                raise ValueError(f"{len(found)} pieces of evidence, {len(revisions)} claims")

        def plain() -> None:
            own = "SELECT id FROM claim WHERE company_id = ?"
            for query in (
                "SELECT * FROM claim WHERE company_id = ?",
                f"SELECT * FROM evidence WHERE claim_id IN ({own})",  # noqa: S608 - constants
                f"SELECT * FROM claim_revision WHERE claim_id IN ({own})",  # noqa: S608 - constants
            ):
                user.execute(query, (about.company_id,)).fetchall()

        return interleaved(lambda: _timed(ours), lambda: _timed(plain), plan.runs)


def saving(plan: Plan, *, entries: int, evidence: int, letters: int) -> Samples:
    """Save an entry in which a word was typed, beside an UPDATE of its text; milliseconds."""
    path = plan.folder / "user.db"
    _fill(path, entries, evidence)
    words = count()
    with closing(open_user(path)) as user:
        writer = Writer(7)
        half = writer.entry("en", letters // 2), writer.entry("zh", letters // 2)
        number = _added(user, "\n".join(half))
        other = _added(user, "\n".join(half))

        def changed() -> str:
            return f"{half[0]} and {next(words)} more\n{half[1]}"

        def ours() -> float:
            before = entry_with_id(user, number)
            if before is None:
                raise ValueError("the entry is gone")
            edit = SaveEntry(number, before.version, changed(), before.on, before.about)
            return _timed(lambda: apply(user, edit, NOW))

        def plain() -> float:
            text = changed()
            return _timed(lambda: _update(user, other, text))

        return interleaved(ours, plain, plan.runs)


def _keys() -> Iterator[str]:
    """Yield what is in the line after each key, once."""
    yield from dict.fromkeys(text[:end] for text in TYPED for end in range(1, len(text) + 1))


def _bare(user: sqlite3.Connection, text: str) -> tuple[str, tuple[str, int]]:
    """Return the query that finds a text by FTS5 alone; beside longer words it leaves out short."""
    wanted = wanted_in(user, text)
    long = [f"({each.query(titles=False)})" for each in wanted if not each.short]
    if long:
        return _LONG, (" AND ".join(long), _LIMIT)
    return _SHORT, (" AND ".join(each.query(titles=False) for each in wanted), _LIMIT)


def _asked(user: sqlite3.Connection, query: str, values: tuple[str, int]) -> None:
    user.execute(query, values).fetchall()


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1]


def _update(user: sqlite3.Connection, number: int, text: str) -> None:
    with transaction(user):
        user.execute("UPDATE entry SET text = ? WHERE id = ?", (text, number))


def _added(user: sqlite3.Connection, text: str) -> int:
    with transaction(user):
        return add_entry(user, Entry(0, About(1), NOW.date(), text, NOW, NOW)).id


@contextmanager
def _filling(path: Path) -> Iterator[sqlite3.Connection]:
    """Lend a new file, and leave nothing of it in its journal."""
    with closing(open_user(path)) as user:
        with transaction(user):
            yield user
        user.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _fill(path: Path, entries: int, evidence: int) -> None:
    """Store companies with claims, evidence and entries, as they come over the years, mixed."""
    writer = Writer(5)
    with _filling(path) as user:
        claims = list(_claims(user, writer))
        share = max(1, evidence // max(1, entries))
        stored = 0
        for number in range(entries):
            language = LANGUAGES[number % len(LANGUAGES)]
            day = date(2016, 1, 1) + timedelta(days=number * 3650 // entries)
            text = writer.entry(language, writer.length())
            about = About(number % COMPANIES + 1)
            add_entry(user, Entry(0, about, day, text, NOW, NOW))
            last = evidence if number == entries - 1 else min(evidence, stored + share)
            for each in range(stored, last):
                _add_evidence(user, writer, _in_turn(claims, each), each, day)
            stored = last


def _in_turn(claims: Sequence[int], number: int) -> int:
    """Return a claim, of each company in turn."""
    return claims[number % COMPANIES * CLAIMS + number // COMPANIES % CLAIMS]


def _claims(user: sqlite3.Connection, writer: Writer) -> Iterator[int]:
    for number in range(1, COMPANIES + 1):
        symbol = f"6{number:05}.SS"
        company = add_company(user, company_of_listing(Listing(symbol, "SHH", "CNY"), symbol))
        for each in range(CLAIMS):
            language = LANGUAGES[each % len(LANGUAGES)]
            statement, falsifier = writer.line(language, 70), writer.line(language, 60)
            claim = Claim(
                0, About(company.id), statement, NOW, falsifier=falsifier, tags=("grid", "ai")
            )
            added = add_claim(user, claim)
            for _ in range(REVISIONS):
                add_revision(user, added, NOW)
            yield added.id


def _add_evidence(
    user: sqlite3.Connection, writer: Writer, claim: int, number: int, day: date
) -> None:
    language = LANGUAGES[number % len(LANGUAGES)]
    what, source = writer.line(language, 60), writer.line(language, 25)
    link = f"https://example.com/{number}"
    add_evidence(user, Evidence(0, claim, day, what, NOW, unit="GW", source=source, link=link))
