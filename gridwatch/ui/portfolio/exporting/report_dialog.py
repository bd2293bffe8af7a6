"""The dialog of a report: of which period, by what, in which language, as PDF or as a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.problem import Problem
from gridwatch.files.report.page_html import report_page_html
from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.exporting import write_whole
from gridwatch.services.portfolio.performance import begun_on
from gridwatch.services.portfolio.report_reading import ReportWish, read_report
from gridwatch.services.portfolio.reports import Report
from gridwatch.services.portfolio.views import Dimension, Scope
from gridwatch.services.profiles import user_reader
from gridwatch.store.user.portfolio_choices import (
    SavedPeriod,
    allocation_targets,
    saved_periods,
)
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.look import Look
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.portfolio.exporting.report_paper import write_report_pdf
from gridwatch.ui.portfolio.exporting.speaking import speaking
from gridwatch.ui.portfolio.performance.period_bar import PeriodBar
from gridwatch.ui.portfolio.place import Names, Shown, naming_of
from gridwatch.ui.portfolio_report import report_page
from gridwatch.ui.strips import error_words
from gridwatch.ui.user_file import ask_for_file
from gridwatch.wording.naming import dimension_words, dimensions

translate = QCoreApplication.translate
_WIDE = 560
LANGUAGES: Mapping[str, str] = {"en": "English", "de": "Deutsch", "zh_CN": "简体中文"}


class ReportDialog(QDialog):
    """Asks for a report of what is shown, and writes it; it stays open for another one."""

    def __init__(
        self, session: Session, names: Names, shown: Shown, look: Look, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._session, self._names, self._shown, self._look = session, names, shown, look
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Export", "Report of the portfolio"))
        self.title = QLineEdit(self)
        self.period = PeriodBar(look, self)
        self.dimension, self.language = QComboBox(self), QComboBox(self)
        self.of, self.told = QLabel(self), QLabel(self)
        self.pdf, self.html, self.folder, self.leave = (QPushButton(self) for _ in range(4))
        self._written: Path | None = None
        self._lay_out()
        outline(self, look.tones)
        self.pdf.clicked.connect(lambda: self.ask_for_place(".pdf"))
        self.html.clicked.connect(lambda: self.ask_for_place(".html"))
        self.folder.clicked.connect(self._open_folder)
        self.leave.clicked.connect(self.reject)
        session.read_user("report periods", saved_periods, self._offer_periods)

    def _lay_out(self) -> None:
        self.title.setText(translate("Export", "My portfolio"))
        self.period.restyle(self._look)
        self.period.forget.setVisible(False)
        self.period.keep.setMaximumWidth(0)
        for each in dimensions():
            self.dimension.addItem(dimension_words(each), each)
        for code, words in LANGUAGES.items():
            self.language.addItem(words, code)
        self.language.setCurrentIndex(max(0, self.language.findData(self._look.language)))
        self.of.setText(self._of_words())
        self.of.setWordWrap(True)
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(translate("Export", "Title"), self.title)
        form.addRow(translate("Export", "Of"), self.of)
        form.addRow(translate("Export", "Period"), self.period)
        form.addRow(translate("Export", "Parts by"), self.dimension)
        form.addRow(translate("Export", "Language"), self.language)
        self.pdf.setText(translate("Export", "Save as PDF…"))
        self.html.setText(translate("Export", "Save as HTML…"))
        self.folder.setText(translate("Export", "Open the folder"))
        self.leave.setText(translate("Export", "Close"))
        self.pdf.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.folder)
        buttons.addStretch(1)
        for button in (self.pdf, self.html, self.leave):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.told)
        column.addStretch(1)
        column.addLayout(buttons)
        self.folder.hide()
        self.setMinimumWidth(_WIDE)

    def _of_words(self) -> str:
        choice, currency = self._shown.choice, self.currency
        if choice.group:
            name = choice.group
        elif choice.account_id:
            name = self._names.account(choice.account_id)
        else:
            name = translate("Export", "the whole portfolio")
        return translate("Export", "{name}, in {currency}").format(name=name, currency=currency)

    @property
    def currency(self) -> str:
        """Return the currency of the report."""
        return self._shown.currency or self._look.phrases.base_currency

    def _offer_periods(self, saved: tuple[SavedPeriod, ...]) -> None:
        self.period.show_saved(saved)

    # What the user does

    def ask_for_place(self, ending: str) -> QFileDialog:
        """Ask where the report is to be written, as a file with this ending."""
        words = {
            ".pdf": translate("Export", "PDF documents"),
            ".html": translate("Export", "Pages for a browser"),
        }
        name = f"{''.join(each for each in self.title.text() if each.isalnum() or each in ' -_')}"
        name = name.strip() or translate("Export", "Report")
        return ask_for_file(self, self.windowTitle(), words[ending], f"{name}{ending}", self.write)

    def write(self, out: Path) -> None:
        """Read what the report tells, then write it."""
        title = self.title.text().strip() or translate("Export", "My portfolio")
        dimension = Dimension(self.dimension.currentData())
        wish = ReportWish(title, Scope(self._shown.accounts), self.currency, dimension)
        choice, profile = self.period.choice(), self._session.profile

        def work(book: Book) -> Report:
            with user_reader(profile) as user:
                targets = allocation_targets(user, dimension)
            period = choice(book.today, begun_on(book))
            return read_report(book, replace(wish, targets=targets), period)

        self._wait(waiting=True)
        self._say(translate("Export", "Reading the ledger…"))
        self._session.read_book("report", work, lambda report: self._write(report, out, dimension))

    def _write(self, report: Report, out: Path, dimension: Dimension) -> None:
        language = str(self.language.currentData())
        phrases = Phrases(language, base_currency=self._look.phrases.base_currency)
        try:
            with speaking(language, self._look.language):
                named = replace(report, names=self._key_names(report, dimension, language))
                page = report_page(named, phrases, red_rises=self._red_rises())
                if out.suffix.lower() == ".pdf":
                    write_report_pdf(page, out, QLocale.system())
                else:
                    write_whole(out, report_page_html(page).encode(), ".html")
        except Problem as problem:
            self._say(error_words(problem), wrong=True)
        else:
            self._written = out
            words = translate("Export", "The report is in {path}.")
            self._say(words.format(path=out))
            self.folder.show()
        finally:
            self._wait(waiting=False)

    def _key_names(
        self, report: Report, dimension: Dimension, language: str
    ) -> dict[tuple[Dimension, str], str]:
        naming = naming_of(self._names, language)
        keys = {each.key for each in report.contributions}
        keys |= {each.key for each in report.allocation}
        return {(dimension, each): naming.key(dimension, each) for each in keys if each}

    def _red_rises(self) -> bool:
        rise = self._look.tones.rise.lstrip("#")
        return int(rise[0:2], 16) > int(rise[2:4], 16)

    def _open_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def _say(self, words: str, *, wrong: bool = False) -> None:
        tones = self._look.tones
        self.told.setText(words)
        self.told.setStyleSheet(f"color: {tones.warn if wrong else tones.muted};")

    def _wait(self, *, waiting: bool) -> None:
        for each in (self.pdf, self.html):
            each.setEnabled(not waiting)
