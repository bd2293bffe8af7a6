"""The command `alert log`: every firing, searched, shown, or written into a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from gridwatch.cli.call import Answer, Call, marked
from gridwatch.cli.documents import firing_document, told_condition
from gridwatch.cli.firing_table import firing_table
from gridwatch.cli.voice import translate
from gridwatch.files.safe_cells import safe_cell
from gridwatch.services.overview import known_as
from gridwatch.services.profiles import overview_of
from gridwatch.store.user.firings import Firing, firings

ALL = 1_000_000  # the log is never trimmed


def show_log(call: Call) -> Answer:
    """Show the firings that are asked for, newest first; with --out write them into a file."""
    with call.user() as user:
        log = firings(user, ALL)
        overview = overview_of(call.profile, user, call.clock())
    called = known_as(log, overview, call.voice.language)
    found = [
        (stored, each)
        for stored, each in zip(log, called, strict=True)
        if _is_asked(stored, each, call.asked.since, call.asked.search)
    ]
    documents = [firing_document(stored) for stored, _ in found]
    if call.asked.out is not None:
        return _written(call, call.asked.out, documents)
    text = translate("Cli", "No alert has fired yet.")
    if found:
        text = firing_table(call, [each for _, each in found], overview)
    elif log:
        text = translate("Cli", "No firing is like that.")
    return Answer({"firings": documents}, marked(call.profile, text))


def _is_asked(stored: Firing, called: Firing, since: date | None, search: str) -> bool:
    """Tell whether a firing is not before a day and has all words of a search somewhere."""
    if since is not None and stored.reached_on < since:
        return False
    parts = (
        stored.symbol,
        stored.name,
        called.name,
        stored.rule_name,
        stored.claim,
        told_condition(stored.condition),
    )
    text = " ".join(parts).casefold()
    return all(word in text for word in search.casefold().split())


def _written(call: Call, out: Path, documents: Sequence[dict[str, Any]]) -> Answer:
    from gridwatch.services.chart_table import write_table  # numpy, for the sake of a chart

    write_table(out, _rows(documents))
    words = translate("Cli", "Firings written to {path}: {n}")
    text = words.format(path=out, n=len(documents))
    return Answer({"table": str(out), "firings": documents}, marked(call.profile, text))


def _rows(documents: Iterable[dict[str, Any]]) -> Iterator[Sequence[str]]:
    """Yield a heading and a row for each firing; what has parts has a column for each part."""
    for place, each in enumerate(documents):
        flat = _flat(each)
        if not place:
            yield tuple(flat)
        yield tuple(_cell(value) for value in flat.values())


def _flat(document: dict[str, Any]) -> dict[str, object]:
    move = document["move"] or {}
    parts = ("since", "before", "by_price", "by_shares", "by_rate")
    plain = {key: value for key, value in document.items() if key not in {"move", "terms"}}
    return {**plain, **{f"move_{each}": move.get(each) for each in parts}}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe_cell(value)
    return str(value).lower() if isinstance(value, bool) else repr(value)
