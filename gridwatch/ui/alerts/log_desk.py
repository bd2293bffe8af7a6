"""The wiring of what tells of firings in the window: the log and the banner."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from gridwatch.runtime.log_reader import LogReader
from gridwatch.runtime.session import Session
from gridwatch.services.overview import Overview, known_as
from gridwatch.store.user.firing_log import LogQuery
from gridwatch.store.user.firings import Firing
from gridwatch.ui.alerts.banner import FiringBanner
from gridwatch.ui.alerts.log.panel import LogPanel
from gridwatch.ui.look import Look

translate = QCoreApplication.translate


class LogDesk(QObject):
    """Everything that happens between the log, the banner and the profile.

    `opened` carries a company's id and a day whose bar is wanted, `edited` an Edit, `failed` an
    exception, `noted` words of what has been done. `log_wanted` carries the id of a firing to be
    shown in the log.
    """

    opened = Signal(int, object)
    edited = Signal(object)
    failed = Signal(object)
    noted = Signal(str)
    log_wanted = Signal(int)

    def __init__(
        self, panel: LogPanel, banner: FiringBanner, session: Session, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._panel, self._banner, self._session = panel, banner, session
        self._reader = LogReader(session.profile, self)
        self._reader.page_read.connect(panel.show_page)
        self._reader.failed.connect(self.failed)
        session.logged.connect(panel.reask)
        panel.asked.connect(self._reader.ask)
        panel.opened.connect(self._open)
        panel.seen.connect(self._acknowledge)
        panel.all_seen.connect(self._acknowledge_all)
        panel.exported.connect(self._export)
        banner.opened.connect(self._open_from_banner)
        banner.acknowledged.connect(self._acknowledge)
        banner.edited.connect(self.edited)
        banner.log_wanted.connect(lambda: self.log_wanted.emit(banner.firings[0].id))

    def tell(self, firings: tuple[Firing, ...], overview: Overview, look: Look) -> None:
        """Tell of firings that have just come."""
        self._banner.tell(known_as(firings, overview, look.phrases.language))

    def restyle(self, overview: Overview, look: Look) -> None:
        """Call the companies in the strip as the language of `look` does."""
        self._banner.rename(known_as(self._banner.firings, overview, look.phrases.language))

    def open_newest(self) -> None:
        """Show the newest firing on its chart: that of the strip, else the top of the log."""
        if self._banner.firings:
            self._banner.open_newest()
        else:
            self._panel.open_first()

    def _open(self, firing: Firing) -> None:
        if firing.company_id is not None:
            self.opened.emit(firing.company_id, firing.reached_on)

    def _open_from_banner(self, firing: Firing) -> None:
        self._panel.point_at(firing.id)
        self._open(firing)

    def _acknowledge(self, ids: tuple[int, ...]) -> None:
        self._banner.forget(ids)
        self._session.mark_seen(ids)

    def _acknowledge_all(self) -> None:
        self._banner.dismiss()
        self._session.mark_all_seen()

    def _export(self, query: LogQuery, out: Path) -> None:
        saved = translate("Firings", "Saved: {path}").format(path=out)
        self._reader.write(query, out, lambda: self.noted.emit(saved))

    def close(self) -> None:
        """Wait for a table that is being written."""
        self._reader.close()
