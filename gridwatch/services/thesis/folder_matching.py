"""Compares a thesis of a folder with that of a profile: what is new, changed, or the same."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import EXAMPLE, About
from gridwatch.domain.thesis.claim import Claim, Revision
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.domain.thesis.figures import Figure
from gridwatch.files.thesis_folder import (
    UNDATED,
    KeptClaim,
    KeptSeries,
    Refused,
    Spot,
    Thesis,
)
from gridwatch.services.edits import Edit
from gridwatch.services.thesis.evidence_edits import ChangeEvidence
from gridwatch.services.thesis.falsifiers import check_test
from gridwatch.services.thesis.figure_edits import ChangeSeries
from gridwatch.services.thesis.folder_edits import (
    BringClaim,
    BringEvidence,
    BringFigures,
    BringSeries,
    TakeClaim,
)
from gridwatch.services.thesis.folder_export import numbered_claims
from gridwatch.store.user.evidence import evidence_of
from gridwatch.store.user.figures import figures_of, series_about


class Noun(StrEnum):
    """What a step of an import is about."""

    THEME = "theme"
    COMPANY = "company"
    CLAIM = "claim"
    EVIDENCE = "evidence"
    SERIES = "series"
    FIGURES = "figures"
    ENTRY = "entry"


class Outcome(StrEnum):
    """What would become of it; BOTH: it was changed here and in the folder."""

    NEW = "new"
    CHANGED = "changed"
    BOTH = "both"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing in a folder, and the edit that takes it over; None where nothing is to be done.

    `number`: how many there are, where they are not told one by one. `refused`: why none of it can
    be taken; `remarks`: what is taken in another way than it stands there.
    """

    noun: Noun
    outcome: Outcome
    name: str
    spot: Spot
    edit: Edit | None = None
    number: int = 1
    refused: tuple[Refused, ...] = ()
    remarks: tuple[Refused, ...] = ()


# What a change of a claim may change.
_SAID = ("statement", "conviction", "status", "falsifier", "test", "review_on", "tags")
_REVIEWED = (*_SAID, "reviewed_at")


def steps_of(
    user: sqlite3.Connection, about: About, thesis: Thesis, now: datetime
) -> Iterator[Step]:
    """Return the steps for the series and claims of a thesis.

    Its owner is there or, with an id below 0, new.
    """
    for each in thesis.series:  # first: the test of a claim may be about one
        yield from _series_steps(user, about, each)
    yield from _claim_steps(user, about, thesis, now)


# Claims


@dataclass(frozen=True, slots=True)
class Known:
    """A claim of a profile by what it is known again: its key within a thesis, and its words.

    `first` is what it said when it was made.
    """

    id: int
    key: str
    statement: str
    first: str


def matched(there: Iterable[Known], thesis: Thesis) -> Iterator[tuple[KeptClaim, int, bool]]:
    """Return each claim with its id here, 0 for none, and whether it is known by its words alone.

    `there` are the claims of the same thesis.
    """
    wanted = sorted(thesis.claims, key=lambda one: one.claim.position or 1_000_000)
    known = tuple(there)
    by_key = {each.key: each for each in known}
    # A claim that was written by hand has no key until it is exported again.
    by_words = {each.statement: each for each in known}
    # Those of the example are made in every profile, and may be reworded in each.
    is_example = thesis.theme is not None and thesis.theme.key == EXAMPLE
    by_first = {each.first: each for each in known} if is_example else {}
    keys = {each.key for each in wanted}
    for each in wanted:
        found = by_key.pop(each.key, None)
        alike = by_words.get(each.claim.statement) or by_first.get(_first(each))
        # By hand it has no key; the example of another profile was made at another instant.
        free = alike is not None and (not each.key or alike.key not in keys)
        by_word = found is None and free
        found = alike if by_word else found
        yield each, 0 if found is None else found.id, by_word


def _first(kept: KeptClaim) -> str:
    return kept.revisions[0].claim.statement if kept.revisions else kept.claim.statement


def _claim_steps(
    user: sqlite3.Connection, about: About, thesis: Thesis, now: datetime
) -> Iterator[Step]:
    there = dict(numbered_claims(user, about))
    known = (
        Known(number, each.key, each.claim.statement, _first(each))
        for number, each in there.items()
    )
    for each, number, by_word in matched(known, thesis):
        name = each.claim.statement
        if not number:
            refused = _unfit(replace(each.claim, about=about), each, now)
            bring = BringClaim(about, each)
            yield Step(Noun.CLAIM, Outcome.NEW, name, each.spot, bring, refused=refused)
            if each.evidence:
                pieces = len(each.evidence)
                yield Step(Noun.EVIDENCE, Outcome.NEW, name, each.spot, number=pieces)
            continue
        before = there[number]
        step = _changed_claim(replace(before.claim, id=number, about=about), before, each)
        if by_word and each.key and len(each.revisions) <= 1 < len(before.revisions):
            # Nobody has touched it there since it was made, and here somebody has.
            step = replace(step, outcome=Outcome.SAME, edit=None)
        if isinstance(step.edit, TakeClaim):
            wanted = step.edit.claim
            is_tested = before.claim.test == wanted.test and not before.claim.is_decided
            step = replace(step, refused=() if is_tested else _unfit(wanted, each, now))
        yield step
        yield from _evidence_steps(number, evidence_of(user, number), each, by_word=by_word)


def _unfit(claim: Claim, kept: KeptClaim, now: datetime) -> tuple[Refused, ...]:
    """Return why the test of a claim can't be kept, and where it stands."""
    try:
        if not claim.is_decided:
            check_test(claim, now)
    except Problem as problem:
        return (Refused(kept.tested, problem),)
    return ()


def _changed_claim(now: Claim, before: KeptClaim, kept: KeptClaim) -> Step:
    known = {_revised(each) for each in before.revisions}
    base = kept.revisions[-1] if kept.revisions else None
    seen = base is not None and _revised(base) in known
    names = _REVIEWED if not seen else _SAID
    changed = [
        each
        for each in names
        if not seen or base is None or getattr(kept.claim, each) != getattr(base.claim, each)
    ]
    if not kept.key:
        changed = []  # known by its words alone: what stands beside them may be left out
    wanted = replace(now, **{each: getattr(kept.claim, each) for each in changed})
    step = Step(Noun.CLAIM, Outcome.SAME, now.statement, kept.spot)
    if wanted == now:
        return step
    missing = tuple(each for each in kept.revisions if _revised(each) not in known)
    last = before.revisions[-1].at if before.revisions else UNDATED
    follows = not seen and all(each.at > last for each in missing)
    newer = seen and base is not None and bool(before.revisions) and base.at < last
    return replace(
        step,
        outcome=Outcome.BOTH if newer or not (seen or follows) else Outcome.CHANGED,
        edit=TakeClaim(wanted, missing if follows else ()),
    )


def _revised(revision: Revision) -> tuple[object, ...]:
    said = tuple(getattr(revision.claim, each) for each in _REVIEWED)
    return (revision.at, revision.author, revision.note, revision.reviewed, *said)


def _evidence_steps(
    number: int, there: Iterable[Evidence], kept: KeptClaim, *, by_word: bool
) -> Iterator[Step]:
    """Compare the evidence of a claim; `by_word`: whenever it was added, as the claim was made."""
    left = {each.id: each for each in there}
    by_all, by_words = dict[Evidence, list[int]](), dict[Evidence, list[int]]()
    for each in left.values():
        bare = replace(each, id=0, claim_id=0)
        by_all.setdefault(bare, []).append(each.id)
        by_words.setdefault(replace(bare, added_at=UNDATED), []).append(each.id)
    new, waiting = list[Evidence](), list[Evidence]()
    for each in kept.evidence:
        said = replace(each, added_at=UNDATED)
        ids = by_words.get(said, ()) if by_word or each == said else by_all.get(each, ())
        found = next((one for one in ids if one in left), None)
        if found is None:
            waiting.append(each)
        else:
            del left[found]
    by_time = dict[datetime, list[int]]()
    for one in left.values():
        by_time.setdefault(one.added_at, []).append(one.id)
    for each in waiting:
        same_time = by_time.get(each.added_at)
        if not same_time:
            new.append(each)
            continue
        edit = ChangeEvidence(replace(each, id=same_time.pop(0), claim_id=number))
        yield Step(Noun.EVIDENCE, Outcome.CHANGED, each.what, kept.spot, edit)
    if new:
        bring = BringEvidence(number, tuple(new))
        name = new[0].what if len(new) == 1 else kept.claim.statement
        yield Step(Noun.EVIDENCE, Outcome.NEW, name, kept.spot, bring, len(new))
    same = len(kept.evidence) - len(waiting)
    if same:
        yield Step(Noun.EVIDENCE, Outcome.SAME, kept.claim.statement, kept.spot, number=same)


# Series


def _series_steps(user: sqlite3.Connection, about: About, kept: KeptSeries) -> Iterator[Step]:
    series = kept.series
    there = next((each for each in series_about(user, about) if each.key == series.key), None)
    if there is None:
        yield Step(Noun.SERIES, Outcome.NEW, series.name, kept.spot, BringSeries(about, kept))
        if kept.figures:
            number = len(kept.figures)
            yield Step(Noun.FIGURES, Outcome.NEW, series.name, kept.spot, number=number)
        return
    wanted = replace(series, id=there.id, about=about, position=there.position)
    if wanted == there:
        yield Step(Noun.SERIES, Outcome.SAME, series.name, kept.spot)
    else:
        yield Step(Noun.SERIES, Outcome.CHANGED, series.name, kept.spot, ChangeSeries(wanted))
    new = _new_figures(figures_of(user, there.id), kept.figures)
    if new:
        edit = BringFigures(there.id, new)
        yield Step(Noun.FIGURES, Outcome.NEW, series.name, kept.spot, edit, len(new))
    if len(kept.figures) > len(new):
        same = len(kept.figures) - len(new)
        yield Step(Noun.FIGURES, Outcome.SAME, series.name, kept.spot, number=same)


def _new_figures(there: Iterable[Figure], kept: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return the revisions that are not there; one that was changed by hand is recorded now.

    Neither is one that says what is known of its period already, whenever that was recorded.
    """
    there = tuple(there)
    last = {each.on: _by_hand(each) for each in map(_bare, there)}
    whole = Counter(map(_bare, there))
    recorded = {(each.on, each.recorded_at) for each in whole}
    by_hand = {_by_hand(each) for each in whole}
    undated = {replace(each, known_on=UNDATED.date()) for each in by_hand}
    new = []
    for each in kept:
        if whole[each] > 0:
            whole[each] -= 1
        elif each.recorded_at == UNDATED:
            if each not in by_hand and each not in undated:
                new.append(each)
        elif (each.on, each.recorded_at) in recorded:
            if _by_hand(each) not in by_hand:
                new.append(_by_hand(each))
        elif last.get(each.on) != _by_hand(each):
            new.append(each)
            last[each.on] = _by_hand(each)
    return tuple(new)


def _bare(figure: Figure) -> Figure:
    return replace(figure, id=0, series_id=0)


def _by_hand(figure: Figure) -> Figure:
    return replace(figure, recorded_at=UNDATED)
