"""Tables of a made-up bank, and the wizard over them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gridwatch.services.portfolio.import_edits import ImportFile
from gridwatch.ui.portfolio.importing.wizard import ImportWizard

if TYPE_CHECKING:
    from tests.ui.portfolio.stand import Stand

TODAY = date(2026, 3, 2)
HEAD = "Date,Type,ISIN,Name,Quantity,Price,Amount,Currency"
ROWS = (
    "2025-01-02,Deposit,,,,,1000.00,EUR",
    "2025-02-03,Buy,DE000ENER6Y0,Siemens Energy,10,50.00,500.00,EUR",
    "2025-03-04,Dividend,DE000ENER6Y0,Siemens Energy,10,,12.00,EUR",
)
WRONG = "2025-13-40,Buy,DE000ENER6Y0,Siemens Energy,10,50.00,500.00,EUR"


def table(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *rows)).encode()


class Wizard:
    """An import wizard whose edits are stored as the window does."""

    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        self.edits: list[ImportFile] = []
        self.dialog = ImportWizard(stand.session.profile, TODAY, stand.look, stand.window)
        self.dialog.decided.connect(self._store)
        self.dialog.show()
        self.accepted = 0
        self.dialog.accepted.connect(self._count)

    def _count(self) -> None:
        self.accepted += 1

    def _store(self, edit: ImportFile) -> None:
        self.edits.append(edit)
        self.stand.edit(edit, self.dialog.accept, self.dialog.stay)

    def read(self, data: bytes, name: str = "bank.csv") -> None:
        with self.stand.qtbot.waitSignal(self.dialog.work.ended, timeout=10_000):
            self.dialog.open_data(name, data)

    def read_path(self, path: Path) -> None:
        with self.stand.qtbot.waitSignal(self.dialog.work.ended, timeout=20_000):
            self.dialog.open_path(path)

    def go(self, place: int) -> None:
        self.dialog.go_to(place)
        assert self.dialog.stack.currentIndex() == place

    def decide(self) -> None:
        self.go(3)
        self.dialog.next.click()
        self.stand.wait(lambda: self.accepted == 1 or bool(self.stand.problems))
