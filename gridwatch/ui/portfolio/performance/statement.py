"""The numbers of a period as statements: from begin to end, the gain and its parts, rates, risk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gridwatch.services.portfolio.views import Drawdown, Measured
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.cents import is_known, money, percent, ratio, tone_of
from gridwatch.ui.portfolio.figure_buttons import Figure
from gridwatch.ui.portfolio.trail.opening import Number, Opening

translate = QCoreApplication.translate
_SMALL = 0.00005


@dataclass(frozen=True, slots=True)
class Statement:
    """Some numbers under one heading."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes the numbers of one measurement."""

    one: Measured
    look: Look

    def opening(self, number: Number, caption: str, text: str) -> Opening:
        return Opening(number, caption, text, self.one.scope, period=self.one.period)

    def amount(
        self,
        number: Number,
        caption: str,
        value: float | None,
        *,
        toned: bool = False,
        less: bool = False,
        strong: bool = False,
        ruled: bool = False,
        tip: str = "",
    ) -> Figure:
        """Return an amount; `less` is taken away in the sum below and shown so."""
        shown = -value if less and value else value
        signed = toned or less
        text = money(shown, self.one.currency, self.look.phrases, signed=signed)
        tone = tone_of(shown) if toned else ("text" if is_known(value) else "faint")
        opening = self.opening(number, caption, text)
        return Figure(caption, text, tone, tip=tip, ask=opening, strong=strong, ruled=ruled)

    def part(
        self,
        number: Number,
        caption: str,
        value: float | None,
        *,
        toned: bool = True,
        strong: bool = False,
        tip: str = "",
    ) -> Figure:
        """Return a fraction as per cent."""
        text = percent(value, self.look.phrases, signed=toned)
        tone = tone_of(value, _SMALL) if toned else ("text" if is_known(value) else "faint")
        return Figure(
            caption, text, tone, tip=tip, ask=self.opening(number, caption, text), strong=strong
        )

    def bare(self, number: Number, caption: str, value: float | None, tip: str) -> Figure:
        """Return a number without a unit."""
        text = ratio(value, self.look.phrases)
        tone = "faint" if value is None else "text"
        return Figure(caption, text, tone, tip=tip, ask=self.opening(number, caption, text))


def statements(one: Measured, look: Look, benchmark: str = "") -> tuple[Statement, ...]:
    """Return all numbers of a period; `benchmark` is what it is called, "" without one."""
    pen = _Pen(one, look)
    return (_worth(pen), _gain(pen), _rates(pen, benchmark), _risk(pen))


def _worth(pen: _Pen) -> Statement:
    one = pen.one
    return Statement(
        translate("Portfolio", "Worth"),
        (
            pen.amount(Number.BEGIN, translate("Portfolio", "At the beginning"), one.begin),
            pen.amount(Number.INFLOW, translate("Portfolio", "Paid in"), one.inflow),
            pen.amount(Number.OUTFLOW, translate("Portfolio", "Paid out"), one.outflow, less=True),
            pen.amount(Number.PERIOD_GAIN, translate("Portfolio", "Gain"), one.gain, toned=True),
            pen.amount(
                Number.END,
                translate("Portfolio", "At the end"),
                one.end,
                strong=True,
                ruled=True,
            ),
        ),
    )


def _gain(pen: _Pen) -> Statement:
    one = pen.one
    return Statement(
        translate("Portfolio", "Gain and its parts"),
        (
            pen.amount(
                Number.PRICE_GAIN,
                translate("Portfolio", "Price gain, not realised"),
                one.price_gain,
                toned=True,
                tip=translate("Portfolio", "What prices made of what is still there."),
            ),
            pen.amount(
                Number.REALISED,
                translate("Portfolio", "Realised"),
                one.realised,
                toned=True,
                tip=translate(
                    "Portfolio",
                    "What sales brought beyond the worth at the beginning, or beyond the cost of"
                    " what was bought later.",
                ),
            ),
            pen.amount(
                Number.CURRENCY_GAIN,
                translate("Portfolio", "Currency gain"),
                one.currency_gain,
                toned=True,
            ),
            pen.amount(Number.INCOME, translate("Portfolio", "Income"), one.income, toned=True),
            pen.amount(Number.FEES, translate("Portfolio", "Fees"), one.fees, less=True),
            pen.amount(Number.TAXES, translate("Portfolio", "Taxes"), one.taxes, less=True),
            pen.amount(
                Number.PERIOD_GAIN,
                translate("Portfolio", "Gain"),
                one.gain,
                toned=True,
                strong=True,
                ruled=True,
            ),
        ),
    )


def _rates(pen: _Pen, benchmark: str) -> Statement:
    one = pen.one
    return Statement(
        translate("Portfolio", "Return"),
        (
            pen.part(
                Number.TTWROR,
                translate("Portfolio", "TTWROR"),
                one.ttwror,
                strong=True,
                tip=translate(
                    "Portfolio",
                    "True time-weighted rate of return: what every unit of money earned, whenever"
                    " it was paid in.",
                ),
            ),
            pen.part(
                Number.TTWROR_YEARLY,
                translate("Portfolio", "TTWROR a year"),
                one.ttwror_yearly,
                tip=translate("Portfolio", "Only for a year or more."),
            ),
            pen.part(
                Number.IRR,
                translate("Portfolio", "IRR"),
                one.irr,
                tip=translate(
                    "Portfolio",
                    "Internal rate of return: the yearly rate that your own payments earned.",
                ),
            ),
            pen.part(
                Number.SIMPLE,
                translate("Portfolio", "Simple"),
                one.simple,
                tip=translate("Portfolio", "The gain as a part of all that was put in."),
            ),
            *_compared(pen, benchmark),
        ),
    )


def _risk(pen: _Pen) -> Statement:
    one = pen.one
    return Statement(
        translate("Portfolio", "Risk"),
        (
            pen.part(
                Number.VOLATILITY,
                translate("Portfolio", "Volatility"),
                one.volatility,
                toned=False,
                tip=translate("Portfolio", "Standard deviation of daily returns, for a year."),
            ),
            pen.part(
                Number.SEMI_DEVIATION,
                translate("Portfolio", "Semi-deviation"),
                one.semi_deviation,
                toned=False,
                tip=translate("Portfolio", "The same of the days below the mean alone."),
            ),
            pen.bare(
                Number.SHARPE,
                translate("Portfolio", "Sharpe ratio"),
                one.sharpe,
                translate("Portfolio", "Return for a year by its volatility."),
            ),
            pen.bare(
                Number.SORTINO,
                translate("Portfolio", "Sortino ratio"),
                one.sortino,
                translate("Portfolio", "Return for a year by its semi-deviation."),
            ),
            _drawdown(pen),
        ),
    )


def _drawdown(pen: _Pen) -> Figure:
    fall = pen.one.drawdown
    caption = translate("Portfolio", "Deepest fall")
    depth = -fall.depth if fall is not None else None
    made = pen.part(Number.DRAWDOWN, caption, depth)
    tip = drawdown_words(fall, pen.look) if fall is not None else ""
    return Figure(made.caption, made.text, made.tone, tip=tip, ask=made.ask)


def drawdown_words(fall: Drawdown, look: Look) -> str:
    """Return when the deepest fall began, ended and was made good."""
    day = look.phrases.day
    words = translate("Portfolio", "From {peak} to {low}, {end}. The longest took {days} days.")
    end = (
        translate("Portfolio", "made good on {day}").format(day=day(fall.recovered))
        if fall.recovered is not None
        else translate("Portfolio", "not made good yet")
    )
    return words.format(peak=day(fall.peak), low=day(fall.low), end=end, days=fall.longest_days)


def _compared(pen: _Pen, benchmark: str) -> tuple[Figure, ...]:
    """Return what the benchmark returned, and the difference; nothing without one."""
    if not benchmark:
        return ()
    caption = translate("Portfolio", "Excess return")
    text = percent(pen.one.excess, pen.look.phrases)
    opening = pen.opening(Number.EXCESS, caption, text)
    tone = tone_of(pen.one.excess, _SMALL)
    return (
        pen.part(Number.BENCHMARK, benchmark, pen.one.benchmark),
        Figure(caption, text, tone, ask=opening, ruled=True),
    )


def statement_rows(made: Iterable[Statement]) -> list[list[str]]:
    """Return the numbers as rows of a table: heading, caption, figure."""
    return [[each.title, one.caption, one.text] for each in made for one in each.figures]
