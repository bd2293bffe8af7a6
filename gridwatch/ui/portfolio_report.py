"""A report of a portfolio in words: its sections, as a page that is written or painted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from PySide6.QtCore import QCoreApplication, QLocale

from gridwatch.domain.report import (
    Bar,
    Bars,
    Cell,
    Facts,
    Head,
    Heat,
    HeatMap,
    LineChart,
    ReportPage,
    Section,
    Series,
    Table,
    Tone,
    Words,
    tone_of,
)
from gridwatch.services.portfolio.reports import Report
from gridwatch.services.portfolio.views import Dimension, Gap, Missing
from gridwatch.ui.phrases import MINUS, UNKNOWN, Phrases

translate = QCoreApplication.translate
_EPOCH = date(1970, 1, 1)
_MOST_GAPS = 12
_WHOLE = frozenset({"JPY", "KRW", "VND", "CLP", "ISK"})  # counted without cents


def report_page(report: Report, phrases: Phrases, *, red_rises: bool = False) -> ReportPage:
    """Return the page of a report; a section of which nothing is known is left out.

    `red_rises`: gains are red and losses green, as in China.
    """
    sections = (
        _facts(report, phrases),
        _line(report, phrases),
        _growth(report, phrases),
        _months(report, phrases),
        _holdings(report, phrases),
        _allocation(report, phrases),
        _contributions(report, phrases),
        _income(report, phrases),
        _gaps(report, phrases),
        _conventions(),
    )
    period = report.measured.period
    subtitle = translate("Report", "After {first} up to {last}, in {currency}").format(
        first=phrases.day(period.first),
        last=phrases.day(period.last),
        currency=report.measured.currency,
    )
    rising, falling = "#137a48", "#b3261e"
    return ReportPage(
        report.title,
        subtitle,
        tuple(each for each in sections if each is not None),
        translate("Report", "Made with GridWatch"),
        phrases.language.replace("_", "-"),
        falling if red_rises else rising,
        rising if red_rises else falling,
    )


def _facts(report: Report, phrases: Phrases) -> Section:
    told, currency = report.measured, report.measured.currency
    amounts = (
        (translate("Report", "Value at the end"), told.end, False),
        (translate("Report", "Gain"), told.gain, True),
        (translate("Report", "Realised gain"), told.realised, True),
        (translate("Report", "Currency gain"), told.currency_gain, True),
        (translate("Report", "Income"), told.income, False),
        (translate("Report", "Fees"), told.fees, False),
        (translate("Report", "Taxes"), told.taxes, False),
        (translate("Report", "Paid in"), told.inflow, False),
        (translate("Report", "Paid out"), told.outflow, False),
    )
    shares = [
        (translate("Report", "Time-weighted return"), told.ttwror),
        (translate("Report", "Time-weighted, a year"), told.ttwror_yearly),
        (translate("Report", "Money-weighted return (IRR)"), told.irr),
    ]
    if told.benchmark is not None:
        shares += [
            (translate("Report", "Benchmark"), told.benchmark),
            (translate("Report", "Excess return"), told.excess),
        ]
    risks = (
        (translate("Report", "Volatility"), told.volatility),
        (translate("Report", "Semi-deviation"), told.semi_deviation),
        (translate("Report", "Deepest fall"), told.drawdown.depth if told.drawdown else None),
    )
    ratios = (
        (translate("Report", "Sharpe ratio"), told.sharpe),
        (translate("Report", "Sortino ratio"), told.sortino),
    )
    facts = [
        *(
            (name, Cell(_money(value, currency, phrases, signed=toned), _tone(value, toned=toned)))
            for name, value, toned in amounts
        ),
        *((name, Cell(phrases.percent(value, 2), tone_of(value))) for name, value in shares),
        *((name, Cell(phrases.percent(value, 2, signed=False))) for name, value in risks),
        *(
            (name, Cell(UNKNOWN if value is None else phrases.plain(value)))
            for name, value in ratios
        ),
    ]
    return Facts(translate("Report", "The period"), tuple(facts))


def _line(report: Report, phrases: Phrases) -> Section | None:
    line = report.line
    if len(line.days) < 2:
        return None
    return LineChart(
        translate("Report", "Value and money paid in"),
        _days(line.days.tolist()),
        (
            Series(translate("Report", "Value"), _known(line.value.tolist()), filled=True),
            Series(translate("Report", "Paid in, less paid out"), _known(line.invested.tolist())),
        ),
        phrases.compact,
        phrases.day,
        translate("Report", "Amounts in {currency}. Where the line has a gap, a price or rate is"
                  " missing.").format(currency=report.measured.currency),
    )  # fmt: skip


def _growth(report: Report, phrases: Phrases) -> Section | None:
    line = report.line
    if len(line.days) < 2:
        return None
    return LineChart(
        translate("Report", "Time-weighted return"),
        _days(line.days.tolist()),
        (Series(translate("Report", "Return"), _known(line.growth.tolist()), filled=True),),
        lambda value: phrases.percent(value, 0),
        phrases.day,
    )


def _months(report: Report, phrases: Phrases) -> Section | None:
    if not report.months:
        return None
    locale = QLocale(phrases.language)
    short = QLocale.FormatType.ShortFormat
    columns = [locale.standaloneMonthName(month, short) for month in range(1, 13)]
    rows = []
    ordered = sorted(report.months, key=lambda each: (each.year, each.month))
    for year, months in groupby(ordered, key=lambda each: each.year):
        returns = {each.month: each.ttwror for each in months}
        cells = tuple(_heat(returns, month, phrases) for month in (*range(1, 13), 0))
        rows.append((str(year), cells))
    return HeatMap(
        translate("Report", "Returns by month, in %"),
        (*columns, translate("Report", "Year")),
        tuple(rows),
    )


def _heat(returns: dict[int, float | None], month: int, phrases: Phrases) -> Heat:
    value = returns.get(month)
    if month not in returns:
        return Heat(None, "")
    if value is None:
        return Heat(None, UNKNOWN)
    # Twelve of them stand in a row: the heading says that it is per cent.
    return Heat(value, _number(value * 100, 1, phrases, signed=True))


def _holdings(report: Report, phrases: Phrases) -> Section | None:
    held, currency = report.holdings, report.holdings.currency
    if not held.holdings:
        return None
    heads = (
        Head(translate("Report", "Security")),
        Head(translate("Report", "Shares"), right=True),
        Head(translate("Report", "Price"), right=True),
        Head(translate("Report", "Value"), right=True),
        Head(translate("Report", "Unrealised gain"), right=True),
        Head(translate("Report", "Share"), right=True),
    )
    rows = tuple(
        (
            Cell(each.security.name),
            Cell(phrases.plain(float(each.quantity), 6)),
            Cell(phrases.price(each.price, each.security.currency)),
            Cell(_money(each.value, currency, phrases)),
            Cell(_money(each.gain, currency, phrases, signed=True), tone_of(each.gain)),
            Cell(phrases.percent(each.share, signed=False)),
        )
        for each in held.holdings
    )
    empty = Cell("")
    worth = _money(held.value, currency, phrases)
    foot = (Cell(translate("Report", "With cash"), strong=True), empty, empty,
            Cell(worth, strong=True), empty, empty)  # fmt: skip
    note = ""
    if held.value is None:
        note = translate("Report", "Incomplete: {amount} of it is known.").format(
            amount=_money(held.known_value, currency, phrases)
        )
    heading = translate("Report", "Holdings on {day}").format(day=phrases.day(held.on))
    return Table(heading, heads, rows, foot, note)


def _allocation(report: Report, phrases: Phrases) -> Section | None:
    if not report.allocation:
        return None
    bars = []
    for each in report.allocation:
        text = phrases.percent(each.share, signed=False)
        if each.target is not None:
            text = translate("Report", "{share} (target {target})").format(
                share=text, target=phrases.percent(each.target, signed=False)
            )
        name = report.name_of(each.dimension, each.key) or translate("Report", "Unknown")
        bars.append(Bar(name, each.share, text, each.target))
    return Bars(translate("Report", "Allocation"), tuple(bars))


def _contributions(report: Report, phrases: Phrases) -> Section | None:
    if not report.contributions:
        return None
    bars = tuple(
        Bar(
            report.name_of(each.dimension, each.key) or translate("Report", "Unknown"),
            each.contribution,
            phrases.percent(each.contribution, 2),
        )
        for each in report.contributions
    )
    return Bars(
        translate("Report", "What contributed to the return"),
        bars,
        toned=True,
        note=translate("Report", "The parts add up to the time-weighted return of the whole."),
    )


def _income(report: Report, phrases: Phrases) -> Section | None:
    currency = report.measured.currency
    paid = [each for each in report.income if not each.expected]
    if not paid:
        return None
    names = {each.security.id: each.security.name for each in report.holdings.holdings}
    heads = (
        Head(translate("Report", "Day")),
        Head(translate("Report", "Security")),
        Head(translate("Report", "Gross"), right=True),
        Head(translate("Report", "Tax"), right=True),
        Head(translate("Report", "Net"), right=True),
    )
    rows = tuple(
        (
            Cell(phrases.day(each.on)),
            Cell(_payer(report, each.security_id, names)),
            *(Cell(_money(value, currency, phrases)) for value in (each.gross, each.tax, each.net)),
        )
        for each in paid
    )
    return Table(translate("Report", "Income"), heads, rows)


def _payer(report: Report, number: int | None, names: dict[int, str]) -> str:
    if number is None:
        return translate("Report", "Interest")
    return names.get(number) or report.name_of(Dimension.SECURITY, str(number))


def _gaps(report: Report, phrases: Phrases) -> Section | None:
    gaps = tuple(dict.fromkeys((*report.measured.gaps, *report.holdings.gaps)))
    if not gaps:
        return None
    told = [_gap(each, report, phrases) for each in gaps[:_MOST_GAPS]]
    if len(gaps) > _MOST_GAPS:
        told.append(
            translate("Report", "And more: {number}.").format(number=len(gaps) - _MOST_GAPS)
        )
    return Words(translate("Report", "What is missing"), tuple(told))


def _gap(gap: Gap, report: Report, phrases: Phrases) -> str:
    names = {each.security.id: each.security.name for each in report.holdings.holdings}
    name = _payer(report, gap.security_id, names) if gap.security_id is not None else ""
    match gap.missing:
        case Missing.PRICE:
            words = translate("Report", "{day}: there is no price of {name}.")
        case Missing.RATE:
            words = translate("Report", "{day}: there is no rate for {currency}.")
        case _:
            words = translate(
                "Report", "{day}: more of {name} was sold than is known to be bought."
            )
    return words.format(day=phrases.day(gap.on), name=name, currency=gap.currency)


def _conventions() -> Section:
    return Words(
        translate("Report", "How it is counted"),
        (
            translate(
                "Report",
                "The time-weighted return is linked day by day; what is paid in counts from the"
                " start of its day, what is paid out until its end.",
            ),
            translate(
                "Report",
                "The money-weighted return (IRR) is a yearly rate over the real days of 365.",
            ),
            translate(
                "Report",
                "The cost of a purchase contains its fees. A missing price or rate is never taken"
                " as zero or one: the value is unknown then.",
            ),
        ),
    )


def _money(value: float | None, currency: str, phrases: Phrases, *, signed: bool = False) -> str:
    """Return an amount to the cent."""
    if value is None or math.isnan(value):
        return UNKNOWN
    decimals = 0 if currency in _WHOLE else 2
    return f"{_number(value, decimals, phrases, signed=signed)}\N{NO-BREAK SPACE}{currency}"


def _number(value: float, decimals: int, phrases: Phrases, *, signed: bool = False) -> str:
    """Return a number with its sign; what rounds to zero has none."""
    rounded = round(value, decimals)
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + QLocale(phrases.language).toString(float(abs(rounded)), "f", decimals)


def _tone(value: float | None, *, toned: bool) -> Tone:
    return tone_of(value) if toned or value is None else Tone.PLAIN


def _days(numbers: Sequence[int]) -> tuple[date, ...]:
    """Return days by their numbers since 1970."""
    return tuple(_EPOCH + timedelta(each) for each in numbers)


def _known(values: Sequence[float]) -> tuple[float | None, ...]:
    return tuple(None if math.isnan(each) else each for each in values)
