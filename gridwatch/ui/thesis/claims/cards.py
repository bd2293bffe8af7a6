"""Paints a claim as a card: its statement, and under it how it stands."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gridwatch.domain.thesis.claim import Claim, Status
from gridwatch.domain.thesis.evidence import Balance
from gridwatch.services.thesis.verdicts import Outcome, Verdict
from gridwatch.ui.appearance import Tones
from gridwatch.ui.thesis.claims.model import ClaimsModel
from gridwatch.ui.thesis.claims.words import (
    balance_words,
    falsifier_words,
    review_words,
    status_colour,
    tag_words,
)
from gridwatch.wording.statuses import status_words

MARGIN, GAP, LINES = 10, 6, 3
_BAR, _BAR_HEIGHT = 44, 4
Index = QModelIndex | QPersistentModelIndex


class CardPainter(QStyledItemDelegate):
    """Paints the claims of a `ClaimsModel` at the width of the view."""

    def __init__(self, tones: Tones, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.restyle(tones)

    def restyle(self, tones: Tones) -> None:
        """Take other colours, and the font that the view has now."""
        self.tones = tones
        self.font = QFont(self._view.font())
        self.small = QFont(self.font)
        self.small.setPointSizeF(self.font.pointSizeF() * 0.88)
        self.metrics, self.fine = QFontMetrics(self.font), QFontMetrics(self.small)
        self._lines: dict[tuple[str, int], tuple[str, ...]] = {}

    # How large

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: D102 - Qt's
        model = index.model()
        claim = model.claim(index.row()) if isinstance(model, ClaimsModel) else None
        if claim is None:
            return QSize(0, 0)
        width = self._width()
        lines = len(self.lines(claim.statement, width - 2 * MARGIN))
        height = lines * self.metrics.lineSpacing() + self._chip_height() + 2 * MARGIN + 4
        if self._second(claim, None):
            height += self.fine.lineSpacing() + 3
        return QSize(width, height)

    def _width(self) -> int:
        view = self._view
        viewport = getattr(view, "viewport", None)
        return max(120, viewport().width() if viewport is not None else view.width())

    def _chip_height(self) -> int:
        return self.fine.height() + 4

    def lines(self, text: str, width: int) -> tuple[str, ...]:
        """Return a statement as at most three lines of this width, shortened where it is longer."""
        found = self._lines.get((text, width))
        if found is None:
            if len(self._lines) > 2000:
                self._lines.clear()
            found = self._lines[text, width] = wrapped(text, self.font, width, LINES)
        return found

    # How it looks

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground of a card, and what it says."""
        model = index.model()
        claim = model.claim(index.row()) if isinstance(model, ClaimsModel) else None
        if claim is None or not isinstance(model, ClaimsModel):
            return
        rect, tones = QRect(0, option.rect.y(), self._width(), option.rect.height()), self.tones
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tones.chosen))
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.fillRect(rect.x(), rect.y(), 2, rect.height(), QColor(tones.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tones.hover))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(tones.grid))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = rect.adjusted(MARGIN, MARGIN - 2, -MARGIN, -MARGIN)
        top = self._paint_statement(painter, inner, claim)
        self._paint_standing(painter, QRect(inner.x(), top, inner.width(), 0), claim, model)
        verdict = model.verdict(claim.id)
        words = self._second(claim, verdict)
        if words:
            top += self._chip_height() + 3
            doubted = verdict is not None and verdict.outcome is Outcome.HOLDS
            painter.setPen(QColor(tones.warn if doubted else tones.muted))
            self._paint_words(painter, inner.x(), top, inner.width(), words)
        painter.restore()

    def _paint_statement(self, painter: QPainter, inner: QRect, claim: Claim) -> int:
        """Paint the statement; return where the next line begins."""
        painter.setFont(self.font)
        decided = claim.status is Status.BROKEN
        painter.setPen(QColor(self.tones.muted if decided else self.tones.text))
        y = inner.y()
        for line in self.lines(claim.statement, inner.width()):
            painter.drawText(inner.x(), y + self.metrics.ascent(), line)
            y += self.metrics.lineSpacing()
        return y + 5

    def _paint_standing(
        self, painter: QPainter, line: QRect, claim: Claim, model: ClaimsModel
    ) -> None:
        """Paint status, conviction and evidence from the left, the review from the right."""
        painter.setFont(self.small)
        review = review_words(claim, model.today, model.phrases)
        right = line.right()
        if review:
            due = claim.is_due(model.today)
            painter.setPen(QColor(self.tones.warn if due else self.tones.muted))
            width = self.fine.horizontalAdvance(review)
            right -= width
            self._paint_words(painter, right + 1, line.y() + 2, width + 2, review)
        x = self._paint_chip(painter, line.x(), line.y(), claim) + GAP + 2
        x = self._paint_conviction(painter, x, line.y(), claim) + GAP + 4
        place = model.place_of(claim.id)
        balance = Balance() if place is None else model.balance(place)
        painter.setPen(QColor(self.tones.muted))
        self._paint_words(painter, x, line.y() + 2, right - GAP - x, balance_words(balance))

    def _paint_chip(self, painter: QPainter, x: int, y: int, claim: Claim) -> int:
        words, colour = status_words(claim.status), QColor(status_colour(claim.status, self.tones))
        width, height = self.fine.horizontalAdvance(words) + 14, self._chip_height()
        ground = QColor(colour)
        ground.setAlphaF(0.16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(x, y, width, height), height / 2, height / 2)
        painter.setPen(colour)
        painter.drawText(x + 7, y + 2 + self.fine.ascent(), words)
        return x + width

    def _paint_conviction(self, painter: QPainter, x: int, y: int, claim: Claim) -> int:
        middle = y + self._chip_height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, share in ((self.tones.border, 100), (self.tones.accent, claim.conviction)):
            painter.setBrush(QColor(colour))
            bar = QRectF(x, middle - _BAR_HEIGHT / 2, _BAR * share / 100, _BAR_HEIGHT)
            painter.drawRoundedRect(bar, 2, 2)
        words = f"{claim.conviction}%"
        painter.setPen(QColor(self.tones.text))
        painter.drawText(x + _BAR + 5, y + 2 + self.fine.ascent(), words)
        return x + _BAR + 5 + self.fine.horizontalAdvance("100%")

    def _second(self, claim: Claim, verdict: Verdict | None) -> str:
        """Return the line about falsifier and tags."""
        parts = (falsifier_words(claim, verdict), tag_words(claim))
        return "  ".join(each for each in parts if each)

    def _paint_words(self, painter: QPainter, x: int, y: int, width: int, words: str) -> None:
        short = self.fine.elidedText(words, Qt.TextElideMode.ElideRight, max(0, width))
        painter.drawText(x, y + self.fine.ascent(), short)


def wrapped(text: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    """Return a text as lines of a width in pixels, at most `most`; a longer one ends in …."""
    layout = QTextLayout(text[:4000], font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts = list[int]()
    while len(starts) <= most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1, width))
        starts.append(line.textStart())
    layout.endLayout()
    # Qt counts in UTF-16.
    units = text[:4000].encode("utf-16-le")
    ends = [*starts[1:], len(units) // 2]
    lines = [
        units[2 * start : 2 * end].decode("utf-16-le", "ignore").rstrip()
        for start, end in zip(starts, ends, strict=True)
    ]
    if len(lines) > most:
        rest = units[2 * starts[most - 1] :].decode("utf-16-le", "ignore")
        last = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, max(1, width))
        return (*lines[: most - 1], last)
    return tuple(lines) or ("",)
