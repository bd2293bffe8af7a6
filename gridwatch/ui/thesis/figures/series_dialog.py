"""The dialog for a series: what is counted, in which unit, how often, and where it is from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.figures import FigureSeries, Frequency, checked_series, key_of
from gridwatch.services.thesis.figure_edits import AddSeries, ChangeSeries
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.figures.kinds import KINDS
from gridwatch.ui.words import problem_words
from gridwatch.wording.frequencies import frequency_words

translate = QCoreApplication.translate
_WIDE = 430


class SeriesDialog(QDialog):
    """Asks for a new series, or for a change of one; `decided` carries the edit."""

    decided = Signal(object)

    def __init__(
        self,
        series: FigureSeries,
        there: Sequence[FigureSeries],
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with `series`, a new one where its id is 0; `there` are those of its owner."""
        super().__init__(parent)
        self._series, self._look = series, look
        self._there = [each for each in there if each.id != series.id]
        self._own_key = bool(series.key)  # the user's own, which a name does not replace
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.kind, self.frequency = QComboBox(self), QComboBox(self)
        self.name, self.key, self.unit = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.source, self.link = QLineEdit(self), QLineEdit(self)
        self.note = QPlainTextEdit(self)
        self.told, self._help = QLabel(self), QLabel(self)
        self._fill()
        self._lay_out()
        self._say()
        self._connect()
        self.name.setFocus()
        self.name.selectAll()

    def _fill(self) -> None:
        self.kind.addItem(translate("Figures", "Choose, or type below"), None)
        for kind in KINDS:
            self.kind.addItem(kind.words, kind)
        for frequency in Frequency:
            self.frequency.addItem(frequency_words(frequency), frequency)
        series = self._series
        self.name.setText(series.name)
        self.key.setText(series.key)
        self.unit.setText(series.unit)
        self.source.setText(series.source)
        self.link.setText(series.link)
        self.note.setPlainText(series.note)
        self.frequency.setCurrentIndex(self.frequency.findData(series.frequency))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        if not self._series.id:
            form.addRow(translate("Figures", "Ready-made"), self.kind)
        else:
            self.kind.hide()
        form.addRow(translate("Figures", "Name"), self.name)
        form.addRow(translate("Figures", "Short name"), self.key)
        form.addRow("", self._help)
        form.addRow(translate("Figures", "Unit"), self.unit)
        form.addRow(translate("Figures", "Frequency"), self.frequency)
        form.addRow(translate("Figures", "Source"), self.source)
        form.addRow(translate("Figures", "Link"), self.link)
        form.addRow(translate("Figures", "Note"), self.note)
        for label in (self.told, self._help):
            label.setWordWrap(True)
        self.note.setFixedHeight(self.note.fontMetrics().height() * 3 + 14)
        self.note.setTabChangesFocus(True)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(self.told)
        column.addStretch(1)
        column.addWidget(self._buttons)
        self.setMinimumWidth(_WIDE)
        # Room for a sentence, so that it moves nothing.
        self.told.setMinimumHeight(self.told.fontMetrics().height() * 2 + 4)

    def _say(self) -> None:
        title = (
            translate("Figures", "Series")
            if self._series.id
            else translate("Figures", "New series")
        )
        self.setWindowTitle(title)
        words = translate("Figures", "For conditions, as in {example}.")
        self._help.setText(words.format(example="gross_margin < 28%"))
        self._help.setStyleSheet(f"color: {self._look.tones.muted};")
        self.told.setStyleSheet(f"color: {self._look.tones.warn};")
        tones = self._look.tones
        self.note.setStyleSheet(
            f"QPlainTextEdit {{ border: 1px solid {tones.border}; border-radius: 5px;"
            f" background: {tones.base}; padding: 1px 4px; }}"
            f"QPlainTextEdit:focus {{ border-color: {tones.accent}; }}"
        )
        self.unit.setPlaceholderText(translate("Figures", "as %, weeks or bn CNY"))
        self.link.setPlaceholderText("https://")

    def _connect(self) -> None:
        self.kind.activated.connect(self._take_kind)
        self.name.textEdited.connect(self._suggest_key)
        self.key.textEdited.connect(self._keep_key)
        for line in (self.name, self.key, self.link):
            line.textChanged.connect(lambda _: self.told.clear())
        self._buttons.accepted.connect(self.decide)
        self._buttons.rejected.connect(self.reject)

    # What the user does

    def _take_kind(self, row: int) -> None:
        """Fill in what a ready-made kind is; a key that is taken gets a number."""
        kind = self.kind.itemData(row)
        if kind is None:
            return
        self.name.setText(kind.words)
        self.unit.setText(kind.unit_words)
        self.frequency.setCurrentIndex(self.frequency.findData(kind.frequency))
        self.key.setText(self._free_key(kind.key))

    def _suggest_key(self, name: str) -> None:
        if not self._own_key:
            self.key.setText(self._free_key(key_of(name)))

    def _keep_key(self, key: str) -> None:
        self._own_key = bool(key.strip())

    def _free_key(self, key: str) -> str:
        taken = {each.key for each in self._there}
        if key not in taken:
            return key
        numbered = (f"{key}_{number}" for number in range(2, len(taken) + 3))
        return next(each for each in numbered if each not in taken)

    @property
    def series(self) -> FigureSeries:
        """Return the series as it is typed."""
        return replace(
            self._series,
            name=self.name.text(),
            key=self.key.text(),
            unit=self.unit.text(),
            frequency=Frequency(self.frequency.currentData()),
            source=self.source.text(),
            link=self.link.text(),
            note=self.note.toPlainText(),
        )

    def decide(self) -> None:
        """Take what was typed; what can't be is explained and stays to be mended."""
        try:
            series = checked_series(self.series)
            self._check_key(series)
        except Problem as problem:
            self.told.setText(problem_words(problem))
            return
        if not series.id:
            self.decided.emit(AddSeries(series))
        elif series != self._series:
            self.decided.emit(ChangeSeries(series))
        self.accept()

    def _check_key(self, series: FigureSeries) -> None:
        for each in self._there:
            if each.key == series.key:
                raise Problem(
                    "series_exists",
                    "There is a series “{key}” here already: {name}.",
                    key=each.key,
                    name=each.name,
                )
