"""What an edit of series and figures is called after “Undo:”."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.thesis.figures import Figure
from gridwatch.services.edits import Edit
from gridwatch.services.thesis import figure_edits

translate = QCoreApplication.translate


def figure_words(edit: Edit) -> tuple[str, str] | None:
    """Return a template and the name that belongs into it; None for an edit of something else."""
    name = ""
    match edit:
        case figure_edits.AddSeries(series=series):
            words, name = translate("Undo", "new series “{name}”"), series.name
        case figure_edits.ChangeSeries(series=series):
            words, name = translate("Undo", "changing series “{name}”"), series.name
        case figure_edits.RemoveSeries():
            words = translate("Undo", "deleting a series")
        case figure_edits.ArrangeSeries():
            words = translate("Undo", "moving a series")
        case figure_edits.MendFigure():
            words = translate("Undo", "correcting a figure")
        case figure_edits.PutFigures(figures=figures):
            words = _put_words(figures)
        case figure_edits.ImportFigures(parts=parts):
            number = sum(len(each.figures) for each in parts)
            words = translate("Undo", "importing {number} figures").format(number=number)
        case _:
            return None
    return words, name


def _put_words(figures: tuple[Figure, ...]) -> str:
    if all(each.value is None for each in figures):
        return translate("Undo", "withdrawing figures")
    return translate("Undo", "entering a figure")
