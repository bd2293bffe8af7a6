"""What is told of an import: how it was read, what it brings, and what is not taken, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from gridwatch.cli.call import Call, command_line
from gridwatch.cli.portfolio.import_outcome import Outcome, line_of
from gridwatch.cli.portfolio.layout import facts, parts
from gridwatch.cli.tables import Column, one_line, table
from gridwatch.cli.voice import translate
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.part import Line
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.files.encodings import encoding_name
from gridwatch.files.ledger.dialect import Dialect
from gridwatch.files.ledger.recognising import preset_of
from gridwatch.services.portfolio.matching import SecurityMatch
from gridwatch.services.portfolio.opening import Form
from gridwatch.wording.ledger import account_kind_words, kind_words

_NUMBERS = 12  # of lines that are named for one reason
_JOINED = "import_joined"  # each such line names another one


def import_text(call: Call, outcome: Outcome) -> str:
    """Return what is told of an import, for people."""
    part = outcome.understood.part
    return parts(
        call,
        _read_words(outcome),
        _kinds_text(call, outcome.booked),
        _accounts_text(outcome),
        _securities_text(outcome),
        _duplicates_text(call, outcome),
        _reasons(
            translate("Cli", "Lines that can't be taken: {number}").format(
                number=len(part.problems)
            ),
            _by_sentence(call, part.problems),
        ),
        _reasons(
            translate("Cli", "Not taken over, or not as it stands there:"),
            {
                **{one_line(call.voice.problem(each)): [] for each in part.remarks},
                **_by_sentence(call, [each for each in part.lines if each.problem is None]),
            },
        ),
        _end(call, outcome),
    )


def _read_words(outcome: Outcome) -> str:
    name, read = one_line(outcome.understood.source.name), outcome.table
    if read is None:
        return f"{name}: {form_words(outcome.form)}"
    if outcome.understood.learned:
        broker = translate("Cli", "columns as you named them before")
    else:
        broker = preset_of(read.preset).name
    return f"{name}: {broker} ({', '.join(_dialect_words(read.dialect))})"


def _dialect_words(dialect: Dialect) -> list[str]:
    """Return how a table is written, as far as that could matter."""
    mark = {"\t": translate("Cli", "tab")}.get(dialect.separator, f"“{dialect.separator}”")
    told = [
        encoding_name(dialect.encoding),
        translate("Cli", "separator {mark}").format(mark=mark),
    ]
    if dialect.decimal is not None:
        words = translate("Cli", "decimal mark {mark}")
        told.append(words.format(mark=f"“{dialect.decimal}”"))
    if dialect.day_first is not None:
        first = translate("Cli", "day before month")
        told.append(first if dialect.day_first else translate("Cli", "month before day"))
    return told


def form_words(form: Form) -> str:
    """Return what a document is."""
    match form:
        case Form.OWN:
            return translate("Cli", "a portfolio of GridWatch")
        case Form.PERFORMANCE:
            return translate("Cli", "a file of Portfolio Performance")
        case Form.PERFORMANCE_SELECTION:
            return translate("Cli", "transactions of Portfolio Performance")
        case Form.FLEX:
            return translate("Cli", "a Flex query of Interactive Brokers")
        case Form.GHOSTFOLIO:
            return translate("Cli", "activities of Ghostfolio")
        case Form.TABLE:
            return translate("Cli", "a table")


def _kinds_text(call: Call, booked: Sequence[Transaction]) -> str:
    counts = Counter(each.kind for each in booked)
    integer = call.voice.phrases.integer
    rows = [(kind_words(each), integer(counts[each])) for each in Kind if counts[each]]
    return facts([rows, [(translate("Cli", "Transactions"), integer(len(booked)))]]) if rows else ""


def _accounts_text(outcome: Outcome) -> str:
    columns = (
        Column(translate("Portfolio", "Account")),
        Column(translate("Cli", "Kind")),
        Column(translate("Cli", "Currency")),
        Column(translate("Cli", "Here")),
    )
    rows = []
    for each in outcome.accounts:
        one = outcome.account_of(each)
        rows.append((one.name, account_kind_words(one.kind), one.currency, _here(each.existing)))
    return table(columns, rows) if rows else ""


def _here(existing: int | None) -> str:
    return translate("Cli", "new") if existing is None else translate("Cli", "there already")


def _securities_text(outcome: Outcome) -> str:
    """Return the securities, and how to say what quotes those that nothing quotes yet."""
    columns = (
        Column(translate("Portfolio", "Security")),
        Column(translate("Cli", "Symbol")),
        Column(translate("Cli", "ISIN")),
        Column(translate("Cli", "Currency")),
        Column(translate("Cli", "Here")),
        Column(translate("Cli", "Could be")),
    )
    rows = [_security_row(outcome, each) for each in outcome.securities]
    if not rows:
        return ""
    text = table(columns, rows)
    if not outcome.unpriced:
        return text
    first = outcome.unpriced[0]
    told = first.security.isin or outcome.understood.tickers.get(first.security.id, "")
    symbol = first.candidates[0].symbol if first.candidates else "SYMBOL"
    words = translate("Cli", "Without a symbol nothing is priced. Give one with: {example}").format(
        example=f'--symbol "{told or first.security.name}={symbol}"'
    )
    return f"{text}\n{words}"


def _security_row(outcome: Outcome, each: SecurityMatch) -> tuple[str, ...]:
    one = outcome.security_of(each)
    sure = one.symbol or each.existing is not None
    candidates = "" if sure else " ".join(other.symbol for other in each.candidates)
    return one.name, one.symbol, one.isin, one.currency, _here(each.existing), candidates


def _duplicates_text(call: Call, outcome: Outcome) -> str:
    found = outcome.matching.duplicates
    if not found:
        return ""
    lines, taken = line_of(outcome.understood.part.lines), outcome.matching.choices.taken
    numbers = _numbers([lines[each.transaction_id] for each in found])
    if all(each.transaction_id in taken for each in found):
        words = translate("Cli", "Booked already and taken again: {count} ({lines})")
    else:
        words = translate(
            "Cli",
            "Booked already and left out: {count} ({lines}). Take them with --take-duplicates.",
        )
    return words.format(count=call.voice.phrases.integer(len(found)), lines=numbers)


def _by_sentence(call: Call, lines: Iterable[Line]) -> dict[str, list[int]]:
    """Return the numbers of lines by what is said of them."""
    found: dict[str, list[int]] = {}
    for each in lines:
        told = each.problem or each.remark
        if told is not None:
            joined = told.code == _JOINED
            words = translate("Cli", "They belong to lines beside them.") if joined else ""
            sentence = words or one_line(call.voice.problem(told))
            found.setdefault(sentence, []).append(each.number)
    return found


def _reasons(title: str, sentences: Mapping[str, Sequence[int]]) -> str:
    if not sentences:
        return ""
    told = [
        f"  {_numbers(numbers)}: {sentence}" if numbers else f"  {sentence}"
        for sentence, numbers in sentences.items()
    ]
    return "\n".join([title, *told])


def _numbers(numbers: Sequence[int]) -> str:
    """Return the numbers of lines, those behind each other as a range."""
    runs: list[list[int]] = []
    for each in sorted(set(numbers)):
        if runs and runs[-1][1] == each - 1:
            runs[-1][1] = each
        else:
            runs.append([each, each])
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in runs[:_NUMBERS]]
    text = ", ".join([*shown, *(["…"] if len(runs) > _NUMBERS else [])])
    if len(set(numbers)) == 1:
        return translate("Cli", "line {lines}").format(lines=text)
    return translate("Cli", "lines {lines}").format(lines=text)


def _end(call: Call, outcome: Outcome) -> str:
    if outcome.refused:
        return translate(
            "Cli", "Nothing was imported. Leave the bad lines out with --skip-bad, or mend them."
        )
    if not outcome.news:
        return translate("Cli", "There is nothing to import: all of it is here already.")
    if call.asked.dry_run:
        return translate("Cli", "Nothing was changed: this was a dry run.")
    words = translate("Cli", "Imported, as number {number}. Take it back with: {undo}")
    undo = command_line(call, f"portfolio imports undo {outcome.number}")
    lines = [words.format(number=outcome.number, undo=undo)]
    if any(each.existing is None and each.security.symbol for each in outcome.securities):
        fetch = translate("Cli", "Prices come with the window, or with: {command}")
        lines.append(fetch.format(command=command_line(call, "refresh")))
    return "\n".join(lines)
