"""Clients of Portfolio Performance: balances and holdings agree with the XML, plainly read."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from gridwatch.domain.ledger.account import AccountKind
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.part import LedgerPart
from gridwatch.domain.ledger.security import OwnSplit
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, Transaction, expected_net
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_xml.client import read_client
from gridwatch.files.ledger_xml.tree import parsed

TODAY = date(2026, 11, 28)
SAMPLES = (
    "imports/pp-demo-portfolio-03.xml",
    "cases/pp_Issue1909FIFO.xml",
    "cases/pp_Issue1898TradeIRR.xml",
)
IN = {
    "DEPOSIT", "INTEREST", "DIVIDENDS", "SELL", "TRANSFER_IN", "FEES_REFUND", "TAX_REFUND",
}  # fmt: skip
SHARES_IN = {"BUY", "TRANSFER_IN", "DELIVERY_INBOUND"}

SMALL = """<client id="1"><version>66</version><baseCurrency>EUR</baseCurrency>
<securities id="2">
 <security id="3"><name>Vodafone</name><currencyCode>GBX</currencyCode>
  <isin>GB00BH4HKS39</isin><tickerSymbol>VOD.L</tickerSymbol><wkn>a1xa83</wkn><feed>YAHOO</feed>
  <prices id="4"><price t="2024-01-02" v="6845000000"/><price t="2024-01-03" v="0"/></prices>
  <latest t="2024-06-03" v="7000000000"/>
  <events><event><date>2024-02-01</date><type>STOCK_SPLIT</type><details>10:1</details></event>
   <event><date>2024-02-02</date><type>NOTE</type><details>Hm</details></event>
   <event><date>2024-02-02</date><type>STOCK_SPLIT</type><details>a lot</details></event>
   <dividendEvent><date>2024-02-02</date><type>DIVIDEND_PAYMENT</type></dividendEvent></events>
  <isRetired>true</isRetired></security>
 <security id="5"><name>Nvidia</name><currencyCode>USD</currencyCode><isin>US67066G1040</isin>
  <tickerSymbol>NVDA</tickerSymbol><feed>MANUAL</feed><note>chips</note></security>
 <security id="6"><name>Adidas</name><currencyCode>EUR</currencyCode><isin>DE000A1EWWW1</isin>
  <tickerSymbol>ADS</tickerSymbol><feed>PORTFOLIO-REPORT</feed></security>
 <security id="7"><name>Nvidia again</name><currencyCode>EUR</currencyCode>
  <tickerSymbol>NVDA</tickerSymbol><feed>YAHOO</feed></security>
 <security id="8"><name>EUR/USD</name><currencyCode>EUR</currencyCode>
  <targetCurrencyCode>USD</targetCurrencyCode></security>
 <security id="9"><name>Index</name></security>
</securities>
<watchlists><watchlist/><watchlist/></watchlists>
<accounts>
 <account id="20"><name>Bank</name><currencyCode>EUR</currencyCode><note>main</note>
  <isRetired>false</isRetired><transactions>
   <account-transaction id="21"><uuid>u21</uuid><date>2024-01-02T09:30</date>
    <currencyCode>EUR</currencyCode><amount>500000</amount><shares>0</shares>
    <source>statement.pdf</source><type>DEPOSIT</type></account-transaction>
   <account-transaction id="22"><uuid>u22</uuid><date>2024-01-03T00:00</date>
    <currencyCode>EUR</currencyCode><amount>92115</amount><security reference="5"/>
    <crossEntry class="buysell" id="23"><portfolio reference="40"/>
     <portfolioTransaction id="24"><uuid>u24</uuid><date>2024-01-03T00:00</date>
      <currencyCode>EUR</currencyCode><amount>92115</amount><security reference="5"/>
      <crossEntry class="buysell" reference="23"/><shares>300000000</shares><units>
       <unit type="GROSS_VALUE"><amount currency="EUR" amount="91115"/>
        <forex currency="USD" amount="100000"/><exchangeRate>0.91115</exchangeRate></unit>
       <unit type="FEE"><amount currency="EUR" amount="911"/>
        <forex currency="USD" amount="1000"/><exchangeRate>0.91115</exchangeRate></unit>
       <unit type="TAX"><amount currency="EUR" amount="89"/></unit></units>
      <type>BUY</type></portfolioTransaction>
     <account reference="20"/><accountTransaction reference="22"/></crossEntry>
    <shares>0</shares><type>BUY</type></account-transaction>
   <account-transaction id="25"><date>2024-01-04T00:00</date><currencyCode>EUR</currencyCode>
    <amount>10000</amount><crossEntry class="account-transfer" id="26">
     <accountFrom reference="20"/><transactionFrom reference="25"/>
     <accountTo id="30"><name>Bank</name><currencyCode>USD</currencyCode>
      <isRetired>true</isRetired><transactions>
       <account-transaction id="31"><date>2024-01-04T00:00</date>
        <currencyCode>USD</currencyCode><amount>10950</amount>
        <crossEntry class="account-transfer" reference="26"/><shares>0</shares>
        <type>TRANSFER_IN</type></account-transaction>
      </transactions></accountTo>
     <transactionTo reference="31"/></crossEntry>
    <shares>0</shares><type>TRANSFER_OUT</type></account-transaction>
   <account-transaction><date>2024-01-05T00:00</date><currencyCode>EUR</currencyCode>
    <amount>553</amount><security reference="5"/><shares>300000000</shares><units>
     <unit type="GROSS_VALUE"><amount currency="EUR" amount="653"/>
      <forex currency="USD" amount="709"/><exchangeRate>0.9211495947</exchangeRate></unit>
     <unit type="TAX"><amount currency="EUR" amount="100"/></unit></units>
    <type>DIVIDENDS</type></account-transaction>
   <account-transaction><date>2024-01-06T00:00</date><currencyCode>EUR</currencyCode>
    <amount>11</amount><type>INTEREST</type></account-transaction>
   <account-transaction><date>2024-01-06T00:00</date><currencyCode>EUR</currencyCode>
    <amount>12</amount><type>INTEREST_CHARGE</type></account-transaction>
   <account-transaction><date>2024-01-06T00:00</date><currencyCode>EUR</currencyCode>
    <amount>13</amount><type>FEES</type></account-transaction>
   <account-transaction><date>2024-01-06T00:00</date><currencyCode>EUR</currencyCode>
    <amount>14</amount><type>FEES_REFUND</type></account-transaction>
   <account-transaction><date>2024-01-06T00:00</date><currencyCode>EUR</currencyCode>
    <amount>15</amount><type>TAXES</type></account-transaction>
   <account-transaction><date>2024-01-06T00:00</date><currencyCode>EUR</currencyCode>
    <amount>16</amount><type>TAX_REFUND</type></account-transaction>
   <account-transaction><date>2024-01-06T00:00</date><currencyCode>EUR</currencyCode>
    <amount>17</amount><type>REMOVAL</type></account-transaction>
   <account-transaction><date>2024-01-07T00:00</date><currencyCode>EUR</currencyCode>
    <amount>18</amount><type>TRANSFER_IN</type></account-transaction>
   <account-transaction><date>2024-01-07T00:00</date><currencyCode>EUR</currencyCode>
    <amount>18</amount><type>LOTTERY</type></account-transaction>
   <account-transaction reference="999"/>
  </transactions></account>
 <account reference="30"/>
</accounts>
<portfolios>
 <portfolio id="40"><name>Bank</name><isRetired>false</isRetired>
  <referenceAccount reference="20"/><transactions>
   <portfolio-transaction reference="24"/>
   <portfolio-transaction><date>2024-01-08T00:00</date><currencyCode>EUR</currencyCode>
    <amount>8000</amount><security reference="3"/><shares>1000000000</shares><units>
     <unit type="GROSS_VALUE"><amount currency="EUR" amount="7990"/>
      <forex currency="GBX" amount="684500"/><exchangeRate>0.011672754</exchangeRate></unit>
     <unit type="FEE"><amount currency="EUR" amount="10"/></unit></units>
    <type>DELIVERY_INBOUND</type></portfolio-transaction>
   <portfolio-transaction><date>2024-01-09T00:00</date><currencyCode>EUR</currencyCode>
    <amount>2000</amount><security reference="3"/><shares>250000000</shares>
    <type>DELIVERY_OUTBOUND</type></portfolio-transaction>
   <portfolio-transaction><date>2024-01-10T00:00</date><currencyCode>EUR</currencyCode>
    <amount>2000</amount><security reference="9"/><shares>250000000</shares>
    <type>DELIVERY_INBOUND</type></portfolio-transaction>
  </transactions></portfolio>
</portfolios>
<plans><plan/></plans>
<taxonomies>
 <taxonomy><id>a</id><name>Branchen (GICS)</name><root><id>r</id><name>Branchen</name><children>
  <classification><id>c</id><name>Informationstechnologie</name><children/><assignments>
   <assignment><investmentVehicle class="security" reference="5"/><weight>10000</weight>
   </assignment>
   <assignment><investmentVehicle class="security" reference="3"/><weight>4000</weight>
   </assignment></assignments></classification>
  <classification><id>d</id><name>Telekom</name><children/><assignments>
   <assignment><investmentVehicle class="security" reference="3"/><weight>6000</weight>
   </assignment></assignments></classification></children></root></taxonomy>
 <taxonomy><id>b</id><name>Regionen</name><root><id>r</id><name>Regionen</name><children>
  <classification><id>e</id><name>Europa</name><children>
   <classification><id>f</id><name>Großbritannien</name><assignments>
    <assignment><investmentVehicle class="security" reference="3"/><weight>10000</weight>
    </assignment></assignments></classification></children><assignments>
   <assignment><investmentVehicle class="security" reference="5"/><weight>10000</weight>
   </assignment></assignments></classification></children></root></taxonomy>
 <taxonomy><id>assetclasses</id><name>Asset Classes</name><root/></taxonomy>
</taxonomies>
</client>"""


def read(text: str | bytes) -> LedgerPart:
    data = text if isinstance(text, bytes) else text.encode()
    return read_client(parsed(data), TODAY)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_real_client_has_the_balances_and_holdings_that_its_xml_says(
    shared_data: Path, sample: str
) -> None:
    data = (shared_data / sample).read_bytes()
    part = read(data)
    assert not part.problems
    assert balances(part) == plain_balances(parsed(data))
    assert holdings(part) == plain_holdings(parsed(data))


def test_the_demo_client_is_read_to_the_last_price(shared_data: Path) -> None:
    part = read((shared_data / SAMPLES[0]).read_bytes())
    assert [each.symbol for each in part.securities] == ["DTE.DE", "TMV.DE", "^GSPC"]
    assert Counter(each.kind for each in part.transactions) == {
        Kind.DEPOSIT: 3, Kind.BUY: 3, Kind.SELL: 1, Kind.DIVIDEND: 1,
    }  # fmt: skip
    assert len(part.prices) == 6852
    assert max(each.on for each in part.prices) == date(2025, 2, 18)
    last = next(each for each in part.prices if each.on == date(2025, 2, 18))
    assert (last.price, last.shares_as_of) == (Decimal("34.17"), date(2025, 2, 18))
    (dividend,) = (each for each in part.transactions if each.kind is Kind.DIVIDEND)
    assert (dividend.gross, dividend.net, dividend.account_id) == (Decimal(30), Decimal(20), -2)
    codes = {each.code for each in part.remarks}
    assert {"exchange_dashboards_left_out", "exchange_attributes_left_out"} <= codes
    assert balances(part) == {"broker-A (EUR)": Decimal(125)}
    assert holdings(part) == {("broker-A", "share-1"): 10, ("broker-A", "share-2"): 8}


def test_a_transfer_between_portfolios_is_one_transaction(shared_data: Path) -> None:
    part = read((shared_data / SAMPLES[2]).read_bytes())
    (transfer,) = (each for each in part.transactions if each.kind is Kind.TRANSFER)
    names = {each.id: each.name for each in part.accounts}
    assert names[transfer.account_id or 0] == "Depot 1"
    assert names[transfer.other_account_id or 0] == "Depot 2"
    assert transfer.quantity == 55  # six decimal places in this older version
    assert len(part.transactions) == 6


def test_references_by_number_and_every_kind_are_read() -> None:
    part = read(SMALL)
    kinds = [each.kind for each in part.transactions]
    assert Counter(kinds) == {
        Kind.DEPOSIT: 2, Kind.BUY: 1, Kind.CASH_TRANSFER: 1, Kind.DIVIDEND: 1, Kind.INTEREST: 1,
        Kind.INTEREST_CHARGE: 1, Kind.FEE: 1, Kind.FEE_REFUND: 1, Kind.TAX: 1, Kind.TAX_REFUND: 1,
        Kind.WITHDRAWAL: 1, Kind.DELIVERY_IN: 1, Kind.DELIVERY_OUT: 1,
    }  # fmt: skip
    assert [each.problem.code for each in part.problems if each.problem] == [
        "exchange_kind", "exchange_reference", "exchange_security_unread",
    ]  # fmt: skip
    (half,) = (each for each in part.lines if each.remark is not None)
    assert half.transactions[0].kind is Kind.DEPOSIT


def test_two_accounts_of_one_name_are_told_apart() -> None:
    part = read(SMALL)
    told = [(each.name, each.kind, each.currency, each.closed) for each in part.accounts]
    assert told == [
        ("Bank", AccountKind.CASH, "EUR", False),
        ("Bank 2", AccountKind.CASH, "USD", True),
        ("Bank 3", AccountKind.SECURITIES, "EUR", False),
    ]


def test_a_purchase_abroad_keeps_its_own_currency_and_rate() -> None:
    (buy,) = (each for each in read(SMALL).transactions if each.kind is Kind.BUY)
    assert (buy.gross, buy.currency, buy.rate) == (Decimal(1000), "USD", Decimal("0.91115"))
    assert (buy.net, buy.quantity, buy.price) == (Decimal("921.15"), Decimal(3), Decimal(1000) / 3)
    assert buy.charges == (
        Charge(ChargeKind.FEE, Decimal(10), "USD", Decimal("0.91115")),
        Charge(ChargeKind.TAX, Decimal("0.89"), "EUR"),
    )
    expected = expected_net(buy, "EUR")
    assert expected is not None
    assert abs(expected - buy.net) < Decimal("0.01")
    assert buy.source == "portfolio-performance:u24"


def test_pence_become_pounds_everywhere() -> None:
    part = read(SMALL)
    (security,) = (each for each in part.securities if each.name == "Vodafone")
    assert (security.currency, security.symbol, security.wkn) == ("GBP", "VOD.L", "A1XA83")
    prices = [(each.on, each.price) for each in part.prices if each.security_id == security.id]
    assert prices == [(date(2024, 1, 2), Decimal("0.6845")), (date(2024, 6, 3), Decimal("0.7"))]
    (delivery,) = (each for each in part.transactions if each.kind is Kind.DELIVERY_IN)
    assert (delivery.gross, delivery.currency, delivery.net) == (
        Decimal("68.45"),
        "GBP",
        Decimal(0),
    )
    assert delivery.rate == Decimal("1.1672754")
    assert delivery.charges == (Charge(ChargeKind.FEE, Decimal("0.1"), "EUR"),)


def test_an_exchange_of_money_has_both_amounts() -> None:
    (exchange,) = (each for each in read(SMALL).transactions if each.kind is Kind.CASH_TRANSFER)
    assert (exchange.net, exchange.currency, exchange.other_net) == (
        Decimal(100),
        "EUR",
        Decimal("109.5"),
    )


def test_shares_are_as_of_the_last_day_of_the_file_and_its_splits_come_along() -> None:
    part = read(SMALL)
    moved = [each for each in part.transactions if each.quantity]
    assert {each.shares_as_of for each in moved} == {date(2024, 6, 3)}
    assert part.splits == (OwnSplit(-1, date(2024, 2, 1), 10, 1),)


def test_times_notes_and_documents_come_along() -> None:
    deposit = read(SMALL).transactions[0]
    assert (deposit.time, deposit.note, deposit.source) == (
        "09:30", "statement.pdf", "portfolio-performance:u21",
    )  # fmt: skip


def test_industries_and_countries_are_taken_from_taxonomies() -> None:
    vodafone, nvidia, adidas, again = read(SMALL).securities
    assert (vodafone.segment, vodafone.country) == ("Telekom", "GB")
    assert (nvidia.segment, nvidia.country, nvidia.note) == ("Informationstechnologie", "", "chips")
    assert (adidas.symbol, adidas.isin) == ("", "")  # ADS is another company's in New York
    assert again.symbol == ""
    assert nvidia.symbol == "NVDA"


def test_what_is_left_behind_is_told() -> None:
    told = {each.code: each.values for each in read(SMALL).remarks}
    assert set(told) == {
        "exchange_account_renamed", "exchange_announced_left_out", "exchange_base_currency",
        "exchange_isin_left_out", "exchange_notes_left_out", "exchange_plans_left_out",
        "exchange_prices_left_out", "exchange_rates_left_out", "exchange_retired",
        "exchange_security_left_out", "exchange_split_left_out", "exchange_symbol_twice",
        "exchange_taxonomy_countries", "exchange_taxonomy_divided", "exchange_taxonomy_left_out",
        "exchange_watchlists_left_out",
    }  # fmt: skip
    assert told["exchange_watchlists_left_out"]["number"] == 2


@pytest.mark.parametrize(
    ("version", "code"), [("70", "exchange_client_newer"), ("12", "exchange_client_older")]
)
def test_a_version_that_is_not_known_is_refused(version: str, code: str) -> None:
    with pytest.raises(Problem) as raised:
        read(f"<client><version>{version}</version></client>")
    assert raised.value.code == code


def test_references_in_a_circle_or_to_nowhere_end() -> None:
    loop = "<client><version>66</version><accounts><account reference='../account'/></accounts>"
    with pytest.raises(Problem) as raised:
        read(f"{loop}</client>")
    assert raised.value.code == "exchange_reference"
    for path in ("../../..", "../other", "/nothing/x", "../account[0]", "a b/../c"):
        text = f"<client><version>66</version><accounts><account reference='{path}'/></accounts>"
        with pytest.raises(Problem) as raised:
            read(f"{text}</client>")
        assert raised.value.code == "exchange_reference"


def test_an_absolute_path_is_followed() -> None:
    part = read(
        "<client><version>66</version><accounts><account><name>A</name>"
        "<currencyCode>EUR</currencyCode></account></accounts><portfolios><portfolio>"
        "<name>P</name><referenceAccount reference='/client/accounts/account'/>"
        "</portfolio></portfolios></client>"
    )
    assert part.accounts[1].cash_id == part.accounts[0].id


def balances(part: LedgerPart) -> dict[str, Decimal]:
    names = {each.id: each.name for each in part.accounts}
    found: Counter[str] = Counter()
    for each in part.transactions:
        if each.cash_id is not None:
            found[names[each.cash_id]] += TRAITS[each.kind].cash * each.net  # type: ignore[assignment]
        if each.other_cash_id is not None:
            found[names[each.other_cash_id]] += each.other_net or 0  # type: ignore[assignment]
    return {name: Decimal(amount) for name, amount in found.items() if amount}


def holdings(part: LedgerPart) -> dict[tuple[str, str], Decimal]:
    accounts = {each.id: each.name for each in part.accounts}
    securities = {each.id: each.name for each in part.securities}
    found: dict[tuple[str, str], Decimal] = {}

    def add(account: int | None, each: Transaction, sign: int) -> None:
        key = (accounts[account or 0], securities[each.security_id or 0])
        found[key] = found.get(key, Decimal(0)) + sign * each.quantity

    for each in part.transactions:
        if TRAITS[each.kind].shares:
            add(each.account_id, each, TRAITS[each.kind].shares)
        if each.kind is Kind.TRANSFER:
            add(each.other_account_id, each, 1)
    return {key: quantity for key, quantity in found.items() if quantity}


def plain_entries(root: Element, place: str) -> dict[str, list[Element]]:
    """Return the entries of each account or portfolio by its name, step by step along the paths."""
    above = {child: parent for parent in root.iter() for child in parent}

    def real(element: Element) -> Element:
        for step in (element.get("reference") or "").split("/"):
            if not step:
                break
            if step == "..":
                element = above[element]
                continue
            name, _, rest = step.partition("[")
            element = element.findall(name)[int(rest.rstrip("]") or 1) - 1]
        return element

    found = {}
    for each in root.findall(place):
        owner = real(each)
        name = owner.findtext("name", "")
        found[name] = [real(entry) for entry in owner.findall("transactions/*")]
    for entries in found.values():
        for entry in entries:
            security = entry.find("security")
            if security is not None:
                entry.set("held", real(security).findtext("name", ""))
    return found


def plain_balances(root: Element) -> dict[str, Decimal]:
    found = {}
    for name, entries in plain_entries(root, "accounts/account").items():
        cents = sum(
            int(each.findtext("amount", "")) * (1 if each.findtext("type") in IN else -1)
            for each in entries
        )
        if cents:
            found[name] = Decimal(cents) / 100
    return found


def plain_holdings(root: Element) -> dict[tuple[str, str], Decimal]:
    parts = 10**8 if int(root.findtext("version", "")) > 48 else 10**6
    found: Counter[tuple[str, str]] = Counter()
    for name, entries in plain_entries(root, "portfolios/portfolio").items():
        for each in entries:
            sign = 1 if each.findtext("type") in SHARES_IN else -1
            found[name, each.get("held", "")] += sign * int(each.findtext("shares", ""))
    return {key: Decimal(shares) / parts for key, shares in found.items() if shares}
