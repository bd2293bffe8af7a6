"""Says why there is nothing to see, and what one has to know of what is seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPointF
from PySide6.QtWidgets import QToolTip

from gridwatch.domain.barsize import BarSize
from gridwatch.domain.company import names_in
from gridwatch.domain.series import Series, Unfetched
from gridwatch.services.overview import CompanyView
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.engine.pointer import Spot
from gridwatch.ui.chart.labels import simulated_mark
from gridwatch.ui.chart.layers.notice import NoticeWords
from gridwatch.ui.chart.part import Part
from gridwatch.ui.chart.signs.fetching import Fetching, idle_words
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.words import problem_words, trouble_words

_FETCHING: Mapping[BarSize, object] = {
    BarSize.MINUTE: QT_TRANSLATE_NOOP("Chart", "Fetching 1-minute prices…"),
    BarSize.FIVE_MINUTES: QT_TRANSLATE_NOOP("Chart", "Fetching 5-minute prices…"),
    BarSize.QUARTER_HOUR: QT_TRANSLATE_NOOP("Chart", "Fetching 15-minute prices…"),
    BarSize.HALF_HOUR: QT_TRANSLATE_NOOP("Chart", "Fetching 30-minute prices…"),
    BarSize.HOUR: QT_TRANSLATE_NOOP("Chart", "Fetching hourly prices…"),
}


def why_empty(
    view: CompanyView | None, size: BarSize, phrases: Phrases, fetching: Fetching = Fetching.OWN
) -> tuple[str, str]:
    """Return a title and a sentence that say why a company has nothing to draw yet."""
    if view is None:
        return (
            QCoreApplication.translate("Chart", "No company selected"),
            QCoreApplication.translate("Chart", "Select a company in the list to see its prices."),
        )
    if size.intraday and fetching is not Fetching.OWN:
        return idle_words(fetching)
    if size.intraday and not view.trouble:
        return (
            QCoreApplication.translate("Chart", str(_FETCHING[size])),
            QCoreApplication.translate("Chart", "They are drawn here as soon as they arrive."),
        )
    title = QCoreApplication.translate("Chart", "No price history of {name} yet")
    title = title.format(name=names_in(view.company, phrases.language)[0])
    if not view.trouble:
        text = QCoreApplication.translate(
            "Chart", "It is drawn here as soon as it has been fetched."
        )
        return title, text
    text = _with_next_try(trouble_words(view.trouble), view.next_try, phrases)
    return title, text


def why_unfetched(unfetched: Unfetched, symbol: str, phrases: Phrases) -> tuple[str, str]:
    """Return a title and a sentence that say why a listing has no bars of a size."""
    if unfetched.trouble:
        title = QCoreApplication.translate("Chart", "No prices of this bar size yet")
        text = trouble_words(unfetched.trouble)
        return title, _with_next_try(text, unfetched.next_try, phrases)
    title = QCoreApplication.translate("Chart", "No prices of this bar size")
    text = QCoreApplication.translate(
        "Chart", "The source has none for {symbol}. Longer bars may be there."
    )
    return title, text.format(symbol=symbol)


def _with_next_try(text: str, moment: datetime | None, phrases: Phrases) -> str:
    if moment is None:
        return text
    again = QCoreApplication.translate("Chart", "Next try at {time}.")
    return f"{text} {again.format(time=phrases.clock(moment))}"


class Notice(Part):
    """Draws words where a chart would be blank, and the notes of a series in its corner."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._layer = NoticeWords(chart.ink)
        chart.main.add(self._layer)
        self._series: Series | None = None
        self._words = why_empty(None, BarSize.DAY, chart.phrases)
        self._trouble = ""
        self._simulated = False
        self._costs = True
        self._told = False
        self._free = chart.main.manner.free
        self._write()

    def show_words(self, title: str, sentence: str) -> None:
        """Take the words that are shown while there are no bars."""
        self._words = title, sentence
        self._write()

    def show_trouble(self, sentence: str) -> None:
        """Take what is wrong with the source, "" for nothing: said beside the bars that stand."""
        self._trouble = sentence
        self._rewrite()

    def set_cost_shown(self, *, shown: bool) -> None:
        """Say why the cost of the user's shares is not known, or leave it out with its line."""
        if shown != self._costs:
            self._costs = shown
            self._rewrite()

    def set_simulated(self, *, simulated: bool) -> None:
        """Mark the chart as a simulated market."""
        self._simulated = simulated
        self._rewrite()

    def show_series(self, series: Series | None) -> None:
        """Take a series and its notes."""
        self._series = series
        self._write()

    def ticked(self, series: Series, first: int) -> None:
        """Take what may be noted otherwise."""
        del first
        self.show_series(series)

    def pointed(self, bar: int | None, spot: Spot | None) -> None:
        """Tell all notes where the pointer is on their line."""
        here = spot is not None and spot.pane is self._chart.main
        on = spot is not None and here and self._layer.note_rect.contains(QPointF(spot.x, spot.y))
        if on == self._told:
            return
        self._told = on
        if not on:
            QToolTip.hideText()
            return
        corner = self._layer.note_rect.topLeft() + self._chart.main.rect.topLeft()
        canvas = self._chart.canvas
        QToolTip.showText(canvas.mapToGlobal(corner.toPoint()), "\n".join(self.notes), canvas)

    def restyled(self) -> None:
        """Say it in the other language."""
        self._write()

    @property
    def notes(self) -> list[str]:
        """Return all that has to be said beside the bars, as sentences."""
        series, notes = self._series, [self._trouble]
        if series is not None:
            notes.append(trouble_words(series.unfetched.trouble) if series.unfetched else "")
            lacks = series.cost.lacks if series.cost is not None and self._costs else None
            every = (*series.notes, *([lacks] if lacks is not None else []))
            notes += [problem_words(each, self._chart.phrases.day) for each in every]
        return [each for each in dict.fromkeys(notes) if each]

    def _write(self) -> None:
        notes = self.notes
        if self._series is not None and len(self._series.candles):
            self._layer.show_words("", "")
        else:
            self._layer.show_words(*self._empty_words())
            notes = []
        mark = simulated_mark() if self._simulated else ""
        self._layer.show_corner(mark, _one_line(notes), grave=bool(self._trouble and notes))
        above, below = self._free
        free = (above, below + self._layer.corner_height)
        self._chart.main.manner = replace(self._chart.main.manner, free=free)

    def _rewrite(self) -> None:
        """Say it anew between two series, with the prices above the words in the corner."""
        before = self._chart.main.manner.free
        self._write()
        if self._chart.main.manner.free != before:
            self._chart.redraw()

    def _empty_words(self) -> tuple[str, str]:
        """Return why a series has no bars; what the panel says where there is no series."""
        series = self._series
        if series is not None and series.unfetched is not None:
            return why_unfetched(series.unfetched, series.symbol, self._chart.phrases)
        if series is None or not series.notes:
            return self._words
        title = QCoreApplication.translate("Chart", "Nothing to draw")
        return title, " ".join(
            problem_words(each, self._chart.phrases.day) for each in series.notes
        )


def _one_line(notes: Sequence[str]) -> str:
    """Return the first note, and how many more there are."""
    if len(notes) < 2:
        return "".join(notes)
    more = QCoreApplication.translate("Chart", "+{count} more").format(count=len(notes) - 1)
    return f"{notes[0]}  {more}"
