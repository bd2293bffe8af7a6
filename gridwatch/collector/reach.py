"""From which day on a history is asked for: what is missing at its end, or all of it, how far."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gridwatch.domain.bars import History, day_of, restated
from gridwatch.store.market.bars import read_bars
from gridwatch.store.market.instruments import Instrument, all_instruments
from gridwatch.store.market.splits import all_splits

OVERLAP = timedelta(days=10)
# How far a feed goes back by itself: ten years, and none of them may seem to lack a day.
BY_ITSELF = timedelta(days=3650)
# A price or rate of the first day may be one of some days before it.
BEFORE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which days of a history to ask for: from `since` on, all that the feed gives where None.

    `whole`: the answer takes the place of all that is stored.
    """

    since: date | None
    whole: bool


def wanted_days(
    market: sqlite3.Connection, symbol: str, reach: date | None, now: datetime
) -> Wanted:
    """Return what of a history is missing: its end, from ten days before the last finished bar on.

    All of it where nothing is stored, or where `reach`, a day of which the price is needed, lies
    before all that was asked for.
    """
    last = market.execute(
        "SELECT max(day) FROM bar WHERE final = 1 AND instrument_id ="
        " (SELECT id FROM instrument WHERE symbol = ?)",
        (symbol,),
    ).fetchone()[0]
    if last is None or falls_short(all_instruments(market, (symbol,)).get(symbol), reach):
        return all_days(reach, now)
    return Wanted(day_of(last) - OVERLAP, whole=False)


def all_days(reach: date | None, now: datetime) -> Wanted:
    """Return the whole history: as far as the feed goes by itself, or further where it has to."""
    far = None if reach is None else reach - BEFORE
    return Wanted(far if far and far < now.date() - BY_ITSELF else None, whole=True)


def falls_short(instrument: Instrument | None, reach: date | None) -> bool:
    """Tell whether what was asked for begins only after a day of which the price is needed."""
    if instrument is None or instrument.history_at is None or reach is None:
        return False
    asked = instrument.history_since or instrument.history_at.date() - BY_ITSELF
    return reach - BEFORE < asked


def needs_all(market: sqlite3.Connection, history: History, asked: Wanted) -> bool:
    """Tell whether an overlap shows that the source restated its history: fetch all of it again."""
    if asked.whole or asked.since is None:
        return False
    stored = all_instruments(market).get(history.symbol)
    if stored is not None and stored.currency not in ("", history.currency):
        return True
    known = {each.day for each in all_splits(market).get(history.symbol, ())}
    if any(each.day not in known for each in history.splits):
        return True
    return restated(read_bars(market, history.symbol, asked.since), history.bars)
