"""How a table is written, as it was guessed and as the user wishes it to be read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QWidget

from gridwatch.domain.thesis.numbers import COMMA, POINT
from gridwatch.files.encodings import Encoding, encoding_name
from gridwatch.files.figures_table import Dialect
from gridwatch.files.headings import Meaning

translate = QCoreApplication.translate
_SEPARATORS = ("\t", ";", ",", "|")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user has chosen; None and () are left to what the table looks like.

    `since_period`: a figure that does not say since when it is known has been since the end of its
    period; else since today.
    """

    encoding: Encoding | None = None
    separator: str | None = None
    decimal: str | None = None
    day_first: bool | None = None
    headings: bool | None = None
    meanings: tuple[Meaning, ...] = ()
    since_period: bool = False

    def applied(self, dialect: Dialect) -> Dialect:
        """Return a guessed dialect with the wishes in it."""
        return replace(
            dialect,
            decimal=self.decimal or dialect.decimal,
            day_first=dialect.day_first if self.day_first is None else self.day_first,
            headings=dialect.headings if self.headings is None else self.headings,
            meanings=self.meanings or dialect.meanings,
        )


class ImportOptions(QWidget):
    """Boxes that show what was guessed; `wished`: the user has chosen something else."""

    wished = Signal()

    def __init__(self, *, of_file: bool, parent: QWidget) -> None:
        """Ask for the encoding where it is `of_file`: what is pasted has none."""
        super().__init__(parent)
        self.wish = Wish()
        self.encoding, self.separator = QComboBox(self), QComboBox(self)
        self.decimal, self.dates = QComboBox(self), QComboBox(self)
        self.since, self.headings = QComboBox(self), QCheckBox(self)
        self._fill()
        self._lay_out(of_file=of_file)
        self._connect()

    def _fill(self) -> None:
        for encoding in Encoding:
            self.encoding.addItem(encoding_name(encoding), encoding)
        for mark, words in zip(_SEPARATORS, _separator_words(), strict=True):
            self.separator.addItem(words, mark)
        self.decimal.addItem(translate("Figures", "as each one says"), None)
        self.decimal.addItem("1,234.5", POINT)
        self.decimal.addItem("1.234,5", COMMA)
        self.dates.addItem(translate("Figures", "as each one says"), None)
        self.dates.addItem(translate("Figures", "day first: 31/12/2025"), True)
        self.dates.addItem(translate("Figures", "month first: 12/31/2025"), False)
        self.since.addItem(translate("Figures", "since today"), False)
        self.since.addItem(translate("Figures", "since the end of its period"), True)
        self.headings.setText(translate("Figures", "The first line names the columns"))

    def _lay_out(self, *, of_file: bool) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        rows = (
            (translate("Figures", "Separator"), self.separator),
            (translate("Figures", "Numbers"), self.decimal),
            (translate("Figures", "Dates"), self.dates),
            (translate("Figures", "Known"), self.since),
            (translate("Figures", "Encoding"), self.encoding),
        )
        shown = rows if of_file else rows[:-1]
        self.encoding.setVisible(of_file)
        for number, (words, box) in enumerate(shown):
            row, column = divmod(number, 2)
            label = QLabel(words, self)
            label.setBuddy(box)
            box.setAccessibleName(words)
            grid.addWidget(label, row, 3 * column)
            grid.addWidget(box, row, 3 * column + 1)
        grid.addWidget(self.headings, 2, 3 if of_file else 0, 1, 2)
        grid.setColumnMinimumWidth(2, 16)
        for column in (1, 4):
            grid.setColumnStretch(column, 1)

    def _connect(self) -> None:
        for box in (self.encoding, self.separator, self.decimal, self.dates, self.since):
            box.activated.connect(lambda _, box=box: self._take(box))
        self.headings.clicked.connect(lambda _: self._take(self.headings))

    def _take(self, box: QWidget) -> None:
        """Wish what was chosen; columns are guessed anew where other cells come of it."""
        wish = self.wish
        if box is self.encoding:
            wish = replace(
                Wish(since_period=wish.since_period), encoding=self.encoding.currentData()
            )
        elif box is self.separator:
            wish = replace(wish, separator=self.separator.currentData(), meanings=())
        elif box is self.decimal:
            wish = replace(wish, decimal=self.decimal.currentData())
        elif box is self.dates:
            wish = replace(wish, day_first=self.dates.currentData())
        elif box is self.since:
            wish = replace(wish, since_period=bool(self.since.currentData()))
        else:
            wish = replace(wish, headings=self.headings.isChecked())
        self._become(wish)

    def wish_meanings(self, meanings: tuple[Meaning, ...]) -> None:
        """Wish what the columns are."""
        self._become(replace(self.wish, meanings=meanings))

    def _become(self, wish: Wish) -> None:
        if wish != self.wish:
            self.wish = wish
            self.wished.emit()

    def show_found(self, encoding: Encoding | None, dialect: Dialect | None) -> None:
        """Show how a table is read."""
        if encoding is not None:
            _choose(self.encoding, encoding)
        if dialect is None:
            return
        _choose(self.separator, dialect.separator)
        _choose(self.decimal, dialect.decimal)
        _choose(self.dates, dialect.day_first)
        with QSignalBlocker(self.headings):
            self.headings.setChecked(dialect.headings)


def _choose(box: QComboBox, value: object) -> None:
    for place in range(box.count()):
        if box.itemData(place) == value:
            box.setCurrentIndex(place)
            return


def _separator_words() -> tuple[str, ...]:
    return (
        translate("Figures", "tab"),
        translate("Figures", "semicolon"),
        translate("Figures", "comma"),
        translate("Figures", "line |"),
    )
