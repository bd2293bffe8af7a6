"""The wiring of a window: what the user does goes down to the session, what comes home is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from gridwatch.preferences import text_of
from gridwatch.runtime.pulse import Pulse
from gridwatch.services.overview import CompanyView, Overview, known_as, nearest_first
from gridwatch.ui.alert_desk import AlertDesk
from gridwatch.ui.chart.signs.fetching import Fetching
from gridwatch.ui.chart_desk import ChartDesk
from gridwatch.ui.look import look_now, look_of
from gridwatch.ui.milestone_desk import MilestoneDesk
from gridwatch.ui.portfolio_desk import PortfolioDesk
from gridwatch.ui.strips import error_words
from gridwatch.ui.telling import Telling
from gridwatch.ui.thesis_desk import ThesisDesk
from gridwatch.ui.undo import History, can_be_undone, label_of
from gridwatch.ui.walking import Walking
from gridwatch.ui.weight_desk import WeightDesk
from gridwatch.ui.wishes import Wishes

if TYPE_CHECKING:
    from gridwatch import wire

    # Handed in from the start or later: what is not needed for the chart is imported after it.
    from gridwatch.runtime.link import Link
    from gridwatch.runtime.session import Session
    from gridwatch.services.changes import Changes
    from gridwatch.services.edits import Edit
    from gridwatch.store.user.firings import Firing
    from gridwatch.ui.alerts.log_desk import LogDesk
    from gridwatch.ui.tray import Tray
    from gridwatch.ui.window import Window

translate = QCoreApplication.translate
POLL_MILLISECONDS = 30_000
NOTE_MILLISECONDS = 6000
# How long new firings wait to be counted in the list where no price comes with them.
COUNT_MILLISECONDS = 300
Then = Callable[[], object] | None


class Desk(QObject):
    """Everything that happens between one window and one profile.

    `language` and `theme` were named at the start and go before what is stored, until the user
    picks another one. `series_shown` comes after each answer for the chart.
    """

    series_shown = Signal()

    def __init__(
        self,
        app: QApplication,
        window: Window,
        session: Session,
        overview: Overview,
        *,
        language: str | None = None,
        theme: str | None = None,
        later: bool = False,
    ) -> None:
        """Wire a window; with `later` the log of firings waits for `finish`, after a chart."""
        super().__init__(window)
        self._app, self._window, self._session = app, window, session
        self._named: dict[str, str | None] = {"language": language, "theme": theme}
        self._overview = overview
        self._look = look_of(app, overview.preferences, language, theme)
        self._history = History()
        self._walking = Walking(self._history, session, self._edited, self._edit_failed)
        self._tray: Tray | None = None
        self._log: LogDesk | None = None
        self._charts = ChartDesk(window.charts, session, self._current, overview)
        self.portfolio = PortfolioDesk(window, session, overview, self._look)
        self._wishes = Wishes(self._charts, self._current, self.portfolio.symbols)
        self.alerts = AlertDesk(window, session, self._current, overview, self._look)
        self.telling = Telling(window, session.profile, self._wishes.send)
        self.milestones = MilestoneDesk(window, session, overview, self._look)
        self.thesis = ThesisDesk(window, session, overview, self._look)
        self.weights = WeightDesk(window, session)
        late = (self.milestones, self.thesis, self.portfolio, self.weights)
        self._desks = (self._charts, self.alerts, *late)
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MILLISECONDS)
        self._poll.timeout.connect(self._reread_all)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(COUNT_MILLISECONDS)
        self._counting.timeout.connect(session.reread)
        self._pulse = Pulse(self)
        self._verbs: dict[str, Callable[[bool], object]] = {
            "add": lambda _: window.watchlist.focus_search(),
            "remove": lambda _: window.watchlist.table.remove_selected(),
            "target": lambda _: window.watchlist.table.edit_target(),
            **self.alerts.verbs(),
            "channels": lambda _: self.telling.open(self._look, self._overview.preferences),
            "find": lambda _: window.watchlist.focus_filter(),
            "group": lambda _: window.toggle_groups(),
            **self.milestones.verbs(),
            **self.thesis.verbs(),
            "newest": lambda _: self._log.open_newest() if self._log else None,
            **self.portfolio.verbs(),
            "undo": lambda _: self.undo(),
            "redo": lambda _: self.redo(),
            "log": lambda _: window.search_log(),
            "refresh": lambda _: self.refresh(),
            "chart": lambda _: self._charts.open(),
            "notifications": lambda on: self._store("notifications", text_of(on)),
            "fill": lambda _: window.room.toggle(),
            "reset": lambda _: window.lay_out(),
            "about": lambda _: self._show_about(),
            "quit": lambda _: window.close(),
        }
        self._connect()
        if later:
            window.show_icons()
        else:
            self.finish()
        self._show_history()

    def _connect(self) -> None:
        window, session = self._window, self._session
        window.actions_.triggered.connect(lambda name, on: self._verbs[name](on))
        window.actions_.chosen.connect(self.choose)
        window.visible.connect(self._pulse.set_visible)
        window.visible.connect(lambda _: self._wishes.tell_screen())
        charts = self._charts
        charts.series_shown.connect(self.series_shown)
        charts.shown.connect(self._wishes.tell_screen)
        self.portfolio.looked.connect(self._wishes.tell_screen)
        charts.edited.connect(self.edit)
        charts.said.connect(window.message.say)
        charts.noted.connect(lambda words: window.status.showMessage(words, NOTE_MILLISECONDS))
        charts.firing_opened.connect(window.show_firing)
        charts.trade_opened.connect(self.portfolio.open_transaction)
        window.watchlist.selected.connect(self._select)
        window.watchlist.edited.connect(self.edit)
        window.watchlist.searched.connect(self._search)
        window.watchlist.listed.connect(lambda _: self._wishes.tell_screen())
        self.alerts.edited.connect(self.edit)
        self.alerts.claim_opened.connect(self.thesis.open_claim)
        self.alerts.note_opened.connect(self.thesis.go_to)
        self.telling.chosen.connect(lambda name, on: self._store(name, text_of(on)))
        self.milestones.edited.connect(self.edit)
        self.thesis.edited.connect(self.edit)
        self.portfolio.edited.connect(self.edit)
        charts.series_shown.connect(self.alerts.look)
        window.status.stopped.connect(self._wishes.stop)
        session.overview_read.connect(self._show_overview)
        session.fired.connect(self._announce)
        session.failed.connect(self.show_error)
        self._pulse.beat.connect(window.watchlist.set_now)
        self._pulse.beat.connect(window.charts.set_now)
        self._pulse.beat.connect(self.alerts.set_now)
        self._app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def finish(self) -> None:
        """Make, once, what the first chart does without: the log of firings and its strip."""
        window = self._window
        if window.firings is not None:
            return
        panel = window.finish()
        panel.selected.connect(window.watchlist.select_company)
        if window.banner is None:
            return
        from gridwatch.ui.alerts.log_desk import LogDesk

        log = self._log = LogDesk(panel, window.banner, self._session, self)
        log.opened.connect(self._show_at)
        log.edited.connect(self.edit)
        log.failed.connect(self.show_error)
        log.noted.connect(lambda words: window.status.showMessage(words, NOTE_MILLISECONDS))
        log.log_wanted.connect(window.show_firing)
        log.claim_opened.connect(self.thesis.open_claim)

    def start_link(self, link: Link) -> None:
        """Begin to listen to the collector."""
        self._wishes.link = link
        link.received.connect(self._take)
        link.lost.connect(self._window.status.show_lost)
        link.lost.connect(lambda _: self._charts.set_fetching(Fetching.INTERRUPTED))
        link.open()

    def start_tray(self, tray: Tray) -> None:
        """Begin to show notifications."""
        self._tray = tray
        tray.restyle()
        tray.opened.connect(self._window.come_to_front)
        tray.left.connect(self._window.close)

    def start_charts(self, states: Mapping[str, str]) -> None:
        """Make the charts, as they were remembered; without a selection the nearest is shown."""
        nearest = next(iter(nearest_first(self._overview)), None)
        if self._current() is None and nearest is not None:
            self._window.watchlist.select_company(nearest.company.id)
        self._charts.start(states)

    # What the user does.

    def edit(self, edit: Edit, made: Then = None, unmade: Then = None) -> None:
        """Make an edit: shown when it is stored, undoable, told to the collector.

        `made` is called then, `unmade` where it could not be stored.
        """
        label = label_of(edit, self._overview, self._look.phrases.language)

        def done(changes: Changes, inverse: Edit) -> None:
            if can_be_undone(edit):
                self._history.record(label, inverse)
            self._walking.end()
            self._edited(changes)
            if made is not None:
                made()

        def failed(error: Exception) -> None:
            self._walking.end()
            self._edit_failed(error)
            if unmade is not None:
                unmade()

        self._walking.begin()
        self._session.edit(edit, done, failed)

    def undo(self) -> None:
        """Take the last edit back."""
        self._walking.undo()
        self._show_history()

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        self._walking.redo()
        self._show_history()

    def _edited(self, changes: Changes) -> None:
        for each in self._desks:
            each.edited_by_user(changes)
        self._window.message.dismiss()
        self._show_history()
        if changes.concern_collector():
            self._wishes.reread()

    def _edit_failed(self, error: Exception) -> None:
        self._show_history()
        self.show_error(error)
        # Whatever a panel has shown in advance is taken back.
        self._window.show_overview(self._overview)
        for each in (self._charts, self.alerts, self.thesis, self.portfolio):
            each.edit_failed()

    def choose(self, name: str, value: str) -> None:
        """Store a setting that was picked; it goes before what was named at the start."""
        self._named.pop(name, None)
        self._store(name, value)

    def _store(self, name: str, value: str) -> None:
        from gridwatch.services.edits import Choose

        self.edit(Choose(name, value))

    def refresh(self) -> None:
        """Ask for everything now."""
        if not self._wishes.refresh():
            self._reread_all()

    def _select(self, company: int) -> None:
        self._charts.select()
        self.alerts.select()

    def _search(self, number: int, text: str) -> None:
        from gridwatch import wire

        if not self._wishes.send(wire.Search(number, text)):
            self._window.watchlist.show_matches(wire.Matches(number, (), "offline"))

    def _show_about(self) -> None:
        from gridwatch.ui.about import show_about

        show_about(self._session.profile, self._window)

    # What comes home.

    def _take(self, message: wire.Message) -> None:
        from gridwatch import wire

        self._window.status.take(message)
        self.telling.take(message)
        match message:
            case wire.Changed():
                self._changed(message)
            case wire.Matches():
                self._window.watchlist.show_matches(message)
            case wire.Hello():
                self._poll.stop()
                self._wishes.forget_screen()
                self._charts.set_fetching(Fetching.OWN)
                self._wishes.tell_screen()
            case wire.Refused(reason="locked"):
                self._charts.set_fetching(Fetching.ELSEWHERE)
                self._poll.start()

    def _changed(self, changed: wire.Changed) -> None:
        for each in self._desks:
            each.take(changed)
        if changed.firings:
            self._session.read_firings()  # first: they are told before prices are read again
        if changed == type(changed)(firings=changed.firings):
            # What made them is told soon, and is read together with them.
            if not self._counting.isActive():
                self._counting.start()
        else:
            self._counting.stop()
            self._session.reread()

    def _reread_all(self) -> None:
        self._charts.all_due()
        self.milestones.all_due()
        self.thesis.all_due()
        self.portfolio.all_due()
        self.weights.all_due()
        self._session.reread()
        self._session.read_firings()

    def _show_overview(self, overview: Overview) -> None:
        before, self._overview = self._overview, overview
        if before.preferences != overview.preferences:
            self._restyle()
        self._window.show_overview(overview)
        for each in self._desks:
            each.show_overview(overview)

    def _announce(self, firings: tuple[Firing, ...]) -> None:
        self.telling.ring(firings, self._overview.preferences)
        if self._tray is not None and self._overview.preferences.notifications:
            language = self._look.phrases.language
            self._tray.notify(known_as(firings, self._overview, language), self._look)

    def _show_at(self, company: int, day: date) -> None:
        """Show a company's chart at the bar of a day."""
        self._window.watchlist.select_company(company)
        self._charts.show_at(company, day)

    def show_error(self, error: Exception) -> None:
        """Say what went wrong and what next, calmly."""
        self._window.message.say(error_words(error))

    # How it looks.

    def _follow_system(self) -> None:
        if (self._named.get("theme") or self._overview.preferences.theme) == "system":
            # After the event: a style sheet set inside it would be told of the same change again.
            QTimer.singleShot(0, self, self._restyle)

    def _restyle(self) -> None:
        self._look = look_now(
            self._app,
            self._overview.preferences,
            self._named.get("language"),
            self._named.get("theme"),
        )
        self._window.restyle(self._look)
        self.alerts.restyle(self._overview, self._look)
        self.telling.restyle(self._look)
        self.milestones.restyle(self._look)
        self.thesis.restyle(self._look)
        self.portfolio.restyle(self._look)
        self._show_history()
        if self._tray is not None:
            self._tray.restyle()

    def _show_history(self) -> None:
        self._window.actions_.show_history(self._history.undo_label, self._history.redo_label)

    def _current(self) -> CompanyView | None:
        number = self._window.watchlist.current_company()
        return None if number is None else self._overview.companies.get(number)

    def close(self) -> None:
        """End the collector and take the icon away."""
        self._poll.stop()
        self._pulse.set_visible(False)
        self.milestones.close()
        self.thesis.close()
        self.portfolio.close()
        self.weights.close()
        self.telling.close()
        if self._tray is not None:
            self._tray.close()
        if self._log is not None:
            self._log.close()
        if self._wishes.link is not None:
            self._wishes.link.close()
