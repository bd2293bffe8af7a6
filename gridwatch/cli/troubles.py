"""What is wrong with the source and with symbols: as stored, and as lines of text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from gridwatch.cli.call import Call
from gridwatch.cli.voice import translate
from gridwatch.domain.trouble import Trouble, TroubleKind
from gridwatch.services.profiles import market_reader
from gridwatch.store.market.instruments import Instrument, all_instruments
from gridwatch.store.market.origin import source_failure

NAMED = 6


def stored_troubles(call: Call, listings: Iterable[str] | None = None) -> list[Trouble]:
    """Return what is noted: the whole source first, then symbols, those alike in one trouble.

    With `listings` only theirs and those of exchange rates: what is no longer followed is silent.
    """
    with market_reader(call.profile) as market:
        if market is None:
            return []
        followed = None if listings is None else frozenset(listings)
        instruments = [
            each
            for each in all_instruments(market).values()
            if followed is None or each.symbol in followed or each.symbol.endswith("=X")
        ]
        return [*_of_source(market), *_alike(instruments)]


def _of_source(market: sqlite3.Connection) -> list[Trouble]:
    failure = source_failure(market)
    if failure is None:
        return []
    return [Trouble(TroubleKind(failure.kind), (), failure.detail, failure.next_try)]


def _alike(instruments: Iterable[Instrument]) -> list[Trouble]:
    groups: dict[tuple[str, str], list[Instrument]] = {}
    for each in instruments:
        if each.failure is not None:
            groups.setdefault((each.trouble_kind, each.trouble_detail), []).append(each)
    return [
        Trouble(
            TroubleKind(kind),
            tuple(each.symbol for each in members),
            detail,
            min((each.next_try for each in members if each.next_try), default=None),
        )
        for (kind, detail), members in groups.items()
    ]


def trouble_lines(call: Call, troubles: Iterable[Trouble]) -> list[str]:
    """Return a line for each trouble: whose it is, in words, the detail, the next try."""
    return [_line(call, each) for each in troubles]


def _line(call: Call, trouble: Trouble) -> str:
    symbols = ", ".join(trouble.symbols[:NAMED])
    if len(trouble.symbols) > NAMED:
        symbols = f"{symbols} … ({len(trouble.symbols)})"
    next_try = call.voice.phrases.moment(trouble.next_try) if trouble.next_try else ""
    tail = translate("Cli", "Next try: {time}").format(time=next_try) if next_try else ""
    head = f"{symbols}: " if symbols else ""
    return f"{head}{call.voice.trouble(trouble.kind)} [{trouble.detail}] {tail}".rstrip()
