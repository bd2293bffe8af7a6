"""Reads one message of Yahoo's stream: JSON around base64 around yfinance's protobuf message."""

from __future__ import annotations

import base64
import json
import math
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from gridwatch.domain.money import declared_unit
from gridwatch.domain.problem import Problem
from gridwatch.feeds.feed import Tick
from gridwatch.feeds.yahoo.fields import LAST_SECOND, divisor, fields_of

# PricingData.market_hours: 0 before, 1 regular, 2 after, 3 extended; quotes are of regular hours.
REGULAR = 1


def subscription(verb: str, symbols: frozenset[str]) -> str:
    """Return the message that subscribes to symbols, or unsubscribes from them."""
    return json.dumps({verb: sorted(symbols)})


def tick_of(message: str | bytes) -> Tick | None:
    """Return the trade that a message tells, None for everything that is not a whole one.

    Trades before and after the regular hours are passed over.
    """
    from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
    from yfinance.pricing_pb2 import PricingData

    try:
        encoded = fields_of(json.loads(message)).get("message")
        if not isinstance(encoded, str):
            return None
        told: Any = PricingData.FromString(base64.b64decode(encoded, validate=True))
    except (ValueError, RecursionError, DecodeError):
        return None
    price, seconds = _known(told.price), told.time // 1000
    if told.market_hours != REGULAR or not told.id or price is None:
        return None
    if not 0 < seconds <= LAST_SECOND:
        return None
    tick = Tick(
        told.id,
        price,
        datetime.fromtimestamp(seconds, UTC),
        day_high=_known(told.day_high),
        day_low=_known(told.day_low),
        volume=float(told.day_volume) if told.day_volume > 0 else None,
    )
    return _scaled(tick, told.currency) if told.currency else tick


def _known(value: float) -> float | None:
    """Return a price as it was before it was cut to 32 bits; zero stands for unknown.

    The shortest decimal that gives the same 32 bits is what the sender had: 19.39, not
    19.389999389648438.
    """
    if not (math.isfinite(value) and value > 0):
        return None
    return float(str(np.float32(value)))


def _scaled(tick: Tick, code: str) -> Tick | None:
    """Return the tick in major units; None where it declares a unit that is not one."""
    try:
        unit = declared_unit(code)
    except Problem:
        return None
    scale = divisor(unit)
    return replace(
        tick,
        price=tick.price / scale,
        currency=unit.currency,
        quoted_in=code,
        day_high=tick.day_high and tick.day_high / scale,
        day_low=tick.day_low and tick.day_low / scale,
    )
