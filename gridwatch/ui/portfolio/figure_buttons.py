"""Numbers that open: a caption with its figure, painted calmly, pressed like a button."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gridwatch.ui.appearance import Tones, tabular
from gridwatch.ui.portfolio.trail.opening import Opening

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_AIR = 6
LARGE = 1.45  # of the ordinary size: the figure that a page begins with
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Figure:
    """What a button shows: `tone` is a field of Tones, `remark` stands small beside the figure.

    `ask` is what a press asks for, None where there is nothing to open. `strong` figures are sums;
    `ruled` ones have a line above.
    """

    caption: str
    text: str
    tone: str = "text"
    remark: str = ""
    tip: str = ""
    ask: Opening | None = None
    strong: bool = False
    ruled: bool = False


class FigureButton(QAbstractButton):
    """The part that tiles and rows share; `asked` carries the Opening of the figure."""

    asked = Signal(object)

    def __init__(self, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tones = tones
        self.figure = Figure("", "")
        self._over = False
        self.setFont(tabular(self.font()))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._ask)

    def show_figure(self, figure: Figure, tones: Tones) -> None:
        """Show another figure, or the same in other colours."""
        self.figure, self.tones = figure, tones
        remark = f" ({figure.remark})" if figure.remark else ""
        self.setAccessibleName(f"{figure.caption}: {figure.text}{remark}")
        self.setToolTip(figure.tip)
        opens = figure.ask is not None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.NoFocus)
        shape = Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.updateGeometry()
        self.update()

    def _ask(self) -> None:
        if self.figure.ask is not None:
            self.asked.emit(self.figure.ask)

    # What they paint with

    @property
    def opens(self) -> bool:
        """Tell whether the figure is to be underlined: it can be opened and is pointed at."""
        return self._over and self.figure.ask is not None

    def small(self) -> QFont:
        """Return the type of captions and remarks."""
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        return font

    def colour(self, tone: str) -> QColor:
        """Return the colour of a tone."""
        return QColor(getattr(self.tones, tone))

    def paint_focus(self, painter: QPainter) -> None:
        """Show that the keys go here."""
        if self.hasFocus():
            painter.setPen(self.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -1.5, -1.5))

    def underline(self, painter: QPainter, left: float, wide: float, base: float) -> None:
        """Draw a thin line under a figure that would be opened."""
        if self.opens:
            painter.fillRect(QRectF(left, base, wide, 1), self.colour(self.figure.tone))

    # What Qt asks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Return press as the space bar does."""
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Underline the figure."""
        super().enterEvent(event)
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Leave the figure plain again."""
        super().leaveEvent(event)
        self._over = False
        self.update()


class FigureTile(FigureButton):
    """A caption, below it a large figure, and a remark behind that."""

    def __init__(self, tones: Tones, parent: QWidget | None = None, *, large: float = 1.0) -> None:
        super().__init__(tones, parent)
        self._large = large
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def figure_font(self) -> QFont:
        """Return the type of the figure."""
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * self._large)
        font.setWeight(QFont.Weight.DemiBold if self._large > 1 else QFont.Weight.Normal)
        return font

    def sizeHint(self) -> QSize:
        """Return the room for both lines."""
        small, large = QFontMetrics(self.small()), QFontMetrics(self.figure_font())
        ordinary = QFontMetrics(self.font())
        remark = self.figure.remark
        beside = ordinary.horizontalAdvance(remark) + 8 if remark else 0
        second = large.horizontalAdvance(self.figure.text) + beside
        wide = max(small.horizontalAdvance(self.figure.caption), second)
        return QSize(wide + 2 * _AIR + 2, small.height() + large.height() + 8)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's
        """Return the same: half a figure is a wrong one."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint caption, figure and remark."""
        painter = QPainter(self)
        small, font = self.small(), self.figure_font()
        metrics = QFontMetrics(font)
        top = QFontMetrics(small).height() + 3
        painter.setFont(small)
        painter.setPen(self.colour("muted"))
        painter.drawText(QRect(_AIR, 3, self.width(), top), _LEFT, self.figure.caption)
        painter.setFont(font)
        painter.setPen(self.colour(self.figure.tone))
        base = top + 3 + metrics.ascent()
        painter.drawText(_AIR, base, self.figure.text)
        wide = metrics.horizontalAdvance(self.figure.text)
        self.underline(painter, _AIR, wide, base + 2)
        if self.figure.remark:
            painter.setFont(self.font())
            painter.drawText(_AIR + wide + 8, base, self.figure.remark)
        self.paint_focus(painter)
        painter.end()


class FigureRow(FigureButton):
    """A line of a statement: the caption at the left, the figure at the right."""

    def __init__(self, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(tones, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _font(self) -> QFont:
        font = QFont(self.font())
        if self.figure.strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def sizeHint(self) -> QSize:
        """Return the room for caption and figure side by side."""
        metrics = QFontMetrics(self._font())
        wide = metrics.horizontalAdvance(self.figure.caption + self.figure.text)
        return QSize(wide + 2 * _AIR + 18, metrics.height() + 6)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's
        """Return room for the figure and the beginning of its caption."""
        metrics = QFontMetrics(self._font())
        wide = metrics.horizontalAdvance(self.figure.text) + 60
        return QSize(wide, metrics.height() + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint caption and figure, the line above a sum, and that it can be opened."""
        painter = QPainter(self)
        font = self._font()
        metrics = QFontMetrics(font)
        if self._over and self.figure.ask is not None:
            painter.fillRect(self.rect(), self.colour("hover"))
        if self.figure.ruled:
            painter.fillRect(QRectF(_AIR, 0, self.width() - 2 * _AIR, 1), self.colour("border"))
        inner = self.rect().adjusted(_AIR, 0, -_AIR, 0)
        wide = metrics.horizontalAdvance(self.figure.text)
        painter.setFont(font)
        painter.setPen(self.colour(self.figure.tone))
        painter.drawText(inner, _RIGHT, self.figure.text)
        base = inner.center().y() + metrics.ascent() / 2 + 2
        self.underline(painter, inner.right() + 1 - wide, wide, base)
        inner.setRight(inner.right() - wide - 10)
        caption = metrics.elidedText(
            self.figure.caption, Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.setPen(self.colour("text" if self.figure.strong else "muted"))
        painter.drawText(inner, _LEFT, caption)
        self.paint_focus(painter)
        painter.end()
