"""The window's composition root: one profile, one window, and everything that starts behind it."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterable
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Literal

from gridwatch.places import Profile
from gridwatch.runtime import garbage
from gridwatch.runtime.opening import Opened, Opening

if TYPE_CHECKING:
    from PySide6.QtCore import QLockFile
    from PySide6.QtWidgets import QApplication

    from gridwatch.runtime.session import Session
    from gridwatch.ui.desk import Desk
    from gridwatch.ui.window import Window

log = logging.getLogger(__name__)
Until = Literal["first-paint", "chart"]
DONE, UNUSABLE = 0, 3
# How long the window's thread waits at most until a busy thread lends it the interpreter.
SWITCH_SECONDS = 0.001
# When the collector is started at the latest, even where no chart has been drawn by then.
LATEST_MILLISECONDS = 3000


def run(
    profile: Profile,
    *,
    language: str | None = None,
    theme: str | None = None,
    until: Until | None = None,
) -> int:
    """Show the window of a profile until it is closed; return the exit code of the process.

    0 also where the profile's window was open already and has been brought to the front; 3 where
    the profile can't be used. `language` and `theme` go before the stored choice. `until` leaves
    right after that event, without a collector: it is for measuring the start.
    """
    garbage.rest()
    try:
        return _open(profile, language, theme, until)
    finally:
        garbage.resume()


def _open(profile: Profile, language: str | None, theme: str | None, until: Until | None) -> int:
    # At its import shiboken puts itself into sys.meta_path and takes itself out again. A thread
    # that imports meanwhile may pass over the finder behind it, and find no module of ours.
    import shiboken6  # noqa: F401 - for that

    # While the thread reads the profile, this one loads Qt. A new profile has to wait for Qt: its
    # lists are named in the system's language.
    opening = Opening(profile, language or "en") if profile.user_db.exists() else None
    lock = _window_lock(profile)
    if lock is None:
        return _raise_the_other(profile)
    if opening is None:
        from gridwatch.ui.words import pick_language

        opening = Opening(profile, pick_language(language or "system"))
    app = _application()
    try:
        opened = opening.wait()
    except Exception as error:  # noqa: BLE001 - whatever it is, the user is told
        return _explain(app, error, theme)
    try:
        return _Program(app, profile, opened, language, theme, until).run()
    finally:
        lock.unlock()


def _window_lock(profile: Profile) -> QLockFile | None:
    """Take the lock of the profile's window; None where another process holds it.

    Where the folder can't be written the lock stays free: opening the profile says so in words.
    """
    from PySide6.QtCore import QLockFile

    try:
        profile.root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        log.warning("the profile's folder can't be made: %s", error)
    lock = QLockFile(str(profile.window_lock))
    lock.setStaleLockTime(0)  # stale is what a dead process has left, however old
    taken = lock.tryLock(0) or lock.error() is not QLockFile.LockError.LockFailedError
    return lock if taken else None


def _application() -> QApplication:
    from PySide6.QtWidgets import QApplication

    from gridwatch.ui.appearance import make_application

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = make_application()
    app.setApplicationName("GridWatch")
    app.setDesktopFileName("gridwatch")
    return app


def _raise_the_other(profile: Profile) -> int:
    from gridwatch.runtime.single import owner_of, ring

    if ring(profile.root):
        return DONE
    owner = owner_of(profile.window_lock)
    sys.stderr.write(
        f"GridWatch is open for this profile (process {owner}) but does not answer."
        " End that process, or wait until it answers.\n"
    )
    return UNUSABLE


def _explain(app: QApplication, error: Exception, theme: str | None) -> int:
    from gridwatch.ui.failure import tell

    log.error("the profile can't be opened", exc_info=error)
    tell(app, error, theme or "system")
    return UNUSABLE


class _Program:
    """One run of the window: what starts before the first paint, and what after it."""

    def __init__(
        self,
        app: QApplication,
        profile: Profile,
        opened: Opened,
        language: str | None,
        theme: str | None,
        until: Until | None,
    ) -> None:
        from gridwatch.ui.look import look_now
        from gridwatch.ui.memory import Memory
        from gridwatch.ui.window import Window

        sys.setswitchinterval(SWITCH_SECONDS)
        self._app, self._profile, self._opened, self._until = app, profile, opened, until
        self._named = (language, theme)
        look = look_now(app, opened.overview.preferences, language, theme)
        self._memory = Memory(profile.layout)
        self._window: Window = Window(profile, look)
        self._desk: Desk | None = None
        self._session: Session | None = None
        self._rest_started = self._left = self._waiting = False
        self._code = DONE
        self._window.show_overview(opened.overview)
        self._window.restore(self._memory)
        self._window.painted.connect(self._painted)
        self._window.left.connect(self._leave)
        # What is to be put away at the end, the newest first.
        self._closers: list[Callable[[], object]] = [opened.user.close]

    def run(self) -> int:
        """Show the window and serve it until it is closed."""
        self._window.show()
        self._app.exec()
        # Nothing of ours may be asked for a picture of a widget that Python has already freed.
        self._window.deleteLater()
        self._app.sendPostedEvents(None, 0)
        return self._code

    def _painted(self) -> None:
        if self._until == "first-paint":
            self._window.close()
            return
        from PySide6.QtCore import QTimer

        desk = self._desk = self._make_desk()
        if self._until is None:
            watch_errors(desk.show_error)
            # The chart goes first; whatever becomes of it, the prices are fetched.
            desk.series_shown.connect(self._let_chart_go_first)
            QTimer.singleShot(LATEST_MILLISECONDS, self._window, self._start_the_rest)
        else:
            watch_errors(self._give_up)
            desk.series_shown.connect(self._charted)
        desk.start_charts(self._memory.texts_of("charts"))

    def _make_desk(self) -> Desk:
        from gridwatch.runtime.session import Session
        from gridwatch.ui.desk import Desk

        session = Session(self._profile, self._opened.user, self._window)
        self._closers.append(session.close)
        self._session = session
        language, theme = self._named
        desk = Desk(
            self._app,
            self._window,
            session,
            self._opened.overview,
            language=language,
            theme=theme,
            later=True,
        )
        self._closers.append(desk.close)
        session.read_firings()
        return desk

    def _charted(self) -> None:
        from gridwatch.ui.painted import after_paint

        if self._window.chart is not None:
            after_paint(self._window.chart, self._window.close)

    def _let_chart_go_first(self) -> None:
        """Start the rest once the first chart is painted; where none is seen, now."""
        from gridwatch.ui.painted import after_paint

        chart = self._window.chart
        if self._waiting or self._rest_started:
            return
        self._waiting = True
        if chart is not None and chart.isVisible():
            after_paint(chart, self._start_the_rest)
        else:
            self._start_the_rest()

    def _give_up(self, _: Exception) -> None:
        """Leave where the chart can't be drawn: whoever measures the start would wait for ever."""
        self._code = UNUSABLE
        self._window.close()

    def _start_the_rest(self) -> None:
        """Start, once, what nobody sees: log, collector, doorbell, signals, tray."""
        desk, session = self._desk, self._session
        if desk is None or session is None or self._rest_started or self._left:
            return
        self._rest_started = True
        garbage.resume()
        desk.finish()
        session.read_missed()  # before anything new can come
        from gridwatch.runtime.link import Link, collector_command
        from gridwatch.runtime.signals import Signals
        from gridwatch.runtime.single import Doorbell
        from gridwatch.ui.tray import Tray

        keep_log(self._profile)
        signals = Signals(self._window.close, self._window)
        doorbell = Doorbell(self._profile.root, self._window)
        doorbell.rung.connect(self._window.come_to_front)
        self._closers += [signals.close, doorbell.close]
        desk.start_link(Link(collector_command(self._profile), self._window))
        desk.start_tray(Tray(self._window, simulated=self._profile.simulated))

    def _leave(self) -> None:
        self._left = True
        remember: Callable[[], object] = partial(self._window.remember, self._memory)
        # The window is gone at once, whatever still has to be put away.
        steps = [remember, self._window.hide, *reversed(self._closers)]
        self._closers.clear()
        put_away(steps, self._app.quit)


def put_away(steps: Iterable[Callable[[], object]], quit_: Callable[[], object]) -> None:
    """Take every step and then quit; one that fails is logged and keeps no other from its turn."""
    try:
        for step in steps:
            try:
                step()
            except Exception:
                log.exception("something could not be put away at the end")
    finally:
        quit_()


def keep_log(profile: Profile) -> None:
    """Keep the window's log in the profile; where that can't be, go on without one."""
    from gridwatch.runlog import log_to_file

    try:
        log_to_file(profile, "window.log")
    except OSError as error:
        log.warning("no log can be kept: %s", error)


def watch_errors(show: Callable[[Exception], object]) -> None:
    """Log errors that nobody caught and show the first of them; Qt itself would only print them."""
    shown = False

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        nonlocal shown
        log.critical("an error that nobody caught", exc_info=(kind, error, trace))
        if isinstance(error, Exception) and not shown:
            shown = True
            show(error)

    def caught_on_thread(found: threading.ExceptHookArgs) -> None:
        log.critical(
            "an error on the thread %s",
            found.thread.name if found.thread else "?",
            exc_info=found.exc_value,
        )

    sys.excepthook = caught
    threading.excepthook = caught_on_thread
