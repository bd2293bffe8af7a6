"""The claims of the scorecard as a Qt model: how each has turned out, and what the market made."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor

from gridwatch.domain.thesis.scorecard import Scored
from gridwatch.ui.look import Look
from gridwatch.ui.phrases import UNKNOWN
from gridwatch.ui.reviews.words import conviction_words, status_words
from gridwatch.ui.thesis.claims.words import status_colour
from gridwatch.ui.thesis.place import Names

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CLAIM, STATUS, DECIDED, SURE, GAIN, PEERS = range(6)


class ScoreModel(QAbstractTableModel):
    """Decided claims, latest first, then the open ones."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look, self._names = look, Names()
        self._claims: tuple[Scored, ...] = ()

    def show_claims(self, claims: tuple[Scored, ...], names: Names, look: Look) -> None:
        """Show other claims, or the same in another look."""
        self.beginResetModel()
        self._claims, self._names, self._look = claims, names, look
        self.endResetModel()

    def scored(self, row: int) -> Scored | None:
        """Return the claim of a row, None where there is none."""
        return self._claims[row] if 0 <= row < len(self._claims) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many claims there are."""
        return 0 if parent is not None and parent.isValid() else len(self._claims)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else 6

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Return the words over a column, and what they mean."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < 6:
            return None
        match role:
            case Role.DisplayRole:
                return _headings()[section]
            case Role.ToolTipRole:
                return _meanings()[section] or None
            case Role.TextAlignmentRole:
                return _RIGHT if section >= DECIDED else _LEFT
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return what a cell says and how."""
        if not index.isValid():
            return None
        scored, column = self._claims[index.row()], index.column()
        match role:
            case Role.DisplayRole:
                return self._text(scored, column)
            case Role.ToolTipRole:
                return f"{self._names.of(scored.claim.about)}\n{scored.claim.statement}"
            case Role.TextAlignmentRole:
                return _RIGHT if column >= DECIDED else _LEFT
            case Role.ForegroundRole:
                return QColor(self._colour(scored, column))
        return None

    def _text(self, scored: Scored, column: int) -> str:
        phrases, decision = self._look.phrases, scored.decision
        match column:
            case 0:
                return f"{self._names.of(scored.claim.about)}: {scored.claim.statement}"
            case 1:
                return status_words(scored.claim.status)
            case 2:
                return phrases.day(decision.at.astimezone().date()) if decision else UNKNOWN
            case 3:
                if decision is None:
                    return conviction_words(scored.claim.conviction, phrases)
                return phrases.percent(decision.conviction, 0, signed=False)
            case 4:
                return phrases.percent(scored.gain)
        return phrases.percent(scored.peers)

    def _colour(self, scored: Scored, column: int) -> str:
        tones = self._look.tones
        if column == STATUS:
            return status_colour(scored.claim.status, tones)
        if column == GAIN and scored.gain:
            return tones.rise if scored.gain > 0 else tones.fall
        return tones.text if scored.decision and column == CLAIM else tones.muted


def _headings() -> tuple[str, ...]:
    return (
        translate("Reviews", "Claim"),
        translate("Reviews", "Status"),
        translate("Reviews", "Decided"),
        translate("Reviews", "Conviction"),
        translate("Reviews", "Return"),
        translate("Reviews", "Segment"),
    )


def _meanings() -> tuple[str, ...]:
    return (
        "",
        "",
        translate("Reviews", "When you decided it"),
        translate(
            "Reviews", "Before it was decided: the mean over the time that the claim was open"
        ),
        translate(
            "Reviews",
            "Change of the company's price since the close of the day on which the claim was made,"
            " up to its decision or now. Splits are worked in; dividends are not included.",
        ),
        translate("Reviews", "Median of the same of the other companies of its segment"),
    )
