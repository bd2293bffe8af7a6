"""The line above the chart: who it is, the last price, the market cap and the target."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.company import Basis, names_in
from gridwatch.domain.quote import day_change
from gridwatch.services.overview import CompanyView
from gridwatch.ui.appearance import Tones, tabular
from gridwatch.ui.chart.controls.folding import set_shown
from gridwatch.ui.chart.controls.icons import SIDE, chart_icon
from gridwatch.ui.phrases import Phrases

BASES = {
    Basis.DOMESTIC: QT_TRANSLATE_NOOP("Chart", "all shares at the mainland price"),
    Basis.CLASS_WEIGHTED: QT_TRANSLATE_NOOP("Chart", "each share class at its own price"),
    Basis.ONE_PRICE: QT_TRANSLATE_NOOP("Chart", "all shares at this price"),
}
_NARROWEST = 240


class Elided(QLabel):
    """A label that gives way: it ends in an ellipsis where there is no room."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt calls it
        """Return room for a few letters."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * 6), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as fits."""
        del event
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment()), text)


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure under its caption, with the words that qualify it."""

    caption: str
    figure: str
    note: str
    tone: str = ""


class FactBox(QWidget):
    """Shows one fact in three lines, or in one without its note."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low = False
        lines = self._lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self._caption, self._figure, self._note = (QLabel(self) for _ in range(3))
        for each in (self._caption, self._figure, self._note):
            lines.addWidget(each)

    def show_fact(self, fact: Fact, tones: Tones) -> None:
        """Show it, or nothing where it has no figure."""
        _write(self._caption, fact.caption, tones.muted, 0.85)
        _write(self._figure, fact.figure, tones.text, 1.0, QFont.Weight.DemiBold)
        _write(self._note, fact.note, fact.tone or tones.muted, 0.85)
        self._note.setVisible(bool(fact.note) and not self._low)
        self.setToolTip(fact.note if self._low else "")

    def set_low(self, *, low: bool) -> None:
        """Make do with one line."""
        self._low = low
        self._lines.setDirection(_direction(low=low))
        self._lines.setSpacing(7 if low else 0)
        self._note.setVisible(bool(self._note.text()) and not low)
        self.setToolTip(self._note.text() if low else "")


class Header(QFrame):
    """Shows a company; where it is narrow the facts on the right make room for the name.

    `pinned` carries whether the chart shall stay with this company.
    """

    pinned = Signal(bool)

    def __init__(self, phrases: Phrases, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phrases, self._tones = phrases, tones
        self._view: CompanyView | None = None
        self._name, self._native, self._symbol = Elided(self), Elided(self), QLabel(self)
        self._price, self._change, self._when = QLabel(self), QLabel(self), Elided(self)
        self._boxes = (FactBox(self), FactBox(self))
        self._low = False
        self._pin = QToolButton(self)
        self._pin.setObjectName("pin")
        self._pin.setCheckable(True)
        self._pin.setIconSize(QSize(round(SIDE), round(SIDE)))
        self._pin.clicked.connect(self.pinned)
        self._arrange()
        self.restyle(phrases, tones)

    def show_company(self, view: CompanyView | None) -> None:
        """Show a company, or nothing."""
        self._view = view
        self.setVisible(view is not None)
        if view is not None:
            self._fill(view)
            self._make_room()

    def set_low(self, *, low: bool) -> None:
        """Put everything on one line, where the chart below needs the room."""
        if low == self._low:
            return
        self._low = low
        self._left.setDirection(_direction(low=low))
        self._left.setSpacing(16 if low else 1)
        self._across.setContentsMargins(*((12, 5, 12, 2) if low else (12, 8, 12, 6)))
        flag = Qt.AlignmentFlag
        for box in self._boxes:
            box.set_low(low=low)
            self._across.setAlignment(box, flag.AlignVCenter if low else flag.AlignTop)
        if self._view is not None:
            self._fill(self._view)
        self._make_room()

    def show_pin(self, *, pinned: bool) -> None:
        """Show whether the chart stays with its company."""
        self._pin.setChecked(pinned)
        words = (
            QCoreApplication.translate("Chart", "Follow the selection again")
            if pinned
            else QCoreApplication.translate("Chart", "Stay with this company")
        )
        self._pin.setToolTip(words)
        self._pin.setAccessibleName(words)

    def restyle(self, phrases: Phrases, tones: Tones) -> None:
        """Take another language or other colours."""
        self._phrases, self._tones = phrases, tones
        self._pin.setIcon(chart_icon("pin", tones))
        self.show_pin(pinned=self._pin.isChecked())
        palette = self.palette()
        palette.setColor(self.backgroundRole(), tones.base)
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self.show_company(self._view)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt calls it
        """Let the panel become narrower than its facts: they give way then."""
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the facts that there is room for."""
        super().resizeEvent(event)
        self._make_room()

    def _arrange(self) -> None:
        across = self._across = QHBoxLayout(self)
        across.setContentsMargins(12, 8, 12, 6)
        across.setSpacing(24)
        left = self._left = QVBoxLayout()
        top, bottom = QHBoxLayout(), QHBoxLayout()
        left.setSpacing(1)
        for row, labels in (
            (top, (self._name, self._native, self._symbol)),
            (bottom, (self._price, self._change, self._when)),
        ):
            row.setSpacing(9)
            for each in labels:
                each.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                row.addWidget(each)
            row.addStretch(1)
            left.addLayout(row, int(row is bottom))
        self._name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        across.addLayout(left, 1)
        for box in self._boxes:
            across.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self._pin, 0, Qt.AlignmentFlag.AlignTop)

    def _fill(self, view: CompanyView) -> None:
        tones, quote = self._tones, view.quote
        name, other = names_in(view.company, self._phrases.language)
        _write(self._name, name, tones.text, 1.25, QFont.Weight.DemiBold)
        _write(self._native, other, tones.muted, 1.15)
        _write(self._symbol, view.company.primary, tones.muted, 1.0)
        change = day_change(quote) if quote and not quote.doubt else None
        tone = tones.text if not change else tones.rise if change > 0 else tones.fall
        price = self._phrases.price(quote.price, quote.currency) if quote else ""
        large = 1.25 if self._low else 1.5
        _write(self._price, price, tones.text, large, QFont.Weight.DemiBold)
        _write(self._change, self._phrases.percent(change, 2) if quote else "", tone, 1.15)
        _write(self._when, self._warning(view), tones.warn, 1.0)
        for box, fact in zip(self._boxes, (self._cap(view), self._target(view)), strict=True):
            box.show_fact(fact, tones)
        self.setAccessibleName(f"{name} {view.company.primary} {price}".strip())

    def _warning(self, view: CompanyView) -> str:
        if view.quote is not None and view.quote.doubt:
            return QCoreApplication.translate("Chart", "doubtful price: it raises no alert")
        if view.quote is not None and view.stale:
            when = QCoreApplication.translate("Chart", "last traded {day}")
            return when.format(day=self._phrases.day(view.quote.day))
        return ""

    def _cap(self, view: CompanyView) -> Fact:
        cap, tone = view.cap, ""
        note = QCoreApplication.translate("Chart", str(BASES[cap.basis]))
        if cap.value is None:
            note = QCoreApplication.translate("Chart", "unknown: a part of it is missing")
        elif view.doubt:
            note = QCoreApplication.translate("Chart", "from a doubtful price")
            tone = self._tones.warn
        return Fact(
            QCoreApplication.translate("Chart", "Market cap"),
            self._phrases.compact(cap.value, cap.currency if cap.value is not None else ""),
            note,
            tone,
        )

    def _target(self, view: CompanyView) -> Fact:
        rung = view.rung
        if rung is None:
            return Fact("", "", "")
        amount = self._phrases.compact(float(rung.target.amount), rung.target.currency)
        note, tone = QCoreApplication.translate("Chart", "distance unknown"), ""
        if view.doubt:
            note, tone = QCoreApplication.translate("Chart", "in doubt"), self._tones.warn
        elif rung.reached:
            note, tone = QCoreApplication.translate("Chart", "reached"), self._tones.target
        elif rung.distance_pct is not None:
            note = QCoreApplication.translate("Chart", "{distance} to go").format(
                distance=self._phrases.distance(rung.distance_pct / 100)
            )
            tone = self._tones.target
        return Fact(QCoreApplication.translate("Chart", "Target"), amount, note, tone)

    def _make_room(self) -> None:
        """Show the facts beside a whole name; the target stays longest."""
        shown = [self._name, self._native, self._symbol]
        shown += [self._price, self._change, self._when] if self._low else []
        has_target = self._view is not None and self._view.rung is not None
        named = sum(each.sizeHint().width() + 9 for each in shown if each.text())
        room = self.width() - 24 - named - self._pin.sizeHint().width() - 24
        for box, wanted in zip(reversed(self._boxes), (has_target, True), strict=True):
            room -= box.sizeHint().width() + 24
            box.setVisible(wanted and room >= 0)


def _direction(*, low: bool) -> QBoxLayout.Direction:
    """Return how lines stand: beside one another where there is little height."""
    return QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom


def _write(
    label: QLabel,
    text: str,
    colour: str,
    size: float,
    weight: QFont.Weight = QFont.Weight.Normal,
) -> None:
    font = tabular(label.window().font())
    font.setPointSizeF(font.pointSizeF() * size)
    font.setWeight(weight)
    label.setFont(font)
    palette = label.palette()
    palette.setColor(label.foregroundRole(), colour)
    label.setPalette(palette)
    label.setText(text)
    set_shown(label, bool(text))
    if isinstance(label, Elided):
        label.setToolTip(text)
        label.setMaximumWidth(QFontMetrics(font).horizontalAdvance(text) + 4)
