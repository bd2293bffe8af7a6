"""Every indicator there is, in the order in which menus list them."""

from __future__ import annotations

from gridwatch.domain.barsize import BarSize
from gridwatch.domain.indicators.averages import fill_bollinger, fill_ema, fill_sma
from gridwatch.domain.indicators.extremes import fill_drawdown, fill_yearly
from gridwatch.domain.indicators.indicator import Indicator, Setting, Unit
from gridwatch.domain.indicators.oscillators import fill_atr, fill_macd, fill_rsi
from gridwatch.domain.indicators.volumes import fill_volume, fill_vwap

_ROWS = (
    Indicator(
        "sma",
        overlay=True,
        # 0 leaves a line out.
        settings=(
            Setting("short", 20, 0, 500),
            Setting("medium", 50, 0, 500),
            Setting("long", 200, 0, 500),
        ),
        lines=("short", "medium", "long"),
        fill=fill_sma,
    ),
    Indicator(
        "ema",
        overlay=True,
        settings=(Setting("period", 20, 1, 500),),
        lines=("ema",),
        fill=fill_ema,
    ),
    Indicator(
        "bollinger",
        overlay=True,
        settings=(Setting("period", 20, 2, 500), Setting("width", 2, 0.1, 10, whole=False)),
        lines=("lower", "middle", "upper"),
        band=("lower", "upper"),
        fill=fill_bollinger,
    ),
    Indicator(
        "vwap",
        overlay=True,
        settings=(),
        lines=("vwap",),
        fill=fill_vwap,
        intraday_only=True,
    ),
    Indicator(
        "yearly",
        overlay=True,
        settings=(Setting("weeks", 52, 1, 520),),
        lines=("high", "low"),
        fill=fill_yearly,
    ),
    Indicator(
        "volume",
        overlay=False,
        settings=(Setting("average", 20, 0, 500),),
        lines=("volume", "average"),
        bars=("volume",),
        fill=fill_volume,
        unit=Unit.COUNT,
    ),
    Indicator(
        "rsi",
        overlay=False,
        settings=(Setting("period", 14, 2, 500),),
        lines=("rsi",),
        memory=("rise", "fall"),
        fill=fill_rsi,
        unit=Unit.NUMBER,
        scale=(0.0, 100.0),
        guides=(30.0, 70.0),
    ),
    Indicator(
        "macd",
        overlay=False,
        settings=(
            Setting("fast", 12, 1, 499),
            Setting("slow", 26, 2, 500),
            Setting("signal", 9, 1, 500),
        ),
        lines=("histogram", "macd", "signal"),
        bars=("histogram",),
        memory=("fast", "slow"),
        fill=fill_macd,
        guides=(0.0,),
        ordered=("fast", "slow"),
    ),
    Indicator(
        "atr",
        overlay=False,
        settings=(Setting("period", 14, 1, 500),),
        lines=("atr",),
        fill=fill_atr,
    ),
    Indicator(
        "drawdown",
        overlay=False,
        settings=(),
        lines=("drawdown",),
        memory=("peak",),
        fill=fill_drawdown,
        unit=Unit.PERCENT,
        guides=(0.0,),
    ),
)
INDICATORS = {each.id: each for each in _ROWS}


def offered(size: BarSize) -> tuple[Indicator, ...]:
    """Return the indicators that mean something on bars of `size`."""
    return tuple(each for each in _ROWS if size.intraday or not each.intraday_only)
