"""Takes a chart out of the window: as a picture, as a drawing, as a table of values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from gridwatch.domain.bars import Floats, day_of
from gridwatch.domain.candles import DAY_SECONDS
from gridwatch.domain.charting import Quantity
from gridwatch.domain.company import names_in
from gridwatch.domain.series import Series
from gridwatch.runtime.lane import Lane
from gridwatch.services.chart_table import visible_table, write_table
from gridwatch.services.overview import CompanyView
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.controls.menus import QUANTITIES, size_words
from gridwatch.ui.chart.engine.frame import Window
from gridwatch.ui.chart.picture import Caption, image_of, svg_of
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.strips import error_words, simulated_words
from gridwatch.ui.user_file import ask_for_file, write_file, write_image

translate = QCoreApplication.translate
# The files that can be made: by the end of their names, the words of the dialog.
KINDS = {
    "png": QT_TRANSLATE_NOOP("Chart", "Picture"),
    "svg": QT_TRANSLATE_NOOP("Chart", "Drawing"),
    "csv": QT_TRANSLATE_NOOP("Chart", "Table"),
}
# What Windows takes in no file's name, and what it takes for a device.
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")


@dataclass(frozen=True, slots=True)
class Extract:
    """What is in view of a series: its first and last bar."""

    series: Series
    first: int
    last: int

    @property
    def days(self) -> tuple[date, date]:
        """Return the exchange's own dates of both bars."""
        stamps = self.series.candles.stamps
        first, last = (int(stamps[each]) // DAY_SECONDS for each in (self.first, self.last))
        return day_of(first), day_of(last)


def file_name(symbol: str, days: tuple[date, date], ending: str) -> str:
    """Return a name for a file that every system takes: symbol and dates."""
    first, last = days
    span = f"{first}" if first == last else f"{first}–{last}"
    safe = _FORBIDDEN.sub("_", symbol).strip(" .") or "chart"
    if _DEVICES.match(safe):
        safe = f"_{safe}"
    return f"{safe} {span}.{ending}"


class Export(QObject):
    """Makes pictures and tables of one chart.

    `failed` carries what went wrong in words, `done` what has been made.
    """

    failed = Signal(str)
    done = Signal(str)

    def __init__(
        self,
        chart: Chart,
        lines: Callable[[], Mapping[str, Floats]],
        view: Callable[[], CompanyView | None],
        parent: QWidget,
        *,
        simulated: bool,
    ) -> None:
        """Take the chart, and what returns the lines on it under their names and its company."""
        super().__init__(parent)
        self._chart, self._lines, self._view, self._window = chart, lines, view, parent
        self._simulated = simulated
        self._lane: Lane | None = None
        self._folder = ""

    def extract(self) -> Extract | None:
        """Return what is in view, None where there is nothing."""
        series, view = self._chart.series, self._chart.canvas.view
        if series is None or view is None or not len(series.candles):
            return None
        first, after = Window(view.left, view.right, 1.0).bars(len(series.candles))
        return Extract(series, first, after - 1) if after > first else None

    def caption(self) -> Caption:
        """Return what stands above a picture of what is in view."""
        found, view = self.extract(), self._view()
        if found is None or view is None:
            return Caption("", "")
        phrases, series = self._chart.phrases, found.series
        name, other = names_in(view.company, phrases.language)
        first, last = (phrases.day(each) for each in found.days)
        facts = [
            other,
            series.symbol,
            f"{translate('Chart', QUANTITIES[series.quantity])} ({series.currency})",
            size_words(series.size),
            first if first == last else f"{first} – {last}",
        ]
        warning = simulated_words() if self._simulated else ""
        return Caption(name, " · ".join(each for each in facts if each), warning)

    def copy_picture(self) -> None:
        """Put the picture into the clipboard."""
        if self.extract() is not None:
            QGuiApplication.clipboard().setImage(image_of(self._chart.canvas, self.caption()))
            self.done.emit(translate("Chart", "The picture is in the clipboard."))

    def ask(self, ending: str) -> QFileDialog | None:
        """Ask for the name of a file of the kind "png", "svg" or "csv", then write it."""
        found = self.extract()
        if found is None:
            return None
        return ask_for_file(
            self._window,
            translate("Chart", "Save the chart"),
            translate("Chart", KINDS[ending]),
            file_name(found.series.symbol, found.days, ending),
            self.write,
            self._folder,
        )

    def write(self, out: Path) -> None:
        """Write what is in view to a file, as its ending says; the slow part off this thread."""
        found = self.extract()
        if found is None:
            return
        self._folder = str(out.parent)
        match out.suffix.lower():
            case ".csv":
                self._run(out, _table_writer(found, dict(self._lines()), out))
            case ".svg":
                drawing = svg_of(self._chart.canvas, self.caption())
                self._run(out, lambda: write_file(out, lambda place: place.write_bytes(drawing)))
            case _:
                image = image_of(self._chart.canvas, self.caption())
                self._run(out, lambda: write_image(image, out))

    def _run(self, out: Path, work: Callable[[], None]) -> None:
        if self._lane is None:
            self._lane = Lane("export", 1, self)
        saved = translate("Chart", "Saved: {path}").format(path=out)
        self._lane.run(
            work,
            lambda _: self.done.emit(saved),
            lambda error: self.failed.emit(error_words(error)),
        )


def _table_writer(found: Extract, lines: Mapping[str, Floats], out: Path) -> Callable[[], None]:
    """Return the work that writes the bars in view with everything that is drawn of them.

    The figures are those of now, whatever is written into the series before the work is done.
    """
    series = found.series
    caps = series.caps if series.quantity is Quantity.PRICE else None
    rows = visible_table(
        series.candles,
        caps,
        lines,
        found.first,
        found.last,
        currency=series.currency,
        cap_currency=series.cap_currency,
    )
    return lambda: write_table(out, rows)
