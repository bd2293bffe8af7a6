"""Which claims are listed: all, those of one status, those that are due, those with a tag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from gridwatch.domain.thesis.claim import Claim, Status
from gridwatch.wording.statuses import status_words

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a claim has to be to be listed; nothing set: any claim."""

    status: Status | None = None
    tag: str = ""
    due: bool = False

    def lets(self, claim: Claim, today: date) -> bool:
        """Tell whether a claim is wanted."""
        return (
            (self.status is None or claim.status is self.status)
            and (not self.tag or self.tag.casefold() in (each.casefold() for each in claim.tags))
            and (not self.due or claim.is_due(today))
        )


class Filter(QComboBox):
    """Offers what can be wanted of the claims that are there."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tags: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(8)
        self.activated.connect(lambda _: self.changed.emit())
        self.restyle()

    def wanted(self) -> Wanted:
        """Return what is chosen."""
        found = self.currentData()
        return found if isinstance(found, Wanted) else Wanted()

    def want(self, wanted: Wanted) -> None:
        """Choose something that is offered; all claims where it is not."""
        self.setCurrentIndex(max(0, self._place_of(wanted)))

    def show_tags(self, claims: Iterable[Claim]) -> None:
        """Offer the tags that claims have."""
        found = {tag.casefold(): tag for each in claims for tag in each.tags}
        tags = tuple(found[each] for each in sorted(found))
        if tags != self._tags:
            self._tags = tags
            self.restyle()

    def restyle(self) -> None:
        """Say everything in the language that is spoken now; what was chosen stays."""
        chosen = self.wanted()
        with QSignalBlocker(self):
            self.clear()
            for words, wanted in self._offers():
                self.addItem(words, wanted)
            self.want(chosen)
        self.setAccessibleName(translate("Claims", "Which claims are listed"))

    def _place_of(self, wanted: Wanted) -> int:
        places = range(self.count())
        return next((each for each in places if self.itemData(each) == wanted), -1)

    def _offers(self) -> Sequence[tuple[str, Wanted]]:
        return [
            (translate("Claims", "All claims"), Wanted()),
            (translate("Claims", "Due for review"), Wanted(due=True)),
            *((_capital(status_words(each)), Wanted(status=each)) for each in Status),
            *((f"#{each}", Wanted(tag=each)) for each in self._tags),
        ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
