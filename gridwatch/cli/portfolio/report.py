"""The command `portfolio report`: a period as a page for a browser, or on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from gridwatch.cli.call import Answer, Call, Exit, Refusal, simulated_line
from gridwatch.cli.portfolio.choosing import currency_of, period_of, scope_of
from gridwatch.cli.portfolio.documents import period_document
from gridwatch.cli.portfolio.layout import parts
from gridwatch.cli.portfolio.reading import Ledger, ledger_of
from gridwatch.cli.voice import translate
from gridwatch.services.portfolio.exporting import write_whole
from gridwatch.services.portfolio.report_reading import ReportWish, read_report
from gridwatch.services.portfolio.reports import Report
from gridwatch.services.portfolio.views import Dimension, Period
from gridwatch.store.user.choices import all_choices
from gridwatch.store.user.portfolio_choices import allocation_targets

PDF, HTML = ".pdf", ".html"


def write_report(call: Call) -> Answer:
    """Write the report of a period into a file, whole or not at all."""
    asked = call.asked
    out = Path(asked.out).expanduser().absolute()
    ending = out.suffix.lower()
    if ending not in {PDF, HTML}:
        words = translate("Cli", "End the name in {endings}.")
        raise Refusal("export_format", words.format(endings=f"{HTML}, {PDF}"), Exit.USAGE)
    with ledger_of(call) as ledger:
        period = period_of(ledger.user, ledger.book, asked.period)
        report = _report(ledger, period)
        red = _red_rises(ledger)
    pages = _write(call, report, out, ending, red_rises=red)
    document: dict[str, Any] = {
        "report": str(out),
        "period": period_document(period),
        "currency": report.measured.currency,
        "pages": pages,
    }
    words = translate("Cli", "Report: {path}").format(path=out)
    return Answer(document, parts(call, words))


def _report(ledger: Ledger, period: Period) -> Report:
    asked, book = ledger.call.asked, ledger.book
    dimension = Dimension(asked.by)
    targets = {} if dimension is Dimension.SECURITY else allocation_targets(ledger.user, dimension)
    wish = ReportWish(
        _title(ledger.call),
        scope_of(book, asked.account),
        currency_of(asked.currency, book.base_currency),
        dimension,
        targets,
    )
    report = read_report(book, wish, period)
    keys = {each.key for each in report.contributions} | {each.key for each in report.allocation}
    names = {(dimension, each): ledger.naming.key(dimension, each) for each in keys if each}
    return replace(report, names=names)


def _title(call: Call) -> str:
    """Return the title, which says so where the market is simulated."""
    title = " ".join(call.asked.title.split()) or translate("Cli", "My portfolio")
    return " · ".join(filter(None, (title, simulated_line(call.profile))))


def _red_rises(ledger: Ledger) -> bool:
    """Tell whether gains are red: where that was chosen, and by itself in Chinese."""
    chosen = all_choices(ledger.user).get("rising", "auto")
    return chosen == "red" or (chosen == "auto" and ledger.call.voice.language == "zh_CN")


def _write(call: Call, report: Report, out: Path, ending: str, *, red_rises: bool) -> int | None:
    """Write the report and return its pages, None for one page without an end."""
    from gridwatch.cli.picture import offscreen

    offscreen()
    from PySide6.QtCore import QLocale

    from gridwatch.files.report.page_html import report_page_html
    from gridwatch.ui.phrases import Phrases
    from gridwatch.ui.portfolio_report import report_page

    phrases = Phrases(call.voice.language, base_currency=report.measured.currency)
    if ending == HTML:
        page = report_page(report, phrases, red_rises=red_rises)
        write_whole(out, report_page_html(page).encode(), HTML)
        return None
    from PySide6.QtWidgets import QApplication

    from gridwatch.ui.appearance import make_application
    from gridwatch.ui.portfolio.exporting.report_paper import write_report_pdf
    from gridwatch.ui.words import install_language

    app = QApplication.instance() or make_application()
    install_language(app, call.voice.language)
    page = report_page(report, phrases, red_rises=red_rises)
    return write_report_pdf(page, out, QLocale.system())
