"""Drawings come back with the values that they have after every split since they were drawn."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gridwatch.domain.charting import Quantity
from gridwatch.domain.drawings import Anchor, Drawing, DrawingKind
from gridwatch.domain.splits import Split
from gridwatch.services.drawn import read_drawings
from gridwatch.store.database import open_market, open_user
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.drawings import add_drawing
from tests.services.cache import Cache, closes

NOW = datetime(2026, 3, 5, 4, tzinfo=UTC)
DRAWN_ON = date(2026, 3, 2)


@pytest.mark.parametrize(("quantity", "value"), [(Quantity.PRICE, 10.0), (Quantity.CAP, 20.0)])
def test_a_price_is_restated_and_a_cap_is_not(
    tmp_path: Path, quantity: Quantity, value: float
) -> None:
    market, user = open_market(tmp_path / "market.db"), open_user(tmp_path / "user.db")
    cache = Cache(market)
    split = Split(date(2026, 3, 4), 2, 1)
    cache.history(closes(DRAWN_ON, [20.0, 20.5, 10.0]), splits=(split,))
    view = cache.view()
    company = add_company(user, view.company)
    anchors = (Anchor(0, 20.0),)
    add_drawing(
        user,
        Drawing(0, company.id, DrawingKind.HORIZONTAL, anchors, quantity, "CNY", DRAWN_ON),
    )
    (drawn,) = read_drawings(user, market, view, NOW)
    assert drawn.anchors[0].value == value
    (stored,) = read_drawings(user, None, view, NOW)
    assert stored.anchors[0].value == 20.0
    market.close()
    user.close()
