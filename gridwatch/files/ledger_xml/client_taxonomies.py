"""The taxonomies of a Portfolio Performance client: industries and countries of its securities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from xml.etree.ElementTree import Element

from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_draft import Draft
from gridwatch.files.ledger_xml.client_amounts import scaled
from gridwatch.files.ledger_xml.countries import country_code
from gridwatch.files.ledger_xml.references import References

# Parts of words in the names and ids: of the program's own taxonomies and what people call theirs.
_SEGMENT_WORDS = (
    "industr", "branche", "sector", "sektor", "secteur", "settor", "segment", "行业", "板块",
)  # fmt: skip
_COUNTRY_WORDS = (
    "region", "région", "country", "countries", "land", "länder", "pays", "país", "paese", "国家",
    "地区",
)  # fmt: skip
_WHOLE = Decimal(100)


class _Subject(Enum):
    """What a taxonomy is about."""

    SEGMENT = 1
    COUNTRY = 2
    OTHER = 3


@dataclass(frozen=True, slots=True)
class _Assignment:
    """A class that a security stands in, with its weight in per cent."""

    names: tuple[str, ...]  # of the class and those above it, the class itself first
    key: str
    weight: Decimal


def read_taxonomies(
    refs: References, root: Element, securities: Mapping[Element, int], draft: Draft
) -> None:
    """Give the securities their segment and country; what does not fit is told of."""
    for each in refs.children(refs.child(root, "taxonomies"), "taxonomy"):
        name = refs.text(each, "name") or refs.text(each, "id")
        subject = _subject(refs, each)
        if subject is _Subject.OTHER:
            draft.tell(
                Problem(
                    "exchange_taxonomy_left_out",
                    "The taxonomy “{name}” is left out: it is neither about industries nor about"
                    " countries.",
                    name=name[:80],
                )
            )
            continue
        _read(subject, name, _by_security(refs, each, securities), draft)


def _subject(refs: References, taxonomy: Element) -> _Subject:
    words = f"{refs.text(taxonomy, 'id')} {refs.text(taxonomy, 'name')}".casefold()
    if any(each in words for each in _SEGMENT_WORDS):
        return _Subject.SEGMENT
    if any(each in words for each in _COUNTRY_WORDS):
        return _Subject.COUNTRY
    return _Subject.OTHER


def _read(
    subject: _Subject, name: str, assigned: Mapping[int, list[_Assignment]], draft: Draft
) -> None:
    divided = unknown = 0
    for number, assignments in assigned.items():
        heaviest = max(assignments, key=lambda each: each.weight)
        divided += len(assignments) > 1 or heaviest.weight < _WHOLE
        security = draft.securities[number]
        if subject is _Subject.SEGMENT:
            if not security.segment:
                draft.change_security(replace(security, segment=heaviest.names[0]))
            continue
        found = (country_code(each) for each in (heaviest.key, *heaviest.names))
        code = next((each for each in found if each), "")
        unknown += not code
        if code and not security.country:
            draft.change_security(replace(security, country=code))
    _tell(name, divided, unknown, draft)


def _tell(name: str, divided: int, unknown: int, draft: Draft) -> None:
    if divided:
        draft.tell(
            Problem(
                "exchange_taxonomy_divided",
                "In “{name}” securities are divided or assigned in part: {number}. Each stands in"
                " the class with its greatest weight here.",
                name=name[:80],
                number=divided,
            )
        )
    if unknown:
        draft.tell(
            Problem(
                "exchange_taxonomy_countries",
                "In “{name}” securities stand in classes that are not a country: {number}. Their"
                " country stays open.",
                name=name[:80],
                number=unknown,
            )
        )


def _by_security(
    refs: References, taxonomy: Element, securities: Mapping[Element, int]
) -> dict[int, list[_Assignment]]:
    assigned: dict[int, list[_Assignment]] = {}
    root = refs.child(taxonomy, "root")
    if root is None:
        return assigned
    # Without a stack of its own a deep tree would end the program.
    waiting: list[tuple[Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, above = waiting.pop()
        names = (refs.text(element, "name"), *above)
        key = refs.text(element, "key") or refs.text(element, "id")
        for vehicle, weight in _assignments(refs, element):
            if vehicle in securities:
                entry = _Assignment(names, key, weight)
                assigned.setdefault(securities[vehicle], []).append(entry)
        below = refs.children(refs.child(element, "children"), "classification")
        waiting.extend((each, names) for each in reversed(below))
    return assigned


def _assignments(refs: References, element: Element) -> Iterator[tuple[Element, Decimal]]:
    for each in refs.children(refs.child(element, "assignments"), "assignment"):
        vehicle = refs.child(each, "investmentVehicle")
        if vehicle is not None:
            yield vehicle, scaled(refs.text(each, "weight") or "10000", 2)
