"""Draws the returns of months as a map of colours: a row for each year, and what it came to."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gridwatch.services.portfolio.views import MonthReturn, Period
from gridwatch.ui.appearance import tabular
from gridwatch.ui.chart.engine.ink import ink_of
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.cents import percent

translate = QCoreApplication.translate
_STRONGEST = 0.42  # of the colour, at the largest return
_FULL = 0.08  # the return that is drawn so strong at least
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MONTHS = 12


class MonthMap(QWidget):
    """Shows months and years; `picked` carries the Period of one that was clicked."""

    picked = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._found: dict[tuple[int, int], float | None] = {}
        self._years: tuple[int, ...] = ()
        self._at: tuple[int, int] | None = None  # row and column, 12 is the year
        self.setFont(tabular(self.font()))
        self._ink = ink_of(look.tones, self.font())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_months(self, months: tuple[MonthReturn, ...], look: Look) -> None:
        """Show other months, or the same in another look; the latest year is at the top."""
        self._look, self._ink = look, ink_of(look.tones, self.font())
        self._found = {(each.year, each.month): each.ttwror for each in months}
        self._years = tuple(sorted({each.year for each in months}, reverse=True))
        if self._at is not None and self._at[0] >= len(self._years):
            self._at = None
        self.setAccessibleName(translate("Portfolio", "Return by month"))
        self.setAccessibleDescription(self.words())
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """Return what is drawn as lines of text."""
        return "\n".join(
            f"{self._label(year, month)}: {percent(value, self._look.phrases)}"
            for (year, month), value in sorted(self._found.items())
        )

    def sizeHint(self) -> QSize:
        """Return the room of all years."""
        return QSize(640, round((len(self._years) + 1) * self._tall()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's
        """Return the room in which the numbers are small."""
        return QSize(320, self.sizeHint().height())

    def _tall(self) -> float:
        return self._ink.metrics.height() + 9

    def cell(self, row: int, column: int) -> QRectF:
        """Return where a month stands; column 12 is the year, row -1 the headings."""
        left = self._ink.width("2088") + 14
        apart = 8.0
        wide = (self.width() - left - apart - 2) / (_MONTHS + 1)
        x = left + column * wide + (apart if column == _MONTHS else 0)
        return QRectF(x, (row + 1) * self._tall(), wide, self._tall())

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the headings and a tinted field for each month."""
        painter = QPainter(self)
        ink, centre = self._ink, Qt.AlignmentFlag.AlignCenter
        painter.setFont(ink.font)
        painter.setPen(ink.muted)
        locale = QLocale(self._look.phrases.language)
        for month in range(_MONTHS):
            name = locale.standaloneMonthName(month + 1, QLocale.FormatType.ShortFormat)
            painter.drawText(self.cell(-1, month), centre, name)
        painter.drawText(self.cell(-1, _MONTHS), centre, translate("Portfolio", "Year"))
        strongest = max(
            (abs(each) for (_, month), each in self._found.items() if each is not None and month),
            default=_FULL,
        )
        for row, year in enumerate(self._years):
            painter.setFont(ink.font)
            painter.setPen(ink.muted)
            at = QRectF(0, (row + 1) * self._tall(), self.cell(row, 0).left() - 8, self._tall())
            painter.drawText(
                at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(year)
            )
            for column in range(_MONTHS + 1):
                self._paint_cell(painter, row, column, max(strongest, _FULL))
        painter.end()

    def _paint_cell(self, painter: QPainter, row: int, column: int, strongest: float) -> None:
        key, ink = self._key(row, column), self._ink
        if key not in self._found:
            return
        value = self._found[key]
        field = self.cell(row, column).adjusted(1, 1, -1, -1)
        year = column == _MONTHS
        if value is not None and not year:
            part = _STRONGEST * min(1.0, abs(value) / strongest)
            painter.fillRect(field, ink.mixed(ink.rise if value > 0 else ink.fall, part))
        painter.setFont(self._fitting(value, field, strong=year))
        painter.setPen(ink.muted if value is None else (ink.toned(value) if year else ink.text))
        painter.drawText(field, Qt.AlignmentFlag.AlignCenter, self._text(value, field))
        if (row, column) == self._at and self.hasFocus():
            painter.setPen(QPen(ink.line, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(field.adjusted(0.5, 0.5, -0.5, -0.5))

    def _fitting(self, value: float | None, field: QRectF, *, strong: bool) -> QFont:
        font = self._ink.strong if strong else self._ink.font
        text = self._text(value, field)
        if self._ink.width(text) > field.width() - 2:
            font = QFont(font)
            font.setPointSizeF(max(6.0, font.pointSizeF() * (field.width() - 2) / 48))
        return font

    def _text(self, value: float | None, field: QRectF) -> str:
        text = percent(value, self._look.phrases, 1)
        if self._ink.width(text) > field.width() and value is not None:
            return percent(value, self._look.phrases, 0)
        return text

    # The pointer and the keys

    def _key(self, row: int, column: int) -> tuple[int, int]:
        return self._years[row], 0 if column == _MONTHS else column + 1

    def _label(self, year: int, month: int) -> str:
        if not month:
            return str(year)
        locale = QLocale(self._look.phrases.language)
        return f"{locale.standaloneMonthName(month, QLocale.FormatType.LongFormat)} {year}"

    def _under(self, x: float, y: float) -> tuple[int, int] | None:
        for row in range(len(self._years)):
            for column in range(_MONTHS + 1):
                inside = self.cell(row, column).contains(x, y)
                if inside and self._key(row, column) in self._found:
                    return row, column
        return None

    def event(self, event: QEvent) -> bool:
        """Say a month in full where the pointer rests on it."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            at = self._under(event.pos().x(), event.pos().y())
            if at is not None:
                year, month = self._key(*at)
                text = percent(self._found[year, month], self._look.phrases)
                QToolTip.showText(event.globalPos(), f"{self._label(year, month)}: {text}", self)
                return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the month under the pointer."""
        at = self._under(event.position().x(), event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and at is not None:
            self._at = at
            self.update()
            self._pick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from month to month by the arrow keys; pick by Return."""
        key = Qt.Key(event.key())
        if key in _STEPS and self._years:
            self._go(*_STEPS[key])
        elif key in _ENTER and self._at is not None:
            self._pick()
        else:
            super().keyPressEvent(event)

    def _go(self, down: int, across: int) -> None:
        row, column = self._at if self._at is not None else (0, _MONTHS)
        row = min(max(0, row + down), len(self._years) - 1)
        column = min(max(0, column + across), _MONTHS)
        self._at = (row, column)
        year, month = self._key(row, column)
        text = percent(self._found.get((year, month)), self._look.phrases)
        self.setAccessibleDescription(f"{self._label(year, month)}: {text}")
        self.update()

    def _pick(self) -> None:
        if self._at is None or self._key(*self._at) not in self._found:
            return
        year, month = self._key(*self._at)
        self.picked.emit(month_period(year, month))


def month_period(year: int, month: int) -> Period:
    """Return the days of a month, of a whole year where the month is 0."""
    first = date(year, month or 1, 1)
    after = date(year + 1, 1, 1) if month in {0, _MONTHS} else date(year, month + 1, 1)
    return Period(first - timedelta(days=1), after - timedelta(days=1))
