"""The performance as one view: period, numbers, curve, months and contributions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.services.portfolio.performance import Performance
from gridwatch.services.portfolio.views import Dimension, Period
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.cents import money_with_unit
from gridwatch.ui.portfolio.grid_model import GridModel
from gridwatch.ui.portfolio.grid_table import GridTable
from gridwatch.ui.portfolio.performance.contribution_rows import (
    contribution_columns,
    contribution_rows,
)
from gridwatch.ui.portfolio.performance.month_map import MonthMap
from gridwatch.ui.portfolio.performance.numbers import NumbersGrid
from gridwatch.ui.portfolio.performance.period_bar import PeriodBar
from gridwatch.ui.portfolio.performance.statement import statements
from gridwatch.ui.portfolio.performance.value_chart import Mode, ValueChart
from gridwatch.ui.portfolio.scrolled import lay_scrolled
from gridwatch.ui.portfolio.trail.opening import Number, Opening
from gridwatch.ui.portfolio.trailed import TrailedView
from gridwatch.ui.strips import error_words
from gridwatch.wording.gaps import all_gaps, gap_words
from gridwatch.wording.naming import Naming, dimension_words, dimensions

translate = QCoreApplication.translate


class PerformanceView(TrailedView):
    """Shows the performance of a period.

    `wanted`: another period, benchmark or dimension was chosen, and is to be read.
    """

    wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Start with nothing read."""
        super().__init__(look, parent)
        self._shown: Performance | None = None
        body = self.body
        self.period_bar = PeriodBar(look, body)
        self.benchmark_box = QComboBox(body)
        self.benchmark_box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.benchmark_box.setMinimumContentsLength(16)
        self.missing, self.empty = QLabel(body), QLabel(body)
        self.numbers = NumbersGrid(look, body)
        self.chart, self.months = ValueChart(look, body), MonthMap(look, body)
        self.modes = {each: self._mode_button(each) for each in Mode}
        self._group = QButtonGroup(self)
        for button in self.modes.values():
            self._group.addButton(button)
        self.modes[Mode.VALUE].setChecked(True)
        self.month_title, self.part_title = QLabel(body), QLabel(body)
        self.dimension_box = QComboBox(body)
        for dimension in dimensions():
            self.dimension_box.addItem("", dimension)
        self.model = GridModel()
        self.parts = GridTable(self.model, look.tones, body, still=True)
        self._scroll = QScrollArea(body)
        self.offer_benchmarks(())
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.period_bar.box)
        self.restyle(look)

    def _mode_button(self, mode: Mode) -> QToolButton:
        button = QToolButton(self.body)
        button.setAutoRaise(True)
        button.setCheckable(True)
        button.clicked.connect(lambda _checked=False: self.chart.show_mode(mode))
        return button

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(8)
        bar.addWidget(self.period_bar, 1)
        bar.addWidget(self.benchmark_box)
        self._inner = inner = QWidget(self.body)
        column = QVBoxLayout(inner)
        column.setContentsMargins(10, 8, 10, 14)
        column.setSpacing(8)
        for label in (self.missing, self.empty):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.missing.setContentsMargins(6, 0, 0, 0)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMinimumHeight(120)
        modes = QHBoxLayout()
        modes.setSpacing(2)
        for button in self.modes.values():
            modes.addWidget(button)
        modes.addStretch(1)
        dimension = QHBoxLayout()
        dimension.setSpacing(8)
        dimension.addWidget(self.part_title)
        dimension.addWidget(self.dimension_box)
        dimension.addStretch(1)
        self._parts_of_page = (
            self.numbers,
            self.chart,
            self.month_title,
            self.months,
            self.part_title,
            self.dimension_box,
            self.parts,
            *self.modes.values(),
        )
        column.addWidget(self.missing)
        column.addWidget(self.numbers)
        column.addSpacing(6)
        column.addLayout(modes)
        column.addWidget(self.chart)
        column.addSpacing(10)
        column.addWidget(self.month_title)
        column.addWidget(self.months)
        column.addSpacing(10)
        column.addLayout(dimension)
        column.addWidget(self.parts)
        column.addWidget(self.empty)
        column.addStretch(1)
        lay_scrolled(self.body, bar, self._scroll, inner)

    def _connect(self) -> None:
        self.period_bar.chosen.connect(self.wanted)
        self.period_bar.edited.connect(self.edited)
        self.benchmark_box.activated.connect(lambda _: self.wanted.emit())
        self.dimension_box.activated.connect(lambda _: self.wanted.emit())
        self.numbers.asked.connect(self.ask)
        self.parts.asked.connect(self.ask)
        self.chart.picked.connect(self._ask_for_day)
        self.months.picked.connect(self._pick_month)

    # What is chosen

    @property
    def dimension(self) -> Dimension:
        """Return by what contributions are told."""
        return Dimension(self.dimension_box.currentData())

    @property
    def benchmark(self) -> str:
        """Return the key of what it is compared with, "" for nothing."""
        return str(self.benchmark_box.currentData() or "")

    def offer_benchmarks(self, offers: Sequence[tuple[str, str]]) -> None:
        """Offer benchmarks as (key, name); the choice stays where it is still there."""
        key = self.benchmark
        with QSignalBlocker(self.benchmark_box):
            self.benchmark_box.clear()
            self.benchmark_box.addItem(translate("Portfolio", "No benchmark"), "")
            for each, name in offers:
                self.benchmark_box.addItem(name, each)
            self.benchmark_box.setCurrentIndex(max(0, self.benchmark_box.findData(key)))

    def choose_benchmark(self, key: str) -> None:
        """Choose a benchmark by its key; one that is not offered leaves the choice as it is."""
        place = self.benchmark_box.findData(key)
        if place >= 0:
            self.benchmark_box.setCurrentIndex(place)

    # What is shown

    def show_performance(self, shown: Performance, naming: Naming) -> None:
        """Show what was read of a period."""
        self._shown, self.naming = shown, naming
        self._show()

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self.look = look
        tones = look.tones
        self._scroll.setStyleSheet(
            f"QScrollArea, QScrollArea > QWidget > QWidget {{ background: {tones.base}; }}"
        )
        self.modes[Mode.VALUE].setText(translate("Portfolio", "Value"))
        self.modes[Mode.RETURN].setText(translate("Portfolio", "Return"))
        self.month_title.setText(translate("Portfolio", "Return by month"))
        self.part_title.setText(translate("Portfolio", "Contribution by"))
        for label in (self.month_title, self.part_title):
            label.setStyleSheet(f"color: {tones.text}; font-weight: 600;")
        self.empty.setStyleSheet(f"color: {tones.muted};")
        self.missing.setStyleSheet(f"color: {tones.warn};")
        self.dimension_box.setAccessibleName(translate("Portfolio", "Contribution by"))
        self.benchmark_box.setAccessibleName(translate("Portfolio", "Benchmark"))
        self.parts.setAccessibleName(translate("Portfolio", "Contributions"))
        with QSignalBlocker(self.dimension_box):
            for place, dimension in enumerate(dimensions()):
                self.dimension_box.setItemText(place, dimension_words(dimension))
        self.period_bar.restyle(look)
        outline(self.body, tones)
        self.chart.restyle(look)
        self._show()
        self.parts.restyle(tones)
        self.restyle_trail(look)

    def _show(self) -> None:
        shown, look = self._shown, self.look
        there = shown is not None and shown.begun is not None
        for each in self._parts_of_page:
            each.setVisible(there)
        self.empty.setVisible(not there)
        self.empty.setText(self._empty_words())
        self.missing.setVisible(False)
        if shown is None or not there:
            return
        one = shown.measured
        self.period_bar.show_days(one.period)
        lacks = gap_words(one.gaps, self.naming, one.currency)
        lacks = "\n".join(filter(None, (lacks, _benchmark_words(shown))))
        self.missing.setText(lacks)
        self.missing.setToolTip(all_gaps(one.gaps, self.naming, one.currency))
        self.missing.setVisible(bool(lacks))
        self.numbers.show_statements(statements(one, look, shown.benchmark_name), look)
        self.chart.show_line(shown.line, one.currency, shown.benchmark, shown.benchmark_name)
        self.months.show_months(shown.months, look)
        self.model.show_rows(
            contribution_columns(shown.dimension, one.currency),
            contribution_rows(shown.contributions, one, self.naming, look),
        )
        self.parts.fit()

    def _empty_words(self) -> str:
        if self._shown is None:
            return translate("Portfolio", "Computing the performance…")
        return translate(
            "Portfolio",
            "There are no transactions here yet. Once there are, this shows what they earned:"
            " the return of any period, its parts and its months.",
        )

    # What the user does

    def _pick_month(self, period: Period) -> None:
        """Look at one month or year, as far as it has come."""
        shown = self._shown
        last = shown.measured.period.last if shown is not None else period.last
        self.period_bar.show_range(Period(period.first, min(period.last, max(last, period.first))))

    def _ask_for_day(self, day: date) -> None:
        """Open the value of a day on the chart."""
        shown = self._shown
        if shown is None:
            return
        told = self.chart.value_on(day)
        title = translate("Portfolio", "Value on {day}").format(day=self.look.phrases.day(day))
        text = money_with_unit(told, shown.measured.currency, self.look.phrases)
        scope = shown.measured.scope
        self.ask(Opening(Number.VALUE, title, text, scope, period=Period(day, day)))

    # What is remembered

    def save_state(self) -> dict[str, str]:
        """Return period, benchmark, dimension and what is drawn."""
        return {
            "period": self.period_bar.key,
            "benchmark": self.benchmark,
            "dimension": self.dimension,
            "mode": self.chart.mode,
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Bring back what `save_state` returned; what is gone keeps its default."""
        self.period_bar.choose(state.get("period", ""))
        key = state.get("benchmark", "")
        if key and self.benchmark_box.findData(key) < 0:
            self.benchmark_box.addItem(key, key)  # named once the benchmarks are known
        self.choose_benchmark(key)
        place = self.dimension_box.findData(state.get("dimension", ""))
        if place >= 0:
            self.dimension_box.setCurrentIndex(place)
        if state.get("mode") in set(Mode):
            mode = Mode(state["mode"])
            self.modes[mode].setChecked(True)
            self.chart.show_mode(mode)


def _benchmark_words(shown: Performance) -> str:
    """Return why the return of the benchmark is not known, "" where it is."""
    if not shown.benchmark_name or shown.measured.benchmark is not None:
        return ""
    if shown.notes:
        return error_words(shown.notes[0])
    words = translate("Portfolio", "The history of {name} does not cover the whole period.")
    return words.format(name=shown.benchmark_name)
