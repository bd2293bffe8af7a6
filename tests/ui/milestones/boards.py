"""Boards made by hand: companies on ladders at caps that nobody ever had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from gridwatch.domain.milestones.ladder import (
    Crossed,
    Standing,
    chances,
)
from gridwatch.domain.milestones.pace import Pace, Span, eta_range
from gridwatch.domain.milestones.volatility import Motion
from gridwatch.domain.targets import distance_pct, price_needed
from gridwatch.services.milestones import Board, Climb, Growth, Milestone
from gridwatch.services.overview import CompanyView
from tests.ui.watchlist.overviews import NOW, plain_company, view_of

RUNGS = (50e9, 100e9, 200e9, 500e9)
MOTION = Motion(0.4, 0.05, 0.2, 0.15, 244.0)
PACES = (
    Pace(Span.QUARTER, -0.1, date(2025, 12, 5)),
    Pace(Span.YEAR, 0.3, date(2025, 3, 5)),
    Pace(Span.THREE_YEARS, 0.08, date(2023, 3, 3)),
)
PAST = Crossed(date(2021, 2, 18), 200, 1200, 290, beyond_at_start=False)
PRICE = 25.0


def standing_of(
    cap: float | None,
    amount: float,
    *,
    crossed: Crossed | None = None,
    paces: tuple[Pace, ...] = PACES,
    motion: Motion | None = MOTION,
) -> Standing:
    """Return where a company of `cap` stands on a rung in yuan."""
    if cap is None:
        return Standing(Decimal(amount), "CNY", None, None, None, None, crossed, None, ())
    return Standing(
        Decimal(amount),
        "CNY",
        cap,
        distance_pct(cap, amount),
        price_needed(PRICE, cap, amount),
        cap >= amount,
        crossed or (PAST if cap >= amount else None),
        eta_range(cap, amount, paces),
        chances(cap, amount, motion) if motion else (),
    )


def climb_of(
    number: int,
    cap: float | None,
    *,
    rungs: Sequence[float] = RUNGS,
    name: str = "",
    segment: str = "relay",
    history: bool = True,
    target: float = 0.0,
) -> Climb:
    """Return a company on its rungs; that of `target` is a target."""
    view: CompanyView = view_of(plain_company(number, name, segment), cap, targets=(), price=PRICE)
    paces = PACES if history else tuple(Pace(each, None) for each in Span)
    motion = MOTION if history else None
    milestones = tuple(
        Milestone(7 if each == target else 0, standing_of(cap, each, paces=paces, motion=motion))
        for each in rungs
    )
    if not history:
        milestones = tuple(
            replace(each, standing=replace(each.standing, crossed=None)) for each in milestones
        )
    return Climb(view, milestones, {"CNY": Growth(paces, motion)} if rungs else {})


def board_of(*climbs: Climb) -> Board:
    """Return a board in this order."""
    return Board(NOW, climbs)


def ladder_of(caps: Sequence[float | None]) -> Board:
    """Return a board of companies with these caps, numbered from 1."""
    return board_of(*(climb_of(number, cap) for number, cap in enumerate(caps, 1)))
