"""What the preview of an import says: meanings of columns, verdicts of lines, and the sum of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.thesis.figures import FigureSeries
from gridwatch.files.headings import Meaning
from gridwatch.services.thesis.figure_import import Judged, Verdict
from gridwatch.ui.figure_words import figure_text
from gridwatch.ui.look import Look
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.strips import error_words

translate = QCoreApplication.translate

_MEANINGS = {
    Meaning.PERIOD: QT_TRANSLATE_NOOP("Figures", "Period"),
    Meaning.VALUE: QT_TRANSLATE_NOOP("Figures", "Figure"),
    Meaning.LOW: QT_TRANSLATE_NOOP("Figures", "Low"),
    Meaning.HIGH: QT_TRANSLATE_NOOP("Figures", "High"),
    Meaning.FORECAST: QT_TRANSLATE_NOOP("Figures", "Forecast"),
    Meaning.KNOWN_ON: QT_TRANSLATE_NOOP("Figures", "Known on"),
    Meaning.NOTE: QT_TRANSLATE_NOOP("Figures", "Note"),
    Meaning.NOTHING: QT_TRANSLATE_NOOP("Figures", "left out"),
}


def meaning_words(meaning: Meaning) -> str:
    """Return what a column is."""
    return translate("Figures", _MEANINGS[meaning])


def verdict_words(judged: Judged, series: FigureSeries, look: Look) -> str:
    """Return what becomes of a line."""
    match judged.verdict:
        case Verdict.NEW:
            return translate("Figures", "new")
        case Verdict.REVISES if judged.before is not None:
            before = figure_text(judged.before, series.unit, look.phrases)
            return translate("Figures", "revises {value}").format(value=before)
        case Verdict.REVISES:
            return translate("Figures", "revises")
        case Verdict.SAME:
            return translate("Figures", "known already")
        case Verdict.NOTHING:
            return translate("Figures", "no figure")
        case Verdict.BAD:
            problem = judged.line.problem
            return "" if problem is None else error_words(problem)


def sum_words(counts: Mapping[Verdict, int], look: Look) -> str:
    """Return how many lines there are of each verdict."""
    told = (
        (Verdict.NEW, translate("Figures", "new: {number}")),
        (Verdict.REVISES, translate("Figures", "revised: {number}")),
        (Verdict.SAME, translate("Figures", "known already: {number}")),
        (Verdict.NOTHING, translate("Figures", "without a figure: {number}")),
        (Verdict.BAD, translate("Figures", "can't be read: {number}")),
    )
    return " · ".join(
        words.format(number=look.phrases.integer(counts[verdict]))
        for verdict, words in told
        if counts.get(verdict)
    )
