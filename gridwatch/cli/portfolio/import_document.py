"""The JSON document of an import: how the file was read, what it brings, what is not taken."""

from __future__ import annotations

from collections import Counter
from typing import Any

from gridwatch.cli.call import Call
from gridwatch.cli.documents import day_text
from gridwatch.cli.portfolio.documents import line_documents, problem_document
from gridwatch.cli.portfolio.import_outcome import Outcome, line_of
from gridwatch.domain.ledger.kind import Kind
from gridwatch.files.encodings import encoding_name
from gridwatch.services.portfolio.matching import SecurityMatch


def import_document(call: Call, outcome: Outcome) -> dict[str, Any]:
    """Return everything that is told of an import."""
    part, matching = outcome.understood.part, outcome.matching
    lines = line_of(part.lines)
    one = {each.id: each for each in part.transactions}
    kinds = Counter(each.kind for each in outcome.booked)
    return {
        "imported": bool(outcome.number),
        "import": outcome.number or None,
        "dry_run": bool(call.asked.dry_run),
        "file": outcome.understood.source.name,
        "form": str(outcome.form),
        **_table_document(outcome),
        "lines": len(part.lines),
        "transactions": len(outcome.booked),
        "kinds": {str(each): kinds[each] for each in Kind if kinds[each]},
        "accounts": [
            {
                "name": outcome.account_of(each).name,
                "kind": str(each.account.kind),
                "currency": each.account.currency,
                "in_file": each.account.name,
                "new": each.existing is None,
            }
            for each in outcome.accounts
        ],
        "securities": [_security_document(outcome, each) for each in outcome.securities],
        "duplicates": [
            {
                "line": lines.get(each.transaction_id),
                "booked": each.booked_id,
                "certainty": str(each.certainty),
                "kind": str(one[each.transaction_id].kind),
                "on": day_text(one[each.transaction_id].on),
                "taken": each.transaction_id in matching.choices.taken,
            }
            for each in matching.duplicates
        ],
        "refused": line_documents(call, part.problems),
        "remarks": [
            *({"line": None, **problem_document(call, each)} for each in part.remarks),
            *line_documents(call, [each for each in part.lines if each.problem is None]),
        ],
    }


def _table_document(outcome: Outcome) -> dict[str, Any]:
    read = outcome.table
    if read is None:
        return dict.fromkeys(
            ("preset", "learned", "encoding", "separator", "decimal", "day_first", "columns")
        )
    headings = read.header or ("",) * len(read.mapping.columns)
    return {
        "preset": read.preset,
        "learned": outcome.understood.learned,
        "encoding": encoding_name(read.dialect.encoding),
        "separator": read.dialect.separator,
        "decimal": read.dialect.decimal,
        "day_first": read.dialect.day_first,
        "columns": [
            {"heading": heading, "means": str(field) if field else None}
            for heading, field in zip(headings, read.mapping.columns, strict=False)
        ],
    }


def _security_document(outcome: Outcome, each: SecurityMatch) -> dict[str, Any]:
    one = outcome.security_of(each)
    return {
        "name": one.name,
        "symbol": one.symbol or None,
        "isin": one.isin or None,
        "currency": one.currency,
        "ticker": outcome.understood.tickers.get(each.security.id),
        "new": each.existing is None,
        "by": str(each.by) if each.by else None,
        "candidates": [
            {"symbol": one.symbol, "name": one.name, "currency": one.currency, "by": str(one.by)}
            for one in each.candidates
        ],
    }
