"""The first step of an import: what the file is, and how a table in it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gridwatch.files.encodings import Encoding
from gridwatch.files.ledger.presets import PRESETS
from gridwatch.files.ledger.recognising import GENERIC
from gridwatch.files.ledger.sketching import Sketch
from gridwatch.files.rows import SEPARATORS, Row
from gridwatch.services.portfolio.importing import Understood, Wanted
from gridwatch.ui.look import Look
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.portfolio.importing.field_words import (
    both_words,
    decimal_words,
    encoding_words,
    form_words,
    order_words,
    preset_words,
    separator_words,
)
from gridwatch.ui.portfolio.importing.raw_model import RawModel
from gridwatch.ui.portfolio.importing.step import Step
from gridwatch.ui.portfolio.importing.work import ImportWork, State
from gridwatch.ui.portfolio.tables import dress_rows, lay_rows
from gridwatch.ui.strips import error_words

translate = QCoreApplication.translate
_HEADERS = 30  # rows of which one can be that of the headings
_MOST_REMARKS = 12
_COLUMN = 130  # pixels, at most for a column of the preview at first


class FileStep(Step):
    """Says what was recognised; each of it can be changed. `another` asks for another file."""

    another = Signal()

    def __init__(self, work: ImportWork, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(work, look, parent)
        self.name, self.why, self.told = (QLabel(self) for _ in range(3))
        self.change = QPushButton(self)
        self.preset, self.encoding, self.separator, self.header = (
            QComboBox(self) for _ in range(4)
        )
        self.decimal, self.order, self.cash = (QComboBox(self) for _ in range(3))
        self.broker = QLineEdit(self)
        self.model = RawModel(look.tones)
        self.table = QTableView(self)
        self.options = QWidget(self)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.preset)
        self.name.setText(translate("Import", "No file yet"))
        for each in (self.options, self.table, self.told):
            each.hide()

    @property
    def boxes(self) -> tuple[QComboBox, ...]:
        """Return the boxes with what was recognised."""
        return (
            self.preset,
            self.encoding,
            self.separator,
            self.header,
            self.decimal,
            self.order,
            self.cash,
        )

    def _lay_out(self) -> None:
        self.change.setText(translate("Import", "Another file…"))
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setStyleSheet("font-weight: 600;")
        self.why.setStyleSheet(f"color: {self.look.tones.muted};")
        for label in (self.why, self.told):
            label.setWordWrap(True)
        above = QHBoxLayout()
        above.addWidget(self.name, 1)
        above.addWidget(self.change)
        grid = QGridLayout(self.options)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        shown = (self.preset, self.header, self.decimal, self.order)
        beside = (self.encoding, self.separator, self.cash, self.broker)
        for column_, boxes, titles in (
            (0, shown, _left_titles()),
            (2, beside, _right_titles()),
        ):
            for row, (box, title) in enumerate(zip(boxes, titles, strict=True)):
                label = QLabel(title, self)
                label.setBuddy(box)
                grid.addWidget(label, row, column_)
                grid.addWidget(box, row, column_ + 1)
                box.setAccessibleName(title)
            grid.setColumnStretch(column_ + 1, 1)
        self.broker.setToolTip(translate("Import", "New accounts are named after it."))
        for box in self.boxes:
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        lay_rows(self.table)
        self.table.setModel(self.model)
        self.table.verticalHeader().show()
        self.table.horizontalHeader().hide()
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setAccessibleName(translate("Import", "The first lines of the file"))
        dress_rows(self.table, self.look.tones)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(above)
        column.addWidget(self.options)
        column.addWidget(self.why)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addStretch(0)

    def _connect(self) -> None:
        self.change.clicked.connect(self.another)
        self.preset.activated.connect(lambda _: self._want_preset())
        self.encoding.activated.connect(lambda _: self._ask_encoding())
        self.separator.activated.connect(
            lambda _: self._ask("separator", self.separator.currentData())
        )
        self.header.activated.connect(lambda _: self._ask("header", self.header.currentData()))
        self.decimal.activated.connect(lambda _: self._ask("decimal", self.decimal.currentData()))
        self.order.activated.connect(lambda _: self._ask("day_first", self.order.currentData()))
        self.cash.activated.connect(
            lambda _: self._want(lambda wanted: replace(wanted, cash=self.cash.currentData()))
        )
        self.broker.editingFinished.connect(
            lambda: self._want(lambda wanted: replace(wanted, broker=self.broker.text().strip()))
        )

    # What the user says

    def _want(self, change: Callable[[Wanted], Wanted]) -> None:
        if self.work.state is not None:
            self.work.want(change(self.work.state.understood.wanted))

    def _want_preset(self) -> None:
        preset = self.preset.currentData()
        # Another preset reads other columns; what was mapped belongs to the one before.
        self._want(lambda wanted: replace(wanted, preset=preset, mapping=None, fresh=bool(preset)))

    def _ask_encoding(self) -> None:
        told = self.encoding.currentData()  # Qt makes a text of it
        self._ask("encoding", Encoding(told) if told else None)

    def _ask(self, name: str, said: object) -> None:
        changed: dict[str, Any] = {name: said}
        kept = name in {"decimal", "day_first"}
        if name in {"encoding", "separator"}:
            changed |= {"header": None}  # the table may begin elsewhere

        def change(wanted: Wanted) -> Wanted:
            mapping = wanted.mapping if kept else None  # it was of other columns
            return replace(wanted, asked=replace(wanted.asked, **changed), mapping=mapping)

        self._want(change)

    # What is shown

    def obstacle(self, state: State) -> str:
        """Nothing has to be said here: what is missing is said of the columns."""
        return "" if state.understood.source.name else translate("Import", "Open a file first.")

    def show_state(self, state: State) -> None:
        """Show what the file is, and how it is written."""
        understood = state.understood
        sketch = understood.sketch
        self.name.setText(understood.source.name)
        table = sketch is not None
        self.options.setVisible(table)
        self.table.setVisible(table)
        if sketch is not None:
            self._show_options(understood.wanted, sketch)
            self._show_rows(sketch)
            self.why.setText(_reason(understood, sketch))
            self.told.setText(_counts(state, self.look.phrases) if understood.reading else "")
        else:
            self.why.setText(form_words(understood.source.opened.form))
            self.told.setText("\n".join((_counts(state, self.look.phrases), *_remarks(understood))))
        self.told.setVisible(bool(self.told.text()))

    def _show_options(self, wanted: Wanted, sketch: Sketch) -> None:
        dialect, asked = sketch.dialect, wanted.asked
        ranked = [each.preset for each in sketch.recognised]
        others = [each.key for each in PRESETS if each.key not in ranked]
        told = None if wanted.preset is None else sketch.preset.key
        _offer(
            self.preset,
            preset_words(sketch.preset.key),
            ((preset_words(each), each) for each in (*ranked, *others)),
            told,
        )
        _offer(
            self.encoding,
            encoding_words(dialect.encoding),
            ((encoding_words(each), each) for each in Encoding),
            asked.encoding,
        )
        _offer(
            self.separator,
            separator_words(dialect.separator),
            ((separator_words(each), each) for each in SEPARATORS),
            asked.separator,
        )
        none = (translate("Import", "None: the first line is data already"), 0)
        rows = [(_row_words(each), each.line) for each in sketch.rows[:_HEADERS]]
        found = next((text for text, line in rows if line == dialect.header), none[0])
        _offer(self.header, found, (*rows, none), asked.header)
        _offer(
            self.decimal,
            both_words() if sketch.preset.mixed_marks else decimal_words(dialect.decimal),
            ((decimal_words(each), each) for each in (".", ",")),
            asked.decimal,
        )
        _offer(
            self.order,
            order_words(dialect.day_first),
            ((order_words(each), each) for each in (True, False)),
            asked.day_first,
        )
        followed = translate("Import", "In cash accounts: trades change their balance")
        outside = translate("Import", "From and to outside: only securities are followed")
        as_told = {True: followed, False: outside}.get(
            sketch.preset.cash if sketch.preset.cash is not None else self._follows()
        )
        _offer(self.cash, as_told or followed, ((followed, True), (outside, False)), wanted.cash)
        with QSignalBlocker(self.broker):
            self.broker.setText(wanted.broker)
        self.broker.setPlaceholderText(
            sketch.preset.name if sketch.preset.key != GENERIC else translate("Import", "Imported")
        )

    def _follows(self) -> bool:
        """Tell whether money is followed, where the preset lets the table say so."""
        state = self.work.state
        part = state.understood.part if state is not None else None
        return part is None or any(each.cash_id is not None for each in part.transactions)

    def _show_rows(self, sketch: Sketch) -> None:
        header = sketch.dialect.header
        first = next((i for i, each in enumerate(sketch.rows) if each.line == header), 0)
        begin = max(0, first - 3) if first > 8 else 0
        self.model.show_rows(sketch.rows[begin:], header)
        self.table.resizeColumnsToContents()
        most = _COLUMN * max(1, self.fontMetrics().height() // 12)
        for place in range(self.model.columnCount()):
            self.table.setColumnWidth(place, min(most, self.table.columnWidth(place) + 8))


def _left_titles() -> tuple[str, ...]:
    return (
        translate("Import", "Format"),
        translate("Import", "Headings"),
        translate("Import", "Decimal mark"),
        translate("Import", "Dates"),
    )


def _right_titles() -> tuple[str, ...]:
    return (
        translate("Import", "Encoding"),
        translate("Import", "Separator"),
        translate("Import", "Money"),
        translate("Import", "Broker"),
    )


def _offer(
    box: QComboBox, recognised: str, choices: Iterable[tuple[str, object]], chosen: object
) -> None:
    """Offer what was recognised before all that can be said in its place."""
    with QSignalBlocker(box):
        box.clear()
        words = (
            translate("Import", "Recognised: {what}")
            if chosen is None
            else translate("Import", "Recognise it again")
        )
        box.addItem(words.format(what=recognised), None)
        place = 0
        for text, data in choices:
            box.addItem(text, data)
            if chosen is not None and data == chosen:
                place = box.count() - 1
        box.setCurrentIndex(place)
        box.setToolTip(box.currentText())


def _row_words(row: Row) -> str:
    cells = " · ".join(each for each in row.cells if each)
    return translate("Import", "Line {line}: {text}").format(line=row.line, text=cells[:80])


def _reason(understood: Understood, sketch: Sketch) -> str:
    """Say why the file is taken for what it is."""
    if understood.learned:
        return translate("Import", "The columns are as you named them in a table like this before.")
    chosen = next((each for each in sketch.recognised if each.preset == sketch.preset.key), None)
    if chosen is not None and chosen.headings:
        words = translate("Import", "{format}, by its headings {headings}.")
        return words.format(format=preset_words(chosen.preset), headings=_listed(chosen.headings))
    if sketch.preset.key == GENERIC:
        return translate(
            "Import",
            "No broker is known for this table. Its columns are taken for what their headings mean"
            " everywhere; look at them on the next page.",
        )
    words = translate("Import", "The headings are not those of {format}. Name the columns by hand.")
    return words.format(format=preset_words(sketch.preset.key))


def _listed(texts: Sequence[str]) -> str:
    quoted = [translate("Import", "“{text}”").format(text=each) for each in texts[:4]]
    return ", ".join(quoted)


def _counts(state: State, phrases: Phrases) -> str:
    part = state.understood.part
    words = translate(
        "Import",
        "Found: {lines} lines with {transactions} transactions, {accounts} accounts and"
        " {securities} securities.",
    )
    integer = phrases.integer
    return words.format(
        lines=integer(len(part.lines)),
        transactions=integer(sum(len(each.transactions) for each in part.lines)),
        accounts=integer(len(part.accounts)),
        securities=integer(len(part.securities)),
    )


def _remarks(understood: Understood) -> list[str]:
    remarks = understood.part.remarks
    lines = [f"• {error_words(each)}" for each in remarks[:_MOST_REMARKS]]
    more = len(remarks) - _MOST_REMARKS
    if more > 0:
        lines.append(translate("Import", "… and {number} more remarks").format(number=more))
    if lines:
        lines.insert(0, translate("Import", "What can't be carried over:"))
    return lines
