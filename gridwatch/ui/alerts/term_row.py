"""One line of the builder: measure, argument, relation and level of a term."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from gridwatch.domain.alert.condition import YEAR_WEEKS, Averaging, Relation, Term
from gridwatch.domain.alert.levels import level_text, money_text
from gridwatch.domain.alert.measure import NATURES, Measure, Unit
from gridwatch.domain.alert.quantities import MOST_SESSIONS, MOST_WEEKS
from gridwatch.domain.alert.series_terms import figure_text
from gridwatch.domain.alert.tokens import is_bare_name
from gridwatch.domain.alert.vocabulary import NAMES, UNIT_WORDS
from gridwatch.domain.amounts import parse_amount
from gridwatch.domain.problem import Problem
from gridwatch.preferences import CURRENCIES
from gridwatch.ui.alerts.examples import (
    CROSSING_WORDS,
    FIGURE_WORDS,
    MEASURE_WORDS,
    RELATION_WORDS,
)

translate = QCoreApplication.translate
_WEEKS, _ALL, _SINCE = "weeks", "all", "since"
_PLACEHOLDERS = {
    Unit.MONEY: "100bn", Unit.PERCENT: "5", Unit.TIMES: "3", Unit.POINTS: "70", Unit.RATE: "7.3",
    Unit.SESSIONS: "3", Unit.DAYS: "0", Unit.FIGURE: "28% for 2 quarters",
}  # fmt: skip
# The numbers that a measure usually has, shown before any is typed.
_USUAL = {Measure.VOLUME: 20, Measure.RSI: 14, Measure.AVERAGE: 50, Measure.DRAWDOWN: YEAR_WEEKS}
_USUAL_LONGER = 200
_WORDS = {Measure.AVERAGE: CROSSING_WORDS, Measure.SERIES: FIGURE_WORDS}
_WORDLESS = frozenset({Unit.POINTS, Unit.RATE, Unit.FIGURE})


class TermRow(QWidget):
    """Edits one term; `text` is what is typed of it in the grammar, complete or not."""

    changed = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pair = ""
        self.measure = QComboBox(self)
        for each, words in MEASURE_WORDS.items():
            self.measure.addItem(words(), each)
        self.averaging = QComboBox(self)
        for kind in Averaging:
            self.averaging.addItem(str(kind).upper(), kind)
        self.span = QComboBox(self)
        for key, title in (
            (_WEEKS, translate("Alerts", "of weeks:")),
            (_ALL, translate("Alerts", "of all time")),
            (_SINCE, translate("Alerts", "since:")),
        ):
            self.span.addItem(title, key)
        self.length, self.longer = QSpinBox(self), QSpinBox(self)
        self.since = QLineEdit(self)
        self.series = QLineEdit(self)
        self.relation = QComboBox(self)
        self.level = QLineEdit(self)
        self.currency = QComboBox(self)
        self.currency.setEditable(True)
        self.unit = QLabel(self)
        self._lay_out()
        self._name()
        self.set_measure(Measure.CAP)
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self.measure)
        for each in (self.averaging, self.span, self.length, self.since, self.series, self.relation,
                     self.longer):  # fmt: skip
            row.addWidget(each)
        row.addWidget(self.level, 1)
        row.addWidget(self.currency)
        row.addWidget(self.unit)
        self.since.setFixedWidth(self.fontMetrics().horizontalAdvance("2025-12-31") + 26)
        self.since.setPlaceholderText("2025-01-02")
        self.series.setPlaceholderText("gross_margin")
        self.series.setMinimumWidth(self.fontMetrics().horizontalAdvance("gross_margin") + 16)
        self.currency.setFixedWidth(self.fontMetrics().horizontalAdvance("CNYM") + 44)
        self.unit.setMinimumWidth(16)

    def _name(self) -> None:
        self.measure.setAccessibleName(translate("Alerts", "What is watched"))
        self.averaging.setAccessibleName(translate("Alerts", "Kind of average"))
        self.span.setAccessibleName(translate("Alerts", "Span"))
        self.length.setAccessibleName(translate("Alerts", "Length"))
        self.longer.setAccessibleName(translate("Alerts", "Sessions of the longer average"))
        self.since.setAccessibleName(translate("Alerts", "Since the day"))
        self.series.setAccessibleName(translate("Alerts", "Short name of the series"))
        self.relation.setAccessibleName(translate("Alerts", "Relation"))
        self.level.setAccessibleName(translate("Alerts", "Level"))
        self.currency.setAccessibleName(translate("Alerts", "Currency"))

    def _connect(self) -> None:
        self.measure.activated.connect(self._pick_measure)
        self.span.activated.connect(self._arrange)
        for box in (self.averaging, self.span, self.relation):
            box.activated.connect(lambda _: self.changed.emit())
        for spin in (self.length, self.longer):
            spin.valueChanged.connect(lambda _: self.changed.emit())
        self.currency.currentTextChanged.connect(lambda _: self.changed.emit())
        for line in (self.since, self.series):
            line.textEdited.connect(lambda _: self.changed.emit())
        self.level.textEdited.connect(self._typed)
        for line in (self.level, self.since, self.series):
            line.returnPressed.connect(self.entered)

    def in_order(self) -> list[QWidget]:
        """Return the boxes from left to right."""
        return [
            self.measure, self.averaging, self.span, self.length, self.since, self.series,
            self.relation, self.longer, self.level, self.currency,
        ]  # fmt: skip

    # What is shown

    def show_term(self, term: Term) -> None:
        """Show a term; nothing is said of it."""
        blocked = self.blockSignals(True)
        self.pair = term.pair or self.pair
        self.set_measure(term.measure)
        self.relation.setCurrentIndex(self.relation.findData(term.compared))
        self.averaging.setCurrentIndex(self.averaging.findData(term.averaging))
        span = _SINCE if term.since else (_WEEKS if term.length else _ALL)
        self.span.setCurrentIndex(self.span.findData(span))
        self.since.setText(term.since.isoformat() if term.since else "")
        self.length.setValue(term.length)
        self.longer.setValue(term.longer)
        self.series.setText(term.series)
        self._show_level(term)
        self._arrange()
        self.blockSignals(blocked)

    def _show_level(self, term: Term) -> None:
        unit = NATURES[term.measure].unit
        if unit is Unit.FIGURE:
            self.level.setText(figure_text(term))
            return
        text = money_text(term.level) if unit is Unit.MONEY else _bare(level_text(term), unit)
        self.level.setText(text)
        if unit is Unit.MONEY:
            self.set_currency(term.currency)

    def set_currency(self, currency: str) -> None:
        """Show a currency, "" for the listing's own."""
        blocked = self.currency.blockSignals(True)
        if currency and self.currency.findText(currency) < 0:
            self.currency.addItem(currency)
        self.currency.setCurrentText(currency)
        self.currency.blockSignals(blocked)

    def set_measure(self, measure: Measure) -> None:
        """Show the boxes of a measure with its usual numbers."""
        self.measure.setCurrentIndex(self.measure.findData(measure))
        words = _WORDS.get(measure, RELATION_WORDS)
        chosen = self.relation.currentData() or Relation.AT_LEAST.value
        self.relation.clear()
        for each, text in words.items():
            self.relation.addItem(text(), str(each))
        self.relation.setCurrentIndex(max(0, self.relation.findData(chosen)))
        weeks, average = measure is Measure.DRAWDOWN, measure is Measure.AVERAGE
        self._range(self.length, 1 if weeks or average else 2, MOST_WEEKS if weeks else 0)
        self._range(self.longer, 2, 0)
        self.length.setValue(_USUAL.get(measure, 2))
        self.longer.setValue(_USUAL_LONGER)
        self._fill_currencies(measure)
        self._arrange()

    def _fill_currencies(self, measure: Measure) -> None:
        blocked, chosen = self.currency.blockSignals(True), self.currency.currentText()
        self.currency.clear()
        self.currency.addItems(["", *CURRENCIES] if measure is Measure.PRICE else [*CURRENCIES])
        self.currency.blockSignals(blocked)
        self.set_currency(chosen or ("" if measure is Measure.PRICE else CURRENCIES[0]))

    def _range(self, box: QSpinBox, least: int, most: int) -> None:
        blocked = box.blockSignals(True)
        box.setRange(least, most or MOST_SESSIONS)
        box.blockSignals(blocked)

    def _arrange(self) -> None:
        """Show the boxes that the measure has a use for."""
        measure, span = self._measure(), self.span.currentData()
        average, drawdown = measure is Measure.AVERAGE, measure is Measure.DRAWDOWN
        unit = NATURES[measure].unit
        dated = measure is Measure.GAIN or (drawdown and span == _SINCE)
        counted = measure in {Measure.VOLUME, Measure.RSI, Measure.AVERAGE}
        shown = {
            self.averaging: average,
            self.span: drawdown,
            self.length: counted or (drawdown and span == _WEEKS),
            self.longer: average,
            self.since: dated,
            self.series: measure is Measure.SERIES,
            self.level: not average,
            self.currency: unit is Unit.MONEY,
            self.unit: unit is not Unit.MONEY and not average and unit not in _WORDLESS,
        }
        for widget, visible in shown.items():
            widget.setVisible(visible)
        self.level.setMinimumWidth(self._room_for(unit))
        self.unit.setText(_unit_words(unit))
        self.level.setPlaceholderText(_PLACEHOLDERS[unit])

    def _room_for(self, unit: Unit) -> int:
        """Return how wide a level has to be: that of figures says how many in a row as well."""
        whole = self.fontMetrics().horizontalAdvance(_PLACEHOLDERS[Unit.FIGURE]) + 26
        return whole if unit is Unit.FIGURE else 70

    # What the user does

    def _pick_measure(self) -> None:
        self.blockSignals(True)
        self.level.clear()
        self.set_measure(self._measure())
        if not self.since.text():
            self.since.setText(f"{QDate.currentDate().year()}-01-01")
        self.blockSignals(False)
        self.changed.emit()

    def _typed(self, text: str) -> None:
        """Follow a currency that is typed behind the amount."""
        if NATURES[self._measure()].unit is Unit.MONEY:
            currency = _currency_in(text)
            if currency:
                self.set_currency(currency)
        self.changed.emit()

    def _measure(self) -> Measure:
        return Measure(self.measure.currentData())

    def text(self) -> str:
        """Return the term as it would be typed; what is missing in it is left out."""
        measure, relation = self._measure(), str(self.relation.currentData())
        if measure is Measure.AVERAGE:
            sides = (self._average(each.value()) for each in (self.length, self.longer))
            return f" {relation} ".join(sides)
        return f"{self._quantity(measure)} {relation} {self._level(measure)}".rstrip()

    def _average(self, length: int) -> str:
        kind = Averaging(self.averaging.currentData())
        return f"{kind}({length})" if length > 1 else NAMES[Measure.PRICE][0]

    def _quantity(self, measure: Measure) -> str:
        if measure is Measure.RATE:
            return self.pair
        if measure is Measure.SERIES:
            name = self.series.text().strip()
            return name if is_bare_name(name) else f"{NAMES[measure][0]}({name})"
        name = NAMES[measure][0]
        argument = {
            Measure.GAIN: self.since.text().strip(),
            Measure.DRAWDOWN: self._span_text(),
            Measure.VOLUME: str(self.length.value()),
            Measure.RSI: str(self.length.value()),
        }.get(measure)
        return name if argument is None else f"{name}({argument})"

    def _span_text(self) -> str:
        return {
            _WEEKS: f"{self.length.value()}w",
            _ALL: "all",
            _SINCE: self.since.text().strip(),
        }[self.span.currentData()]

    def _level(self, measure: Measure) -> str:
        text, unit = self.level.text().strip(), NATURES[measure].unit
        if not text:
            return ""
        if unit is Unit.MONEY:
            currency = self.currency.currentText().strip().upper()
            return text if _currency_in(text) else f"{text} {currency}".rstrip()
        words = UNIT_WORDS.get(unit, ())
        if not words or text.casefold().endswith(words):
            return text
        word = words[1 if unit in {Unit.SESSIONS, Unit.DAYS} and text == "1" else 0]
        return f"{text} {word}" if len(word) > 1 else text + word


def _unit_words(unit: Unit) -> str:
    words = {
        Unit.PERCENT: "%",
        Unit.TIMES: translate("Alerts", "times"),
        Unit.SESSIONS: translate("Alerts", "sessions"),
        Unit.DAYS: translate("Alerts", "days past due"),
    }
    return words.get(unit, "")


def _bare(text: str, unit: Unit) -> str:
    """Return a level without the word of its unit."""
    for word in UNIT_WORDS.get(unit, ()):
        if text.endswith(word):
            return text.removesuffix(word).strip()
    return text


def _currency_in(text: str) -> str:
    """Return the currency that is typed with an amount, "" where there is none."""
    try:
        return parse_amount(text, "").currency
    except Problem:
        return ""
