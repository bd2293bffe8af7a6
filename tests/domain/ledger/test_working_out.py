"""Amounts that follow from each other: what is typed last wins, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.ledger.working_out import Amount, Terms, worked_out

BUY, SELL = Terms(-1), Terms(1)
IN_EUROS = Terms(-1, converted=True)
cents = st.decimals("0.01", 10**6, places=2)
shares = st.decimals("0.0001", 10**4, places=4)


def made(terms: Terms, *typed: tuple[Amount, str]) -> dict[Amount, Decimal]:
    values = {amount: Decimal(text) for amount, text in typed}
    return worked_out(values, [amount for amount, _ in typed], terms)


def test_quantity_and_price_make_the_gross_and_charges_the_net() -> None:
    found = made(
        BUY,
        (Amount.QUANTITY, "12"),
        (Amount.PRICE, "301.25"),
        (Amount.FEES, "1.05"),
        (Amount.TAXES, "12.40"),
    )
    assert found[Amount.GROSS] == Decimal("3615.00")
    assert found[Amount.NET] == Decimal("3628.45")


def test_charges_of_a_sale_make_less_arrive() -> None:
    found = made(SELL, (Amount.GROSS, "100"), (Amount.FEES, "1"), (Amount.TAXES, "25"))
    assert found[Amount.NET] == Decimal(74)


def test_of_price_and_gross_the_one_typed_last_is_taken() -> None:
    quantity, price, gross = (
        (Amount.QUANTITY, "3"),
        (Amount.PRICE, "10"),
        (Amount.GROSS, "31"),
    )
    assert round(made(BUY, quantity, price, gross)[Amount.PRICE], 4) == Decimal("10.3333")
    assert made(BUY, quantity, gross, price)[Amount.GROSS] == Decimal("30.00")
    assert made(BUY, price, gross, quantity)[Amount.GROSS] == Decimal(31)


def test_an_amount_and_a_price_make_the_quantity_where_none_is_typed() -> None:
    assert made(BUY, (Amount.PRICE, "40"), (Amount.GROSS, "50"))[Amount.QUANTITY] == Decimal("1.25")


def test_a_net_alone_makes_the_gross() -> None:
    found = made(BUY, (Amount.NET, "1001"), (Amount.FEES, "1"))
    assert (found[Amount.GROSS], found[Amount.NET]) == (Decimal(1000), Decimal(1001))


def test_a_net_typed_last_stays_beside_the_gross_and_gives_way_to_what_is_typed_after() -> None:
    gross, net = (Amount.GROSS, "100"), (Amount.NET, "100.05")
    assert made(BUY, gross, net)[Amount.NET] == Decimal("100.05")
    assert made(BUY, gross, net, (Amount.FEES, "2"))[Amount.NET] == Decimal(102)


def test_between_currencies_the_rate_makes_the_net_and_the_net_the_rate() -> None:
    gross = (Amount.GROSS, "1249.50")
    assert made(IN_EUROS, gross, (Amount.RATE, "0.92"))[Amount.NET] == Decimal("1149.54")
    assert made(IN_EUROS, gross, (Amount.NET, "1150.12"))[Amount.RATE] == Decimal("0.92046419")


def test_a_rate_that_agrees_with_the_net_stays_as_the_bank_told_it() -> None:
    found = made(IN_EUROS, (Amount.GROSS, "100"), (Amount.RATE, "0.9213"), (Amount.NET, "92.13"))
    assert (found[Amount.RATE], found[Amount.NET]) == (Decimal("0.9213"), Decimal("92.13"))


def test_without_a_rate_nothing_is_made_up() -> None:
    found = made(IN_EUROS, (Amount.GROSS, "100"))
    assert Amount.NET not in found
    assert Amount.RATE not in found


def test_a_fee_in_the_currency_of_the_account_is_not_converted() -> None:
    terms = Terms(-1, converted=True, in_account=frozenset({Amount.FEES}))
    found = made(terms, (Amount.GROSS, "100"), (Amount.FEES, "5"), (Amount.RATE, "0.5"))
    assert found[Amount.NET] == Decimal("55.00")
    back = made(terms, (Amount.GROSS, "100"), (Amount.FEES, "5"), (Amount.NET, "55"))
    assert back[Amount.RATE] == Decimal("0.5")


def test_shares_alone_move_no_money() -> None:
    found = made(Terms(0), (Amount.QUANTITY, "4"), (Amount.GROSS, "100"))
    assert found == {
        Amount.QUANTITY: Decimal(4),
        Amount.GROSS: Decimal(100),
        Amount.PRICE: Decimal(25),
    }


@given(shares, cents, cents, cents, st.sampled_from([1, -1]))
@settings(max_examples=60)
def test_gross_charges_and_net_always_agree(
    quantity: Decimal, price: Decimal, fees: Decimal, taxes: Decimal, sign: int
) -> None:
    typed = {
        Amount.QUANTITY: quantity,
        Amount.PRICE: price,
        Amount.FEES: fees,
        Amount.TAXES: taxes,
    }
    found = worked_out(typed, list(typed), Terms(sign))
    assert found[Amount.NET] == found[Amount.GROSS] - sign * (fees + taxes)
    assert abs(found[Amount.GROSS] - quantity * price) <= Decimal("0.005")


@given(st.permutations([Amount.QUANTITY, Amount.GROSS, Amount.FEES, Amount.NET]), cents, cents)
@settings(max_examples=40)
def test_what_was_typed_last_is_never_changed(
    order: Sequence[Amount], one: Decimal, other: Decimal
) -> None:
    typed = dict(zip(order, (one, other, one, other), strict=True))
    last = order[-1]
    assert worked_out(typed, order, BUY)[last] == typed[last]
