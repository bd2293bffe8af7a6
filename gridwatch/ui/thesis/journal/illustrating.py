"""Keeps pictures that come into an entry, and gives them to whoever shows it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QTextCursor

from gridwatch.domain.thesis.journal import Picture
from gridwatch.runtime.lane import Lane
from gridwatch.services.thesis.entry_edits import AddPicture
from gridwatch.store.user.entries import picture_with_hash
from gridwatch.ui.thesis.journal.editor import MarkdownEditor
from gridwatch.ui.thesis.journal.pictures import Source, picture_of

_WIDEST_SHOWN = 1600


class Illustrating(QObject):
    """Makes pictures small off the window's thread, has them stored and writes their links.

    `wanted` carries an Edit with what to call when it is made or not; `failed` an exception.
    """

    wanted = Signal(object, object, object)
    failed = Signal(object)
    turned = Signal(bool)  # whether a picture is on its way

    def __init__(self, editor: MarkdownEditor, current: Callable[[], object]) -> None:
        """Take the editor, and how to ask which entry is in it."""
        super().__init__(editor)
        self._editor, self._current = editor, current
        self._lane = Lane("pictures", 1, self)
        editor.pictured.connect(self.take)

    def take(self, source: Source, name: str) -> None:
        """Keep a picture, and link to it where the cursor is now."""
        cursor, entry = self._editor.textCursor(), self._current()
        self.turned.emit(True)
        self._lane.run(
            lambda: picture_of(source), partial(self._keep, cursor, entry, name), self._fail
        )

    def _keep(self, cursor: QTextCursor, entry: object, name: str, picture: Picture) -> None:
        def kept() -> None:
            self.turned.emit(False)
            if self._current() is entry:  # nobody has opened another one meanwhile
                self._editor.insert_picture(cursor, picture, name)

        self.wanted.emit(AddPicture(picture), kept, lambda: self.turned.emit(False))

    def _fail(self, error: Exception) -> None:
        self.turned.emit(False)
        self.failed.emit(error)


def read_pictures(user: sqlite3.Connection, hashes: Iterable[str]) -> dict[str, QImage]:
    """Return the pictures that are kept, no wider than any view; on any thread."""
    found = ((each, picture_with_hash(user, each)) for each in hashes)
    return {each: _shown(picture.data) for each, picture in found if picture is not None}


def _shown(data: bytes) -> QImage:
    image = QImage.fromData(data)
    if image.width() <= _WIDEST_SHOWN:
        return image
    return image.scaledToWidth(_WIDEST_SHOWN, Qt.TransformationMode.SmoothTransformation)
