"""The measures in words, with an example of a condition for each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.alert.condition import Relation
from gridwatch.domain.alert.measure import Measure

translate = QCoreApplication.translate
Words = Callable[[], str]
MEASURE_WORDS: Mapping[Measure, Words] = {
    Measure.CAP: lambda: translate("Alerts", "Market cap"),
    Measure.PRICE: lambda: translate("Alerts", "Price"),
    Measure.DAY: lambda: translate("Alerts", "Day's change"),
    Measure.DRAWDOWN: lambda: translate("Alerts", "Fall from high"),
    Measure.GAIN: lambda: translate("Alerts", "Gain since"),
    Measure.VOLUME: lambda: translate("Alerts", "Volume"),
    Measure.AVERAGE: lambda: translate("Alerts", "Moving averages"),
    Measure.RSI: lambda: translate("Alerts", "RSI"),
    Measure.DISTANCE: lambda: translate("Alerts", "Way to target"),
    Measure.RATE: lambda: translate("Alerts", "Exchange rate"),
    Measure.STALE: lambda: translate("Alerts", "No new quote"),
    Measure.WEIGHT: lambda: translate("Alerts", "Portfolio weight"),
    Measure.SERIES: lambda: translate("Alerts", "Figures"),
    Measure.REVIEW: lambda: translate("Alerts", "Review due"),
}
RELATION_WORDS: Mapping[str, Words] = {
    Relation.AT_LEAST: lambda: translate("Alerts", "at least"),
    Relation.AT_MOST: lambda: translate("Alerts", "at most"),
}
# The figures of a series, which often are round numbers: there the level itself counts or not.
FIGURE_WORDS: Mapping[str, Words] = {
    ">=": lambda: translate("Alerts", "at least"),
    ">": lambda: translate("Alerts", "more than"),
    "<=": lambda: translate("Alerts", "at most"),
    "<": lambda: translate("Alerts", "less than"),
}
CROSSING_WORDS: Mapping[str, Words] = {
    Relation.AT_LEAST: lambda: translate("Alerts", "rises above"),
    Relation.AT_MOST: lambda: translate("Alerts", "falls below"),
}
MIXED_EXAMPLES = (
    "cap >= 100bn CNY and day >= 5%",
    "drawdown(52w) >= 20% or rsi(14) <= 30",
    "price >= sma(200)",
    "gross_margin < 28% for 2 quarters",
)
