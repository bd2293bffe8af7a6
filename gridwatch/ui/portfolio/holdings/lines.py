"""The rows of the table of holdings as values: groups, securities, lots, money and the total."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from gridwatch.services.portfolio.views import (
    AccountView,
    Dimension,
    Holdings,
    HoldingView,
    LotView,
)
from gridwatch.wording.naming import CASH, Naming

Key = tuple[str, ...]


class LineKind(StrEnum):
    """What a row stands for."""

    GROUP = "group"
    HOLDING = "holding"
    LOT = "lot"
    CASH = "cash"
    TOTAL = "total"


class Grouping(StrEnum):
    """By what the holdings are put together."""

    NONE = ""
    SEGMENT = "segment"
    COMPANY = "company"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a row, in the currency of the view; None is unknown, or there is none."""

    value: float | None = None
    cost: float | None = None
    gain: float | None = None
    price_gain: float | None = None
    currency_gain: float | None = None
    day_change: float | None = None
    realised: float | None = None
    income: float | None = None
    fees: float | None = None
    taxes: float | None = None
    share: float | None = None

    @property
    def gain_part(self) -> float | None:
        """Return the gain as a fraction of the cost."""
        if self.gain is None or not self.cost:
            return None
        return self.gain / abs(self.cost)

    @property
    def day_part(self) -> float | None:
        """Return the change of the day as a fraction of the value before."""
        if self.value is None or self.day_change is None:
            return None
        before = self.value - self.day_change
        return self.day_change / abs(before) if before else None


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `known` tells whether the value is whole; `depth` how far it stands in.

    `account_id`: the account that a row is of, None for all. `members`: how many rows are in a
    group, or lots in a holding.
    """

    key: Key
    kind: LineKind
    title: str
    figures: Figures
    depth: int = 0
    known: bool = True
    holding: HoldingView | None = None
    lot: LotView | None = None
    account: AccountView | None = None
    account_id: int | None = None
    members: int = 0

    @property
    def security_id(self) -> int | None:
        """Return the security of the row."""
        return self.holding.security.id if self.holding is not None else None

    @property
    def quantity(self) -> Decimal | None:
        """Return how many shares."""
        if self.lot is not None:
            return self.lot.quantity
        return self.holding.quantity if self.holding is not None else None

    @property
    def days_held(self) -> int | None:
        """Return for how many days a lot is held, the oldest of a holding."""
        if self.lot is not None:
            return self.lot.days_held
        lots = self.holding.lots if self.holding is not None else ()
        return max((each.days_held for each in lots), default=None)


@dataclass(frozen=True, slots=True)
class Section:
    """A group with its holdings, each followed by its lots; one without a heading has no line."""

    heading: Line | None
    holdings: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything that the table may show of one reading; lots are made where they are wanted."""

    sections: tuple[Section, ...] = ()
    total: Line | None = None
    naming: Naming = field(default_factory=Naming)

    def lots(self, line: Line) -> tuple[Line, ...]:
        """Return the rows of the lots of a holding."""
        return _lot_lines(line, self.naming) if line.kind is LineKind.HOLDING else ()


def listing_of(
    whole: Holdings,
    by_account: Mapping[int, Holdings],
    grouping: Grouping,
    naming: Naming,
    *,
    cash: str,
    total: str,
    sold: bool = False,
) -> Listing:
    """Return the rows of a reading, grouped; `cash` and `total` are what those rows are called.

    What is not held any more is left out unless `sold` is set; the total is of what is shown.
    `by_account` has the holdings of each securities account, for the grouping by account alone.
    """
    if grouping is Grouping.ACCOUNT:
        sections = _by_account(whole, by_account, naming, sold=sold)
    else:
        lines = [_holding_line(each, whole.known_value, None) for each in _shown(whole, sold=sold)]
        sections = _grouped(lines, grouping, naming)
    sections += _cash(whole, cash, headed=bool(sections))
    every = [line for section in sections for line in section.holdings]
    return Listing(tuple(sections), _total(whole, every, total), naming)


def _holding_line(
    holding: HoldingView, worth: float | None, account: int | None, depth: int = 0
) -> Line:
    value = holding.value
    share = holding.share
    if account is not None:
        share = value / worth if value is not None and worth else None
    figures = Figures(
        value,
        holding.cost,
        holding.gain,
        holding.price_gain,
        holding.currency_gain,
        holding.day_change,
        holding.realised,
        holding.income,
        holding.fees,
        holding.taxes,
        share,
    )
    key = (LineKind.HOLDING, str(account or 0), str(holding.security.id))
    return Line(
        key,
        LineKind.HOLDING,
        holding.security.name,
        figures,
        depth,
        known=value is not None,
        holding=holding,
        account_id=account,
        members=len(holding.lots),
    )


def _lot_lines(line: Line, naming: Naming) -> tuple[Line, ...]:
    holding = line.holding
    if holding is None:
        return ()
    made = []
    for place, lot in enumerate(holding.lots):
        gain = None
        if lot.price_gain is not None and lot.currency_gain is not None:
            gain = lot.price_gain + lot.currency_gain
        figures = Figures(lot.value, lot.base_cost, gain, lot.price_gain, lot.currency_gain)
        key = (LineKind.LOT, *line.key[1:], str(lot.opened_by), str(place))
        made.append(
            Line(
                key,
                LineKind.LOT,
                naming.account(lot.account_id),
                figures,
                line.depth + 1,
                known=lot.value is not None,
                holding=holding,
                lot=lot,
                account_id=lot.account_id,
            )
        )
    return tuple(made)


def _grouped(lines: Sequence[Line], grouping: Grouping, naming: Naming) -> list[Section]:
    if grouping is Grouping.NONE:
        return [Section(None, tuple(lines))] if lines else []
    groups: dict[str, list[Line]] = {}
    for each in lines:
        groups.setdefault(_group_of(each, grouping), []).append(each)
    return [
        _section((LineKind.GROUP, grouping, key), _group_title(key, some, grouping, naming), some)
        for key, some in groups.items()
    ]


def _group_of(line: Line, grouping: Grouping) -> str:
    holding = line.holding
    if holding is None:
        return ""
    if grouping is Grouping.SEGMENT:
        return holding.segment
    return str(holding.company_id) if holding.company_id is not None else f"s{line.security_id}"


def _group_title(key: str, some: Sequence[Line], grouping: Grouping, naming: Naming) -> str:
    if grouping is Grouping.SEGMENT:
        return naming.key(Dimension.SEGMENT, key)
    return naming.companies.get(int(key), some[0].title) if key.isdecimal() else some[0].title


def _section(key: Key, title: str, lines: Sequence[Line], account: int | None = None) -> Section:
    inner = tuple(_deeper(each) for each in lines)
    heading = Line(
        key,
        LineKind.GROUP,
        title,
        summed(inner),
        known=all(each.known for each in inner),
        account_id=account,
        members=len(inner),
    )
    return Section(heading, inner)


def _deeper(line: Line) -> Line:
    return Line(
        line.key,
        line.kind,
        line.title,
        line.figures,
        line.depth + 1,
        line.known,
        line.holding,
        line.lot,
        line.account,
        line.account_id,
        line.members,
    )


def held_lines(whole: Holdings) -> list[Line]:
    """Return a row for every security that is or was held."""
    return [_holding_line(each, whole.known_value, None) for each in whole.holdings]


def _shown(whole: Holdings, *, sold: bool) -> list[HoldingView]:
    return [each for each in whole.holdings if sold or each.quantity]


def _by_account(
    whole: Holdings, by_account: Mapping[int, Holdings], naming: Naming, *, sold: bool
) -> list[Section]:
    made = []
    for number, part in by_account.items():
        lines = [_holding_line(each, whole.known_value, number) for each in _shown(part, sold=sold)]
        if lines:
            key = (LineKind.GROUP, Grouping.ACCOUNT, str(number))
            made.append(_section(key, naming.account(number), lines, number))
    return made


def _cash(whole: Holdings, title: str, *, headed: bool) -> list[Section]:
    lines = [
        Line(
            (LineKind.CASH, str(each.account.id)),
            LineKind.CASH,
            each.account.name,
            Figures(each.value, share=_share(each.value, whole.known_value)),
            known=each.value is not None,
            account=each,
            account_id=each.account.id,
        )
        for each in whole.accounts
        if each.balance is not None and (each.balance or not each.account.closed)
    ]
    if not lines:
        return []
    return (
        [_section((LineKind.GROUP, CASH), title, lines)]
        if headed
        else [Section(None, tuple(lines))]
    )


def _share(value: float | None, worth: float | None) -> float | None:
    return value / worth if value is not None and worth else None


def _total(whole: Holdings, lines: Sequence[Line], title: str) -> Line | None:
    if not lines:
        return None
    held = [each for each in lines if each.kind is LineKind.HOLDING]
    sums = summed(held)
    figures = Figures(
        whole.known_value,
        sums.cost,
        sums.gain,
        sums.price_gain,
        sums.currency_gain,
        sums.day_change,
        sums.realised,
        sums.income,
        sums.fees,
        sums.taxes,
        1.0 if whole.known_value else None,
    )
    return Line((LineKind.TOTAL,), LineKind.TOTAL, title, figures, known=whole.value is not None)


def summed(lines: Iterable[Line]) -> Figures:
    """Return the sums of some rows: value and share of what is known, else None if one is unknown.

    Money has neither cost nor gain and counts as nothing there.
    """
    some = list(lines)
    held = [each.figures for each in some if each.kind is not LineKind.CASH]
    known = [each.figures.value for each in some if each.figures.value is not None]
    sums = {name: _sum([getattr(each, name) for each in held]) for name in _SUMMED}
    shares = [each.figures.share for each in some if each.figures.share is not None]
    return Figures(
        value=sum(known) if known else None, share=sum(shares) if shares else None, **sums
    )


_SUMMED = (
    "cost",
    "gain",
    "price_gain",
    "currency_gain",
    "day_change",
    "realised",
    "income",
    "fees",
    "taxes",
)


def _sum(values: Sequence[float | None]) -> float | None:
    if not values:
        return None
    known = [each for each in values if each is not None]
    return sum(known) if len(known) == len(values) else None
