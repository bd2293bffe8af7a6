"""The words of the condition grammar in English, German and Chinese, lower case and in NFKC."""

from __future__ import annotations

from collections.abc import Mapping

from gridwatch.domain.alert.condition import Averaging, Joint, Relation
from gridwatch.domain.alert.measure import Measure, Unit
from gridwatch.domain.thesis.figures import Frequency

JOINTS: Mapping[str, Joint] = {
    "and": Joint.ALL, "&": Joint.ALL, "&&": Joint.ALL, "und": Joint.ALL, "且": Joint.ALL,
    "并且": Joint.ALL, "并": Joint.ALL,
    "or": Joint.ANY, "|": Joint.ANY, "||": Joint.ANY, "oder": Joint.ANY, "或": Joint.ANY,
    "或者": Joint.ANY,
}  # fmt: skip
# Reaching a level is enough, so > says the same as >=; but for the figures of a series.
RELATIONS: Mapping[str, Relation] = {
    **dict.fromkeys(
        (
            ">=", "=>", ">", "≥", "≧", "⩾", "above", "crosses above", "über", "kreuzt über",
            "高于", "上穿", "突破", "不低于",
        ),
        Relation.AT_LEAST,
    ),
    **dict.fromkeys(
        (
            "<=", "=<", "<", "≤", "≦", "⩽", "below", "crosses below", "unter", "kreuzt unter",
            "低于", "下穿", "跌破", "不高于",
        ),
        Relation.AT_MOST,
    ),
}  # fmt: skip
# Those that leave the level itself out.
STRICT = frozenset(RELATIONS) - {
    ">=", "=>", "≥", "≧", "⩾", "不低于", "<=", "=<", "≤", "≦", "⩽", "不高于",
}  # fmt: skip
# The first name of each is the one that conditions are written with.
NAMES: Mapping[Measure, tuple[str, ...]] = {
    Measure.CAP: (
        "cap", "market cap", "marketcap", "market capitalization", "market capitalisation",
        "marktkapitalisierung", "marktkap", "marktwert", "börsenwert", "市值", "总市值",
    ),
    Measure.PRICE: ("price", "last", "kurs", "preis", "价格", "股价", "现价"),
    Measure.DAY: (
        "day", "change", "day change", "tag", "tagesänderung", "涨跌幅", "今日涨跌幅",
        "日涨跌", "日涨跌幅", "涨跌",
    ),
    Measure.DRAWDOWN: ("drawdown", "rückgang", "回撤"),
    Measure.GAIN: ("gain", "zuwachs", "gewinn", "累计涨幅", "涨幅"),
    Measure.VOLUME: ("volume", "volumen", "成交量", "量比"),
    Measure.RSI: ("rsi",),
    Measure.DISTANCE: ("distance", "abstand", "距离", "距目标"),
    Measure.STALE: ("stale", "veraltet", "停更", "过期"),
    Measure.WEIGHT: (
        "weight", "portfolio weight", "gewicht", "depotanteil", "depotgewicht", "权重", "仓位",
        "持仓占比",
    ),
    Measure.SERIES: ("series", "reihe", "zeitreihe", "序列", "数据序列"),
    Measure.REVIEW: ("review", "prüfung", "überprüfung", "复核", "复查"),
}  # fmt: skip
MEASURES: Mapping[str, Measure] = {
    name: measure for measure, names in NAMES.items() for name in names
}
AVERAGES: Mapping[str, Averaging] = {str(each): each for each in Averaging}
# What may stand behind a level; conditions are written with the first, one session with
# the second.
UNIT_WORDS: Mapping[Unit, tuple[str, ...]] = {
    Unit.PERCENT: ("%", "percent", "per cent", "pct", "prozent"),
    Unit.TIMES: ("x", "×", "times", "fach", "mal", "倍"),
    Unit.SESSIONS: (
        "sessions", "session", "d", "day", "days", "tag", "tage", "tagen", "handelstage",
        "handelstag", "天", "日", "个交易日", "交易日",
    ),
    Unit.DAYS: ("days", "day", "d", "tag", "tage", "tagen", "天", "日"),
}  # fmt: skip
WEEK_WORDS = ("w", "week", "weeks", "woche", "wochen", "周")
# What stands before the number of figures in a row, and the words for how often a series has one;
# conditions are written with the first of each, several with the second.
RUN_WORDS = ("for", "für", "fuer", "连续")
PERIOD_WORDS: Mapping[Frequency, tuple[str, ...]] = {
    Frequency.DAY: ("day", "days", "tag", "tage", "tagen", "天", "日"),
    Frequency.WEEK: ("week", "weeks", "woche", "wochen", "周", "星期", "个星期"),
    Frequency.MONTH: ("month", "months", "monat", "monate", "monaten", "月", "个月"),
    Frequency.QUARTER: (
        "quarter", "quarters", "quartal", "quartale", "quartalen", "季", "季度", "个季度",
    ),
    Frequency.HALF: (
        "half", "halves", "half-year", "half-years", "halbjahr", "halbjahre", "halbjahren", "半年",
        "个半年",
    ),
    Frequency.YEAR: ("year", "years", "jahr", "jahre", "jahren", "年"),
    Frequency.IRREGULAR: (
        "period", "periods", "figures", "periode", "perioden", "werte", "期", "个期间", "个数据",
    ),
}  # fmt: skip
ALL_WORDS = ("all", "ever", "alles", "gesamt", "全部", "历史")
EXAMPLES: Mapping[Measure, str] = {
    Measure.CAP: "cap >= 100bn CNY",
    Measure.PRICE: "price >= 12.5",
    Measure.DAY: "day >= 5%",
    Measure.DRAWDOWN: "drawdown(52w) >= 20%",
    Measure.GAIN: "gain(2025-01-02) >= 50%",
    Measure.VOLUME: "volume(20) >= 3x",
    Measure.AVERAGE: "sma(50) >= sma(200)",
    Measure.RSI: "rsi(14) >= 70",
    Measure.DISTANCE: "distance <= 5%",
    Measure.RATE: "USDCNY >= 7.3",
    Measure.STALE: "stale >= 3 sessions",
    Measure.WEIGHT: "weight >= 10%",
    Measure.SERIES: "series(backlog) <= 12.5bn CNY for 2 quarters",
    Measure.REVIEW: "review >= 0 days",
}
