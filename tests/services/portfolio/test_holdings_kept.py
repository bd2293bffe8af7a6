"""What is held after edits, new prices and new rates: the same as in a book that is opened anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.bars import day_number
from gridwatch.domain.fx import fx_symbol
from gridwatch.domain.ledger.account import CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import OwnSplit
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.edits import Edit
from gridwatch.services.portfolio.account_edits import ChangeAccount, PutSplit
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.holdings import holdings_of
from gridwatch.services.portfolio.ledger_edits import (
    AddTransactions,
    ChangeTransactions,
    RemoveTransactions,
)
from gridwatch.services.portfolio.lot_gains import views_of_sales
from gridwatch.services.portfolio.value_lines import lines_by
from gridwatch.services.portfolio.views import Dimension, Scope
from gridwatch.store.market.instruments import note_history
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.choices import store_choices
from tests.services.cache import Cache, quote_of
from tests.services.portfolio.furnished import (
    BETA,
    BROKER,
    DAYS,
    DEPOT,
    EURO,
    SCOPES,
    SPLIT,
    A,
    B,
    C,
    furnished,
    happened,
)
from tests.services.portfolio.ledger import FIRST, NOW, TODAY, Ledger

ASKED = (
    *((scope, "EUR", TODAY) for scope in (SCOPES[0], SCOPES[2], SCOPES[5])),
    (Scope(), "USD", TODAY),
    (Scope(), "", TODAY),
    (Scope(), "EUR", TODAY - timedelta(days=1)),
    (Scope(), "USD", FIRST + timedelta(days=10)),
)
EARLIER = TODAY - timedelta(days=1)


@dataclass(slots=True)
class Played:
    """A ledger with a book that follows it, and how to go back and forth."""

    made: Ledger
    book: Book
    undos: list[Edit] = field(default_factory=list)
    redos: list[Edit] = field(default_factory=list)
    times: int = 0

    def edit(self, edit: Edit) -> None:
        """Make an edit, to be undone later."""
        self.undos.append(self.made.edit(edit))
        self.redos.clear()

    def history(self, symbol: str) -> None:
        """Tell that a history was fetched once more."""
        self.times += 1
        note_history(self.made.market, symbol, NOW + timedelta(minutes=self.times))


def _add(played: Played, draw: Any) -> None:  # noqa: ANN401 - hypothesis tells no type
    played.edit(AddTransactions((draw(happened()),)))


def _today(played: Played, draw: Any) -> None:  # noqa: ANN401
    played.edit(AddTransactions((replace(draw(happened()), on=TODAY),)))


def _change(played: Played, draw: Any) -> None:  # noqa: ANN401
    ids = sorted(played.book.transactions)
    if ids:
        one = replace(draw(happened()), id=draw(st.sampled_from(ids)))
        played.edit(ChangeTransactions((one,)))


def _remove(played: Played, draw: Any) -> None:  # noqa: ANN401
    ids = sorted(played.book.transactions)
    if ids:
        played.edit(RemoveTransactions((draw(st.sampled_from(ids)),)))


def _connect(played: Played, draw: Any) -> None:  # noqa: ANN401
    kind = draw(st.sampled_from((Kind.SPIN_OFF, Kind.MERGER)))
    first, second = draw(st.permutations((A, B, C)))[:2]
    on = FIRST + timedelta(days=draw(st.sampled_from((6, 20, DAYS))))
    one = Transaction(
        0, kind, on, DEPOT, security_id=first, currency="EUR", other_security_id=second,
        ratio=(1, 2), cost_share=Decimal("0.25") if kind is Kind.SPIN_OFF else None,
    )  # fmt: skip
    played.edit(AddTransactions((one,)))


def _undo(played: Played, _draw: object) -> None:
    if played.undos:
        played.redos.append(played.made.edit(played.undos.pop()))


def _redo(played: Played, _draw: object) -> None:
    if played.redos:
        played.undos.append(played.made.edit(played.redos.pop()))


def _split(played: Played, draw: Any) -> None:  # noqa: ANN401
    played.edit(PutSplit(OwnSplit(A, SPLIT.day, *draw(st.sampled_from(((3, 1), (1, 1)))))))


def _method(played: Played, draw: Any) -> None:  # noqa: ANN401
    number = draw(st.sampled_from((DEPOT, BROKER)))
    account = all_accounts(played.made.user)[number]
    method, shorts = draw(st.sampled_from(list(CostMethod))), draw(st.booleans())
    played.edit(ChangeAccount(replace(account, method=method, shorts=shorts)))


def _own_price(played: Played, draw: Any) -> None:  # noqa: ANN401
    played.made.own_price(C, FIRST + timedelta(days=draw(st.integers(0, DAYS))), "77")


def _quote(played: Played, draw: Any) -> None:  # noqa: ANN401
    """Bring a quote, of today or of a day before: it changes what is past."""
    symbol, currency = draw(st.sampled_from((("ALPHA", "EUR"), ("BETA", "USD"))))
    on = draw(st.sampled_from((TODAY, EARLIER)))
    played.made.quote(symbol, draw(st.sampled_from((31.0, 32.0))), on, currency)


def _rate(played: Played, draw: Any) -> None:  # noqa: ANN401
    on, price = draw(st.sampled_from((TODAY, EARLIER))), draw(st.sampled_from((1.5, 1.6)))
    Cache(played.made.market).quote(quote_of(on, price, fx_symbol("EUR"), "USD"))


def _past_closes(played: Played, draw: Any) -> None:  # noqa: ANN401
    prices, at = list(BETA), draw(st.integers(0, len(BETA) - 1))
    prices[at] *= 1.5
    played.made.closes("BETA", *prices, currency="USD", first=FIRST + timedelta(days=5))
    played.history("BETA")


def _past_rates(played: Played, draw: Any) -> None:  # noqa: ANN401
    rates, at = list(EURO), draw(st.integers(0, len(EURO) - 1))
    rates[at] *= 1.25
    played.made.rates("EUR", *rates, first=FIRST + timedelta(days=3))
    played.history(fx_symbol("EUR"))


def _base(played: Played, draw: Any) -> None:  # noqa: ANN401
    store_choices(played.made.user, {"base_currency": draw(st.sampled_from(("EUR", "USD")))})


STEPS: tuple[Callable[[Played, Any], None], ...] = (
    _add, _today, _change, _remove, _connect, _undo, _redo, _split, _method,
    _own_price, _quote, _rate, _past_closes, _past_rates, _base,
)  # fmt: skip


@settings(max_examples=20)
@given(st.data())
def test_what_is_kept_tells_the_same_as_a_book_opened_anew(data: st.DataObject) -> None:
    with closing(furnished()) as made:
        made.edit(AddTransactions(tuple(data.draw(st.lists(happened(), min_size=3, max_size=9)))))
        played = Played(made, made.open())
        told(played.book)
        for step in data.draw(st.lists(st.sampled_from(STEPS), min_size=1, max_size=5)):
            step(played, data.draw)
            played.book.catch_up(made.user, made.market, TODAY)
            assert_same(told(played.book), told(made.open()))


def test_a_day_later_what_was_today_is_past() -> None:
    with closing(furnished()) as made:
        made.book(Kind.BUY, FIRST, account=DEPOT, security=B, quantity="4", gross="90")
        made.book(Kind.SELL, TODAY, account=DEPOT, security=B, quantity="1", gross="30")
        book = made.open()
        told(book)
        made.quote("BETA", 50.0, TODAY, "USD")
        made.today = TODAY + timedelta(days=1)
        book.catch_up(made.user, made.market, made.today)
        assert_same(told(book), told(made.open()))


@settings(max_examples=15)
@given(st.lists(happened(), min_size=1, max_size=12), st.sampled_from(SCOPES))
def test_the_gain_of_a_day_is_that_of_the_line_of_the_security(
    some: list[Transaction], scope: Scope
) -> None:
    with closing(furnished()) as made:
        made.edit(AddTransactions(tuple(some)))
        book = made.open()
        lines = lines_by(book, scope, "USD", Dimension.SECURITY)
        for on in (TODAY, FIRST + timedelta(days=9), FIRST - timedelta(days=1)):
            at = day_number(on) - book.first
            for each in holdings_of(book, scope, "USD", on).holdings if at > 0 else ():
                line = lines[str(each.security.id)]
                change = line.value[at] - line.value[at - 1] - line.inflow[at] + line.outflow[at]
                shown = float("nan") if each.day_change is None else each.day_change
                assert shown == pytest.approx(change, abs=1e-6, nan_ok=True)


def assert_same(one: dict[str, object], other: dict[str, object]) -> None:
    """Check that the same is told, numbers but for what the order of adding them up changes."""
    assert one.keys() == other.keys()
    for name, value in one.items():
        if isinstance(value, float) and isinstance(other[name], float):
            assert value == pytest.approx(other[name], rel=1e-9, abs=1e-6), name
        else:
            assert value == other[name], name


def told(book: Book) -> dict[str, object]:
    """Return everything that is shown of what is held and was sold, each number by its name."""
    found = dict[str, object]()
    for at, (scope, currency, on) in enumerate(ASKED):
        found |= spread(f"{at}", holdings_of(book, scope, currency, on))
        sales = views_of_sales(book, scope, currency or book.base_currency, on)
        for number, some in sales.items():
            some.sort(key=lambda each: (each.sale.closed_by, str(each.sale), str(each.gain)))
            found |= spread(f"{at} sold {number}", [each.gain for each in some])
    return found


def spread(name: str, one: object) -> dict[str, object]:
    """Return what a value is made of, down to numbers and words."""
    if is_dataclass(one) and not isinstance(one, type):
        parts: Mapping[str, object] = {each.name: getattr(one, each.name) for each in fields(one)}
    elif isinstance(one, (list, tuple)):
        parts = {str(at): each for at, each in enumerate(one)}
    elif isinstance(one, (set, frozenset)):
        return {name: str(sorted(map(str, one)))}
    elif isinstance(one, Decimal):
        return {name: float(one)}
    else:
        return {name: str(one) if isinstance(one, date) else one}
    found = dict[str, object]()
    for each, value in parts.items():
        found |= spread(f"{name}.{each}", value)
    return found
