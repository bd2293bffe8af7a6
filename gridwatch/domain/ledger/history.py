"""The history of a lot or a sale: every event from the first purchase to now, with its splits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from gridwatch.domain.ledger.lots import Lot, Sale, Traced
from gridwatch.domain.ledger.trail import Event, Happened, events_before
from gridwatch.domain.splits import Split


def history_of(
    one: Lot | Sale, splits: Mapping[int, Sequence[Split]], until: date
) -> tuple[Event, ...]:
    """Return what happened to the shares of a lot or sale, oldest first.

    Purchases and short sales, transfers, spin-offs, mergers, joinings at average cost, the splits
    between them (`splits`: the effective ones by security), and of a sale the sale itself.
    """
    if isinstance(one, Lot):
        return _with_splits(events_before(one.trail), splits, until)
    before = events_before(one.cost_trail) if one.cost_trail is not None else ()
    held = _with_splits(before, splits, max(one.on, before[-1].on) if before else one.on)
    after = tuple(each for each in events_before(one.proceeds_trail) if each not in held)
    return tuple(sorted((*held, *after), key=lambda each: each.on))


def sales_of(lot: Lot, traced: Traced) -> tuple[Sale, ...]:
    """Return what was closed of the same purchase before, in any account, oldest first."""
    return tuple(each for each in traced.sales if each.opened_by == lot.opened_by)


def _with_splits(
    events: Sequence[Event], splits: Mapping[int, Sequence[Split]], until: date
) -> tuple[Event, ...]:
    """Put the splits of each security between its first event and the next one's."""
    told = list(events)
    starts: dict[int, Event] = {}
    for each in events:
        starts.setdefault(each.security_id, each)
    firsts = sorted(starts.values(), key=lambda each: each.on)
    for place, first in enumerate(firsts):
        end = firsts[place + 1].on if place + 1 < len(firsts) else until
        told.extend(
            _split_event(split, first)
            for split in splits.get(first.security_id, ())
            if first.on < split.day <= end and split.numerator != split.denominator
        )
    # Of one day a split goes first: a transaction counts shares after it.
    return tuple(sorted(told, key=lambda each: (each.on, each.what is not Happened.SPLIT)))


def _split_event(split: Split, first: Event) -> Event:
    return Event(
        Happened.SPLIT,
        split.day,
        None,
        first.account_id,
        first.security_id,
        Decimal(0),
        None,
        0,
        first.currency,
        ratio=(split.numerator, split.denominator),
    )
