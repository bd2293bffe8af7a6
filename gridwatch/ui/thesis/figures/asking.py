"""The dialogs of the page of figures: a series, a file, the preview of an import, revisions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.files.figures_table import read_file
from gridwatch.files.rows import lines_of
from gridwatch.ui.strips import error_words
from gridwatch.ui.thesis.figures.import_dialog import ImportDialog
from gridwatch.ui.thesis.figures.revisions import RevisionsDialog
from gridwatch.ui.thesis.figures.series_dialog import SeriesDialog
from gridwatch.ui.thesis.figures.typed import local_today
from gridwatch.ui.thesis.page import Page

translate = QCoreApplication.translate


class Asking(QObject):
    """Opens dialogs over the page; `dialog` is the one that is open."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.dialog: QDialog | None = None

    def ask_series(self, series: FigureSeries | None, there: Sequence[FigureSeries]) -> None:
        """Ask for a new series beside those that are there, or for what is to be changed of one."""
        page = self._page
        start = series or FigureSeries(0, page.about, "", "")
        dialog = SeriesDialog(start, there, page.look, page.window())
        dialog.decided.connect(lambda edit: page.edited.emit(edit, None, None))
        self._open(dialog)

    def ask_file(self, series: FigureSeries) -> QFileDialog:
        """Ask for a file to be imported into a series."""
        dialog = QFileDialog(self._page.window(), translate("Figures", "Import figures"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        tables, every = translate("Figures", "Tables"), translate("Figures", "All files")
        dialog.setNameFilters([f"{tables} (*.csv *.tsv *.txt)", f"{every} (*)"])
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        dialog.setDirectory(QStandardPaths.writableLocation(documents))
        dialog.fileSelected.connect(lambda chosen: self.read_file(Path(chosen), series))
        self._open(dialog)
        return dialog

    def read_file(self, path: Path, series: FigureSeries) -> None:
        """Read a file on the lane, then show what is in it."""

        def done(found: bytes | Problem) -> None:
            if isinstance(found, Problem):
                self._page.said.emit(error_words(found))
            else:
                self.ask_import(found, series)

        self._page.session.read_user("figures file", lambda _: _bytes_or_problem(path), done)

    def ask_import(self, source: str | bytes, series: FigureSeries) -> None:
        """Show what a pasted text or a file would do to a series."""
        page = self._page
        try:
            if isinstance(source, str):
                lines_of(source)
        except Problem as problem:
            page.said.emit(error_words(problem))
            return
        dialog = ImportDialog(source, series, page.session, page.look, local_today(), page.window())
        dialog.decided.connect(lambda edit: page.edited.emit(edit, None, None))
        self._open(dialog)

    def show_revisions(self, series: FigureSeries, revisions: Sequence[Figure]) -> None:
        """Show every revision of a figure."""
        if revisions:
            self._open(RevisionsDialog(series, revisions, self._page.look, self._page.window()))

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _: self._put_away(dialog))
        self.dialog = dialog
        dialog.open()

    def _put_away(self, dialog: QDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None


def _bytes_or_problem(path: Path) -> bytes | Problem:
    try:
        return read_file(path)
    except Problem as problem:
        return problem
