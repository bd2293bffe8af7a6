"""Export, import and print of the thesis: asks where, works off the window's thread, says so."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QStandardPaths, Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from gridwatch.domain.thesis.about import About
from gridwatch.places import Profile, resources
from gridwatch.runtime.lane import Lane
from gridwatch.services.catalog import read_catalog
from gridwatch.services.profiles import user_reader
from gridwatch.services.thesis.folder_export import Exported, export_folder, read_thesis
from gridwatch.services.thesis.folder_import import Plan, plan_import
from gridwatch.store.user.entries import picture_with_hash
from gridwatch.ui.strips import error_words
from gridwatch.ui.thesis.import_dialog import ImportDialog
from gridwatch.ui.thesis.print_dialog import PrintDialog
from gridwatch.ui.thesis.print_document import Journal, Sheet, document_of, title_of
from gridwatch.ui.thesis.printing import page_layout, paint, text_width, write_pdf
from gridwatch.ui.user_file import ask_for_file

if TYPE_CHECKING:
    from gridwatch.domain.thesis.journal import Picture
    from gridwatch.files.thesis_folder import Thesis
    from gridwatch.ui.look import Look

translate = QCoreApplication.translate
log = logging.getLogger(__name__)
Read = tuple["Thesis", dict[str, "Picture | None"]]


class Folders(QObject):
    """`about` is the thesis that is shown, which is printed.

    `edited` carries an Edit, and what to call when it is stored and where it could not be; `said`
    what went wrong in words, `noted` what has been done.
    """

    edited = Signal(object, object, object)
    said = Signal(str)
    noted = Signal(str)

    def __init__(self, profile: Profile, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._profile, self._window = profile, window
        self.look, self.about = look, About()
        self._lane = Lane("folders", 1, self)

    # Export

    def export_all(self) -> QFileDialog:
        """Ask for a folder, then write everything into it."""
        dialog = self._ask_folder(translate("Folders", "Export the thesis to a folder"))
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, translate("Folders", "Export"))
        dialog.fileSelected.connect(lambda chosen: self.export_to(Path(chosen)))
        return dialog

    def export_to(self, chosen: Path) -> None:
        """Write everything into a folder: the chosen one, or a new one in it where it is in use."""
        language = self.look.phrases.language

        def work() -> Exported:
            target = export_place(chosen, translate("Folders", "GridWatch thesis"))
            with user_reader(self._profile) as user:
                return export_folder(user, target, datetime.now(UTC), language=language)

        self.noted.emit(translate("Folders", "Exporting…"))
        self._lane.run(work, self._exported, self._fail)

    def _exported(self, done: Exported) -> None:
        words = translate("Folders", "Exported: {claims} claims, {entries} entries to {folder}")
        self.noted.emit(words.format(claims=done.claims, entries=done.entries, folder=done.folder))
        if done.kept is not None:
            words = translate(
                "Folders", "The earlier export had been changed, and is kept as {path}."
            )
            self.said.emit(words.format(path=done.kept))

    # Import

    def ask_import(self) -> QFileDialog:
        """Ask for a folder, then show what would be imported from it."""
        dialog = self._ask_folder(translate("Folders", "Import the thesis from a folder"))
        dialog.fileSelected.connect(lambda chosen: self.import_from(Path(chosen)))
        return dialog

    def import_from(self, root: Path) -> None:
        """Read a folder and show what would be imported; nothing is changed yet."""

        def work() -> Plan:
            with user_reader(self._profile) as user:
                return plan_import(user, root, read_catalog(resources()))

        self.noted.emit(translate("Folders", "Reading the folder…"))
        self._lane.run(work, self._show_plan, self._fail, replacing="plan")

    def _show_plan(self, plan: Plan) -> None:
        dialog = ImportDialog(plan, self._window)
        dialog.accepted.connect(lambda: self._import(plan))
        dialog.open()

    def _import(self, plan: Plan) -> None:
        words = translate("Folders", "Imported. Undo takes all of it back.")
        if plan.edit is not None:
            self.edited.emit(plan.edit, lambda: self.noted.emit(words), None)

    def _ask_folder(self, title: str) -> QFileDialog:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        dialog = QFileDialog(self._window, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setDirectory(QStandardPaths.writableLocation(documents))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    # Print

    def ask_print(self) -> None:
        """Read the thesis that is shown, then ask what of it is printed, and how."""
        about, language = self.about, self.look.phrases.language

        def work() -> Read:
            from gridwatch.domain.thesis.journal import pictures_in

            with user_reader(self._profile) as user:
                thesis = read_thesis(user, about, language)
                texts = [each.entry.text for each in thesis.entries]
                texts += [thesis.theme.note] if thesis.theme is not None else []
                hashes = {hash_ for text in texts for hash_ in pictures_in(text)}
                return thesis, {each: picture_with_hash(user, each) for each in hashes}

        self._lane.run(work, self._ask_how, self._fail, replacing="print")

    def _ask_how(self, read: Read) -> None:
        thesis = read[0]
        dialog = PrintDialog(title_of(thesis), len(thesis.entries), self._window)
        dialog.pdf_wanted.connect(lambda journal: self._ask_pdf(read, journal))
        dialog.print_wanted.connect(lambda journal: self._ask_printer(read, journal))
        dialog.open()

    def _sheet(self, read: Read, journal: Journal, width: float) -> Sheet:
        today = datetime.now(UTC).astimezone().date()
        simulated = self._profile.simulated
        return Sheet(read[0], journal, today, width, self.look.phrases, simulated)

    def _ask_pdf(self, read: Read, journal: Journal) -> QFileDialog:
        from gridwatch.files.safe_names import safe_name

        return ask_for_file(
            self._window,
            translate("Folders", "Save the thesis as PDF"),
            translate("Folders", "PDF"),
            f"{safe_name(title_of(read[0]), 'thesis')}.pdf",
            lambda out: self.write_pdf(read, journal, out),
        )

    def write_pdf(self, read: Read, journal: Journal, out: Path) -> None:
        """Write a thesis that was read as PDF."""
        layout = page_layout(QLocale.system())
        sheet = self._sheet(read, journal, text_width(layout))

        def work() -> int:
            document = document_of(sheet, read[1].get)
            return write_pdf(document, out, layout, title_of(read[0]))

        words = translate("Folders", "Saved as {path}").format(path=out)
        self._lane.run(work, lambda _: self.noted.emit(words), self._fail)

    def _ask_printer(self, read: Read, journal: Journal) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout(QLocale.system()))
        printer.setDocName(title_of(read[0]))
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self._print, printer, read, journal))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()  # its own `open` takes other arguments

    def _print(self, printer: QPrinter, read: Read, journal: Journal) -> None:
        sheet = self._sheet(read, journal, text_width(printer.pageLayout()))
        try:
            paint(document_of(sheet, read[1].get), printer, title_of(read[0]))
        except OSError as error:
            self._fail(error)
            return
        self.noted.emit(translate("Folders", "Sent to the printer."))

    def _fail(self, error: Exception) -> None:
        log.warning("a thesis can't be exported, imported or printed", exc_info=error)
        self.said.emit(error_words(error))

    def close(self) -> None:
        """Wait for what is being written."""
        self._lane.close()


def export_place(chosen: Path, name: str) -> Path:
    """Return where to export: the chosen folder where it is free for that, else one in it.

    People choose the folder that the export is to lie in as often as the export's own.
    """
    from gridwatch.files.thesis_folder_files import manifest_of

    if not chosen.is_dir() or not any(chosen.iterdir()) or manifest_of(chosen) is not None:
        return chosen
    return chosen / name
