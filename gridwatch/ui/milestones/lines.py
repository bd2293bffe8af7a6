"""The rows of the board: a company with the rung that speaks for it, or one for every rung."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gridwatch.domain.milestones.ladder import Standing
from gridwatch.services.milestones import Board, Climb, Growth, Milestone
from gridwatch.services.overview import CompanyView

# A company's id, and the currency and amount of the rung where each has a row of its own.
Key = tuple[int, str, Decimal]


class Mode(StrEnum):
    """What a row of the board is."""

    COMPANIES = "companies"
    RUNGS = "rungs"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a company and one of its rungs; `place` is that among all in the usual order."""

    climb: Climb
    milestone: Milestone
    key: Key
    place: int

    @property
    def view(self) -> CompanyView:
        """Return the company as the overview shows it."""
        return self.climb.view

    @property
    def standing(self) -> Standing:
        """Return where the company stands on the rung."""
        return self.milestone.standing

    @property
    def growth(self) -> Growth | None:
        """Return what the history in the currency of the rung tells."""
        return self.climb.growth.get(self.standing.currency)

    @property
    def has_history(self) -> bool:
        """Tell whether enough of the past is known to say what never happened in it."""
        growth = self.growth
        return growth is not None and (
            growth.motion is not None or any(each.since is not None for each in growth.paces)
        )


def lines_of(board: Board, mode: Mode) -> tuple[Line, ...]:
    """Return the rows of a board, who is next first; companies without rungs have none."""
    if mode is Mode.RUNGS:
        return _rung_lines(board)
    return tuple(
        Line(each, speaking(each), (each.view.company.id, "", Decimal(0)), place)
        for place, each in enumerate(board.climbs)
        if each.milestones
    )


def speaking(climb: Climb) -> Milestone:
    """Return the rung that speaks for a company: the nearest ahead, else the highest reached.

    Where nobody can tell what is reached it is the lowest.
    """
    reached = [each for each in climb.milestones if each.standing.reached]
    return climb.next or (reached[-1] if reached else climb.milestones[0])


def _rung_lines(board: Board) -> tuple[Line, ...]:
    """Return a row for every rung: those ahead by their chances, then the unknown, the reached."""
    found = [(each, milestone) for each in board.climbs for milestone in each.milestones]
    found.sort(key=lambda pair: _likeliest_first(pair[1].standing))
    return tuple(
        Line(climb, one, (climb.view.company.id, *_rung(one.standing)), place)
        for place, (climb, one) in enumerate(found)
    )


def _rung(standing: Standing) -> tuple[str, Decimal]:
    return standing.currency, standing.amount


def _likeliest_first(standing: Standing) -> tuple[int, float, float]:
    chance = standing.chances[-1].driftless if standing.chances else None
    distance = standing.distance_pct if standing.distance_pct is not None else float("inf")
    if standing.reached:
        return (2, 0.0, -distance)
    return (1, 0.0, distance) if chance is None else (0, -chance, distance)


def without_rungs(board: Board) -> int:
    """Return how many companies have no rung, and so no row."""
    return sum(not each.milestones for each in board.climbs)


def histories_missing(lines: Sequence[Line]) -> int:
    """Return how many companies have too little history to tell times and chances from."""
    return len({each.view.company.id for each in lines if not each.has_history})
