"""The words of a piece of evidence: its figure with unit and range, its source."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QLocale

from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.domain.thesis.typed_number import figure_text
from gridwatch.ui.phrases import MINUS, Phrases
from gridwatch.ui.thesis.claims.words import stance_words
from gridwatch.wording.listing import listed

translate = QCoreApplication.translate
_TIGHT = frozenset("%‰°")
_GROUPED_FROM = 10_000


def decimal_mark(phrases: Phrases) -> str:
    """Return the reader's decimal mark."""
    return QLocale(phrases.language).decimalPoint()


def number_words(number: Decimal, phrases: Phrases) -> str:
    """Return a figure with all its decimals, its thousands apart."""
    text = figure_text(abs(number), decimal_mark(phrases))
    if abs(number) >= _GROUPED_FROM:
        whole, mark, fraction = text.partition(decimal_mark(phrases))
        groups = f"{int(whole):,}".replace(",", QLocale(phrases.language).groupSeparator())
        text = f"{groups}{mark}{fraction}"
    return f"{MINUS}{text}" if number < 0 else text


def figure_words(evidence: Evidence, phrases: Phrases) -> str:
    """Return the figure with its range and unit, "" where there is none."""
    if evidence.figure is None:
        return ""
    words = number_words(evidence.figure, phrases)
    if evidence.figure_to is not None:
        words = f"{words}–{number_words(evidence.figure_to, phrases)}"
    if not evidence.unit:
        return words
    return f"{words}{'' if evidence.unit[:1] in _TIGHT else ' '}{evidence.unit}"


def source_words(evidence: Evidence) -> str:
    """Return where it is from: the title, or else the site of its link, and the page."""
    title = evidence.source or site_of(evidence.link)
    page = translate("Claims", "p. {page}").format(page=evidence.page) if evidence.page else ""
    return listed((title, page))


def site_of(link: str) -> str:
    """Return the name of the site that a link leads to."""
    return link.partition("://")[2].partition("/")[0].rpartition("@")[2]


def evidence_words(evidence: Evidence, phrases: Phrases) -> str:
    """Return a piece of evidence in one sentence, for who listens to the screen."""
    weight = translate("Claims", "weight {number}").format(number=evidence.weight)
    return listed(
        (
            stance_words(evidence.stance),
            phrases.day(evidence.on),
            evidence.what,
            figure_words(evidence, phrases),
            source_words(evidence),
            weight,
        )
    )
