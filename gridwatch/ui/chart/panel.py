"""The chart of the selected company: its header, the plot and the row of ranges."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from gridwatch.services.overview import CompanyView
from gridwatch.services.series import Series
from gridwatch.ui.appearance import Tones
from gridwatch.ui.chart.header import Header
from gridwatch.ui.chart.plot import Plot
from gridwatch.ui.chart.ranges import RANGES, Range
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.words import trouble_words

# Each range by its id: the words on its button, and those that explain it.
RANGE_WORDS = {
    "1M": (QT_TRANSLATE_NOOP("Chart", "1M"), QT_TRANSLATE_NOOP("Chart", "One month")),
    "3M": (QT_TRANSLATE_NOOP("Chart", "3M"), QT_TRANSLATE_NOOP("Chart", "Three months")),
    "6M": (QT_TRANSLATE_NOOP("Chart", "6M"), QT_TRANSLATE_NOOP("Chart", "Six months")),
    "YTD": (QT_TRANSLATE_NOOP("Chart", "YTD"), QT_TRANSLATE_NOOP("Chart", "Since New Year")),
    "1Y": (QT_TRANSLATE_NOOP("Chart", "1Y"), QT_TRANSLATE_NOOP("Chart", "One year")),
    "3Y": (QT_TRANSLATE_NOOP("Chart", "3Y"), QT_TRANSLATE_NOOP("Chart", "Three years")),
    "5Y": (QT_TRANSLATE_NOOP("Chart", "5Y"), QT_TRANSLATE_NOOP("Chart", "Five years")),
    "MAX": (QT_TRANSLATE_NOOP("Chart", "Max"), QT_TRANSLATE_NOOP("Chart", "Everything stored")),
}
FIRST_RANGE = "1Y"
_STYLE = """
QWidget#ranges {{ background: {base}; }}
QToolButton {{ border: none; border-radius: 4px; padding: 3px 8px; color: {muted}; }}
QToolButton:hover {{ background: {hover}; color: {text}; }}
QToolButton:disabled {{ color: {faint}; background: transparent; }}
QToolButton:checked:enabled {{ background: {chosen}; color: {accent}; }}
"""


class ChartPanel(QWidget):
    """Shows one company at a time; digits choose the range, L the scale."""

    def __init__(self, phrases: Phrases, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phrases, self._tones = phrases, tones
        self._view: CompanyView | None = None
        self._ranges = {each.id: each for each in RANGES}
        self._header = Header(phrases, tones, self)
        self._plot = Plot(phrases, tones, self._ranges[FIRST_RANGE], self)
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self._choices = {
            each.id: self._choice(each, number) for number, each in enumerate(RANGES, 1)
        }
        self._chosen = FIRST_RANGE
        self._log = self._scale_action()
        self._row = self._range_row()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self._header, self._plot, self._row):
            column.addWidget(each, 1 if each is self._plot else 0)
        self._plot.strayed.connect(self._stray)
        self._choices[FIRST_RANGE].setChecked(True)
        self.restyle(phrases, tones)
        self.show_series(None, None)

    def show_series(self, view: CompanyView | None, series: Series | None) -> None:
        """Show a company and what is stored of its prices; say why where there is nothing.

        A newer series of the same company keeps what is in view.
        """
        if view is not None and self._view is not None and view.company.id != self._view.company.id:
            self._choices[self._chosen].setChecked(True)
            self._plot.show_series(None)
        self._view = view
        self._header.show_company(view)
        self._row.setEnabled(series is not None)
        self._plot.show_words(*([("", "")] if series else [self._why_empty(view)])[0])
        self._plot.show_series(series)
        self._plot.setAccessibleName(
            view.company.name if view else QCoreApplication.translate("Chart", "Chart")
        )

    def restyle(self, phrases: Phrases, tones: Tones) -> None:
        """Take another language or other colours."""
        self._phrases, self._tones = phrases, tones
        self._header.restyle(phrases, tones)
        self._plot.restyle(phrases, tones)
        self._row.setStyleSheet(
            _STYLE.format(**{name: getattr(tones, name) for name in Tones.__slots__})
        )
        for number, (name, action) in enumerate(self._choices.items(), 1):
            words, hint = map(str, RANGE_WORDS[name])
            hint = QCoreApplication.translate("Chart", hint)
            action.setText(QCoreApplication.translate("Chart", words))
            action.setToolTip(f"{hint} ({number})")
        self._log.setText(QCoreApplication.translate("Chart", "Log"))
        hint = QCoreApplication.translate("Chart", "Equal heights for equal percentages")
        self._log.setToolTip(f"{hint} (L)")
        if not self._row.isEnabled():
            self._plot.show_words(*self._why_empty(self._view))

    def set_simulated(self, simulated: bool) -> None:
        """Mark the plot as a simulated market."""
        self._plot.set_simulated(simulated=simulated)

    def save_state(self) -> dict[str, str]:
        """Return what the panel wants to be remembered: the range and the scale."""
        return {"range": self._chosen, "scale": self._plot.scale_in_use.value}

    def restore_state(self, state: Mapping[str, object]) -> None:
        """Take up a remembered range and scale; what is not known keeps its default."""
        chosen = state.get("range")
        if isinstance(chosen, str) and chosen in self._choices:
            self._choices[chosen].setChecked(True)
            self._choose(self._ranges[chosen])
        self._log.setChecked(state.get("scale") == Scale.LOG.value)

    def _choose(self, chosen: Range) -> None:
        self._chosen = chosen.id
        self._choices[chosen.id].setChecked(True)
        self._plot.show_range(chosen)

    def _stray(self) -> None:
        """Take the mark off the range that is no longer what is in view."""
        if (checked := self._group.checkedAction()) is not None:
            checked.setChecked(False)

    def _choice(self, each: Range, number: int) -> QAction:
        action = self._action(QKeySequence(str(number)))
        self._group.addAction(action)
        action.triggered.connect(lambda: self._choose(each))
        return action

    def _scale_action(self) -> QAction:
        action = self._action(QKeySequence(Qt.Key.Key_L))
        action.toggled.connect(lambda on: self._plot.show_scale(Scale.LOG if on else Scale.LINEAR))
        return action

    def _action(self, key: QKeySequence) -> QAction:
        """Make an action whose key works while the chart has the focus, not in a text field."""
        action = QAction(self)
        action.setCheckable(True)
        action.setShortcut(key)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(action)
        return action

    def _range_row(self) -> QWidget:
        row = QWidget(self)
        row.setObjectName("ranges")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = QHBoxLayout(row)
        across.setContentsMargins(6, 2, 8, 4)
        across.setSpacing(1)
        for action in (*self._choices.values(), None, self._log):
            if action is None:
                across.addStretch(1)
                continue
            button = QToolButton(row)
            button.setDefaultAction(action)
            across.addWidget(button)
        return row

    def _why_empty(self, view: CompanyView | None) -> tuple[str, str]:
        if view is None:
            return (
                QCoreApplication.translate("Chart", "No company selected"),
                QCoreApplication.translate(
                    "Chart", "Select a company in the list to see its prices."
                ),
            )
        title = QCoreApplication.translate("Chart", "No price history of {name} yet").format(
            name=view.company.name
        )
        if not view.trouble:
            return title, QCoreApplication.translate(
                "Chart", "It is drawn here as soon as it has been fetched."
            )
        text = trouble_words(view.trouble)
        if view.next_try is not None:
            again = QCoreApplication.translate("Chart", "Next try at {time}.")
            text = f"{text} {again.format(time=self._phrases.clock(view.next_try))}"
        return title, text
