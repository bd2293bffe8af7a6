"""Puts lines of one deal together: the two sides of an exchange, a dividend and its tax."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from decimal import Decimal

from gridwatch.domain.ledger.transaction import Charge, ChargeKind
from gridwatch.files.ledger.actions import Action
from gridwatch.files.ledger.entry import Entry

_TAXES = frozenset({Action.TAX, Action.TAX_REFUND})


def join_exchanges(entries: Sequence[Entry]) -> list[Entry]:
    """Make one transfer of the two sides of an exchange, which share order, day and time."""
    return exchanges_by(entries, lambda each: (each.on, each.time, each.id))


def exchanges_by(entries: Sequence[Entry], key: Callable[[Entry], Hashable]) -> list[Entry]:
    """Make one transfer of each exchange that goes out and the next one with its key that comes."""
    waiting: dict[Hashable, list[int]] = {}
    joined: dict[int, Entry] = {}
    gone: set[int] = set()
    for place, entry in enumerate(entries):
        if entry.action is not Action.EXCHANGE or not entry.net:
            continue
        open_ = waiting.setdefault((key(entry), entry.net < 0), [])
        others = waiting.setdefault((key(entry), entry.net > 0), [])
        other = next((each for each in others if entries[each].currency != entry.currency), None)
        if other is None:
            open_.append(place)
            continue
        others.remove(other)
        out, into = (entries[other], entry) if entry.net > 0 else (entry, entries[other])
        joined[other] = replace(
            out,
            line=entries[other].line,
            action=Action.CASH_TRANSFER,
            net=-out.net if out.net is not None else None,
            other_net=into.net,
            other_currency=into.currency,
            joined=(*entries[other].joined, entry.line, *entry.joined),
        )
        gone.add(place)
    return [joined.get(place, entry) for place, entry in enumerate(entries) if place not in gone]


def join_taxes(entries: Sequence[Entry]) -> list[Entry]:
    """Put a tax that is told in a line of its own into its dividend, of one day and currency.

    Where there are several dividends of a security that day, the one is taken whose texts are the
    most alike: brokers repeat the words of the dividend in the line of its tax.
    """
    dividends: dict[Hashable, list[int]] = {}
    for place, entry in enumerate(entries):
        if entry.action is Action.DIVIDEND:
            dividends.setdefault(_same(entry), []).append(place)
    taxes: dict[int, list[Entry]] = {}
    gone: set[int] = set()
    for place, entry in enumerate(entries):
        if entry.action not in _TAXES or not entry.names_security:
            continue
        found = dividends.get(_same(entry))
        if found:
            best = max(found, key=lambda each: (_alike(entries[each], entry), -each))
            taxes.setdefault(best, []).append(entry)
            gone.add(place)
    return [
        _taxed(entry, taxes[place]) if place in taxes else entry
        for place, entry in enumerate(entries)
        if place not in gone
    ]


def _same(entry: Entry) -> Hashable:
    named = entry.isin or entry.symbol or entry.name
    return named, entry.on, entry.currency, entry.account


def _alike(one: Entry, other: Entry) -> int:
    """Return how many letters two notes begin with in common."""
    pairs = zip(one.note, other.note, strict=False)
    return next(
        (place for place, (a, b) in enumerate(pairs) if a != b), min(len(one.note), len(other.note))
    )


def _taxed(dividend: Entry, taxes: Sequence[Entry]) -> Entry:
    charges = [
        Charge(
            ChargeKind.TAX,
            (each.net or each.gross or Decimal(0)) * (1 if each.action is Action.TAX else -1),
            each.currency,
        )
        for each in taxes
    ]
    paid = dividend.net if dividend.net is not None else dividend.gross
    return replace(
        dividend,
        gross=paid,
        gross_currency=dividend.currency,
        net=None,
        charges=(*dividend.charges, *charges),
        joined=(*dividend.joined, *(line for each in taxes for line in (each.line, *each.joined))),
    )
