"""Offers companies behind an @ and claims behind [[ while one writes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QStringListModel, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit

from gridwatch.domain.company import Company, names_in
from gridwatch.domain.thesis.claim import Claim

MOST_OFFERS = 12
_COMPANY = re.compile(r"(?:^|[^A-Za-z0-9_.@/+\-])@([^\s@|]{0,24})$")
_CLAIM = re.compile(r"\[\[(?:claim:)?([^\[\]\n]{0,60})$")


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to link to: how it is shown, what is written for it, by what it is found."""

    words: str
    written: str
    keys: tuple[str, ...]


def company_offers(companies: Iterable[Company], language: str) -> tuple[Offer, ...]:
    """Return the companies, by name, native name, pinyin and all their symbols."""
    found = list[Offer]()
    for each in companies:
        name, other = names_in(each, language)
        symbols = tuple(one.symbol for one in each.listings)
        keys = tuple(key.casefold() for key in (name, other, each.pinyin, *symbols) if key)
        words = "  ·  ".join(part for part in (name, other, each.primary) if part)
        found.append(Offer(words, f"@{each.primary}", keys))
    return tuple(sorted(found, key=lambda one: one.keys[0]))


def claim_offers(claims: Iterable[Claim]) -> tuple[Offer, ...]:
    """Return the claims, by their statements."""
    return tuple(
        Offer(each.statement, f"[[claim:{each.id}]]", (each.statement.casefold(), str(each.id)))
        for each in claims
    )


def best(offers: Sequence[Offer], typed: str) -> list[Offer]:
    """Return the offers that fit what is typed, those that begin with it first."""
    sought = typed.casefold()
    begin = [each for each in offers if any(key.startswith(sought) for key in each.keys)]
    inside = [
        each for each in offers if each not in begin and any(sought in key for key in each.keys)
    ]
    return [*begin, *inside][:MOST_OFFERS]


class Completing(QObject):
    """The list of offers below the cursor of an editor."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._companies: tuple[Offer, ...] = ()
        self._claims: tuple[Offer, ...] = ()
        self.shown: list[Offer] = []
        self._begin = 0  # where what is replaced begins in its block
        self._model = QStringListModel(self)
        completer = self._completer = QCompleter(self._model, self)
        completer.setWidget(editor)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(MOST_OFFERS)
        self.popup = QListView(editor)
        self.popup.setTextElideMode(Qt.TextElideMode.ElideRight)
        completer.setPopup(self.popup)
        self.popup.clicked.connect(self.take)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    def show_offers(self, companies: tuple[Offer, ...], claims: tuple[Offer, ...]) -> None:
        """Take what can be linked to."""
        self._companies, self._claims = companies, claims

    def look_soon(self) -> None:
        """Look at what was typed when it has been shown."""
        self._timer.start(0)

    @property
    def is_open(self) -> bool:
        """Tell whether something is offered."""
        return self.popup.isVisible()

    def close(self) -> None:
        """Offer nothing."""
        self._timer.stop()
        self.popup.hide()

    def take_current(self) -> bool:
        """Write the offer that is chosen; return whether there was one."""
        index = self.popup.currentIndex()
        if not self.is_open or not index.isValid():
            return False
        self.take(index)
        return True

    def _look(self) -> None:
        cursor = self._editor.textCursor()
        before = _before(cursor)
        offers, match = self._companies, _COMPANY.search(before)
        if match is None:
            offers, match = self._claims, _CLAIM.search(before)
        found = best(offers, match[1]) if match is not None and self._editor.hasFocus() else []
        if match is None or not found:
            self.close()
            return
        self._begin = match.start(1) - 1 if offers is self._companies else match.start()
        self._open(found)

    def _open(self, found: list[Offer]) -> None:
        popup = self.popup
        if found != self.shown or not self.is_open:
            self.shown = found
            self._model.setStringList([each.words for each in found])
        rect = self._editor.cursorRect()
        widest = popup.sizeHintForColumn(0) + popup.verticalScrollBar().sizeHint().width() + 12
        rect.setWidth(min(max(240, widest), max(240, self._editor.width() - 8)))
        self._completer.complete(rect)
        popup.setCurrentIndex(self._model.index(0, 0))

    def take(self, index: QModelIndex) -> None:
        """Write an offer in the place of what was typed for it."""
        offer = self.shown[index.row()]
        self.popup.hide()
        cursor = self._editor.textCursor()
        text = _before(cursor)
        units = len(text[: self._begin].encode("utf-16-le")) // 2
        cursor.setPosition(cursor.block().position() + units, QTextCursor.MoveMode.KeepAnchor)
        behind = self._editor.textCursor().block().text()[len(text) :]
        cursor.insertText(offer.written + ("" if behind[:1].isspace() else " "))
        self._editor.setTextCursor(cursor)


def _before(cursor: QTextCursor) -> str:
    """Return the text of a line before the cursor."""
    units = cursor.block().text().encode("utf-16-le", "surrogatepass")
    return units[: 2 * cursor.positionInBlock()].decode("utf-16-le", "replace")
