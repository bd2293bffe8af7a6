"""Reads our own JSON back to the ledger that it was written from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.security import OwnPrice, OwnSplit, Security
from gridwatch.domain.ledger.transaction import Charge, ChosenLot, Transaction
from gridwatch.domain.ledger.whole import NamedPeriod, WholeLedger
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_draft import Draft
from gridwatch.files.ledger_json import schema
from gridwatch.files.ledger_json.fields import Field, Shape, read, unknown
from gridwatch.files.ledger_json.loading import Json, objects

_DIMENSIONS = ("segment", "company", "country", "currency", "account")


def is_own(document: Json) -> bool:
    """Tell whether a document is one of ours."""
    return document.get("format") == schema.FORMAT


def read_own(document: Json) -> WholeLedger:
    """Return the ledger of a document; every id in it is below 0.

    A transaction that can't be taken is a line with its Problem. Raises Problem for a newer
    version, and for accounts, securities, prices, splits, targets or periods that can't be taken.
    """
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise Problem("exchange_own_version", "This file does not say of which version it is.")
    if version > schema.VERSION:
        raise Problem(
            "exchange_own_newer",
            "This file was written by a newer GridWatch (version {version}, up to {newest} are"
            " known). Install that version to open it.",
            version=version,
            newest=schema.VERSION,
        )
    return _Reader(document).ledger()


class _Reader:
    """Reads one document."""

    def __init__(self, document: Json) -> None:
        self._document = document
        self._draft = Draft()
        self._ids: dict[Shape, dict[int, int]] = {
            Shape.ACCOUNT: {},
            Shape.SECURITY: {},
            Shape.TRANSACTION: {},
        }
        self._unknown = unknown(
            (), {name: 0 for name in document if name not in {*schema.TABLES, "format", "version"}}
        )

    def ledger(self) -> WholeLedger:
        self._accounts()
        self._securities()
        self._transactions()
        for attributes in self._items("prices", schema.PRICES):
            self._draft.price(OwnPrice(**attributes))
        for attributes in self._items("splits", schema.SPLITS):
            self._draft.split(OwnSplit(**attributes))
        targets = self._targets()
        periods = tuple(
            NamedPeriod(**attributes) for attributes in self._items("periods", schema.PERIODS)
        )
        if self._unknown:
            self._draft.tell(
                Problem(
                    "exchange_json_unknown",
                    "Fields that are not known are passed over: {fields}.",
                    fields=", ".join(sorted(self._unknown)[:20]),
                )
            )
        return WholeLedger(self._draft.part(), targets, periods)

    def _accounts(self) -> None:
        settles: dict[int, object] = {}
        plain = tuple(each for each in schema.ACCOUNTS if each.shape is not Shape.ACCOUNT)
        for place, told in self._objects("accounts", schema.ACCOUNTS):
            attributes = read(plain, told, place, self._ids)
            own = attributes.pop("id")
            position = len(self._draft.accounts) + 1
            number = self._draft.account(Account(0, position=position, **attributes))
            self._note(Shape.ACCOUNT, own, number, place)
            settles[number] = told.get("settles_through")
        for number, cash in settles.items():
            if cash is None:
                continue
            through = self._ids[Shape.ACCOUNT].get(cash) if isinstance(cash, int) else None
            account = replace(self._draft.accounts[number], cash_id=through)
            if through is None:
                raise Problem(
                    "exchange_json_missing",
                    "{place}: “{field}” is missing.",
                    place=account.name,
                    field="settles_through",
                )
            self._draft.change_account(account)

    def _securities(self) -> None:
        for place, told in self._objects("securities", schema.SECURITIES):
            attributes = read(schema.SECURITIES, told, place, self._ids)
            own = attributes.pop("id")
            number = self._draft.security(Security(0, **attributes))
            self._note(Shape.SECURITY, own, number, place)

    def _transactions(self) -> None:
        entries = list(self._objects("transactions", schema.TRANSACTIONS))
        # A sale may choose a purchase that stands behind it.
        for number, (place, told) in enumerate(entries, start=1):
            own = read(schema.TRANSACTIONS[:1], told, place, self._ids)["id"]
            self._note(Shape.TRANSACTION, own, -number, place)
        for number, (place, told) in enumerate(entries, start=1):
            self._draft.book(
                _cells(told), partial(self._transaction, told, place), number=number, own_id=-number
            )

    def _transaction(self, told: Json, place: str) -> Transaction:
        nested: Mapping[Shape, Callable[[object], object]] = {
            Shape.CHARGES: partial(self._charges, place),
            Shape.LOTS: partial(self._lots, place),
        }
        attributes = read(schema.TRANSACTIONS, told, place, self._ids, nested)
        return Transaction(**{**attributes, "id": 0})

    def _charges(self, place: str, found: object) -> tuple[Charge, ...]:
        return tuple(
            Charge(**read(schema.CHARGES, told, f"{place}, charges", self._ids))
            for told in self._nested(found, schema.CHARGES)
        )

    def _lots(self, place: str, found: object) -> tuple[ChosenLot, ...]:
        return tuple(
            ChosenLot(**read(schema.LOTS, told, f"{place}, lots", self._ids))
            for told in self._nested(found, schema.LOTS)
        )

    def _nested(self, found: object, fields: tuple[Field, ...]) -> list[Json]:
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise TypeError
        for each in found:
            self._unknown |= unknown(fields, each)
        return found

    def _targets(self) -> dict[str, dict[str, Decimal]]:
        targets: dict[str, dict[str, Decimal]] = {}
        for place, told in self._objects("targets", schema.TARGETS):
            each = read(schema.TARGETS, told, place, self._ids)
            dimension, key, share = each["dimension"], each["key"], each["share"]
            if dimension == "account":
                account = self._ids[Shape.ACCOUNT].get(int(key)) if key.isdecimal() else None
                key = "" if account is None else str(account)
            if dimension not in _DIMENSIONS or not key or not 0 <= share <= 1:
                raise Problem(
                    "exchange_json_target",
                    "{place} is not a target: it wants a dimension, a key and a share from 0 to 1.",
                    place=place,
                )
            targets.setdefault(dimension, {})[key] = share
        return targets

    def _items(self, name: str, fields: tuple[Field, ...]) -> Iterable[dict[str, Any]]:
        for place, told in self._objects(name, fields):
            yield read(fields, told, place, self._ids)

    def _objects(self, name: str, fields: tuple[Field, ...]) -> Iterable[tuple[str, Json]]:
        """Yield each object of a list with the words for its place."""
        for number, told in enumerate(objects(self._document, name), start=1):
            self._unknown |= unknown(fields, told)
            yield f"{name} {number}", told

    def _note(self, shape: Shape, own: int, number: int, place: str) -> None:
        if own in self._ids[shape]:
            raise Problem(
                "exchange_json_twice", "{place}: the id {id} is taken already.", place=place, id=own
            )
        self._ids[shape][own] = number


def _cells(told: Json) -> tuple[str, ...]:
    """Return what the preview shows: day, kind, shares, amount, currency, net."""
    names = ("on", "kind", "quantity", "gross", "currency", "net")
    return tuple(str(told.get(each) or "")[:60] for each in names)
