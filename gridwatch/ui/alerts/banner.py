"""The strip over the panels that tells of alerts as they fire, until they have been dealt with."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QHideEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from gridwatch.domain.alert.measure import Measure
from gridwatch.store.user.firings import Firing
from gridwatch.ui.look import Look
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.strips import Strip, mixed
from gridwatch.wording.firings import headline_words, held_words, how_words, rose

translate = QCoreApplication.translate
SNOOZE = timedelta(days=1)
WAIT_MILLISECONDS = 300
NAME_LETTERS = 24
_DIRECTED = frozenset(
    {Measure.CAP, Measure.PRICE, Measure.DAY, Measure.GAIN, Measure.AVERAGE, Measure.RATE}
)


class FiringBanner(Strip):
    """Shows the newest of the firings that came, and how many more there are.

    It waits while a dialog wants an answer, and never takes the focus. While somebody aims at it,
    by mouse or keyboard, it goes on showing the same firing, and its buttons are about that one
    and those that were told with it. `opened` carries a Firing whose bar is wanted, `acknowledged`
    ids, `snoozed` a rule and until when, `log_wanted` the id of the firing that is shown.
    """

    opened = Signal(object)
    acknowledged = Signal(object)
    snoozed = Signal(int, object)
    log_wanted = Signal(int)

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__("firing_banner", window)
        self._look = look
        self._firings: tuple[Firing, ...] = ()  # newest first
        self._shown = 0  # the id of the one that is shown
        self._told: frozenset[int] = frozenset()  # those that the words and buttons stand for
        self._missed: frozenset[int] = frozenset()  # came while no window was open
        self._groups: frozenset[int] = frozenset()  # rules about several companies
        self._aimed = False  # at by the mouse
        self.more = QToolButton(self)
        self.more.setAutoRaise(True)
        policy = self.more.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # what stands beside it stays where it is
        self.more.setSizePolicy(policy)
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
            (self.more, lambda: self.log_wanted.emit(self._shown)),
            (self.open_button, self._open_shown),
            (self.seen_button, self.acknowledge),
            (self.snooze_button, self._snooze),
            (self.close_button, self.dismiss),
        )
        for button, act in acts:
            # Reached with the tabulator, but a click leaves the focus where it is.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.installEventFilter(self)
            self.row.addWidget(button)
            button.clicked.connect(lambda _checked=False, act=act: act())

    @property
    def firings(self) -> tuple[Firing, ...]:
        """Return what is told, the newest first."""
        return self._firings

    @property
    def shown(self) -> Firing | None:
        """Return the firing that is shown, None where there is none."""
        return next((each for each in self._firings if each.id == self._shown), None)

    @property
    def phrases(self) -> Phrases:
        """Return how it writes values and times."""
        return self._look.phrases

    def tell(
        self,
        firings: Iterable[Firing],
        groups: frozenset[int] | None = None,
        *,
        missed: bool = False,
    ) -> None:
        """Tell of new firings together with those that still stand here.

        `groups`: ids of the rules that are about several companies each. `missed`: they came while
        no window was open.
        """
        fresh = tuple(each for each in firings if not each.quiet and each.seen_at is None)
        self._groups = self._groups if groups is None else groups
        if missed:
            self._missed |= {each.id for each in fresh}
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
            self._open(self._firings[0])

    def _open_shown(self) -> None:
        if self.shown is not None:
            self._open(self.shown)

    def _open(self, firing: Firing) -> None:
        self.forget({firing.id})
        self.opened.emit(firing)

    def acknowledge(self) -> None:
        """Mark what is told as seen; what came while somebody aimed at the button is told next."""
        ids = tuple(each.id for each in self._firings if each.id in self._told)
        if ids:
            self.acknowledged.emit(ids)
            self.forget(ids)

    def _snooze(self) -> None:
        """Let the rule of what is shown be quiet for a day."""
        rule = self.shown.rule_id if self.shown is not None else None
        if rule is not None:
            self.snoozed.emit(rule, datetime.now(UTC) + SNOOZE)
            self._keep(each for each in self._firings if each.rule_id != rule)

    def _keep(self, firings: Iterable[Firing]) -> None:
        self._firings = tuple(firings)
        if self._firings:
            self._settle()
        else:
            self._waiting.stop()
            self.hide()

    def _come_up(self) -> None:
        """Show the strip, or try again where a dialog is open."""
        if not self._firings:
            self._waiting.stop()
        elif QApplication.activeModalWidget() is not None:
            self._settle()
            self._waiting.start()
        else:
            self._waiting.stop()
            self._settle()
            self.show()

    # What it is held to

    def _settle(self) -> None:
        """Show the newest, or still the one that somebody aims at."""
        if self._firings and (self.shown is None or not self._is_held()):
            self._shown = self._firings[0].id
            self._told = frozenset(each.id for each in self._firings)
        self._write()

    def _is_held(self) -> bool:
        """Tell whether somebody aims at a button."""
        focus = QApplication.focusWidget()
        focused = focus is not None and self.isAncestorOf(focus)
        pressed = any(each.isDown() for each in self.findChildren(QAbstractButton))
        return self.isVisible() and (self._aimed or focused or pressed)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Hold what is shown while the pointer is over it."""
        self._aimed = True
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go on to the newest when the pointer has gone."""
        super().leaveEvent(event)
        self._aimed = False
        self._settle()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the pointer: there is nothing to aim at."""
        super().hideEvent(event)
        self._aimed = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """Go on to the newest when the focus has gone."""
        if event.type() is QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._settle)
        return super().eventFilter(watched, event)

    # What it says

    def restyle(self, look: Look) -> None:
        """Write the words anew and take the colours of `look`."""
        self._look = look
        self.open_button.setText(translate("Banner", "Show"))
        self.open_button.setToolTip(translate("Banner", "Show on the chart"))
        dismiss = translate("Banner", "Dismiss")
        self.close_button.setToolTip(dismiss)
        self.close_button.setAccessibleName(dismiss)
        self.more.setToolTip(translate("Banner", "Show them in the log"))
        widest = translate("Banner", "+{number} more").format(number=99)
        letter = self.more.fontMetrics().averageCharWidth()
        self.more.setMinimumWidth(self.more.fontMetrics().horizontalAdvance(widest) + 2 * letter)
        self._write()

    def _write(self) -> None:
        shown = self.shown
        if shown is None:
            return
        tones, others = self._look.tones, len(self._firings) - 1
        words = self._words_of(shown)
        self.label.setText(words)
        self.label.setToolTip(words)
        self.label.setAccessibleName(words)
        self.more.setVisible(others > 0)
        more = translate("Banner", "+{number} more").format(number=self.phrases.integer(others))
        self.more.setText(more)
        several = sum(each.id in self._told for each in self._firings) > 1
        self.seen_button.setText(
            translate("Banner", "Mark all as seen")
            if several
            else translate("Banner", "Mark as seen")
        )
        self.open_button.setVisible(shown.company_id is not None or shown.claim_id is not None)
        self._write_snooze(shown)
        tone: str = getattr(tones, tone_of(shown))
        self.show_tones(mixed(tone, tones.base, 0.20), tones.text)

    def _words_of(self, firing: Firing) -> str:
        phrases = self.phrases
        details = (phrases.day(firing.reached_on), how_words(firing), held_words(firing))
        headline = " · ".join((headline_words(firing, phrases), *filter(None, details)))
        missed = self._told & self._missed & {each.id for each in self._firings}
        if firing.id not in missed:
            return headline
        if len(missed) == 1:
            words = translate("Banner", "While GridWatch was closed: {words}")
        else:
            words = translate("Banner", "{number} alerts while GridWatch was closed: {words}")
        return words.format(number=phrases.integer(len(missed)), words=headline)

    def _write_snooze(self, firing: Firing) -> None:
        """Say whom the button silences: a rule about a group is quiet for all its companies."""
        alert = firing.rule_name or self._condition(firing)
        if firing.rule_id in self._groups:
            words = translate("Banner", "Snooze “{alert}” for all, 1 day")
            tip = translate(
                "Banner",
                "Tell nothing of “{alert}” for a day, of any of its companies; the log goes on",
            )
        else:
            words = translate("Banner", "Snooze 1 day")
            tip = translate("Banner", "Tell nothing of this alert for a day; the log goes on")
        # An & would underline the letter behind it.
        self.snooze_button.setText(words.format(alert=shortened(alert).replace("&", "&&")))
        self.snooze_button.setToolTip(tip.format(alert=alert))
        self.snooze_button.setVisible(firing.rule_id is not None)

    def _condition(self, firing: Firing) -> str:
        """Return what is waited for as it is typed, but for reminders: those nobody has typed."""
        if firing.measure is not Measure.REVIEW:
            return firing.condition
        from gridwatch.domain.alert.grammar import parse_condition
        from gridwatch.wording.conditions import condition_words  # with the first reminder

        return condition_words(parse_condition(firing.condition), self.phrases)


def shortened(name: str) -> str:
    """Return the name of an alert, no longer than a button may be."""
    return name if len(name) <= NAME_LETTERS else name[: NAME_LETTERS - 1].rstrip() + "…"


def tone_of(firing: Firing) -> str:
    """Return the tone of a firing: whether prices rose or fell, where it is about that."""
    if firing.measure is Measure.DRAWDOWN:
        return "fall" if rose(firing) else "rise"
    if firing.measure in _DIRECTED:
        return "rise" if rose(firing) else "fall"
    return "accent"
