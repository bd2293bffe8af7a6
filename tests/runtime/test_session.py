"""What a session reads for the charts: each its own, late questions replaced, failures told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gridwatch.domain.barsize import BarSize
from gridwatch.domain.charting import ChartRequest, Quantity
from gridwatch.places import Profile
from gridwatch.runtime.session import Session
from gridwatch.services.overview import CompanyView
from gridwatch.services.series import Series
from gridwatch.store.database import open_market, open_user, transaction
from tests.services.cache import Cache, closes

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Answer = tuple[str, CompanyView, ChartRequest, Series | None]


@pytest.fixture
def view(profile: Path) -> CompanyView:
    profile.mkdir()
    market = open_market(profile / "market.db")
    cache = Cache(market)
    cache.history(closes(date(2026, 3, 2), [10.0, 11.0]))
    cache.counts([(date(2026, 3, 2), 5e9)])
    found = cache.view()
    market.close()
    return found


@pytest.fixture
def session(profile: Path, view: CompanyView, qtbot: QtBot) -> Iterator[Session]:
    one = Session(Profile(profile), open_user(profile / "user.db"))
    yield one
    one.close()


def test_two_charts_get_each_their_own_series(
    session: Session, view: CompanyView, qtbot: QtBot
) -> None:
    answers = list[Answer]()
    session.series_read.connect(lambda *answer: answers.append(answer))
    weeks = ChartRequest(BarSize.WEEK)
    caps = ChartRequest(quantity=Quantity.CAP)
    session.read_series("left", view, weeks, {})
    for request in (ChartRequest(), weeks, ChartRequest(), caps):
        session.read_series("right", view, request, {})
    qtbot.waitUntil(lambda: any(each[2] == caps for each in answers))
    shown = {key: (request, series) for key, _, request, series in answers}
    assert set(shown) == {"left", "right"}
    assert shown["left"][0] == weeks
    assert shown["left"][1] is not None
    assert shown["left"][1].candles.close.tolist() == [11.0]
    assert shown["right"][1] is not None
    assert shown["right"][1].candles.close.tolist() == [50e9, 55e9]
    # Of what was asked for again and again at most the first and the last were read.
    assert len(answers) <= 4
    assert all(each[1] is view for each in answers)


def test_a_series_that_cannot_be_read_comes_home_as_none(
    session: Session, view: CompanyView, profile: Path, qtbot: QtBot
) -> None:
    market = open_market(profile / "market.db")
    with transaction(market):
        market.execute("DROP TABLE bar")
    market.close()
    with qtbot.waitSignal(session.series_read) as waited:
        session.read_series("chart", view, ChartRequest(), {})
    assert waited.args is not None
    assert waited.args[0] == "chart"
    assert waited.args[3] is None


def test_the_board_is_read_beside_the_profile(
    session: Session, view: CompanyView, profile: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.board_read) as waited:
        session.read_board()
    assert waited.args is not None
    assert waited.args[0].climbs == ()
    (profile / "market.db").write_bytes(b"no cache at all")
    with qtbot.waitSignal(session.board_read) as waited:
        session.read_board()
    assert waited.args is not None
    assert waited.args[0].climbs == ()
