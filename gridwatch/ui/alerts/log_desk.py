"""The wiring of what tells of firings in the window: the log and the banner."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from gridwatch.runtime.log_reader import LogReader
from gridwatch.runtime.session import Session
from gridwatch.store.user.firing_log import LogQuery
from gridwatch.store.user.firings import Firing
from gridwatch.ui.alerts.banner import FiringBanner
from gridwatch.ui.alerts.log.panel import LogPanel

translate = QCoreApplication.translate


class LogDesk(QObject):
    """Everything that happens between the log, the banner and the profile.

    `opened` carries a company's id and a day whose bar is wanted, `failed` an exception, `noted`
    words of what has been done. `edited` carries an Edit and what is called when it is made, and
    when it can't be. `log_wanted` carries the id of a firing to be shown in the log, `claim_opened`
    that of the claim that a firing is about.
    """

    opened = Signal(int, object)
    edited = Signal(object, object, object)
    failed = Signal(object)
    noted = Signal(str)
    log_wanted = Signal(int)
    claim_opened = Signal(int)

    def __init__(
        self, panel: LogPanel, banner: FiringBanner, session: Session, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._panel, self._banner, self._session = panel, banner, session
        self._reader = LogReader(session.profile, self)
        self._reader.page_read.connect(panel.show_page)
        self._reader.failed.connect(self.failed)
        session.logged.connect(panel.reask)
        session.fired.connect(self._tell)
        session.missed.connect(self._tell_missed)
        session.seen.connect(lambda ids: banner.forget(set(ids)))
        panel.asked.connect(self._reader.ask)
        panel.opened.connect(self._open)
        panel.seen.connect(self._acknowledge)
        panel.all_seen.connect(session.mark_found)
        panel.renamed.connect(self._rename)
        panel.exported.connect(self._export)
        banner.opened.connect(self._open_from_banner)
        banner.acknowledged.connect(self._acknowledge)
        banner.snoozed.connect(self._snooze)
        banner.log_wanted.connect(self.log_wanted)

    def _tell(self, firings: tuple[Firing, ...]) -> None:
        """Tell of firings that have just come."""
        self._banner.tell(self._panel.known(firings), self._session.group_rules)

    def _tell_missed(self, firings: tuple[Firing, ...]) -> None:
        """Tell of firings that came while no window was open."""
        self._banner.tell(self._panel.known(firings), self._session.group_rules, missed=True)

    def _rename(self) -> None:
        """Call the companies in the strip as the log calls them."""
        self._banner.rename(self._panel.known(self._banner.firings))

    def open_newest(self) -> None:
        """Show the newest firing on its chart: that of the strip, else the top of the log."""
        if self._banner.firings:
            self._banner.open_newest()
        else:
            self._panel.open_first()

    def _open(self, firing: Firing) -> None:
        if firing.claim_id is not None:
            self.claim_opened.emit(firing.claim_id)
        elif firing.company_id is not None:
            self.opened.emit(firing.company_id, firing.reached_on)

    def _open_from_banner(self, firing: Firing) -> None:
        self._panel.point_at(firing.id)
        self._open(firing)

    def _acknowledge(self, ids: tuple[int, ...]) -> None:
        """Mark firings as seen; the strip tells of them again where that can't be stored."""
        told = tuple(each for each in self._banner.firings if each.id in ids)
        self._banner.forget(ids)
        self._session.mark_seen(ids, lambda: self._banner.tell(told))

    def _snooze(self, rule: int, until: datetime) -> None:
        """Snooze a rule; the strip tells of it again where that can't be stored."""
        from gridwatch.services.rule_edits import SnoozeRule  # with the first edit

        told = tuple(each for each in self._banner.firings if each.rule_id == rule)
        time = self._banner.phrases.moment(until)
        words = translate("Banner", "Snoozed until {time}; Undo takes it back").format(time=time)
        self.edited.emit(
            SnoozeRule(rule, until),
            lambda: self.noted.emit(words),
            lambda: self._banner.tell(told),
        )

    def _export(self, query: LogQuery, out: Path) -> None:
        saved = translate("Firings", "Saved: {path}").format(path=out)
        self._reader.write(query, out, lambda: self.noted.emit(saved))

    def close(self) -> None:
        """Wait for a table that is being written."""
        self._reader.close()
