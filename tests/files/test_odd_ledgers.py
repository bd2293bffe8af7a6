"""Documents with something cut out, doubled or put in: read or refused, and nothing else."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.ledger.part import LedgerPart
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_json.ghostfolio import read_ghostfolio
from gridwatch.files.ledger_json.own_reading import read_own
from gridwatch.files.ledger_json.own_writing import own_document
from gridwatch.files.ledger_json.selection import read_selection
from gridwatch.files.ledger_xml.client import read_client
from gridwatch.files.ledger_xml.flex import read_flex
from gridwatch.files.ledger_xml.tree import parsed
from tests.files.ledger_xml.test_client import SMALL
from tests.files.ledger_xml.test_flex import FUTURE, FX, PENCE
from tests.whole_ledgers import whole_ledger

TODAY = date(2026, 11, 28)
FLEX = (
    '<FlexQueryResponse><FlexStatement accountId="U1"><Trades>' + FX + PENCE + FUTURE + "</Trades>"
    '<CashTransactions><CashTransaction type="Dividends" conid="1" amount="19" currency="USD"'
    ' dateTime="20240301" description="X 0.19 USD PER SHARE"/></CashTransactions>'
    '<CorporateActions><CorporateAction type="FS" conid="1" description="SPLIT 4 FOR 1"'
    ' currency="USD" dateTime="20240301"/></CorporateActions></FlexStatement></FlexQueryResponse>'
)
SPLICES = st.tuples(
    st.floats(0, 1), st.integers(0, 30),
    st.sampled_from(["", "9" * 24, "-", "NaN", "0", "../..", "EUR", "1e9", "x", "<a/>", '"']),
)  # fmt: skip


def spliced(text: str, splice: tuple[float, int, str]) -> str:
    place = int(splice[0] * len(text))
    return text[:place] + splice[2] + text[place + splice[1] :]


def is_sound(part: LedgerPart) -> None:
    accounts = {each.id for each in part.accounts} | {None}
    securities = {each.id for each in part.securities} | {None}
    for each in part.transactions:
        assert {
            each.account_id,
            each.cash_id,
            each.other_account_id,
            each.other_cash_id,
        } <= accounts
        assert {each.security_id, each.other_security_id} <= securities
        assert each.quantity.is_finite()
        assert each.net.is_finite()
    assert len({each.id for each in part.transactions}) == len(part.transactions)
    assert {each.security_id for each in part.prices} <= securities
    assert {each.security_id for each in part.splits} <= securities


@given(st.sampled_from([SMALL, FLEX]), SPLICES)
@settings(max_examples=120)
def test_spliced_xml_is_read_or_refused(text: str, splice: tuple[float, int, str]) -> None:
    try:
        root = parsed(spliced(text, splice).encode())
        part = read_client(root, TODAY) if text is SMALL else read_flex(root)
    except Problem as problem:
        assert str(problem)  # noqa: PT017 - what is read is checked below
        return
    is_sound(part)


NUMBERS = st.integers() | st.decimals(allow_nan=True) | st.just(Decimal("1e50"))
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(max_size=5) | st.sampled_from(
        ["BUY", "SELL", "FEE", "DIVIDEND", "PURCHASE", "EUR", "GBX", "2024-01-02", "A"]
    ),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)  # fmt: skip
NAMES = st.sampled_from([
    "type", "date", "currency", "amount", "quantity", "unitPrice", "fee", "symbol", "account",
    "portfolio", "units", "security", "shares", "accountId", "otherAccount",
])  # fmt: skip


@given(st.lists(st.dictionaries(NAMES, VALUES), max_size=4))
@settings(max_examples=60)
def test_any_activities_are_read_or_refused(told: list[dict[str, object]]) -> None:
    for read, name in ((read_ghostfolio, "activities"), (read_selection, "transactions")):
        is_sound(read({"version": 1, name: told, "accounts": told, "assetProfiles": told}))


@given(st.integers(0, 99), SPLICES)
@settings(max_examples=60)
def test_spliced_documents_of_our_own_are_read_or_refused(
    seed: int, splice: tuple[float, int, str]
) -> None:
    text = spliced(own_document(whole_ledger(seed)).decode(), splice)
    try:
        document = json.loads(text)
        part = read_own(document).part
    except (Problem, ValueError):
        return
    is_sound(part)
