"""The second step of an import: what each column of a table has, and what its words mean."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.money import ISO_CODES
from gridwatch.files.ledger.actions import Action
from gridwatch.files.ledger.mapping import Mapping, Signs
from gridwatch.files.ledger.preset import Content
from gridwatch.files.ledger.recognising import GENERIC
from gridwatch.files.ledger.sketching import Sketch
from gridwatch.preferences import CURRENCIES
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.importing.choosing import ChoiceDelegate, let_edit
from gridwatch.ui.portfolio.importing.column_words import advisable, lacking
from gridwatch.ui.portfolio.importing.field_words import ACTIONS, action_words, preset_words
from gridwatch.ui.portfolio.importing.mapping_table import MappingTable
from gridwatch.ui.portfolio.importing.step import Step
from gridwatch.ui.portfolio.importing.word_model import LINES, MEANING, WORD, WordModel, words_with
from gridwatch.ui.portfolio.importing.work import ImportWork, State
from gridwatch.ui.portfolio.tables import dress_rows, lay_rows

translate = QCoreApplication.translate


class ColumnsStep(Step):
    """Maps columns and words; each change is read at once, and learned with the import."""

    def __init__(self, work: ImportWork, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(work, look, parent)
        self.told, self.signs_title = QLabel(self), QLabel(self)
        self.reset = QPushButton(self)
        self.columns = MappingTable(look, self)
        self.words = WordModel(look.tones)
        self.table = QTableView(self)
        self.currency, self.signs = QComboBox(self), QComboBox(self)
        self.sign_boxes = tuple(QCheckBox(self) for _ in range(3))
        self._lay_out()
        self.reset.clicked.connect(self._forget)
        self.columns.mapped.connect(self._map)
        self.words.meant.connect(self._mean)
        self.currency.activated.connect(lambda _: self._map())
        self.signs.activated.connect(lambda _: self._map())
        for box in self.sign_boxes:
            box.clicked.connect(lambda _: self._map())

    def _lay_out(self) -> None:
        self.reset.setText(translate("Import", "Reset to the preset"))
        self.told.setWordWrap(True)
        above = QHBoxLayout()
        above.addWidget(self.told, 1)
        above.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignTop)
        lay_rows(self.table)
        self.table.setModel(self.words)
        self.table.setAccessibleName(translate("Import", "Words for the kinds"))
        actions = [(action_words(each), each) for each in ACTIONS]
        self.table.setItemDelegateForColumn(
            MEANING, ChoiceDelegate(lambda _: actions, self.look.tones, self.table)
        )
        let_edit(self.table)
        dress_rows(self.table, self.look.tones)
        self.table.horizontalHeader().setStretchLastSection(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(translate("Import", "Currency of the rest"), self.currency)
        form.addRow(translate("Import", "Signs"), self.signs)
        self.currency.setToolTip(translate("Import", "Of all lines that name no currency."))
        self.signs.setAccessibleName(translate("Import", "Signs"))
        self.currency.setAccessibleName(translate("Import", "Currency of the rest"))
        for box, words in zip(self.sign_boxes, _sign_words(), strict=True):
            box.setText(words)
            form.addRow("", box)
        options = QWidget(self)
        options.setLayout(form)
        options.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        options.setMaximumWidth(self.fontMetrics().averageCharWidth() * 70)
        form.setContentsMargins(0, 0, 0, 0)
        below = QHBoxLayout()
        below.setSpacing(20)
        below.addWidget(self.table, 1)
        below.addWidget(options, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(above)
        column.addWidget(self.columns, 3)
        column.addLayout(below, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keys to the first column."""
        super().focusInEvent(event)
        if self.columns.boxes:
            self.columns.boxes[0].setFocus()

    # What the user says

    def _map(self) -> None:
        state = self.work.state
        if state is None or state.understood.sketch is None:
            return
        mapping = state.understood.sketch.mapping
        self._want(
            replace(
                mapping,
                columns=self.columns.fields,
                currency=str(self.currency.currentData() or ""),
                signs=self._signs(),
            )
        )

    def _signs(self) -> Signs | None:
        if self.signs.currentIndex() == 0:
            return None
        return Signs(*(box.isChecked() for box in self.sign_boxes))

    def _mean(self, word: str, action: Action) -> None:
        state = self.work.state
        if state is not None and state.understood.sketch is not None:
            mapping = state.understood.sketch.mapping
            self._want(replace(mapping, words=words_with(mapping.words, word, action)))

    def _want(self, mapping: Mapping) -> None:
        if self.work.state is not None:
            self.work.want(replace(self.work.state.understood.wanted, mapping=mapping))

    def _forget(self) -> None:
        """Take the columns as the preset has them, whatever was said or learned."""
        if self.work.state is not None:
            wanted = self.work.state.understood.wanted
            self.work.want(replace(wanted, mapping=None, fresh=True))

    # What is shown

    def obstacle(self, state: State) -> str:
        """Return what no column has yet, or why the lines can't be read."""
        sketch = state.understood.sketch
        if sketch is None or state.understood.reading is not None:
            return ""
        found = lacking(sketch.mapping.columns)
        return " ".join(found) or translate("Import", "The table can't be read like this.")

    def show_state(self, state: State) -> None:
        """Show the columns, and what is still missing."""
        sketch = state.understood.sketch
        if sketch is None:
            return
        self.columns.show_sketch(sketch)
        self.words.show_sketch(sketch)
        self.table.setColumnWidth(WORD, self.table.sizeHintForColumn(WORD) + 24)
        self.table.setColumnWidth(LINES, self.table.sizeHintForColumn(LINES) + 40)
        self._show_options(sketch)
        self._say(state, sketch)

    def _show_options(self, sketch: Sketch) -> None:
        with QSignalBlocker(self.currency), QSignalBlocker(self.signs):
            self.currency.clear()
            self.currency.addItem(translate("Import", "None: the file names it"), "")
            told = sketch.mapping.currency
            first = dict.fromkeys((*([told] if told else ()), *CURRENCIES))
            for each in (*first, *sorted(set(ISO_CODES) - set(first))):
                self.currency.addItem(each, each)
            self.currency.setCurrentIndex(max(0, self.currency.findData(told)))
            self.signs.clear()
            self.signs.addItem(translate("Import", "As the columns tell"))
            self.signs.addItem(translate("Import", "As follows"))
            self.signs.setCurrentIndex(0 if sketch.mapping.signs is None else 1)
        signs = sketch.mapping.signs
        told_signs = (signs.quantity, signs.amount, signs.charges) if signs else (False,) * 3
        for box, checked in zip(self.sign_boxes, told_signs, strict=True):
            box.setChecked(checked)
            box.setEnabled(signs is not None)
        self.table.setVisible(bool(self.words.rows))

    def _say(self, state: State, sketch: Sketch) -> None:
        columns = sketch.mapping.columns
        mine = state.understood.wanted.mapping is not None
        booked = sketch.preset.content is Content.TRANSACTIONS
        words = lacking(columns) if booked else []
        # A preset knows of its broker what no column says.
        if booked and not words and (mine or sketch.preset.key == GENERIC):
            words = advisable(columns, sketch.mapping.currency)
        if self.words.unknown:
            words.append(translate("Import", "Say below what the words mean that are not known."))
        tone = self.look.tones.warn if words else self.look.tones.muted
        if not words and mine:
            words = [translate("Import", "Your columns are kept for tables with these headings.")]
        elif not words and state.understood.learned:
            words = [translate("Import", "The columns are as you named them before.")]
        elif not words:
            told = translate("Import", "The columns are those of {format}.")
            words = [told.format(format=preset_words(sketch.preset.key))]
        self.told.setText(" ".join(words))
        self.told.setStyleSheet(f"color: {tone};")
        self.reset.setEnabled(mine or state.understood.learned)


def _sign_words() -> tuple[str, str, str]:
    return (
        translate("Import", "A quantity below zero is a sale"),
        translate("Import", "An amount below zero goes out"),
        translate("Import", "A fee below zero is paid, one above it is given back"),
    )
