"""The command `portfolio performance`: the numbers of a period, by months and by parts."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from gridwatch.cli.call import Answer, Call, Refusal
from gridwatch.cli.companies import list_unknown, named_list
from gridwatch.cli.documents import day_text
from gridwatch.cli.portfolio.choosing import currency_of, period_of, plain, scope_of
from gridwatch.cli.portfolio.documents import (
    carried_documents,
    gap_documents,
    number,
    period_document,
    problem_document,
)
from gridwatch.cli.portfolio.holdings import nothing_yet
from gridwatch.cli.portfolio.layout import facts, parts
from gridwatch.cli.portfolio.reading import Ledger, ledger_of
from gridwatch.cli.tables import Column, table
from gridwatch.cli.voice import translate
from gridwatch.domain.charting import SEGMENT_PREFIX
from gridwatch.services.overview import Overview
from gridwatch.services.portfolio.benchmark import CAPS_SUFFIX, LIST_PREFIX, BenchmarkLine
from gridwatch.services.portfolio.contributions import contributions
from gridwatch.services.portfolio.measuring import measure
from gridwatch.services.portfolio.months import month_returns
from gridwatch.services.portfolio.performance import Compared, read_compared_with
from gridwatch.services.portfolio.value_lines import value_line
from gridwatch.services.portfolio.views import (
    Contribution,
    Dimension,
    Drawdown,
    Measured,
    MonthReturn,
)
from gridwatch.services.profiles import overview_of
from gridwatch.wording.gaps import all_gaps, carried_words
from gridwatch.wording.naming import dimension_words

Benchmark = tuple[BenchmarkLine, str]


def show_performance(call: Call) -> Answer:
    """Show the numbers of a period, and what they are made of."""
    asked = call.asked
    with ledger_of(call) as ledger:
        book, user = ledger.book, ledger.user
        scope, currency = (
            scope_of(book, asked.account),
            currency_of(asked.currency, book.base_currency),
        )
        period = period_of(user, book, asked.period)
        benchmark = _benchmark(ledger, asked.benchmark, currency) if asked.benchmark else None
        line = benchmark[0] if benchmark else None
        measured = measure(book, scope, currency, period, line, asked.risk_free)
        dimension = Dimension(asked.by) if asked.by else None
        added = contributions(book, scope, currency, period, dimension) if dimension else ()
        months = month_returns(value_line(book, scope, currency)) if asked.months else ()
        document = {
            **_document(ledger, measured, benchmark),
            "by": dimension,
            "contributions": [_contribution_document(ledger, each) for each in added]
            if dimension
            else None,
            "months": [_month_document(each) for each in months] if asked.months else None,
        }
        text = _text(ledger, measured, benchmark, added, months)
    return Answer(document, text)


def _benchmark(ledger: Ledger, text: str, currency: str) -> Benchmark | None:
    """Read what the portfolio is compared with.

    Raises Refusal for a list or segment that is not there, and where nothing of it is stored.
    """
    call = ledger.call
    overview = overview_of(call.profile, ledger.user, call.clock())
    key = _benchmark_key(ledger, overview, text)
    wanted = Compared(key, text.strip(), overview.companies, overview.watchlists, call.clock())

    def read(market: sqlite3.Connection | None) -> Benchmark | None:
        return read_compared_with(ledger.book, market, currency, wanted)

    found = ledger.with_market(read)
    known = found is not None and bool((found[0].values == found[0].values).any())
    if not known and len(ledger.book.days()):
        notes = [call.voice.problem(each) for each in (found[0].notes if found else ())]
        words = translate("Cli", "Nothing is stored of {name} to compare with.")
        raise Refusal("benchmark_unknown", " ".join([words.format(name=text.strip()), *notes]))
    return found


def _benchmark_key(ledger: Ledger, overview: Overview, text: str) -> str:
    """Return the key of a benchmark: lists are typed by their names, segments by theirs."""
    wanted = text.strip()
    caps = CAPS_SUFFIX if wanted.casefold().endswith(CAPS_SUFFIX) else ""
    bare = wanted[: len(wanted) - len(caps)]
    if bare.casefold().startswith(LIST_PREFIX):
        name = bare[len(LIST_PREFIX) :]
        one = named_list(overview.watchlists, name)
        if one is None:
            raise list_unknown(overview.watchlists, name)
        return f"{LIST_PREFIX}{one.id}{caps}"
    if bare.casefold().startswith(SEGMENT_PREFIX):
        name = bare[len(SEGMENT_PREFIX) :]
        for key, words in ledger.naming.segments.items():
            if plain(name) in {plain(key), plain(words)}:
                return f"{SEGMENT_PREFIX}{key}{caps}"
        there = translate("Cli", "There is no segment “{name}”. There are: {segments}")
        known = ", ".join(ledger.naming.segments)
        raise Refusal("segment_unknown", there.format(name=name.strip(), segments=known))
    return wanted.upper()


def _document(ledger: Ledger, one: Measured, benchmark: Benchmark | None) -> dict[str, Any]:
    return {
        "simulated": ledger.call.profile.simulated,
        "period": period_document(one.period),
        "currency": one.currency,
        "begin": number(one.begin),
        "end": number(one.end),
        "inflow": number(one.inflow),
        "outflow": number(one.outflow),
        "gain": number(one.gain),
        "price_gain": number(one.price_gain),
        "realised": number(one.realised),
        "currency_gain": number(one.currency_gain),
        "income": number(one.income),
        "fees": number(one.fees),
        "taxes": number(one.taxes),
        "ttwror": number(one.ttwror),
        "ttwror_yearly": number(one.ttwror_yearly),
        "irr": number(one.irr),
        "simple": number(one.simple),
        "volatility": number(one.volatility),
        "semi_deviation": number(one.semi_deviation),
        "sharpe": number(one.sharpe),
        "sortino": number(one.sortino),
        "drawdown": _drawdown_document(one.drawdown),
        "benchmark": benchmark[1] if benchmark else None,
        "benchmark_return": number(one.benchmark),
        "benchmark_notes": [problem_document(ledger.call, each) for each in benchmark[0].notes]
        if benchmark
        else [],
        "excess": number(one.excess),
        "missing": gap_documents(ledger, one.gaps),
        "carried": carried_documents(ledger, one.carried),
    }


def _drawdown_document(fall: Drawdown | None) -> dict[str, Any] | None:
    if fall is None:
        return None
    return {
        "depth": fall.depth,
        "peak": day_text(fall.peak),
        "low": day_text(fall.low),
        "recovered": day_text(fall.recovered),
        "longest_days": fall.longest_days,
    }


def _contribution_document(ledger: Ledger, each: Contribution) -> dict[str, Any]:
    return {
        "key": each.key,
        "name": ledger.naming.key(each.dimension, each.key),
        "begin": number(each.begin),
        "end": number(each.end),
        "inflow": number(each.inflow),
        "outflow": number(each.outflow),
        "gain": number(each.gain),
        "contribution": number(each.contribution),
        "ttwror": number(each.ttwror),
        "irr": number(each.irr),
    }


def _month_document(each: MonthReturn) -> dict[str, Any]:
    return {"year": each.year, "month": each.month or None, "ttwror": number(each.ttwror)}


def _text(
    ledger: Ledger,
    one: Measured,
    benchmark: Benchmark | None,
    added: Sequence[Contribution],
    months: Sequence[MonthReturn],
) -> str:
    call, day = ledger.call, ledger.call.voice.phrases.day
    if not ledger.book.accounts:
        return parts(call, nothing_yet())
    heading = translate(
        "Cli", "From the end of {first} to the end of {last}, amounts in {currency}"
    ).format(first=day(one.period.first), last=day(one.period.last), currency=one.currency)
    return parts(
        call,
        heading,
        _numbers(ledger, one, benchmark),
        _contribution_table(ledger, one, added),
        _month_table(ledger, months),
        _notes(ledger, one, benchmark),
    )


def _numbers(ledger: Ledger, one: Measured, benchmark: Benchmark | None) -> str:
    return facts(
        (
            _worth(ledger, one),
            _gain(ledger, one),
            [*_rates(ledger, one), *_compared(ledger, one, benchmark)],
            _risk(ledger, one),
        )
    )


def _worth(ledger: Ledger, one: Measured) -> list[tuple[str, str]]:
    def money(value: float | None, *, signed: bool = False) -> str:
        return ledger.amounts.money(value, one.currency, signed=signed)

    return [
        (translate("Portfolio", "At the beginning"), money(one.begin)),
        (translate("Portfolio", "Paid in"), money(one.inflow, signed=True)),
        (translate("Portfolio", "Paid out"), money(-one.outflow)),
        (translate("Portfolio", "Gain"), money(one.gain, signed=True)),
        (translate("Portfolio", "At the end"), money(one.end)),
    ]


def _gain(ledger: Ledger, one: Measured) -> list[tuple[str, str]]:
    less = {"fees": one.fees, "taxes": one.taxes}
    shown = {name: None if value is None else -value for name, value in less.items()}
    rows = (
        (translate("Portfolio", "Price gain, not realised"), one.price_gain),
        (translate("Portfolio", "Realised"), one.realised),
        (translate("Portfolio", "Currency gain"), one.currency_gain),
        (translate("Portfolio", "Income"), one.income),
        (translate("Portfolio", "Fees"), shown["fees"]),
        (translate("Portfolio", "Taxes"), shown["taxes"]),
        (translate("Portfolio", "Gain"), one.gain),
    )
    return [(name, ledger.amounts.money(value, one.currency, signed=True)) for name, value in rows]


def _rates(ledger: Ledger, one: Measured) -> list[tuple[str, str]]:
    rows = (
        (translate("Portfolio", "TTWROR"), one.ttwror),
        (translate("Portfolio", "TTWROR a year"), one.ttwror_yearly),
        (translate("Portfolio", "IRR"), one.irr),
        (translate("Portfolio", "Simple"), one.simple),
    )
    return [(name, ledger.amounts.percent(value)) for name, value in rows]


def _compared(ledger: Ledger, one: Measured, benchmark: Benchmark | None) -> list[tuple[str, str]]:
    if benchmark is None:
        return []
    return [
        (benchmark[1], ledger.amounts.percent(one.benchmark)),
        (translate("Portfolio", "Difference"), ledger.amounts.percent(one.excess)),
    ]


def _risk(ledger: Ledger, one: Measured) -> list[tuple[str, str]]:
    amounts, fall = ledger.amounts, one.drawdown
    return [
        (translate("Portfolio", "Volatility"), amounts.percent(one.volatility, signed=False)),
        (
            translate("Portfolio", "Semi-deviation"),
            amounts.percent(one.semi_deviation, signed=False),
        ),
        (translate("Portfolio", "Sharpe ratio"), amounts.ratio(one.sharpe)),
        (translate("Portfolio", "Sortino ratio"), amounts.ratio(one.sortino)),
        (translate("Portfolio", "Deepest fall"), amounts.percent(-fall.depth if fall else None)),
    ]


def _notes(ledger: Ledger, one: Measured, benchmark: Benchmark | None) -> str:
    """Say when it fell, what is missing, and what the benchmark lacks."""
    lines = []
    if one.drawdown is not None and one.drawdown.depth:
        lines.append(_fall_words(ledger, one.drawdown))
    if one.gaps:
        lines.append(translate("Cli", "Incomplete, what is missing:"))
        lines += [
            f"  {each}" for each in all_gaps(one.gaps, ledger.naming, one.currency).split("\n")
        ]
    if one.carried:
        lines.append(carried_words(one.carried, ledger.naming))
    for each in benchmark[0].notes if benchmark else ():
        lines.append(f"{benchmark[1] if benchmark else ''}: {ledger.call.voice.problem(each)}")
    return "\n".join(lines)


def _fall_words(ledger: Ledger, fall: Drawdown) -> str:
    day = ledger.call.voice.phrases.day
    words = translate(
        "Portfolio", "Deepest fall: from {peak} to {low}, {end}. Longest: {days} days"
    )
    end = (
        translate("Portfolio", "not made good yet")
        if fall.recovered is None
        else translate("Portfolio", "made good on {day}").format(day=day(fall.recovered))
    )
    return words.format(peak=day(fall.peak), low=day(fall.low), end=end, days=fall.longest_days)


def _contribution_table(ledger: Ledger, one: Measured, added: Sequence[Contribution]) -> str:
    if not added:
        return ""
    amounts, code = ledger.amounts, one.currency
    columns = (
        Column(dimension_words(added[0].dimension)),
        Column(translate("Cli", "Begin"), right=True),
        Column(translate("Portfolio", "Paid in"), right=True),
        Column(translate("Portfolio", "Paid out"), right=True),
        Column(translate("Cli", "End"), right=True),
        Column(translate("Portfolio", "Gain"), right=True),
        Column(translate("Portfolio", "Contribution"), right=True),
        Column(translate("Portfolio", "TTWROR"), right=True),
        Column(translate("Portfolio", "IRR"), right=True),
    )
    rows = [
        (
            ledger.naming.key(each.dimension, each.key),
            amounts.money(each.begin, code),
            amounts.money(each.inflow, code),
            amounts.money(each.outflow, code),
            amounts.money(each.end, code),
            amounts.money(each.gain, code, signed=True),
            amounts.percent(each.contribution),
            amounts.percent(each.ttwror),
            amounts.percent(each.irr),
        )
        for each in added
    ]
    whole = (
        translate("Cli", "All of it"),
        amounts.money(one.begin, code),
        amounts.money(one.inflow, code),
        amounts.money(one.outflow, code),
        amounts.money(one.end, code),
        amounts.money(one.gain, code, signed=True),
        amounts.percent(one.ttwror),
        amounts.percent(one.ttwror),
        amounts.percent(one.irr),
    )
    return table(columns, [*rows, whole])


def _month_table(ledger: Ledger, months: Sequence[MonthReturn]) -> str:
    if not months:
        return ""
    by_year: dict[int, dict[int, MonthReturn]] = {}
    for each in months:
        by_year.setdefault(each.year, {})[each.month] = each
    columns = (
        Column(translate("Portfolio", "Year")),
        *(Column(f"{each:02}", right=True) for each in range(1, 13)),
        Column(translate("Cli", "Year's return"), right=True),
    )
    rows = [
        (str(year), *(_month_cell(ledger, found, each) for each in (*range(1, 13), 0)))
        for year, found in sorted(by_year.items())
    ]
    return table(columns, rows)


def _month_cell(ledger: Ledger, found: Mapping[int, MonthReturn], month: int) -> str:
    one = found.get(month)
    return "" if one is None else ledger.amounts.percent(one.ttwror, 1)
