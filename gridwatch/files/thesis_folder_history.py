"""history.jsonl: what claims and entries were before, one JSON object in each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Author, Claim, Revision, Status, checked_claim
from gridwatch.domain.thesis.journal import EntryRevision
from gridwatch.files.front_matter import UnfitError, day_of, instant_of
from gridwatch.files.thesis_folder import KeptClaim, KeptEntry
from gridwatch.files.thesis_folder_journal import linked_text

MOST_LINES = 1_000_000
_Line = tuple[int, dict[str, Any]]


def written_claims(claims: Iterable[KeptClaim]) -> str:
    """Return every revision of the claims, oldest first."""
    return _text(_revision_line(kept, each) for kept in claims for each in kept.revisions)


def written_entries(entries: Iterable[KeptEntry]) -> str:
    """Return what the entries were before each of their changes."""
    return _text(
        {"entry": kept.key, "at": each.at.isoformat(), "date": str(each.on), "text": each.text}
        for kept in entries
        for each in kept.revisions
    )


def _text(lines: Iterable[Mapping[str, object]]) -> str:
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in lines)


def _revision_line(kept: KeptClaim, revision: Revision) -> dict[str, object]:
    claim = revision.claim
    reviewed_at = claim.reviewed_at
    return {
        "claim": kept.key,
        "at": revision.at.isoformat(),
        "author": revision.author,
        "note": revision.note,
        "reviewed": revision.reviewed,
        "statement": claim.statement,
        "status": claim.status,
        "conviction": claim.conviction,
        "falsifier": claim.falsifier,
        "test": claim.test,
        "review_on": None if claim.review_on is None else str(claim.review_on),
        "reviewed_at": None if reviewed_at is None else reviewed_at.isoformat(),
        "tags": list(claim.tags),
        "place": claim.position,
        "removed": claim.removed,
    }


def read_lines(text: str) -> tuple[_Line, ...]:
    """Return the objects of a history with their lines; raises UnfitError where one is none."""
    found = list[_Line]()
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if number > MOST_LINES:
            raise UnfitError(
                number,
                Problem("folder_rows", "A table takes at most {most} rows.", most=MOST_LINES),
            )
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            raise UnfitError(number, _garbled()) from None
        if not isinstance(value, dict):
            raise UnfitError(number, _garbled())
        found.append((number, value))
    return tuple(found)


def claims_with(claims: Iterable[KeptClaim], lines: Iterable[_Line]) -> tuple[KeptClaim, ...]:
    """Return the claims with their revisions; raises UnfitError for one that can't be read."""
    by_key = _by_key("claim", lines)
    return tuple(
        replace(
            each,
            revisions=tuple(
                _revision(number, line, each.claim) for number, line in by_key.get(each.key, ())
            )
            or each.revisions,
        )
        for each in claims
    )


def entries_with(entries: Iterable[KeptEntry], lines: Iterable[_Line]) -> tuple[KeptEntry, ...]:
    """Return the entries with what they were before; raises UnfitError as above."""
    by_key = _by_key("entry", lines)
    return tuple(
        replace(
            each,
            revisions=tuple(_earlier(number, line) for number, line in by_key.get(each.key, ()))
            or each.revisions,
        )
        for each in entries
    )


def _by_key(name: str, lines: Iterable[_Line]) -> dict[str, list[_Line]]:
    found = dict[str, list[_Line]]()
    for number, line in lines:
        key = line.get(name)
        if isinstance(key, str) and key:
            found.setdefault(key, []).append((number, line))
    return found


def _revision(number: int, line: dict[str, Any], now: Claim) -> Revision:
    try:
        claim = replace(
            now,
            about=About(company_id=1),  # anything
            statement=_said(line, "statement"),
            status=Status(_said(line, "status")),
            conviction=int(line["conviction"]),
            falsifier=_said(line, "falsifier"),
            test=_said(line, "test"),
            review_on=day_of(line["review_on"]) if line.get("review_on") else None,
            reviewed_at=instant_of(line["reviewed_at"]) if line.get("reviewed_at") else None,
            tags=tuple(str(each) for each in line["tags"]),
            position=int(line["place"]),
            removed=bool(line["removed"]),
        )
        author, note = Author(_said(line, "author")), _said(line, "note")
        checked = replace(checked_claim(claim), about=About())
        return Revision(0, checked, instant_of(line["at"]), author, note, bool(line["reviewed"]))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise UnfitError(number, _garbled()) from None
    except Problem as problem:
        raise UnfitError(number, problem) from None


def _earlier(number: int, line: dict[str, Any]) -> EntryRevision:
    try:
        text = linked_text(_said(line, "text"))
        return EntryRevision(0, 0, instant_of(line["at"]), day_of(line["date"]), text)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnfitError(number, _garbled()) from None
    except Problem as problem:
        raise UnfitError(number, problem) from None


def _said(line: dict[str, Any], name: str) -> str:
    value = line[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _garbled() -> Problem:
    return Problem("folder_history", "This line of the history is not as it was written.")
