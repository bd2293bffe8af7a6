"""Says the steps of a trail in words: one sentence for each code of a step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QLocale

from gridwatch.domain.ledger.kind import Kind
from gridwatch.services.portfolio.views import Step
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.phrases import MINUS, Phrases
from gridwatch.ui.portfolio.cents import money, number, percent, shares, unknown
from gridwatch.wording.ledger import kind_words
from gridwatch.wording.naming import Naming

translate = QCoreApplication.translate
_INDENT = "  "
WORDS: Mapping[str, str] = {
    # What is held
    "total_value": QT_TRANSLATE_NOOP("Trail", "Value of all on {on}"),
    "holding_value": QT_TRANSLATE_NOOP("Trail", "{security_id}"),
    "holding_quantity": QT_TRANSLATE_NOOP("Trail", "Quantity"),
    "transaction_shares": QT_TRANSLATE_NOOP("Trail", "{on} {kind}, {account_id}"),
    "split_shares": QT_TRANSLATE_NOOP("Trail", "{on} Split {ratio}, {account_id}"),
    "price": QT_TRANSLATE_NOOP("Trail", "× price of {on}"),
    "price_carried": QT_TRANSLATE_NOOP("Trail", "× price of {on}, {carried_days} days old"),
    "price_unknown": QT_TRANSLATE_NOOP("Trail", "× price"),
    "rate": QT_TRANSLATE_NOOP("Trail", "× rate {given}→{wanted} of {on}"),
    "cash_value": QT_TRANSLATE_NOOP("Trail", "{cash_id}"),
    "balance": QT_TRANSLATE_NOOP("Trail", "Balance of {cash_id} on {on}"),
    "transaction_money": QT_TRANSLATE_NOOP("Trail", "{on} {kind}"),
    "cost": QT_TRANSLATE_NOOP("Trail", "Cost of {security_id}"),
    "lot_cost": QT_TRANSLATE_NOOP("Trail", "Lot of {on}: {quantity} shares, {account_id}"),
    "lot_paid": QT_TRANSLATE_NOOP("Trail", "Paid, charges included"),
    "lot_rate": QT_TRANSLATE_NOOP("Trail", "× rate {given}→{wanted} of the purchase on {on}"),
    "lot_value": QT_TRANSLATE_NOOP("Trail", "Value on {on}"),
    "cost_at_rate": QT_TRANSLATE_NOOP("Trail", "Cost at the rate of {on}"),
    "gain": QT_TRANSLATE_NOOP("Trail", "Gain of {security_id}"),
    "price_gain": QT_TRANSLATE_NOOP("Trail", "Price gain"),
    "currency_gain": QT_TRANSLATE_NOOP("Trail", "Currency gain"),
    "lot_price_gain": QT_TRANSLATE_NOOP("Trail", "Lot of {on}: {quantity} shares, {account_id}"),
    "lot_currency_gain": QT_TRANSLATE_NOOP("Trail", "Lot of {on}: {quantity} shares, {account_id}"),
    "realised": QT_TRANSLATE_NOOP("Trail", "Realised with {security_id}"),
    "sale_gain": QT_TRANSLATE_NOOP(
        "Trail", "Sold on {on}: {quantity} shares bought on {opened_on}, {account_id}"
    ),
    "sale_proceeds": QT_TRANSLATE_NOOP("Trail", "Proceeds after charges"),
    "sale_cost": QT_TRANSLATE_NOOP("Trail", "Cost of {on}, taken off"),
    "income": QT_TRANSLATE_NOOP("Trail", "Income of {security_id}"),
    "income_got": QT_TRANSLATE_NOOP("Trail", "{on} {kind}, before taxes"),
    "income_tax": QT_TRANSLATE_NOOP("Trail", "{on} Tax"),
    "fees": QT_TRANSLATE_NOOP("Trail", "Fees of {security_id}"),
    "fee_paid": QT_TRANSLATE_NOOP("Trail", "{on} {kind}"),
    "taxes": QT_TRANSLATE_NOOP("Trail", "Taxes of {security_id}"),
    "tax_paid": QT_TRANSLATE_NOOP("Trail", "{on} {kind}"),
    "share": QT_TRANSLATE_NOOP("Trail", "Share of the whole"),
    "slice": QT_TRANSLATE_NOOP("Trail", "Value of this part"),
    "total_quantity": QT_TRANSLATE_NOOP("Trail", "All shares"),
    "total_cost": QT_TRANSLATE_NOOP("Trail", "Cost of all that is held"),
    "total_gain": QT_TRANSLATE_NOOP("Trail", "Gain of all that is held"),
    "total_price_gain": QT_TRANSLATE_NOOP("Trail", "Price gain of all that is held"),
    "total_currency_gain": QT_TRANSLATE_NOOP("Trail", "Currency gain of all that is held"),
    "total_realised": QT_TRANSLATE_NOOP("Trail", "Realised gain of all"),
    "total_income": QT_TRANSLATE_NOOP("Trail", "Income of all"),
    "total_fees": QT_TRANSLATE_NOOP("Trail", "Fees of all"),
    "total_taxes": QT_TRANSLATE_NOOP("Trail", "Taxes of all"),
    "payments": QT_TRANSLATE_NOOP("Trail", "Payments, after taxes"),
    "payment": QT_TRANSLATE_NOOP("Trail", "{on} {security_id}"),
    "payment_interest": QT_TRANSLATE_NOOP("Trail", "{on} Interest"),
    "payment_gross": QT_TRANSLATE_NOOP("Trail", "Before taxes"),
    "payment_tax": QT_TRANSLATE_NOOP("Trail", "Tax"),
    # What has happened to a lot
    "lot": QT_TRANSLATE_NOOP("Trail", "Lot of {on}: {quantity} shares, {account_id}"),
    "lot_bought": QT_TRANSLATE_NOOP("Trail", "{on} {quantity} shares came in, {account_id}"),
    "lot_sold": QT_TRANSLATE_NOOP("Trail", "{on} {quantity} shares were sold short, {account_id}"),
    "lot_transferred": QT_TRANSLATE_NOOP("Trail", "{on} {quantity} shares moved to {account_id}"),
    "lot_spun_off": QT_TRANSLATE_NOOP(
        "Trail", "{on} {quantity} shares of {security_id} came of a spin-off"
    ),
    "lot_handed_over": QT_TRANSLATE_NOOP("Trail", "{on} A part of the cost went to a spin-off"),
    "lot_merged": QT_TRANSLATE_NOOP(
        "Trail", "{on} {quantity} shares of {security_id} came of a merger"
    ),
    "lot_split": QT_TRANSLATE_NOOP("Trail", "{on} Split {ratio}"),
    "lot_unknown": QT_TRANSLATE_NOOP("Trail", "{on} {quantity} shares without a known purchase"),
    "lot_closed": QT_TRANSLATE_NOOP("Trail", "{on} {quantity} shares were sold"),
    "sale": QT_TRANSLATE_NOOP(
        "Trail", "Sold on {on}: {quantity} shares bought on {opened_on}, {account_id}"
    ),
    "sale_value": QT_TRANSLATE_NOOP(
        "Trail", "Sold on {on}: {quantity} shares bought on {opened_on}, {account_id}"
    ),
    "trade_quantity": QT_TRANSLATE_NOOP("Trail", "Quantity"),
    "trade_proceeds": QT_TRANSLATE_NOOP("Trail", "Proceeds of {security_id}, after charges"),
    "trade_simple": QT_TRANSLATE_NOOP("Trail", "Gain by cost"),
    "cost_alone": QT_TRANSLATE_NOOP("Trail", "Cost, charges included"),
    # What is of a period
    "period_gain": QT_TRANSLATE_NOOP("Trail", "Gain from {first} to {last}"),
    "period_begin": QT_TRANSLATE_NOOP("Trail", "Value at the end of {on}"),
    "period_end": QT_TRANSLATE_NOOP("Trail", "Value at the end of {on}"),
    "less_begin": QT_TRANSLATE_NOOP("Trail", "Value at the end of {on}, taken off"),
    "period_inflow": QT_TRANSLATE_NOOP("Trail", "Paid in"),
    "less_inflow": QT_TRANSLATE_NOOP("Trail", "Paid in, taken off"),
    "period_outflow": QT_TRANSLATE_NOOP("Trail", "Paid out"),
    "more_outflow": QT_TRANSLATE_NOOP("Trail", "Paid out, added"),
    "flows": QT_TRANSLATE_NOOP("Trail", "Paid in, less paid out"),
    "flow_in": QT_TRANSLATE_NOOP("Trail", "{on} Paid in"),
    "flow_out": QT_TRANSLATE_NOOP("Trail", "{on} Paid out"),
    "gain_parts": QT_TRANSLATE_NOOP("Trail", "Gain from {first} to {last}"),
    "part_price": QT_TRANSLATE_NOOP("Trail", "Price gain, not realised"),
    "part_realised": QT_TRANSLATE_NOOP("Trail", "Realised"),
    "part_currency": QT_TRANSLATE_NOOP("Trail", "Currency gain"),
    "part_income": QT_TRANSLATE_NOOP("Trail", "Income"),
    "part_fees": QT_TRANSLATE_NOOP("Trail", "Fees"),
    "part_taxes": QT_TRANSLATE_NOOP("Trail", "Taxes"),
    "ttwror": QT_TRANSLATE_NOOP("Trail", "Months chained: each (1 + return) multiplied, less 1"),
    "year_return": QT_TRANSLATE_NOOP("Trail", "{year}"),
    "month_return": QT_TRANSLATE_NOOP("Trail", "{month}"),
    "ttwror_yearly": QT_TRANSLATE_NOOP("Trail", "(1 + return) ^ (365 / {days}) − 1"),
    "irr": QT_TRANSLATE_NOOP("Trail", "The yearly rate at which these payments come to nothing"),
    "irr_begin": QT_TRANSLATE_NOOP("Trail", "{on} Value at the beginning"),
    "irr_end": QT_TRANSLATE_NOOP("Trail", "{on} Value at the end"),
    "simple": QT_TRANSLATE_NOOP("Trail", "Gain by value at the beginning and all that was paid in"),
    "volatility": QT_TRANSLATE_NOOP("Trail", "Deviation of a day × root of the days in a year"),
    "semi_deviation": QT_TRANSLATE_NOOP(
        "Trail", "Deviation below the mean × root of the days in a year"
    ),
    "day_volatility": QT_TRANSLATE_NOOP("Trail", "Deviation of the log returns of a day"),
    "day_semi_deviation": QT_TRANSLATE_NOOP(
        "Trail", "Deviation of the log returns of a day below their mean"
    ),
    "trading_days": QT_TRANSLATE_NOOP("Trail", "Weekdays, and other days on which something moved"),
    "sharpe": QT_TRANSLATE_NOOP("Trail", "Mean return by the deviation, both for a year"),
    "sortino": QT_TRANSLATE_NOOP("Trail", "Mean return by the deviation of losses, for a year"),
    "mean_year": QT_TRANSLATE_NOOP("Trail", "Mean return of a day × days in a year"),
    "deviation_year": QT_TRANSLATE_NOOP(
        "Trail", "÷ deviation of the returns of a day × root of the days in a year"
    ),
    "shortfall_year": QT_TRANSLATE_NOOP(
        "Trail", "÷ deviation of the losses of a day × root of the days in a year"
    ),
    "drawdown": QT_TRANSLATE_NOOP("Trail", "Fall of the cumulated return"),
    "fall_peak": QT_TRANSLATE_NOOP("Trail", "Highest: cumulated return on {on}"),
    "fall_low": QT_TRANSLATE_NOOP("Trail", "Lowest: cumulated return on {on}"),
    "benchmark": QT_TRANSLATE_NOOP("Trail", "− return of the benchmark"),
    "excess": QT_TRANSLATE_NOOP("Trail", "Return less that of the benchmark"),
    "contribution": QT_TRANSLATE_NOOP(
        "Trail", "Gain of each day by the value of the whole, linked over the period (Cariño)"
    ),
}


def step_words(step: Step, naming: Naming, phrases: Phrases) -> str:
    """Return what a step is, in the reader's language."""
    values = {name: _told(name, value, naming, phrases) for name, value in step.values.items()}
    return translate("Trail", WORDS.get(_code(step), step.code)).format_map(_Known(values))


def _code(step: Step) -> str:
    """Return under which code the words stand: some values ask for others."""
    if step.code == "price":
        if step.values.get("on") is None:
            return "price_unknown"
        return "price_carried" if step.values.get("carried_days") else "price"
    if step.code == "sale_cost" and "on" not in step.values:
        return "cost_alone"
    if step.code == "payment" and step.values.get("security_id") is None:
        return "payment_interest"
    return step.code


class _Known(dict[str, str]):
    """Values by name; one that a step does not tell reads as unknown."""

    def __missing__(self, name: str) -> str:
        return unknown()


def amount_words(step: Step, phrases: Phrases) -> str:
    """Return how much a step is, with its unit."""
    amount, unit = step.amount, step.unit
    if amount is None:
        return unknown() if unit else ""
    if unit == "%":
        return percent(float(amount), phrases)
    if unit == "shares":
        words = translate("Trail", "{count} shares")
        return words.format(count=shares(_exact(amount), phrases))
    if unit == "days":
        return translate("Trail", "{count} days").format(count=phrases.integer(float(amount)))
    if not unit:
        return _bare(amount, phrases)
    return f"{money(amount, unit, phrases)}\N{NO-BREAK SPACE}{unit}"


# What these steps come to is another number than the one that was opened, or has another sign.
_OTHERS = frozenset({"gain_parts", "lot", "period_outflow"})


def head_words(text: str, step: Step, phrases: Phrases) -> str:
    """Return what stands over a trail: what it comes to, with the sign that `text` would have.

    `text` is the number as it stood where it was opened; prices may have moved since.
    """
    amount = step.amount
    alike = (step.unit == "%") == text.rstrip().endswith("%") and step.code not in _OTHERS
    if amount is None or not step.unit or not alike:
        return text
    words = amount_words(step, phrases)
    signed = text.startswith(("+", MINUS)) and not words.startswith(("+", MINUS))
    return f"+{words}" if signed and float(amount) > 0 else words


def trail_text(step: Step, naming: Naming, phrases: Phrases) -> str:
    """Return a trail as lines of text, each step under what it is a part of."""
    return "".join(f"{line}\n" for line in _lines(step, naming, phrases, 0))


def _lines(step: Step, naming: Naming, phrases: Phrases, depth: int) -> list[str]:
    amount = amount_words(step, phrases)
    words = step_words(step, naming, phrases)
    made = [f"{_INDENT * depth}{words}: {amount}" if amount else f"{_INDENT * depth}{words}"]
    for each in step.steps:
        made += _lines(each, naming, phrases, depth + 1)
    return made


def _told(name: str, value: object, naming: Naming, phrases: Phrases) -> str:
    """Return one value of a step; ids are told by their names."""
    if value is None:
        return unknown()
    if isinstance(value, Kind):
        return kind_words(value)
    if isinstance(value, date):
        return phrases.day(value)
    if isinstance(value, int):
        return _whole(name, value, naming, phrases)
    if isinstance(value, Decimal) and name == "quantity":
        return shares(value, phrases)
    if isinstance(value, float | Decimal):
        return _bare(value, phrases)
    return ":".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _whole(name: str, value: int, naming: Naming, phrases: Phrases) -> str:
    if name.endswith("security_id"):
        return naming.security(value)
    if name.endswith(("account_id", "cash_id")):
        return naming.account(value)
    if name == "month":
        locale = QLocale(phrases.language)
        return locale.standaloneMonthName(value, QLocale.FormatType.LongFormat)
    return str(value) if name == "year" else phrases.integer(value)


def _bare(amount: float | Decimal, phrases: Phrases) -> str:
    """Return a number without a unit: a rate of exchange, a factor."""
    size = abs(float(amount))
    digits = 0 if size == round(size) and size < 1e15 else (4 if size >= 1 else 6)
    return number(float(amount), digits, phrases)


def _exact(amount: float | Decimal) -> Decimal:
    return amount if isinstance(amount, Decimal) else Decimal(repr(amount))
