"""Opens the dialogs through which a ledger comes in and goes out, and sees imports stored."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.import_edits import ImportFile
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.place import (
    TRANSACTIONS,
    Ask,
    AskExport,
    AskImport,
    AskImports,
    Names,
    Place,
    Shown,
)

translate = QCoreApplication.translate


class Exchange(QObject):
    """Makes one dialog; `edited`, `opened` and `noted` are those of `Asking`."""

    edited = Signal(object, object, object)
    opened = Signal(object)
    noted = Signal(str)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window

    def dialog(self, wanted: Ask, look: Look, shown: Shown, names: Names) -> QDialog:
        """Return the dialog of what is wanted, not opened yet."""
        if isinstance(wanted, AskImport):
            made = self._wizard(wanted, look)
        elif isinstance(wanted, AskImports):
            made = self._imports(look)
        elif isinstance(wanted, AskExport):
            from gridwatch.ui.portfolio.exporting.export_dialog import ExportDialog

            made = ExportDialog(self._session, look, self._window)
        else:
            from gridwatch.ui.portfolio.exporting.report_dialog import ReportDialog

            made = ReportDialog(self._session, names, shown, look, self._window)
        made.finished.connect(self.deleteLater)
        return made

    def _wizard(self, wanted: AskImport, look: Look) -> QDialog:
        from gridwatch.ui.portfolio.importing.wizard import ImportWizard

        today = date.today()  # noqa: DTZ011 - the user's own day
        wizard = ImportWizard(self._session.profile, today, look, self._window)

        def decide(edit: ImportFile) -> None:
            def done() -> None:
                number = look.phrases.integer(wizard.imported)
                wizard.accept()
                words = translate("Import", "{number} transactions were imported from “{name}”.")
                self.noted.emit(words.format(number=number, name=edit.name))
                self.opened.emit(Place(TRANSACTIONS, words=edit.name))

            self.edited.emit(edit, done, wizard.stay)

        wizard.decided.connect(decide)
        if wanted.path is not None:
            wizard.open_path(wanted.path)
        elif wanted.data is not None:
            wizard.open_data(translate("Import", "Pasted table"), wanted.data)
        else:
            QTimer.singleShot(0, wizard, wizard.ask_for_first)
        return wizard

    def _imports(self, look: Look) -> QDialog:
        from gridwatch.ui.portfolio.importing.imports_dialog import ImportsDialog

        dialog = ImportsDialog(self._session, look, self._window)

        def decide(edit: object) -> None:
            words = translate("Import", "The import was taken back. Undo brings it back.")

            def done() -> None:
                dialog.read()
                self.noted.emit(words)

            self.edited.emit(edit, done, dialog.read)

        dialog.decided.connect(decide)
        dialog.opened.connect(self.opened)
        return dialog
