"""A ledger with something of everything, and what can happen to it, for properties of the book."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.splits import Split
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.views import Scope
from tests.services.portfolio.ledger import FIRST, TODAY, Ledger
from tests.services.portfolio.slow_value import World

DAYS = (TODAY - FIRST).days
SPLIT = Split(FIRST + timedelta(days=14), 2, 1)
ALPHA = [40.0 + each for each in range(14)] + [27.5 - each / 4 for each in range(DAYS - 14)]
BETA = [100.0 + (each * 7) % 11 for each in range(DAYS - 5)]
EURO = [1.05 + each / 100 for each in range(DAYS - 3)]
EUR, USD, DEPOT, BROKER = 1, 2, 3, 4
A, B, C = 1, 2, 3


def furnished() -> Ledger:
    """Return a ledger with two accounts of each kind, and three securities with their prices.

    `A` was split, `B` is in dollars and has no price on the first five days, `C` has own prices
    only; there is no rate on the first three days.
    """
    made = Ledger()
    assert (made.cash("Euro"), made.cash("Dollar", "USD")) == (EUR, USD)
    assert (made.depot("Depot", EUR), made.depot("Broker")) == (DEPOT, BROKER)
    assert made.security("ALPHA") == A
    assert made.security("BETA", "USD") == B
    assert made.security("", "EUR") == C
    # What the source restates: closes before the split are halved.
    restated = [each / 2 for each in ALPHA[:14]] + ALPHA[14:]
    made.closes("ALPHA", *restated, splits=(SPLIT,))
    made.closes("BETA", *BETA, currency="USD", first=FIRST + timedelta(days=5))
    made.rates("EUR", *EURO, first=FIRST + timedelta(days=3))
    for each in range(0, DAYS, 7):
        made.own_price(C, FIRST + timedelta(days=each), f"{10 + each}.5")
    return made


def world_of(book: Book) -> World:
    """Return the same for the reference, with prices as they traded."""
    days = [FIRST + timedelta(days=each) for each in range(DAYS + 1)]
    return World(
        book.accounts,
        book.securities,
        list(book.transactions.values()),
        {
            A: dict(zip(days, ALPHA, strict=False)),
            B: dict(zip(days[5:], BETA, strict=False)),
            C: {days[each]: 10.5 + each for each in range(0, DAYS, 7)},
        },
        {"EUR": dict(zip(days[3:], EURO, strict=False))},
        {A: (SPLIT,)},
    )


@st.composite
def happened(draw: st.DrawFn) -> Transaction:
    """Draw something that happened to the furnished ledger."""
    on = FIRST + timedelta(days=draw(st.integers(0, DAYS)))
    account, cash = draw(st.sampled_from((DEPOT, BROKER))), draw(st.sampled_from((EUR, USD, None)))
    security = draw(st.sampled_from((A, B, C)))
    quantity = Decimal(draw(st.integers(1, 400))) / 8
    net = Decimal(draw(st.integers(1, 90_000))) / 100
    currency = {EUR: "EUR", USD: "USD", None: "EUR"}[cash]
    kind = draw(
        st.sampled_from(
            (
                Kind.BUY,
                Kind.BUY,
                Kind.SELL,
                Kind.DIVIDEND,
                Kind.FEE,
                Kind.DEPOSIT,
                Kind.WITHDRAWAL,
                Kind.DELIVERY_IN,
                Kind.TRANSFER,
                Kind.CASH_TRANSFER,
            )
        )
    )
    plain = Transaction(0, kind, on, gross=net, net=net, currency=currency)
    fields: dict[str, Any]
    shares = {"account_id": account, "security_id": security, "quantity": quantity}
    match kind:
        case Kind.BUY | Kind.SELL:
            fields = {**shares, "cash_id": cash}
        case Kind.DIVIDEND:
            fields = {"account_id": account, "security_id": security, "cash_id": cash}
        case Kind.DELIVERY_IN:
            gross = draw(st.sampled_from((net, Decimal(0))))
            fields = {**shares, "net": Decimal(0), "gross": gross}
        case Kind.TRANSFER:
            other = BROKER if account == DEPOT else DEPOT
            fields = {**shares, "other_account_id": other, "gross": Decimal(0), "net": Decimal(0)}
        case Kind.CASH_TRANSFER:
            fields = {"cash_id": EUR, "currency": "EUR", "other_cash_id": USD, "other_net": net}
        case Kind.FEE:
            named = draw(st.booleans())
            fields = {"cash_id": EUR, "currency": "EUR"} | (
                {"security_id": security, "account_id": account} if named else {}
            )
        case _:
            fields = {"cash_id": cash or EUR}
    return replace(plain, **fields)


SCOPES = (
    Scope(),
    Scope(frozenset({DEPOT})),
    Scope(frozenset({DEPOT, EUR})),
    Scope(frozenset({USD})),
    Scope(None, frozenset({A})),
    Scope(frozenset({BROKER}), frozenset({B, C})),
)
