"""The scorecard: how often convictions were right, when claims were decided, and each of them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.thesis.scorecard import FEWEST, Score, Scorecard
from gridwatch.ui.look import Look
from gridwatch.ui.reviews.calibration import Calibration
from gridwatch.ui.reviews.quarters_bar import QuartersBar
from gridwatch.ui.reviews.score_model import CLAIM, DECIDED, PEERS, ScoreModel
from gridwatch.ui.reviews.still_table import dress_table
from gridwatch.ui.thesis.place import Names, PageName, Place

translate = QCoreApplication.translate
_WIDE = 700  # pixels, from which on there is room beside the drawing and for all columns
_ROW = 26
_STYLE = """
QTableView {{ border: none; background: {base}; outline: 0; }}
QTableView::item {{ padding: 0 5px; border: none; }}
QTableView::item:hover {{ background: {hover}; }}
QTableView::item:selected {{ background: {chosen}; }}
"""


class ScorePage(QWidget):
    """Shows a score; `opened` carries the Place of a claim that is wanted."""

    opened = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._names = look, Names()
        self._score: Score | None = None
        self.verdict, self.remark, self.empty = QLabel(self), QLabel(self), QLabel(self)
        self.calibration, self.quarters = Calibration(look, self), QuartersBar(look, self)
        self._model = ScoreModel(look, self)
        self.table = QTableView(self)
        self._scroll = QScrollArea(self)
        self._drawings = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._dress_table()
        self._lay_out()
        self.table.activated.connect(self._open)
        self.setFocusProxy(self.table)
        self.restyle(look)

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self._model)
        dress_table(table, widest=CLAIM, row=_ROW, air=9, least=44)
        table.setTabKeyNavigation(False)
        table.setMouseTracking(True)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def _lay_out(self) -> None:
        for each in (self.verdict, self.remark, self.empty):
            each.setWordWrap(True)
            each.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner = QWidget(self)
        self._drawings.addWidget(self.calibration)
        beside = QVBoxLayout()
        beside.setSpacing(8)
        for part in (self.verdict, self.remark, self.quarters):
            beside.addWidget(part)
        beside.addStretch()
        self._drawings.addLayout(beside, 1)
        self._drawings.setSpacing(16)
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(10)
        column.addLayout(self._drawings)
        column.addWidget(self.empty)
        column.addWidget(self.table)
        column.addStretch()
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    # What is shown

    def show_score(self, score: Score) -> None:
        """Show a new reading."""
        self._score = score
        self._say()

    def show_names(self, names: Names) -> None:
        """Take what companies and themes are called now."""
        self._names = names
        self._say()

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        tones = look.tones
        self._scroll.setStyleSheet(
            f"QScrollArea, QScrollArea > QWidget > QWidget {{ background: {tones.base}; }}"
        )
        self.table.setStyleSheet(
            _STYLE.format(base=tones.base, hover=tones.hover, chosen=tones.chosen)
        )
        self.verdict.setStyleSheet(f"color: {tones.text};")
        for each in (self.remark, self.empty):
            each.setStyleSheet(f"color: {tones.muted};")
        self._say()

    def _say(self) -> None:
        score = self._score
        claims = score.claims if score else ()
        decided = bool(score and score.card.decisions)
        foretold = bool(score and score.card.foretold)
        self.empty.setText(_empty_words(score))
        self.empty.setVisible(not decided)
        for each in (self.verdict, self.remark):
            each.setVisible(decided)
        self.calibration.setVisible(foretold)
        self.calibration.show_bins(score.card.bins if score else (), self._look)
        self.quarters.show_quarters(score.card.quarters if score else (), self._look)
        if score is not None:
            self.verdict.setText(verdict_words(score.card, self._look))
            self.remark.setText(remark_words(score.card))
        self._model.show_claims(claims, self._names, self._look)
        rows = self.table.verticalHeader().defaultSectionSize() * len(claims)
        self.table.setFixedHeight(rows + self.table.horizontalHeader().sizeHint().height() + 4)
        self.table.setVisible(bool(claims))
        self.table.setAccessibleName(translate("Reviews", "Claims and how they turned out"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the words beside the drawing where there is room, and show as many columns."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= _WIDE
        direction = QBoxLayout.Direction
        self._drawings.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        for column in (DECIDED, PEERS):
            self.table.setColumnHidden(column, not wide)

    def _open(self, index: QModelIndex) -> None:
        scored = self._model.scored(index.row())
        if scored is not None:
            claim = scored.claim
            self.opened.emit(Place(claim.about, PageName.CLAIMS, claim.id))


def _empty_words(score: Score | None) -> str:
    if score is None:
        return translate("Reviews", "Reading how claims have turned out…")
    return translate(
        "Reviews",
        "No claim is decided yet. Once you have found some confirmed or broken, this shows how"
        " often you were as right as you were sure.",
    )


def verdict_words(card: Scorecard, look: Look) -> str:
    """Return how many claims were right, and how good convictions were; no score of a few."""
    phrases, decided = look.phrases, len(card.decisions)
    right = sum(each.confirmed for each in card.decisions)
    counted = translate("Reviews", "Decided claims: {count} ({right} confirmed, {wrong} broken).")
    words = counted.format(count=decided, right=right, wrong=decided - right)
    if not card.is_enough or card.brier is None or card.base_brier is None:
        few = translate(
            "Reviews", "That is too few to conclude anything: it takes at least {count}."
        )
        return f"{words} {few.format(count=FEWEST)}"
    score = translate(
        "Reviews",
        "Brier score {score}; always saying {rate} would have scored {base} (0 is best).",
    )
    return f"{words} " + score.format(
        score=phrases.plain(card.brier, 3),
        rate=phrases.percent(card.base_rate, 0, signed=False),
        base=phrases.plain(card.base_brier, 3),
    )


def remark_words(card: Scorecard) -> str:
    """Return what the drawing means, and whether convictions told more than their mean rate."""
    reading = translate(
        "Reviews",
        "On the dashed line claims are right as often as you were sure of them. Points are as large"
        " as there are claims, bars reach as far as chance does with 95% confidence.",
    )
    if not card.is_enough or card.brier is None or card.base_brier is None:
        return reading
    better = card.brier < card.base_brier
    told = (
        translate("Reviews", "Your convictions told more than that rate alone.")
        if better
        else translate("Reviews", "Your convictions told no more than that rate alone.")
    )
    return f"{told} {reading}"
