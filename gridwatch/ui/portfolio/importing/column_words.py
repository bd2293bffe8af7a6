"""Says what the columns of a table still lack before its lines can be read."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from gridwatch.files.ledger.fields import Field

translate = QCoreApplication.translate
_AMOUNTS = frozenset({Field.NET, Field.AMOUNT, Field.GROSS})
_SECURITY = frozenset({Field.SYMBOL, Field.ISIN, Field.WKN, Field.NAME})


def lacking(fields: Iterable[Field | None]) -> list[str]:
    """Return what no column has and nothing can be read without, as sentences."""
    have = set(fields)
    found = []
    if Field.DATE not in have:
        found.append(translate("Import", "No column has the date."))
    if not have & (_AMOUNTS | {Field.PRICE, Field.QUANTITY, Field.FEE}):
        found.append(translate("Import", "No column has an amount, a quantity or a price."))
    return found


def advisable(fields: Iterable[Field | None], currency: str) -> list[str]:
    """Return what lines will likely be refused for, as sentences."""
    have = set(fields)
    found = []
    if not have & _SECURITY:
        found.append(translate("Import", "No column names the security."))
    if Field.KIND not in have and Field.SIDE not in have:
        found.append(
            translate("Import", "No column has the kind: lines are told apart by their signs.")
        )
    if Field.CURRENCY not in have and Field.PRICE_CURRENCY not in have and not currency:
        found.append(translate("Import", "No column has the currency: name it below."))
    doubled = sorted({each for each in have if each is not None and _count(fields, each) > 1})
    found += [translate("Import", "Two columns are said to have the same.") for _ in doubled[:1]]
    return found


def _count(fields: Iterable[Field | None], wanted: Field) -> int:
    return sum(each is wanted for each in fields)
