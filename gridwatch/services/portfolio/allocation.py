"""Takes what is held apart by company, segment, country, currency or account, beside targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gridwatch.domain.ledger.account import AccountKind
from gridwatch.services.portfolio.views import (
    Dimension,
    Holdings,
    HoldingView,
    Slice,
)

CASH = "cash:"  # before the currency of money, which is a slice of its own


@dataclass(slots=True)
class _Heap:
    """What was found of one key: known and unknown apart."""

    known: float | None = None
    known_of: dict[int, None] = field(default_factory=dict)
    unknown: bool = False
    unknown_of: dict[int, None] = field(default_factory=dict)

    def add(self, security_id: int | None, value: float | None) -> None:
        if value is None:
            self.unknown = True
        else:
            self.known = (self.known or 0.0) + value
        if security_id is not None:
            (self.unknown_of if value is None else self.known_of)[security_id] = None


def allocation_of(
    holdings: Holdings, dimension: Dimension, targets: Mapping[str, Decimal]
) -> tuple[Slice, ...]:
    """Return the slices of a dimension, the largest first, those of unknown value behind them.

    A company is one slice, whichever of its shares (A and H) are held. Money is a slice by
    currency, its key `CASH` and the code; by currency or account it belongs to its own. Without a
    company, a segment or a country the key is "". What lacks a price or a rate is a slice by
    itself, under the same key, with no value: shares are of what is known
    (`holdings.known_value`) and are incomplete where there is such a one. `targets`: wanted shares
    by key; one that nothing is held of has a value of 0.
    """
    heaps = dict[str, _Heap]()
    for key, security_id, value in _pieces(holdings, dimension):
        heaps.setdefault(key, _Heap()).add(security_id, value)
    total = holdings.known_value
    found = [
        _slice(dimension, key, heap.known, total, targets.get(key), tuple(heap.known_of))
        for key, heap in heaps.items()
        if heap.known is not None
    ]
    found += [
        _slice(dimension, key, 0.0, total, targets[key], ())
        for key in targets.keys() - heaps.keys()
    ]
    found.sort(key=lambda each: (-(each.value or 0.0), each.key))
    unknown = sorted((key, heap) for key, heap in heaps.items() if heap.unknown)
    return (*found, *_unknown(dimension, unknown, targets))


def key_of(holding: HoldingView, dimension: Dimension) -> str:
    """Return the slice in which a holding is; not for accounts, of which it can be in several."""
    return {
        Dimension.SECURITY: str(holding.security.id),
        Dimension.COMPANY: "" if holding.company_id is None else str(holding.company_id),
        Dimension.SEGMENT: holding.segment,
        Dimension.COUNTRY: holding.country,
        Dimension.CURRENCY: holding.security.currency,
    }[dimension]


def _unknown(
    dimension: Dimension, heaps: Iterable[tuple[str, _Heap]], targets: Mapping[str, Decimal]
) -> Iterator[Slice]:
    for key, heap in heaps:
        # A target stands once: beside what is known where anything is.
        target = targets.get(key) if heap.known is None else None
        wanted = None if target is None else float(target)
        yield Slice(dimension, key, None, None, wanted, securities=tuple(heap.unknown_of))


def _slice(
    dimension: Dimension,
    key: str,
    value: float | None,
    total: float,
    target: Decimal | None,
    securities: tuple[int, ...],
) -> Slice:
    share = value / total if value is not None and total > 0 else None
    wanted = None if target is None else float(target)
    off = None if share is None or wanted is None else share - wanted
    return Slice(dimension, key, value, share, wanted, off, securities)


def _pieces(
    holdings: Holdings, dimension: Dimension
) -> Iterator[tuple[str, int | None, float | None]]:
    """Yield key, security and value of all that is held."""
    if dimension is Dimension.ACCOUNT:
        yield from _by_account(holdings)
        return
    for each in holdings.holdings:
        if each.quantity:
            yield key_of(each, dimension), each.security.id, each.value
    for account in holdings.accounts:
        if account.account.kind is AccountKind.CASH and account.balance:
            code = account.account.currency
            key = code if dimension is Dimension.CURRENCY else CASH + code
            yield key, None, account.value


def _by_account(holdings: Holdings) -> Iterator[tuple[str, int | None, float | None]]:
    for account in holdings.accounts:
        if account.account.kind is AccountKind.CASH and account.balance:
            yield str(account.account.id), None, account.value
    for each in holdings.holdings:
        for lot in each.lots:
            yield str(lot.account_id), each.security.id, lot.value
