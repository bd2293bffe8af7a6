"""The strip over the panels that tells of alerts as they fire, until they have been dealt with."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QToolButton, QWidget

from gridwatch.domain.alert.measure import Measure
from gridwatch.store.user.firings import Firing
from gridwatch.ui.look import Look
from gridwatch.ui.strips import Strip, mixed
from gridwatch.wording.firings import headline_words, held_words, how_words, rose

translate = QCoreApplication.translate
SNOOZE = timedelta(days=1)
WAIT_MILLISECONDS = 300
_DIRECTED = frozenset(
    {Measure.CAP, Measure.PRICE, Measure.DAY, Measure.GAIN, Measure.AVERAGE, Measure.RATE}
)


class FiringBanner(Strip):
    """Shows the newest of the firings that came, and how many more there are.

    It waits while a dialog wants an answer, and never takes the focus. `opened` carries a Firing
    whose bar is wanted, `acknowledged` ids, `edited` an Edit. `log_wanted`: all of them are wanted.
    """

    opened = Signal(object)
    acknowledged = Signal(object)
    edited = Signal(object)
    log_wanted = Signal()

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__("firing_banner", window)
        self._look = look
        self._firings: tuple[Firing, ...] = ()  # newest first
        self.more = QToolButton(self)
        self.more.setAutoRaise(True)
        self.open_button = QPushButton(self)
        self.seen_button = QPushButton(self)
        self.snooze_button = QPushButton(self)
        self.close_button = QToolButton(self)
        self.close_button.setAutoRaise(True)
        self.close_button.setText("\N{MULTIPLICATION SIGN}")
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._waiting = QTimer(self)
        self._waiting.setInterval(WAIT_MILLISECONDS)
        self._waiting.timeout.connect(self._come_up)
        self._connect()
        self.restyle(look)
        self.hide()

    def _connect(self) -> None:
        acts = (
            (self.more, self.log_wanted.emit),
            (self.open_button, self.open_newest),
            (self.seen_button, self.acknowledge),
            (self.snooze_button, self._snooze),
            (self.close_button, self.dismiss),
        )
        for button, act in acts:
            # Reached with the tabulator, but a click leaves the focus where it is.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.row.addWidget(button)
            button.clicked.connect(lambda _checked=False, act=act: act())

    @property
    def firings(self) -> tuple[Firing, ...]:
        """Return what is told, the newest first."""
        return self._firings

    def tell(self, firings: Iterable[Firing]) -> None:
        """Tell of new firings together with those that still stand here."""
        fresh = (each for each in firings if not each.quiet and each.seen_at is None)
        known = {each.id: each for each in (*fresh, *self._firings)}
        order = sorted(known.values(), key=lambda each: (each.reached_at, each.id), reverse=True)
        self._firings = tuple(order)
        self._come_up()

    def rename(self, firings: Iterable[Firing]) -> None:
        """Take the same firings under other names."""
        named = {each.id: each for each in firings}
        self._firings = tuple(named.get(each.id, each) for each in self._firings)
        self._write()

    def forget(self, ids: Collection[int]) -> None:
        """Tell no longer of firings that were dealt with elsewhere."""
        self._keep(each for each in self._firings if each.id not in ids)

    def dismiss(self) -> None:
        """Take the strip away; what it told of stays new in the log."""
        self._keep(())

    def open_newest(self) -> None:
        """Ask for the bar of the newest, then tell of the next one."""
        if self._firings:
            newest = self._firings[0]
            self.forget({newest.id})
            self.opened.emit(newest)

    def acknowledge(self) -> None:
        """Acknowledge everything that is told."""
        ids = tuple(each.id for each in self._firings)
        self.dismiss()
        if ids:
            self.acknowledged.emit(ids)

    def _snooze(self) -> None:
        """Let the rule of the newest be quiet for a day."""
        rule = self._firings[0].rule_id if self._firings else None
        if rule is not None:
            from gridwatch.services.rule_edits import SnoozeRule  # with the first edit

            self._keep(each for each in self._firings if each.rule_id != rule)
            self.edited.emit(SnoozeRule(rule, datetime.now(UTC) + SNOOZE))

    def _keep(self, firings: Iterable[Firing]) -> None:
        self._firings = tuple(firings)
        if self._firings:
            self._write()
        else:
            self._waiting.stop()
            self.hide()

    def _come_up(self) -> None:
        """Show the strip, or try again where a dialog is open."""
        if not self._firings:
            self._waiting.stop()
        elif QApplication.activeModalWidget() is not None:
            self._write()
            self._waiting.start()
        else:
            self._waiting.stop()
            self._write()
            self.show()

    # What it says

    def restyle(self, look: Look) -> None:
        """Write the words anew and take the colours of `look`."""
        self._look = look
        self.open_button.setText(translate("Banner", "Show"))
        self.open_button.setToolTip(translate("Banner", "Show on the chart"))
        self.snooze_button.setText(translate("Banner", "Snooze 1 day"))
        self.snooze_button.setToolTip(
            translate("Banner", "Tell nothing of this alert for a day; the log goes on")
        )
        dismiss = translate("Banner", "Dismiss")
        self.close_button.setToolTip(dismiss)
        self.close_button.setAccessibleName(dismiss)
        self.more.setToolTip(translate("Banner", "Show them in the log"))
        self._write()

    def _write(self) -> None:
        if not self._firings:
            return
        newest, others = self._firings[0], len(self._firings) - 1
        phrases, tones = self._look.phrases, self._look.tones
        details = (phrases.day(newest.reached_on), how_words(newest), held_words(newest))
        words = " · ".join((headline_words(newest, phrases), *filter(None, details)))
        self.label.setText(words)
        self.label.setToolTip(words)
        self.label.setAccessibleName(words)
        self.more.setVisible(others > 0)
        more = translate("Banner", "+{number} more").format(number=phrases.integer(others))
        self.more.setText(more)
        self.seen_button.setText(
            translate("Banner", "Acknowledge all") if others else translate("Banner", "Acknowledge")
        )
        self.open_button.setVisible(newest.company_id is not None)
        self.snooze_button.setVisible(newest.rule_id is not None)
        tone: str = getattr(tones, tone_of(newest))
        self.show_tones(mixed(tone, tones.base, 0.20), tones.text)


def tone_of(firing: Firing) -> str:
    """Return the tone of a firing: whether prices rose or fell, where it is about that."""
    if firing.measure is Measure.DRAWDOWN:
        return "fall" if rose(firing) else "rise"
    if firing.measure in _DIRECTED:
        return "rise" if rose(firing) else "fall"
    return "accent"
