"""The market cap of a company on each day of its history: close × shares at the time × splits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gridwatch.domain.bars import Days, Floats, carried, day_of, split_factors
from gridwatch.domain.company import Basis, Company
from gridwatch.domain.marketcap import pricing_symbol
from gridwatch.domain.problem import Fault, Problem
from gridwatch.domain.rate_lines import RateLines
from gridwatch.domain.share_steps import Held, counts_on
from gridwatch.domain.splits import Split
from gridwatch.services.counts import CompanyCounts

# A class that did not trade on a day is valued at its last close, as far back as for the alerts.
CARRIED_DAYS = 10


@dataclass(frozen=True, slots=True, eq=False)
class CloseLine:
    """The split-adjusted closes of one listing in major units of `currency`, oldest first."""

    symbol: str
    currency: str
    days: Days
    closes: Floats
    splits: Sequence[Split] = ()


@dataclass(frozen=True, slots=True, eq=False)
class CapHistory:
    """Caps at the close of each day in the currency of the primary listing, NaN where unknown.

    `shares` are those that count, as they were on the day; `restated` in shares of today.
    """

    caps: Floats
    shares: Floats
    restated: Floats
    notes: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """One class of shares with the listing that prices it."""

    line: CloseLine
    held: Held
    caps: Floats
    rates: Floats


def cap_history(
    company: Company,
    basis: Basis,
    lines: Mapping[str, CloseLine],
    counts: CompanyCounts,
    rates: RateLines,
) -> CapHistory:
    """Return the caps on the days of the primary listing, as `company_market_cap` tells each one.

    A close × the splits still to come is the price as it traded, and the count is that of the day.
    All days have the same `basis`: a change of it would be a step that no market made. Other
    classes stand at their last close, up to ten days back, at the rate of the day.
    """
    primary = lines[company.primary]
    parts = tuple(_parts(company, basis, lines, counts, rates))
    caps = np.sum([each.caps for each in parts], axis=0)
    shares = np.sum([each.held.counts for each in parts], axis=0)
    restated = np.sum([each.held.restated for each in parts], axis=0)
    return CapHistory(caps, shares, restated, tuple(_notes(parts, primary, caps)))


def _parts(
    company: Company,
    basis: Basis,
    lines: Mapping[str, CloseLine],
    counts: CompanyCounts,
    rates: RateLines,
) -> Iterator[_Part]:
    primary = lines[company.primary]
    if basis is Basis.CLASS_WEIGHTED and len(company.listings) > 1:
        for symbol in (each.symbol for each in company.listings):
            line = lines[symbol]
            held = counts_on(counts.classes.get(symbol, ()), line.splits, primary.days)
            yield _part(line, held, primary, rates)
    else:
        held = counts_on(counts.total, primary.splits, primary.days)
        yield _part(lines[pricing_symbol(company, basis)], held, primary, rates)


def _part(line: CloseLine, held: Held, primary: CloseLine, rates: RateLines) -> _Part:
    days = primary.days
    prices = carried(line.days, line.closes, days, CARRIED_DAYS) * split_factors(days, line.splits)
    rate = rates.on(days, line.currency, primary.currency)
    return _Part(line, held, prices * held.counts * rate, rate)


def _notes(parts: Sequence[_Part], primary: CloseLine, caps: Floats) -> Iterator[Problem]:
    known = np.flatnonzero(np.isfinite(caps))
    missing = [note for each in parts for note in _missing(each, primary)]
    yield from missing
    if not len(known):
        if not missing:
            yield Problem(
                "cap_unknown",
                "The market cap of the past is not known: on no day are prices, share counts and"
                " rates all there.",
                fault=Fault.SOURCE,
            )
        return
    if known[0] > 0:
        yield Problem(
            "cap_begins",
            "The market cap is known from {day} on: before it share counts or rates are missing.",
            fault=Fault.SOURCE,
            day=day_of(int(primary.days[known[0]])),
        )
    if known[-1] < len(caps) - 1:
        yield Problem(
            "cap_ends",
            "The market cap is known up to {day}: after it prices, share counts or rates are"
            " missing.",
            fault=Fault.SOURCE,
            day=day_of(int(primary.days[known[-1]])),
        )
    estimated = np.any([each.held.estimated for each in parts], axis=0) & np.isfinite(caps)
    if np.any(estimated):
        last = int(primary.days[np.flatnonzero(estimated)[-1]])
        yield Problem(
            "shares_estimated",
            "Up to {day} the share count is not known; the first one after it is used.",
            fault=Fault.SOURCE,
            day=day_of(last),
        )


def _missing(part: _Part, primary: CloseLine) -> Iterator[Problem]:
    symbol = part.line.symbol
    if not len(part.line.closes):
        yield Problem(
            "cap_without_prices",
            "The market cap of the past is not known: no prices of {symbol} are stored yet.",
            fault=Fault.SOURCE,
            symbol=symbol,
        )
    if not np.any(np.isfinite(part.held.counts)):
        yield Problem(
            "cap_without_shares",
            "The market cap of the past is not known: there is no share count of {symbol}.",
            fault=Fault.SOURCE,
            symbol=symbol,
        )
    if len(part.line.closes) and not np.any(np.isfinite(part.rates)):
        yield rate_missing(part.line.currency, primary.currency)


def rate_missing(given: str, wanted: str) -> Problem:
    """Return the note that no rate between two currencies is stored."""
    return Problem(
        "rate_missing",
        "There is no rate from {given} to {wanted} yet.",
        fault=Fault.SOURCE,
        given=given,
        wanted=wanted,
    )
