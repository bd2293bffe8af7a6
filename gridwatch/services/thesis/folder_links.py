"""Links to claims on their way between profiles: by key in a folder, by number here."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim_links import claims_in, led_nowhere, number_of, with_claims
from gridwatch.files.thesis_folder import Refused, Spot, Thesis, key_within
from gridwatch.services.thesis.claim_keys import named_claims
from gridwatch.services.thesis.folder_matching import Known, matched

# As if a text had every number already.
ANYTHING = range(10**16)


class Links:
    """Knows the claims that the links of a folder lead to, among those that are here or come."""

    def __init__(self, ids: Mapping[str, int]) -> None:
        self._ids = ids

    def here(self, text: str, own: Container[int] = ()) -> str:
        """Return a text of the folder as it is kept here.

        A number is that of a claim in another profile: it leads nowhere here, unless it is among
        `own`, those that this text has here already. A key that nobody has stays as it is.
        """

        def put(name: str, _line: int) -> str:
            number = number_of(name)
            if number is None:
                return str(self._ids.get(name, name))
            return name if number in own else led_nowhere(name)

        return with_claims(text, put)

    def own(self, text: str, before: str) -> frozenset[int]:
        """Return the numbers in a text of the folder that mean what they mean in `before`, here.

        They do not where that is the claim of a key: whoever wrote the folder had keys for all.
        """
        return frozenset(claims_in(before)) - frozenset(claims_in(self.here(text)))

    def ways(self, text: str) -> tuple[str, ...]:
        """Return the texts here that say the same as one of the folder."""
        return tuple(dict.fromkeys((self.here(text, ANYTHING), self.here(text))))

    def remarks(self, text: str, spot: Spot, own: Container[int] = ()) -> tuple[Refused, ...]:
        """Return the links that lead nowhere here; `spot` is where the text begins."""
        found = list[Refused]()

        def note(name: str, line: int) -> str:
            number = number_of(name)
            problem = _unknown(name) if number is None else _numbered(name)
            if name not in self._ids and (number is None or number not in own):
                found.append(Refused(replace(spot, line=spot.line + line), problem))
            return name

        with_claims(text, note)
        return tuple(found)


def links_of(user: sqlite3.Connection, theses: Iterable[tuple[About, Thesis]]) -> Links:
    """Return where the links in theses lead; a claim that comes has the id 0 until it is there."""
    named = named_claims(user)
    ids = dict[str, int]()
    for each in named:
        ids.setdefault(each.key, each.id)
        ids.setdefault(each.within, each.id)
    there = defaultdict[About, list[Known]](list)
    for each in named:
        if not each.removed:
            there[each.about].append(Known(each.id, each.key, each.statement, each.first))
    brought = dict[str, int]()
    for about, thesis in theses:
        for kept, number, _ in matched(there[about], thesis):
            if kept.key:
                brought.setdefault(kept.key, number)
                brought[key_within(kept.key, thesis.owner)] = number
    return Links(ids | brought)


def _unknown(name: str) -> Problem:
    return Problem(
        "folder_link_unknown",
        "The claim of the link “{link}” is neither here nor imported with the folder. The link"
        " stays as it is.",
        link=f"claim:{name}",
    )


def _numbered(name: str) -> Problem:
    return Problem(
        "folder_link_number",
        "“{link}” is the number of a claim in the profile that this came from; here it leads"
        " nowhere. The words stay.",
        link=f"claim:{name}",
    )
