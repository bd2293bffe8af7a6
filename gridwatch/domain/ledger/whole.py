"""A ledger as a whole: all that makes it, as one value that can be written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gridwatch.domain.ledger.part import LedgerPart


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A period that the user has named; `last` None: until today."""

    name: str
    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class WholeLedger:
    """Accounts, securities, transactions, prices and splits in `part`, and what is wanted of them.

    `targets`: the wanted share (0 to 1) by dimension (segment, company, country, currency, account)
    and key. A company's key is the symbol of its primary listing, an account's the id in `part`.
    """

    part: LedgerPart
    targets: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    periods: tuple[NamedPeriod, ...] = ()
