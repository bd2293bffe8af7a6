"""What a broker's export looks like, as a value: its headings, words, signs and peculiarities."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from gridwatch.files.ledger.actions import Action
from gridwatch.files.ledger.entry import Entry
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.mapping import Signs
from gridwatch.files.rows import Row

Told = dict[Field, str]


class Content(StrEnum):
    """What the lines of a table are."""

    TRANSACTIONS = "transactions"
    SECURITIES = "securities"
    PRICES = "prices"


@dataclass(frozen=True, slots=True)
class Preset:
    """How to read one kind of export.

    `needs`: headings by which it is recognised, all of them; alternatives have a | between them.
    `columns`: field by heading, in the place of what the headings mean elsewhere; those not named
    say nothing, unless `open` (then they mean what they mean everywhere). `places`: the fields by
    position, for a table whose headings are in any language. `section`: the table is that one of
    several, named in the first cell of each line, with Header or Data in the second.

    `decimal`, `day_first`: known of this export. `short_years`: years of two digits are taken.
    `mixed_marks`: both decimal marks stand in one file. `cash`: money is followed; None: where
    it is told how it came or went. `unique_ids`:
    no two lines share an id. `own_names`: accounts are called as in the file. `currency`: of all
    its money.

    `adjust` amends the texts of a line, `amend` what was understood of it; both may raise Problem
    (the line is refused) or AsideError (it is not booked). `joins` take all entries, and put
    together those of one deal. `symbol` returns Yahoo's symbol where it is certain, of the
    broker's symbol, the ISIN and the currency. `find_currency`: of all money, by rows beside the
    table. `one_table` makes one of several, and no rows of what is not such a file. `most_columns`
    that it may have, 0 for any number.
    """

    key: str
    name: str
    needs: tuple[str, ...] = ()
    columns: Mapping[str, Field] = field(default_factory=dict)
    open: bool = False
    places: tuple[Field | None, ...] = ()
    section: str = ""
    words: Mapping[str, Action] = field(default_factory=dict)
    signs: Signs | None = None
    decimal: str | None = None
    day_first: bool | None = None
    short_years: bool = True
    mixed_marks: bool = False
    cash: bool | None = True
    unique_ids: bool = False
    own_names: bool = False
    currency: str = ""
    adjust: Callable[[Told], Told] | None = None
    amend: Callable[[Entry], Entry] | None = None
    joins: tuple[Callable[[Sequence[Entry]], list[Entry]], ...] = ()
    symbol: Callable[[str, str, str], str] | None = None
    find_currency: Callable[[Sequence[Row]], str] | None = None
    one_table: Callable[[Sequence[Row]], list[Row]] | None = None
    most_columns: int = 0
    content: Content = Content.TRANSACTIONS
