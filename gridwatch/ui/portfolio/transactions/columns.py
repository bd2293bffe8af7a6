"""The columns of the transactions as a table: what each shows, sorts by and is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Qt

from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.transaction import ChargeKind, Transaction
from gridwatch.ui.look import Look
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.portfolio.amounts import Amounts, least_decimals
from gridwatch.ui.portfolio.place import Names
from gridwatch.wording.ledger import kind_words

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FIXED = "\N{NO-BREAK SPACE}"
_PRICE_DECIMALS = 4  # of a price that follows from quantity and gross


@dataclass(frozen=True, slots=True)
class Scene:
    """What all rows share: names, and how amounts and days are written."""

    names: Names
    look: Look
    amounts: Amounts

    def settled_in(self, one: Transaction) -> str:
        """Return the currency of `net`, that of the transaction where its account is unknown."""
        account = self.names.accounts.get(one.cash_id) if one.cash_id is not None else None
        return account.currency if account else one.currency


# By the number, never by the text; None comes last in both directions.
Key = tuple[object, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `least` letters are to be read at least, `stretch` may take spare room."""

    id: str
    title: str
    text: Callable[[Transaction, Scene], str]
    key: Callable[[Transaction, Scene], Key]
    align: Qt.AlignmentFlag = RIGHT
    falling: bool = True
    sample: str = ""
    stretch: int = 0

    @property
    def heading(self) -> str:
        """Return the title in the reader's language."""
        return QCoreApplication.translate("Transactions", self.title)


def signed_net(one: Transaction) -> Decimal | None:
    """Return `net` as it moved: above 0 came in, below went out; None where no money moves."""
    if TRAITS[one.kind].cash == 0:
        return None
    return one.net * one.cash_sign


def charges_by_currency(one: Transaction, kind: ChargeKind) -> dict[str, Decimal]:
    """Return the fees or taxes of a transaction, added up within each currency."""
    found: dict[str, Decimal] = {}
    for each in one.charged(kind):
        found[each.currency] = found.get(each.currency, Decimal(0)) + each.amount
    return found


def account_words(one: Transaction, names: Names, *, all_of_them: bool = False) -> str:
    """Return the account of a transaction, and the one to which it goes.

    The cash account through which a trade was settled goes without saying, unless `all_of_them`.
    """
    here = names.account(one.account_id) or names.account(one.cash_id)
    if all_of_them and one.account_id is not None and one.cash_id is not None:
        here = f"{here} · {names.account(one.cash_id)}"
    there = names.account(one.other_account_id) or names.account(one.other_cash_id)
    return f"{here} → {there}" if there else here


def security_words(one: Transaction, names: Names) -> str:
    """Return the security of a transaction, and the one that comes of it."""
    here, there = names.security(one.security_id), names.security(one.other_security_id)
    return f"{here} → {there}" if there else here


def _text_key(text: str) -> Key:
    return (text.casefold(),) if text else None


def _amount(value: Decimal, currency: str, scene: Scene) -> str:
    return scene.amounts.with_unit(value, currency) if value else ""


def _quantity(one: Transaction, scene: Scene) -> str:
    if one.ratio is not None:
        ratio = f"{one.ratio[0]}:{one.ratio[1]}"
        number = scene.amounts.number(one.quantity) if one.quantity else ""
        return " · ".join(filter(None, (number, ratio)))
    return scene.amounts.number(one.quantity) if one.quantity else ""


def _price(one: Transaction, scene: Scene) -> str:
    price = one.price
    if price is None or not one.gross or one.kind is Kind.MERGER:
        return ""
    told = scene.amounts.number(price, least_decimals(one.currency), _PRICE_DECIMALS)
    return f"{told}{_FIXED}{one.currency}"


def _charges(kind: ChargeKind) -> Callable[[Transaction, Scene], str]:
    def text(one: Transaction, scene: Scene) -> str:
        found = charges_by_currency(one, kind)
        return " + ".join(scene.amounts.with_unit(value, code) for code, value in found.items())

    return text


def _charges_key(kind: ChargeKind) -> Callable[[Transaction, Scene], Key]:
    def key(one: Transaction, _: Scene) -> Key:
        found = charges_by_currency(one, kind)
        return (sum(found.values()), *found) if found else None

    return key


def _net(one: Transaction, scene: Scene) -> str:
    net = signed_net(one)
    if net is None or not (net or TRAITS[one.kind].outside or not TRAITS[one.kind].shares):
        return ""
    return scene.amounts.with_unit(net, scene.settled_in(one))


def _net_key(one: Transaction, scene: Scene) -> Key:
    net = signed_net(one)
    return None if net is None else (net, scene.settled_in(one))


def _price_key(one: Transaction, _: Scene) -> Key:
    price = one.price
    return (price, one.currency) if price is not None and one.gross else None


def _days(one: Transaction, scene: Scene) -> str:
    return scene.look.phrases.day(one.on)


def _batch(one: Transaction, scene: Scene) -> str:
    return scene.names.batches.get(one.batch_id, "") if one.batch_id is not None else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


COLUMNS: tuple[Column, ...] = (
    Column(
        "date",
        QT_TRANSLATE_NOOP("Transactions", "Date"),
        _days,
        lambda one, _: (one.on, one.time, one.id),
        LEFT,
        sample="28 Sep 2028",
    ),
    Column(
        "kind",
        QT_TRANSLATE_NOOP("Transactions", "Kind"),
        lambda one, _: kind_words(one.kind),
        lambda one, _: _text_key(kind_words(one.kind)),
        LEFT,
        falling=False,
        sample="Transfer of cash",
    ),
    Column(
        "security",
        QT_TRANSLATE_NOOP("Transactions", "Security"),
        lambda one, scene: security_words(one, scene.names),
        lambda one, scene: _text_key(security_words(one, scene.names)),
        LEFT,
        falling=False,
        sample="A company with a name",
        stretch=4,
    ),
    Column(
        "quantity",
        QT_TRANSLATE_NOOP("Transactions", "Quantity"),
        _quantity,
        lambda one, _: (one.quantity,) if one.quantity else None,
        sample="88,888.8888",
    ),
    Column(
        "price",
        QT_TRANSLATE_NOOP("Transactions", "Price"),
        _price,
        _price_key,
        sample="8,888.88 USD",
    ),
    Column(
        "gross",
        QT_TRANSLATE_NOOP("Transactions", "Gross"),
        lambda one, scene: _amount(one.gross, one.currency, scene),
        lambda one, _: (one.gross, one.currency) if one.gross else None,
        sample="888,888.88 USD",
    ),
    Column(
        "fees",
        QT_TRANSLATE_NOOP("Transactions", "Fees"),
        _charges(ChargeKind.FEE),
        _charges_key(ChargeKind.FEE),
        sample="88.88 USD",
    ),
    Column(
        "taxes",
        QT_TRANSLATE_NOOP("Transactions", "Taxes"),
        _charges(ChargeKind.TAX),
        _charges_key(ChargeKind.TAX),
        sample="888.88 USD",
    ),
    Column(
        "net",
        QT_TRANSLATE_NOOP("Transactions", "Net"),
        _net,
        _net_key,
        sample="−888,888.88 USD",
    ),
    Column(
        "account",
        QT_TRANSLATE_NOOP("Transactions", "Account"),
        lambda one, scene: account_words(one, scene.names),
        lambda one, scene: _text_key(account_words(one, scene.names)),
        LEFT,
        falling=False,
        sample="Depot with a name",
        stretch=3,
    ),
    Column(
        "note",
        QT_TRANSLATE_NOOP("Transactions", "Note"),
        lambda one, _: _one_line(one.note),
        lambda one, _: _text_key(one.note),
        LEFT,
        falling=False,
        sample="A few words",
        stretch=3,
    ),
    Column(
        "batch",
        QT_TRANSLATE_NOOP("Transactions", "Import"),
        _batch,
        lambda one, scene: _text_key(_batch(one, scene)),
        LEFT,
        falling=False,
        sample="statement.csv",
        stretch=1,
    ),
)
PLACES = {each.id: place for place, each in enumerate(COLUMNS)}


def plain_rows(
    transactions: Iterable[Transaction], columns: Iterable[int], scene: Scene
) -> list[list[str]]:
    """Return headings and rows as texts, for the clipboard."""
    shown = [COLUMNS[each] for each in columns]
    rows = [[each.text(one, scene) for each in shown] for one in transactions]
    return [[each.heading for each in shown], *rows]
