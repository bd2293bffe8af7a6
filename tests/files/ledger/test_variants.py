"""Exports of brokers in forms that the samples do not have: other years, languages and marks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gridwatch.files.ledger.reading import TableReading, read_table
from tests.files.ledger.told import TODAY, booked, code


def read(text: str, encoding: str = "utf-8") -> TableReading:
    return read_table(text.encode(encoding), today=TODAY)


_DEGIRO = "Datum,Tijd,Valutadatum,Product,ISIN,Omschrijving,FX,Mutatie,,Saldo,,Order Id\n"


@pytest.mark.parametrize(
    ("told", "amount", "quantity", "price"),
    [
        ("Achat 1 000 FBR LTD@5,416 EUR (AU000000FBR4)", "-5416,00", "1000", "5.416"),
        ("Achat 1\u00a0000 FBR LTD@5,416 EUR", "-5 416,00", "1000", "5.416"),
        ("Achat 10 3M CO@120,5 EUR", "-1205,00", "10", "120.5"),
        ("Achat 2 500 COM INC@1 120,5 EUR", "-2241,00", "2", "1120.5"),
        ("Koop 1.000 @ 5,416 EUR", "-5.416,00", "1000", "5.416"),
        ("Koop 2.500 @ 0,416 EUR", "-1040,00", "2500", "0.416"),
        # A spreadsheet has turned the marks of the amounts round, and left those of the words.
        ("Koop 1.000 @ 5,416 EUR", "-5416.00", "1000", "5.416"),
        ("Koop 2.500 @ 5,416 EUR", "-13540.00", "2500", "5.416"),
        ("Buy 1,000 FBR LTD@5.416 EUR (AU000000FBR4)", "-5416.00", "1000", "5.416"),
        ("Koop 1.046,3825 @ 0,9854 EUR", "-1031,11", "1046.3825", "0.9854"),
        ("Koop 1 @ 5,416 EUR", "-5.42", "1", "5.416"),
    ],
)
def test_a_trade_in_words_is_what_makes_its_amount(
    told: str, amount: str, quantity: str, price: str
) -> None:
    line_ = f'15-12-2022,16:55,15-12-2022,FBR,AU000000FBR4,"{told}",,EUR,"{amount}",EUR,"1,00",a\n'
    found = read(_DEGIRO + line_)

    (one,) = found.part.transactions
    assert one.quantity == Decimal(quantity)
    assert abs(one.gross - Decimal(quantity) * Decimal(price)) < Decimal("0.005")
    assert code(found, 2) == ""


def test_a_change_of_the_fund_that_holds_the_money_moves_the_balance() -> None:
    found = read(
        _DEGIRO + "15-07-2020,00:00,14-07-2020,EUR CASH FUND FUNDSHARE,NL0010661914,"
        "Variation Fonds Monétaires (EUR),,EUR,-0.25,EUR,24.58,\n"
    )

    assert booked(found, 2) == ["interest_charge, 2020-07-15, 0.25 EUR, = 0.25 EUR"]
