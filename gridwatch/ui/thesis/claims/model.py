"""The claims of a thesis as a Qt model, as far as the filter lets them through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.evidence import Balance, balance_of
from gridwatch.services.thesis.reading import Thesis
from gridwatch.services.thesis.verdicts import Verdict
from gridwatch.ui.moving_rows import MovingRows
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.thesis.claims.words import claim_words, weight_words

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class ClaimsModel(MovingRows[int]):
    """One row for each claim, by its id; `movable`: rows may be dragged to another place."""

    def __init__(self, phrases: Phrases) -> None:
        """Start empty."""
        super().__init__()
        self.phrases, self.today = phrases, date.today()  # noqa: DTZ011 - the user's own day
        self.movable = False
        self._claims: dict[int, Claim] = {}
        self._balances: dict[int, Balance] = {}
        self._verdicts: dict[int, Verdict | None] = {}

    def show(
        self,
        thesis: Thesis,
        claims: Sequence[Claim],
        phrases: Phrases,
        verdict_of: Callable[[int, str], Verdict | None] = lambda *_: None,
    ) -> None:
        """Take a new reading: rows come, go and move only where the claims did.

        `verdict_of` returns what the test of the claim with an id says now.
        """
        now = {each.id: each for each in claims}
        balances = {each: balance_of(thesis.evidence.get(each, ())) for each in now}
        verdicts = {each.id: verdict_of(each.id, each.test) for each in claims}
        today = date.today()  # noqa: DTZ011 - the user's own day
        anew = (phrases, today) != (self.phrases, self.today)
        changed = {
            number
            for number in now.keys() & self._claims.keys()
            if anew
            or now[number] != self._claims[number]
            or balances[number] != self._balances[number]
            or verdicts[number] != self._verdicts[number]
        }
        self.phrases, self.today = phrases, today
        # While rows are taken away, views may still ask for them.
        self._claims, self._balances = self._claims | now, self._balances | balances
        self._verdicts |= verdicts
        self._become(list(now))
        self._claims, self._balances, self._verdicts = now, balances, verdicts
        self._announce(changed, 1)

    # What the view and its delegate ask

    def claim(self, place: int) -> Claim | None:
        """Return the claim at a place."""
        number = self.row(place)
        return None if number is None else self._claims[number]

    def balance(self, place: int) -> Balance:
        """Return what the evidence of the claim at a place weighs."""
        number = self.row(place)
        return Balance() if number is None else self._balances[number]

    def verdict(self, number: int) -> Verdict | None:
        """Return what the test of a claim says now, None where that is not known."""
        return self._verdicts.get(number)

    # What Qt asks

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns: a claim is one card."""
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a claim; only all of them have an order to be changed."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled if self.movable else Qt.ItemFlag(0)
        return _FLAGS | Qt.ItemFlag.ItemIsDragEnabled if self.movable else _FLAGS

    def supportedDropActions(self) -> Qt.DropAction:
        """Return what a drag may do: claims are moved, never copied; a view asks for both."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return one aspect of a claim; the delegate paints it from the claim itself."""
        claim = self.claim(index.row()) if index.isValid() else None
        if claim is None:
            return None
        balance = self.balance(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return claim.statement
            case Qt.ItemDataRole.AccessibleTextRole:
                return claim_words(claim, balance, self.today, self.phrases, self.verdict(claim.id))
            case Qt.ItemDataRole.ToolTipRole:
                return f"{claim.statement}\n{weight_words(balance)}"
        return None
