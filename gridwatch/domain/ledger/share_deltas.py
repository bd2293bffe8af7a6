"""How many shares came and went by day, without their lots: quick, for the value of every day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.share_units import Exact, SplitLine, scaled_by, split_lines
from gridwatch.domain.ledger.transaction import Transaction, in_order
from gridwatch.domain.splits import Split

Holding = tuple[int, int]  # account, security
Moved = tuple[tuple[Holding, Exact], ...]
Deltas = dict[Holding, list[tuple[date, Exact]]]

_CORPORATE = frozenset({Kind.SPIN_OFF, Kind.MERGER})
_SHARES = {kind: traits.shares for kind, traits in TRAITS.items() if traits.shares}
_NO_SPLITS = SplitLine(())


def share_deltas(
    transactions: Iterable[Transaction], splits: Mapping[int, Sequence[Split]], until: date
) -> Deltas:
    """Return (day, shares in or out) by account and security, each day once, as of `until`.

    As `share_moves` tells them, exactly.
    """
    found = Deltas()
    for each, moved in share_moves(transactions, splits, until):
        for holding, delta in moved:
            _add(found.setdefault(holding, []), each.on, delta)
    return found


def share_moves(
    transactions: Iterable[Transaction], splits: Mapping[int, Sequence[Split]], until: date
) -> Iterator[tuple[Transaction, Moved]]:
    """Yield what each transaction does to which holding, by day, in shares as of `until`.

    The old shares and the giving account come first. `splits`: the effective ones by security.
    Exact; later transactions and splits don't count. A spin-off or merger of all shares (quantity
    0) concerns what is held at its time.
    """
    wanted = [each for each in transactions if each.kind in _SHARES and each.on <= until]
    corporate = any(each.kind in _CORPORATE for each in wanted)
    if corporate:
        wanted = in_order(wanted)
    else:
        wanted.sort(key=lambda each: each.on)
    lines, held = split_lines(splits), dict[Holding, Exact]()
    for each in wanted:
        moved = _moved(each, held, lines, until)
        if corporate:
            for holding, delta in moved:
                held[holding] = held.get(holding, 0) + delta
        yield each, moved


def _add(deltas: list[tuple[date, Exact]], on: date, delta: Exact) -> None:
    if deltas and deltas[-1][0] == on:
        deltas[-1] = (on, deltas[-1][1] + delta)
    else:
        deltas.append((on, delta))


def _moved(
    one: Transaction, held: Mapping[Holding, Exact], lines: Mapping[int, SplitLine], until: date
) -> Moved:
    here = (one.account_id or 0, one.security_id or 0)
    quantity = _shares(one)
    line = lines.get(here[1])
    if line is not None:
        quantity = scaled_by(quantity, line.ratio(one.shares_as_of or one.on, until))
    if one.kind in _CORPORATE:
        return _exchanged(one, here, quantity or held.get(here, 0), lines, until)
    signed = quantity if _SHARES[one.kind] > 0 else -quantity
    if one.kind is Kind.TRANSFER:
        return ((here, signed), ((one.other_account_id or 0, here[1]), quantity))
    return ((here, signed),)


def _exchanged(
    one: Transaction, here: Holding, old: Exact, lines: Mapping[int, SplitLine], until: date
) -> Moved:
    factor = exchange_ratio(one, lines, until)
    new = ((here[0], one.other_security_id or 0), scaled_by(old, factor))
    return (new,) if one.kind is Kind.SPIN_OFF else ((here, -old), new)


def exchange_ratio(one: Transaction, lines: Mapping[int, SplitLine], until: date) -> Fraction:
    """Return new shares for an old one of a spin-off or merger, both counted as of `until`."""
    old = lines.get(one.security_id or 0, _NO_SPLITS).ratio(until, one.on)
    new = lines.get(one.other_security_id or 0, _NO_SPLITS).ratio(one.on, until)
    return old * Fraction(*(one.ratio or (0, 1))) * new


def _shares(one: Transaction) -> Exact:
    numerator, denominator = one.quantity.as_integer_ratio()
    return numerator if denominator == 1 else Fraction(numerator, denominator)
