"""thesis.md: whose thesis it is, and its claims with their evidence as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NoReturn

from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim, Status, checked_claim
from gridwatch.files.front_matter import Fields, UnfitError, with_matter
from gridwatch.files.thesis_folder import UNDATED, KeptClaim, Spot, Thesis
from gridwatch.files.thesis_folder_evidence import HEADING, read_evidence, written_evidence

_FIELD = re.compile(r"[-*+] ([a-z_]+):(?: (.*))?")
_NAMES = (
    "status", "conviction", "review_on", "tags", "test", "falsifier", "reviewed_at", "made_at",
    "place", "key",
)  # fmt: skip
_ANYTHING = About(company_id=1)  # whose claim it is, its folder says
_FENCES = re.compile(r" {0,3}(`{3,}|~{3,})")


def written_thesis(thesis: Thesis, exported_at: datetime) -> str:
    """Return thesis.md of a thesis."""
    theme = thesis.theme
    fields = {
        "gridwatch": "thesis",
        "kind": "company" if theme is None else "theme",
        "name": thesis.name,
        "symbols": thesis.symbols,
        "key": "" if theme is None else theme.key,
        "place": None if theme is None else theme.position,
        "exported_at": exported_at,
    }
    parts = [f"# {thesis.name}\n", *(_written(each) for each in thesis.claims)]
    return with_matter(fields, "\n".join(parts))


def _written(kept: KeptClaim) -> str:
    claim = kept.claim
    said = {
        "status": claim.status,
        "conviction": claim.conviction,
        "review_on": claim.review_on,
        "tags": " ".join(f"#{each}" for each in claim.tags),
        "test": claim.test,
        "falsifier": _set_in(claim.falsifier),
        "reviewed_at": claim.reviewed_at,
        "made_at": claim.made_at,
        "place": claim.position,
        "key": kept.key,
    }
    lines = [f"## {claim.statement}", ""]
    lines += [f"- {name}: {value}" for name, value in said.items() if value not in (None, "")]
    if kept.evidence:
        lines += ["", f"### {HEADING}", "", *written_evidence(kept.evidence)]
    return "\n".join(lines) + "\n"


def _set_in(text: str) -> str:
    """Return a text whose further lines belong to the same item of a list."""
    first, *more = text.split("\n")
    return "\n".join((first, *(f"  {each}" if each else "" for each in more)))


@dataclass(slots=True)
class _Section:
    """The lines under one heading, as they are sorted out."""

    statement: str
    line: int
    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    table: list[tuple[int, str]] = field(default_factory=list)


def read_claims(body: str, first: int) -> tuple[tuple[KeptClaim, ...], tuple[int, ...]]:
    """Return the claims in the body of thesis.md, and the lines that belong to none of them.

    `first` is the number of the body's first line. Raises UnfitError for what is no value.
    """
    sections, strays = _sorted_out(body, first)
    return tuple(_claim(each) for each in sections), strays


def _sorted_out(body: str, first: int) -> tuple[list[_Section], tuple[int, ...]]:
    sections, strays = list[_Section](), list[int]()
    last = ""  # the field that a further line may belong to
    blank = 0
    for number, line, fenced in _lines(body, first):
        section = sections[-1] if sections else None
        match = None if fenced else _FIELD.fullmatch(line)
        if not fenced and line.startswith("## "):
            sections.append(_Section(line[3:].strip(), number))
            last, blank = "", 0
        elif not line.strip() and not (last and line.startswith("  ")):
            blank += 1
            continue
        elif section is not None and last and line.startswith("  "):
            section.values[last] += "\n" * (blank + 1) + line[2:]
        elif section is not None and match is not None and match[1] in _NAMES:
            last = match[1]
            section.values[last], section.lines[last] = match[2] or "", number
        elif section is not None and not fenced and line.lstrip().startswith("|"):
            last = ""
            section.table.append((number, line.strip()))
        else:
            last = ""
            _note_stray(line, number, strays, begun=section is not None)
        blank = 0
    return sections, tuple(strays)


def _note_stray(line: str, number: int, strays: list[int], *, begun: bool) -> None:
    title = not begun and line.startswith("# ")
    if not title and line.strip() != f"### {HEADING}":
        strays.append(number)


def _lines(body: str, first: int) -> Iterator[tuple[int, str, bool]]:
    """Return each line with its number, and whether it is within a fence of code."""
    fence = ""
    for number, line in enumerate(body.split("\n"), start=first):
        match = _FENCES.match(line)
        if fence:
            yield number, line, True
            if match is not None and match[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
        else:
            # What is set in by two spaces may belong to a field, whatever it is.
            if match is not None and not line.startswith("  "):
                fence = match[1]
            yield number, line, bool(fence)


def _claim(section: _Section) -> KeptClaim:
    fields = Fields(section.values, section.lines)
    if not section.statement:
        _refuse(section.line, Problem("claim_statement", "A claim needs a statement."))
    made_at = fields.instant("made_at")
    claim = Claim(
        0,
        _ANYTHING,
        section.statement,
        made_at or UNDATED,
        fields.whole("conviction", 50),
        _status(fields),
        fields.text("falsifier"),
        fields.text("test"),
        fields.day("review_on"),
        fields.instant("reviewed_at"),
        tuple(each.lstrip("#") for each in fields.text("tags").split()),
        fields.whole("place", 0),
    )
    checked = replace(_checked(claim, section), about=About())
    evidence = read_evidence(section.table)
    spots = Spot(line=section.line), Spot(line=section.lines.get("test", section.line))
    return KeptClaim(fields.text("key").strip(), checked, (), evidence, *spots)


def _checked(claim: Claim, section: _Section) -> Claim:
    try:
        found = checked_claim(claim)
    except Problem as problem:
        names = {"claim_conviction": "conviction", "claim_tags": "tags"}
        raise UnfitError(
            section.lines.get(names.get(problem.code, ""), section.line), problem
        ) from None
    if found.test and not found.is_decided:
        try:
            parse_condition(found.test)
        except Problem as problem:
            raise UnfitError(section.lines["test"], problem) from None
    return found


def _status(fields: Fields) -> Status:
    text = fields.text("status").strip().lower()
    if not text:
        return Status.OPEN
    try:
        return Status(text)
    except ValueError:
        known = ", ".join(Status)
        problem = Problem(
            "folder_choice", "“{text}” is none of: {known}.", text=text[:40], known=known
        )
        raise fields.unfit("status", problem) from None


def _refuse(line: int, problem: Problem) -> NoReturn:
    raise UnfitError(line, problem)
