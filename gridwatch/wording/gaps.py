"""Says what a value lacks: which prices, which rates, whose cost; and which prices are old."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gridwatch.services.portfolio.views import Gap, Missing
from gridwatch.wording import speech
from gridwatch.wording.naming import Naming

translate = speech.translate
MOST = 4  # that are named; the rest is counted


def gap_words(gaps: Iterable[Gap], naming: Naming, currency: str) -> str:
    """Return what is missing as one sentence, "" where nothing is."""
    parts = list(dict.fromkeys(_part(each, naming, currency) for each in gaps))
    if not parts:
        return ""
    named = _listed(parts)
    return translate("Portfolio", "Incomplete: {parts}.").format(parts=named)


def _listed(parts: Sequence[str]) -> str:
    shown = ", ".join(parts[:MOST])
    if len(parts) <= MOST:
        return shown
    return translate("Portfolio", "{parts} and {count} more").format(
        parts=shown, count=len(parts) - MOST
    )


def _part(gap: Gap, naming: Naming, currency: str) -> str:
    match gap.missing:
        case Missing.PRICE:
            words = translate("Portfolio", "no price for {name}")
            return words.format(name=naming.security(gap.security_id))
        case Missing.RATE:
            words = translate("Portfolio", "no rate {currency}→{base}")
            return words.format(currency=gap.currency, base=currency)
    words = translate("Portfolio", "more was sold of {name} than was bought")
    return words.format(name=naming.security(gap.security_id))


def all_gaps(gaps: Sequence[Gap], naming: Naming, currency: str) -> str:
    """Return every gap, one a line."""
    return "\n".join(dict.fromkeys(_part(each, naming, currency) for each in gaps))


def carried_words(carried: Sequence[tuple[int, int]], naming: Naming) -> str:
    """Return which prices are old and how old, oldest first; "" where none is."""
    if not carried:
        return ""
    oldest = sorted(carried, key=lambda pair: -pair[1])
    one = translate("Portfolio", "{name} ({days} days)")
    parts = [one.format(name=naming.security(number), days=days) for number, days in oldest]
    return translate("Portfolio", "Old prices: {parts}.").format(parts=_listed(parts))
