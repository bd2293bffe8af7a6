"""The command `portfolio export`: the ledger as JSON, CSV, a workbook, or for another program."""

from __future__ import annotations

from pathlib import Path

from gridwatch.cli.call import Answer, Call, Exit, Refusal
from gridwatch.cli.portfolio.choosing import currency_of
from gridwatch.cli.portfolio.documents import problem_document
from gridwatch.cli.portfolio.layout import parts
from gridwatch.cli.portfolio.reading import Ledger, ledger_of
from gridwatch.cli.tables import one_line
from gridwatch.cli.voice import translate
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_json.schema import FORMAT, VERSION, schema_text
from gridwatch.services.portfolio.exporting import (
    export_document,
    export_performance,
    export_table,
    export_workbook,
    performance_places,
)
from gridwatch.services.portfolio.holdings import holdings_of
from gridwatch.services.portfolio.income import expected_income, paid_income
from gridwatch.services.portfolio.views import Scope

_FORMATS = {".json": "json", ".csv": "csv", ".xlsx": "xlsx"}


def export_ledger(call: Call) -> Answer:
    """Write the ledger into a file, whole or not at all."""
    out = call.asked.file.expanduser().absolute()
    form = call.asked.format or _FORMATS.get(out.suffix.lower())
    if form is None:
        words = translate("Cli", "End the name in {endings}, or say --format.")
        raise Refusal("export_format", words.format(endings=", ".join(_FORMATS)), Exit.USAGE)
    with ledger_of(call) as ledger:
        files, left_out = _export(ledger, out, form)
        count = len(ledger.book.transactions)
    document = {
        "format": form,
        "files": [str(each) for each in files],
        "transactions": count,
        "left_out": [problem_document(call, each) for each in left_out],
    }
    words = translate("Cli", "Written: {path}")
    lines = [words.format(path=each) for each in files]
    lines += [f"  {one_line(call.voice.problem(each))}" for each in left_out]
    return Answer(document, parts(call, "\n".join(lines)))


def show_schema(_call: Call) -> Answer:
    """Describe the JSON that an export writes and an import reads back."""
    text = schema_text()
    return Answer({"format": FORMAT, "version": VERSION, "markdown": text}, text)


def _export(ledger: Ledger, out: Path, form: str) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    user, book = ledger.user, ledger.book
    match form:
        case "json":
            export_document(user, out)
        case "csv":
            export_table(user, out)
        case "portfolio-performance":
            left_out = export_performance(user, out)
            return performance_places(out), left_out
        case _:
            currency = currency_of(ledger.call.asked.currency, book.base_currency)
            held = holdings_of(book, Scope(), currency, book.today)
            income = ledger.with_market(
                lambda market: (
                    *paid_income(book, Scope(), currency),
                    *expected_income(book, market, Scope(), currency),
                )
            )
            export_workbook(user, out, held, income)
    return (out,), ()
