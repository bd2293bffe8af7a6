"""What happened on a day, in plain words, and in one letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from gridwatch.domain.bars import day_of
from gridwatch.domain.candles import DAY_SECONDS
from gridwatch.domain.charting import Found, Mark, MarkKind, Reached
from gridwatch.domain.company import names_in
from gridwatch.ui.figure_words import decimal_text
from gridwatch.ui.phrases import Phrases, exact_digits

# One letter each; a firing and a step of the share count are drawn as signs.
LETTERS: Mapping[MarkKind, object] = {
    MarkKind.SPLIT: QT_TRANSLATE_NOOP("ChartMark", "S"),
    MarkKind.DIVIDEND: QT_TRANSLATE_NOOP("ChartMark", "D"),
    MarkKind.RESULTS: QT_TRANSLATE_NOOP("ChartMark", "E"),
}
_LONGEST_WHAT, _LONGEST_CLAIM, _LONGEST_SOURCE = 120, 100, 60
_FINEST = 5e-7  # of a dividend: sources give six decimals


def mark_letter(kind: MarkKind) -> str:
    """Return the letter of a kind of mark, "" where it is drawn as a sign."""
    letter = LETTERS.get(kind)
    return QCoreApplication.translate("ChartMark", str(letter)) if letter is not None else ""


def mark_line(mark: Mark, phrases: Phrases) -> str:
    """Return the day of a mark and what happened: one line of a tooltip or a menu."""
    return f"{phrases.day(day_of(mark.stamp // DAY_SECONDS))} · {mark_words(mark, phrases)}"


def mark_words(mark: Mark, phrases: Phrases) -> str:
    """Return what a mark stands for, as a few words."""
    if mark.kind is MarkKind.SPLIT:
        text = QCoreApplication.translate("ChartMark", "Split {new} for {old}")
        return text.format(new=_plain(mark.amount, phrases), old=_plain(mark.other, phrases))
    if mark.kind is MarkKind.DIVIDEND:
        text = QCoreApplication.translate("ChartMark", "Dividend {amount} {currency} a share")
        return text.format(amount=_plain(mark.amount, phrases, 2), currency=mark.currency)
    if mark.reached is not None:
        return _reached_words(mark.reached, phrases)
    if mark.found is not None:
        return _found_words(mark.found, phrases)
    if mark.traded is not None:
        from gridwatch.ui.chart.signs.own_words import traded_words  # with the first own trade

        return traded_words(mark.traded, phrases)
    if mark.kind is MarkKind.SHARES:
        return _share_words(mark, phrases)
    return QCoreApplication.translate("ChartMark", "Results")


def _reached_words(reached: Reached, phrases: Phrases) -> str:
    from gridwatch.wording.firings import headline_words  # with the first crossing that is told

    name, _ = names_in(reached.company, phrases.language)
    words = headline_words(replace(reached, name=name), phrases)
    if reached.held:
        return words
    return QCoreApplication.translate("ChartMark", "{words} (held no longer)").format(words=words)


def claim_words(found: Found) -> str:
    """Return where a piece of evidence is from, and the claim that it is for or against."""
    one = found.evidence
    translate = QCoreApplication.translate
    page = translate("ChartMark", "p. {page}").format(page=one.page) if one.page else ""
    source = ", ".join(each for each in (one.source, page) if each)
    text = translate("ChartMark", "Claim: {claim}")
    if found.theme:
        text = translate("ChartMark", "Claim of {theme}: {claim}")
    claim = text.format(theme=found.theme, claim=shortened(found.statement, _LONGEST_CLAIM))
    return " · ".join(each for each in (shortened(source, _LONGEST_SOURCE), claim) if each)


def shortened(text: str, longest: int) -> str:
    """Return a text as it is, or its beginning with an ellipsis."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _found_words(found: Found, phrases: Phrases) -> str:
    """Return on which side evidence is, what was found, and its figure with the unit."""
    one = found.evidence
    side = (
        QCoreApplication.translate("ChartMark", "For")
        if found.is_for
        else QCoreApplication.translate("ChartMark", "Against")
    )
    figure = decimal_text(one.figure, one.figure_to, one.unit, phrases)
    words = (side, shortened(one.what, _LONGEST_WHAT), figure)
    return " · ".join(each for each in words if each)


def _share_words(mark: Mark, phrases: Phrases) -> str:
    now = phrases.compact(mark.amount)
    if not mark.other > 0:
        text = QCoreApplication.translate("ChartMark", "Shares outstanding {now}")
        return text.format(now=now)
    text = QCoreApplication.translate("ChartMark", "Shares outstanding {before} → {now} ({change})")
    change = phrases.percent(mark.amount / mark.other - 1)
    return text.format(before=phrases.compact(mark.other), now=now, change=change)


def _plain(value: float, phrases: Phrases, least: int = 0) -> str:
    """Return a number with the decimals that it has, at least so many."""
    digits = min(max(least, exact_digits(value, _FINEST)), 6)
    return QLocale(phrases.language).toString(float(value), "f", digits)
