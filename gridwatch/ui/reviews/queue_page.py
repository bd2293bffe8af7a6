"""The claims that are due, one after the other, done with the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.thesis.claim import Status
from gridwatch.services.thesis.due import Review, ReviewQueue
from gridwatch.ui.look import Look
from gridwatch.ui.reviews.answer import STEP, Answer
from gridwatch.ui.reviews.claim_view import ClaimView
from gridwatch.ui.reviews.coming_view import ComingView
from gridwatch.ui.reviews.since_view import SinceView
from gridwatch.ui.thesis.place import Names, PageName, Place

translate = QCoreApplication.translate
_TALL = 360  # pixels, from which on there is room for a word on the keys


class QueuePage(QWidget):
    """Shows the first claim of the queue; an answer leaves as an edit, and the next one comes.

    `edited` carries an Edit, and what to call when it is stored and where it could not be; `opened`
    a Place; `counted` how many claims are left.
    """

    edited = Signal(object, object, object)
    opened = Signal(object)
    counted = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._names = look, Names()
        self._queue: ReviewQueue | None = None
        self._skipped: list[int] = []  # in the order in which they come again
        self._answered: set[int] = set()  # on their way to the file
        self._last = 0  # the claim that was answered last: an undo brings it back
        self._shown: Review | None = None
        self.place, self.keys = QLabel(self), QLabel(self)
        self.claim, self.since = ClaimView(self), SinceView(look, self)
        self.answer, self.coming = Answer(look, self), ComingView(self)
        self._stack, self._scroll = QStackedWidget(self), QScrollArea(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self.answer.given.connect(self.give)
        self.answer.skipped.connect(self.skip)
        self.answer.opened.connect(self.open)
        self._keys = self._key_table()
        self.restyle(look)

    def _lay_out(self) -> None:
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(8)
        column.addWidget(self.claim)
        column.addWidget(self.since)
        column.addStretch()
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.keys, 1)
        foot.addWidget(self.place, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self.keys.setWordWrap(True)
        ground = QWidget(self)
        lower = QVBoxLayout(ground)
        lower.setContentsMargins(12, 8, 12, 8)
        lower.setSpacing(6)
        lower.addWidget(self.answer)
        lower.addLayout(foot)
        ground.setObjectName("answer")
        self._ground = ground
        page = QWidget(self)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(ground)
        self._stack.addWidget(page)
        self._stack.addWidget(self.coming)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    # What is shown

    def show_queue(self, queue: ReviewQueue) -> None:
        """Take a new reading; the claim that is looked at stays, with what is typed."""
        there = {each.claim.id for each in queue.due}
        self._skipped = [each for each in self._skipped if each in there]
        back = self._last if self._last in there - self._answered else 0
        self._answered &= there
        self._queue = queue
        if back:
            self._last = 0
        self._show(back or (self._shown.claim.id if self._shown else 0))

    def show_names(self, names: Names) -> None:
        """Take what companies and themes are called now."""
        self._names = names
        self._say()

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        tones = look.tones
        self._ground.setStyleSheet(
            f"#answer {{ background: {tones.raised}; border-top: 1px solid {tones.border}; }}"
        )
        self._scroll.setStyleSheet(
            f"QScrollArea, QScrollArea > QWidget > QWidget {{ background: {tones.base}; }}"
        )
        for each in (self.keys, self.place):
            each.setStyleSheet(f"color: {tones.muted};")
        self.keys.setText(
            translate(
                "Reviews", "1–5 status · + − conviction · Enter store · S skip · O open · N note"
            )
        )
        self.answer.restyle(look)
        self._say()

    @property
    def shown(self) -> Review | None:
        """Return the claim that is looked at, None where nothing is due."""
        return self._shown

    @property
    def waiting(self) -> tuple[Review, ...]:
        """Return what is to be done, skipped ones last."""
        due = self._queue.due if self._queue else ()
        left = [each for each in due if each.claim.id not in self._answered]
        later = {number: place for place, number in enumerate(self._skipped, start=1)}
        return tuple(sorted(left, key=lambda each: later.get(each.claim.id, 0)))

    def _show(self, wanted: int) -> None:
        """Show this claim where it is due, else the first one."""
        waiting = self.waiting
        one = next((each for each in waiting if each.claim.id == wanted), None)
        before, self._shown = self._shown, one or next(iter(waiting), None)
        now = self._shown
        if now is not None and self._queue is not None and now.claim != (before and before.claim):
            same = before is not None and before.claim.id == now.claim.id
            ask = self.answer.ask_again if same else self.answer.ask
            ask(now.claim, self._queue.today)
            self._scroll.verticalScrollBar().setValue(0)
        self._say()

    def _say(self) -> None:
        review, queue, left = self._shown, self._queue, len(self.waiting)
        self.counted.emit(left)
        if review is None or queue is None:
            self.coming.show_queue(queue, self._names.of, self._look)
            self._stack.setCurrentIndex(1)
            return
        self.claim.show_claim(
            review.claim, self._names.of(review.claim.about), queue.today, self._look
        )
        self.since.show_review(review, self._look)
        self.place.setText(translate("Reviews", "{count} due").format(count=left))
        self._stack.setCurrentIndex(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the room of a low dock for the claim."""
        super().resizeEvent(event)
        self.keys.setVisible(self.height() >= _TALL)

    # What the user does

    def give(self) -> None:
        """Store the answer, and go on to the next claim."""
        edit = self.answer.edit()
        if self._shown is None or edit is None:
            return
        number = self._shown.claim.id
        self._answered.add(number)
        self._last = number
        self.setFocus()
        self._show(0)
        self.edited.emit(edit, None, lambda: self._take_back(number))

    def _take_back(self, number: int) -> None:
        """Ask again about a claim whose answer could not be stored."""
        self._answered.discard(number)
        self._last = 0
        self._show(number)

    def skip(self) -> None:
        """Look at this claim after all others."""
        if self._shown is None:
            return
        number = self._shown.claim.id
        self._skipped = [*(each for each in self._skipped if each != number), number]
        self.setFocus()
        self._show(0)

    def open(self) -> None:
        """Go to the claim in its thesis."""
        if self._shown is not None:
            claim = self._shown.claim
            self.opened.emit(Place(claim.about, PageName.CLAIMS, claim.id))

    def write_note(self) -> None:
        """Begin to type a note."""
        self.answer.note.setFocus()

    def _key_table(self) -> Mapping[int, Callable[[], object]]:
        key, bar = Qt.Key, self._scroll.verticalScrollBar()
        numbers = (key.Key_1, key.Key_2, key.Key_3, key.Key_4, key.Key_5)
        choices = {
            int(number): lambda status=status: self.answer.choose(status)
            for number, status in zip(numbers, Status, strict=True)
        }
        return {
            **choices,
            key.Key_Plus: lambda: self.answer.step(STEP),
            key.Key_Equal: lambda: self.answer.step(STEP),  # the plus without Shift
            key.Key_Minus: lambda: self.answer.step(-STEP),
            key.Key_Return: self.give,
            key.Key_Enter: self.give,
            key.Key_S: self.skip,
            key.Key_O: self.open,
            key.Key_N: self.write_note,
            key.Key_Escape: self.setFocus,
            key.Key_Down: lambda: bar.setValue(bar.value() + bar.singleStep()),
            key.Key_Up: lambda: bar.setValue(bar.value() - bar.singleStep()),
            key.Key_PageDown: lambda: bar.setValue(bar.value() + bar.pageStep()),
            key.Key_PageUp: lambda: bar.setValue(bar.value() - bar.pageStep()),
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key says; one with Ctrl or Alt is the window's."""
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        act = self._keys.get(event.key())
        if act is None or held or self._shown is None:
            super().keyPressEvent(event)
        else:
            act()
