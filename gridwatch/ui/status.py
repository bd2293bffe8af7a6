"""The status bar: what is being fetched, when it last succeeded, what is wrong and what next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QStatusBar, QToolButton, QWidget

from gridwatch.ui.look import Look
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.strips import mixed, simulated_words
from gridwatch.ui.words import trouble_words

if TYPE_CHECKING:
    from gridwatch.wire import Message, Progress, Rested, Troubled

translate = QCoreApplication.translate
TASKS: Mapping[str, str] = {
    "quotes": QT_TRANSLATE_NOOP("Status", "Fetching quotes"),
    "history": QT_TRANSLATE_NOOP("Status", "Fetching history"),
    "shares": QT_TRANSLATE_NOOP("Status", "Fetching share counts"),
}
REFUSALS: Mapping[str, str] = {
    "locked": QT_TRANSLATE_NOOP(
        "Status", "Another GridWatch fetches for this profile; its results show up here."
    ),
    "feed": QT_TRANSLATE_NOOP("Status", "The source of prices can't be used; see the log."),
    "database": QT_TRANSLATE_NOOP(
        "Status", "The price cache can't be written. Check the disk; trying again in a minute."
    ),
}
FETCHING = QT_TRANSLATE_NOOP("Status", "Fetching")
# A task this short is over before anybody could press Stop.
LONG_TASK = 6
# Quotes come within a moment, many times an hour: what is shorter than this is not mentioned.
WORTH_SAYING = 0.7


class StatusBar(QStatusBar):
    """Shows what the collector says; `stopped` carries the task that the user gives up."""

    stopped = Signal(str)

    def __init__(
        self, simulated: bool, parent: QWidget | None = None, *, worth_saying: float = WORTH_SAYING
    ) -> None:
        super().__init__(parent)
        self._simulated = simulated
        self._look: Look | None = None
        self._names: Mapping[str, str] = {}
        self._progress: dict[str, Progress] = {}
        self._since: dict[str, float] = {}
        self._worth_saying = worth_saying
        self._trouble: Troubled | None = None
        self._state = QT_TRANSLATE_NOOP("Status", "Starting")
        self._last_success: datetime | None = None
        self._next_round: datetime | None = None
        self._activity, self._wrong, self._success, self._badge = (QLabel(self) for _ in range(4))
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(120, 6)
        self._stop = QToolButton(self)
        self._stop.setAutoRaise(True)
        self._stop.clicked.connect(self._give_up)
        self.messageChanged.connect(lambda _: self._write())
        self._place()

    def _place(self) -> None:
        for widget in (self._activity, self._bar, self._stop):
            self.addWidget(widget)
        self._wrong.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(self._wrong, 1)
        self.addPermanentWidget(self._success)
        self.addPermanentWidget(self._badge)
        self._bar.hide()
        self._stop.hide()
        self._badge.setVisible(self._simulated)
        self.setSizeGripEnabled(False)

    def restyle(self, look: Look) -> None:
        """Write everything anew in the language and the tones of `look`."""
        self._look = look
        tones = look.tones
        self._badge.setText(simulated_words())
        self._badge.setStyleSheet(
            f"color: {tones.text}; background: {mixed(tones.warn, tones.base, 0.3)};"
            " border-radius: 3px; padding: 1px 8px;"
        )
        self._activity.setStyleSheet("padding: 0 4px 0 8px;")
        self._success.setStyleSheet(f"color: {tones.muted}; padding: 0 6px;")
        self._wrong.setStyleSheet(f"color: {tones.warn}; padding: 0 8px;")
        self._bar.setStyleSheet(
            f"QProgressBar {{ border: none; border-radius: 3px; background: {tones.grid}; }}"
            f" QProgressBar::chunk {{ border-radius: 3px; background: {tones.accent}; }}"
        )
        self._stop.setText(translate("Status", "Stop"))
        self._write()

    def show_names(self, names: Mapping[str, str]) -> None:
        """Take the names that stand for symbols in what is being fetched."""
        self._names = names

    def show_success(self, last_success: datetime | None) -> None:
        """Show when something was fetched last, None where nothing ever was."""
        self._last_success = last_success
        self._write()

    def take(self, message: Message) -> None:
        """Show what a message of the collector says."""
        from gridwatch.wire import (  # after the first paint
            Hello,
            Progress,
            Refused,
            Rested,
            Troubled,
        )

        match message:
            case Progress():
                self._take_progress(message)
            case Troubled():
                self._trouble = message
            case Rested():
                self._rest(message)
            case Hello():
                self._state = ""
            case Refused(reason=reason):
                self._finish_all()
                self._state = REFUSALS.get(reason, REFUSALS["feed"])
        self._write()

    def show_idle(self) -> None:
        """Say that nothing is being fetched, and nothing will be."""
        self._finish_all()
        self._state = ""
        self._write()

    def show_lost(self, seconds: float) -> None:
        """Say that the collector has died and when it is started again."""
        self._finish_all()
        self._state = QT_TRANSLATE_NOOP("Status", "Fetching was interrupted; it starts again.")
        if seconds > 10:
            self._state = QT_TRANSLATE_NOOP(
                "Status", "Fetching keeps failing; it is tried again within a minute. See the log."
            )
        self._write()

    def _finish_all(self) -> None:
        self._progress.clear()
        self._since.clear()

    def _take_progress(self, message: Progress) -> None:
        self._state = ""
        if message.done >= message.total:
            self._progress.pop(message.task, None)
            self._since.pop(message.task, None)
        else:
            self._progress[message.task] = message
            if message.task not in self._since:
                self._since[message.task] = monotonic()
                QTimer.singleShot(int(self._worth_saying * 1000) + 50, self, self._write)

    def _rest(self, message: Rested) -> None:
        self._finish_all()
        self._state = ""
        self._next_round = _instant(message.next_round)
        success = _instant(message.last_success)
        if success is not None:
            if self._last_success is None or success > self._last_success:
                self._trouble = None  # a round went well since the trouble was told
            self._last_success = success

    def _give_up(self) -> None:
        for task in tuple(self._progress):
            self.stopped.emit(task)
        self._stop.setEnabled(False)

    def _write(self) -> None:
        if self._look is None:
            return
        running = self._running()
        self._activity.setText(self._activity_words(running))
        # What is said for a moment stands in the same place: it goes first.
        free = not self.currentMessage()
        self._activity.setVisible(free and bool(self._activity.text()))
        self._bar.setVisible(free and running is not None)
        long = running is not None and running.task != "quotes" and running.total >= LONG_TASK
        self._stop.setVisible(free and long)
        if running is None:
            self._stop.setEnabled(True)
        else:
            self._bar.setRange(0, running.total)
            self._bar.setValue(running.done)
        words = self._trouble_words()
        self._wrong.setText(words)
        self._wrong.setToolTip(self._trouble.detail if self._trouble else "")
        self._success.setText(self._success_words())

    def _running(self) -> Progress | None:
        """Return the task worth showing: of those that take long, the one with most to do."""
        now = monotonic()
        long = [
            each
            for each in self._progress.values()
            if now - self._since.get(each.task, 0.0) >= self._worth_saying
        ]
        return max(long, key=lambda each: each.total - each.done, default=None)

    def _activity_words(self, running: Progress | None) -> str:
        if running is None:
            return translate("Status", self._state) if self._state else ""
        words = translate("Status", TASKS.get(running.task, FETCHING))
        if running.total > 1 and running.task != "quotes":  # one request brings all quotes
            words = translate("Status", "{task} {done} of {total}").format(
                task=words, done=min(running.done + 1, running.total), total=running.total
            )
        name = self._names.get(running.label, running.label)
        return f"{words} · {name}" if name else words

    def _trouble_words(self) -> str:
        if self._trouble is None or self._look is None:
            return ""
        words = trouble_words(self._trouble.kind)
        named = [self._names.get(each, each) for each in self._trouble.symbols[:2]]
        if named:
            more = "…" if len(self._trouble.symbols) > len(named) else ""
            words = f"{', '.join(named)}{more}: {words}"
        next_try = _instant(self._trouble.next_try)
        if next_try is None:
            return words
        again = translate("Status", "Next try {time}.").format(
            time=self._look.phrases.clock(next_try)
        )
        return f"{words} {again}"

    def _success_words(self) -> str:
        if self._look is None or self._last_success is None:
            return translate("Status", "Nothing fetched yet")
        phrases = self._look.phrases
        at = self._last_success
        when = phrases.clock(at)
        if at.astimezone().date() != datetime.now(UTC).astimezone().date():
            when = f"{phrases.day(at.astimezone().date())} {when}"
        return translate("Status", "Updated {time}").format(time=when)


def _instant(text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
