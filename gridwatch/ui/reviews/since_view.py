"""Shows what has changed since the last review: a table of values, and the news under it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QGridLayout,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gridwatch.services.thesis.due import Review
from gridwatch.ui.appearance import DARK, LIGHT, Tones
from gridwatch.ui.look import Look
from gridwatch.ui.reviews.since_model import NAME, SinceModel
from gridwatch.ui.reviews.since_rows import News, Side, news_of, value_rows
from gridwatch.ui.reviews.still_table import dress_table

translate = QCoreApplication.translate
_ROW = 24
_WIDE = 800  # pixels
_MARKS = {Side.FOR: "▲", Side.AGAINST: "▼", Side.NEITHER: "•"}
_STYLE = """
QTableView {{ border: none; background: transparent; outline: 0; }}
QTableView::item {{ padding: 0 4px; border: none; }}
QHeaderView {{ background: transparent; }}
QHeaderView::section {{ background: transparent; color: {faint}; border: none;
  border-bottom: 1px solid {border}; padding: 1px 7px; }}
"""


class SinceView(QWidget):
    """The table as high as its rows, and a line for each piece of news."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = SinceModel(look.tones, self)
        self.table = QTableView(self)
        self.nothing = QLabel(self)
        self.nothing.setWordWrap(True)
        self.heading = QLabel(self)
        self._news = QGridLayout()
        self._news.setContentsMargins(4, 2, 4, 4)
        self._news.setHorizontalSpacing(8)
        self._news.setVerticalSpacing(5)
        self._news.setColumnStretch(1, 1)
        self._labels: list[QLabel] = []
        self._dress_table()
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(4)
        self._lay_out()

    def _lay_out(self) -> None:
        values, news = QVBoxLayout(), QVBoxLayout()
        for each in (values, news):
            each.setSpacing(4)
        values.addWidget(self.table)
        values.addWidget(self.nothing)
        values.addStretch()
        news.addWidget(self.heading)
        news.addLayout(self._news)
        news.addStretch()
        self._halves.addLayout(values, 1)
        self._halves.addLayout(news, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the news beside the values where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        direction = QBoxLayout.Direction
        self._halves.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._halves.setSpacing(24 if wide else 4)

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self._model)
        dress_table(table, widest=NAME, row=_ROW, air=7, least=40)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_review(self, review: Review, look: Look) -> None:
        """Show what has changed in another claim, or the same in another look."""
        phrases, tones = look.phrases, look.tones
        rows, news = value_rows(review, phrases), news_of(review, phrases)
        self._model.show_rows(rows, phrases.day(review.since.astimezone().date()), tones)
        self.table.setStyleSheet(_STYLE.format(border=tones.border, faint=tones.muted))
        header = self.table.horizontalHeader().sizeHint().height()
        height = self.table.verticalHeader().defaultSectionSize() * len(rows)
        self.table.setFixedHeight(height + header + 2)
        self.table.setVisible(bool(rows))
        self.table.setAccessibleName(translate("Reviews", "What has changed"))
        self.nothing.setText(translate("Reviews", "Nothing that is noted here has changed since."))
        self.nothing.setStyleSheet(f"color: {tones.muted}; padding: 2px 4px;")
        self.nothing.setVisible(not rows and not news)
        self.heading.setText(translate("Reviews", "New since then"))
        self.heading.setStyleSheet(f"color: {tones.muted}; padding: 3px 4px 0 4px;")
        self.heading.setVisible(bool(news))
        self._show_news(news, tones)

    @property
    def news(self) -> list[str]:
        """Return the words of the news that are shown."""
        return [each.text() for each in self._labels if each.property("words")]

    def _show_news(self, news: tuple[News, ...], tones: Tones) -> None:
        for label in self._labels:
            label.hide()
            label.deleteLater()
        self._labels = []
        for place, each in enumerate(news):
            mark = self._label(_MARKS[each.side], side_colour(each.side, tones))
            self._news.addWidget(mark, place * 2, 0, Qt.AlignmentFlag.AlignTop)
            words = self._label(each.words, tones.text)
            words.setProperty("words", True)
            words.setAccessibleName(f"{side_words(each.side)}: {each.words}")
            self._news.addWidget(words, place * 2, 1)
            if each.source:
                self._news.addWidget(self._label(each.source, tones.muted), place * 2 + 1, 1)

    def _label(self, words: str, colour: str) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setText(words)
        label.setStyleSheet(f"color: {colour};")
        self._labels.append(label)
        return label


def side_colour(side: Side, tones: Tones) -> str:
    """Return the colour of a side: for is green, against red, whatever colour a rise has."""
    plain = DARK if tones.dark else LIGHT
    return {Side.FOR: plain.rise, Side.AGAINST: plain.fall, Side.NEITHER: tones.muted}[side]


def side_words(side: Side) -> str:
    """Return on which side a piece of news is."""
    match side:
        case Side.FOR:
            return translate("Reviews", "For")
        case Side.AGAINST:
            return translate("Reviews", "Against")
        case Side.NEITHER:
            return translate("Reviews", "Noted")
