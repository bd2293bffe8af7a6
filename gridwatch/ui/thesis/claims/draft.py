"""What the user has typed of one claim and what of it is stored; knows no widgets."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.claim import (
    CHANGEABLE,
    LONGEST_FALSIFIER,
    LONGEST_STATEMENT,
    Claim,
    checked_claim,
    checked_tags,
)
from gridwatch.domain.thesis.wording import LONGEST_LINE, line_of, text_of
from gridwatch.services.edits import Edit
from gridwatch.services.thesis.claim_edits import AddClaim, ChangeClaim
from gridwatch.services.thesis.falsifiers import check_test

Value = Any  # of a field of Claim


def tidied(name: str, value: Value) -> Value:
    """Return the value of a field as it would be stored; raises Problem where it can't be."""
    match name:
        case "statement":
            return line_of(value, LONGEST_STATEMENT)
        case "falsifier":
            return text_of(value, LONGEST_FALSIFIER).strip()
        case "test":
            return line_of(value, LONGEST_LINE)
        case "tags":
            return checked_tags(value)
    return value


class Draft:
    """A claim as it was last read, with what is typed over it; its id is 0 until it is stored.

    `conflicts` has the stored values of fields that were changed here and elsewhere.
    """

    def __init__(self, claim: Claim) -> None:
        self.stored = claim
        self.note = ""
        self.conflicts: dict[str, Value] = {}
        self._noted = ""  # what of the note is stored or on its way
        self._typed: dict[str, Value] = {}
        self._away: list[Claim] = []  # what is being stored, one after the other
        self._refused: tuple[str, Problem] | None = None  # a test that the file can't take yet

    # What the user does

    def put(self, name: str, value: Value) -> None:
        """Take what is typed into a field."""
        if not self._away and _maybe_tidied(name, value) == getattr(self.stored, name):
            self._typed.pop(name, None)
            self.conflicts.pop(name, None)
        else:
            self._typed[name] = value

    def put_note(self, note: str) -> None:
        """Take the words that say why."""
        self.note = note

    def end_note(self) -> None:
        """Begin another note: the one before is about something else."""
        if self.note == self._noted:
            self.note = self._noted = ""

    def keep_mine(self, name: str) -> None:
        """Let what is typed go over what was stored elsewhere."""
        if name in self.conflicts:
            self.stored = replace(self.stored, **{name: self.conflicts.pop(name)})

    def take_theirs(self, name: str) -> None:
        """Give up what is typed for what was stored elsewhere."""
        if name in self.conflicts:
            self.stored = replace(self.stored, **{name: self.conflicts.pop(name)})
            self._typed.pop(name, None)

    # What is shown

    def value(self, name: str) -> Value:
        """Return what a field shows: what is typed, else what is stored."""
        return self._typed.get(name, getattr(self._base, name))

    @property
    def is_new(self) -> bool:
        """Tell whether the claim is not stored yet."""
        return not self.stored.id

    @property
    def is_away(self) -> bool:
        """Tell whether something is being stored."""
        return bool(self._away)

    @property
    def is_clean(self) -> bool:
        """Tell whether everything is stored."""
        return not self._typed and self.note == self._noted and not self._away

    @property
    def _base(self) -> Claim:
        """Return the claim as it will be stored once all has arrived that is on its way."""
        return self._away[-1] if self._away else self.stored

    def fault(self, name: str, now: datetime) -> Problem | None:
        """Return why what is typed into a field can't be stored, None where it can."""
        if name not in self._typed:
            return None
        try:
            value = tidied(name, self._typed[name])
            if name == "test":
                # The words as they are typed: a fault points at places in them.
                check_test(replace(self.stored, test=self._typed[name] if value else ""), now)
            else:
                sample = self.stored.statement or "."  # a new claim has none yet
                checked_claim(replace(self.stored, **{"statement": sample, name: value}))
        except Problem as problem:
            return problem
        if name == "test" and self._refused is not None and self._refused[0] == value:
            return self._refused[1]
        return None

    # How it is stored

    def wanted(self, now: datetime) -> Edit | None:
        """Return the edit that stores what can be stored now, None where there is nothing.

        A test comes after all the rest.
        """
        base = self._base
        if self.is_new and self._away:
            return None  # its id is not known yet
        fit = {
            name: tidied(name, self._typed[name])
            for name in CHANGEABLE
            if name in self._typed and name not in self.conflicts and not self.fault(name, now)
        }
        test = fit.pop("test", base.test)
        claim = replace(base, **fit)
        if self.is_new:
            return AddClaim(claim) if claim.statement else None
        if claim == base:
            # By itself: what it names may be unknown, and that is to hold up nothing else.
            claim = replace(base, test=test)
        note = line_of(self.note[:LONGEST_LINE]) if self.note != self._noted else ""
        return ChangeClaim(claim, note, read=base) if claim != base or note else None

    def send(self, edit: AddClaim | ChangeClaim) -> None:
        """Note that an edit is on its way."""
        self._away.append(edit.claim)
        if isinstance(edit, ChangeClaim):
            self._noted = self.note

    def arrived(self) -> None:
        """Note that what was sent first is stored."""
        claim = self._away.pop(0)
        if not self.is_new:
            self._settle(claim)

    def failed(self) -> None:
        """Note that what was sent first could not be stored; it stays typed."""
        self._away.pop(0)
        self._noted = ""

    def refuse_test(self, test: str, problem: Problem) -> None:
        """Note why a test can't be stored; it stays typed until it is changed or tried again."""
        self._refused = test, problem

    def try_test_again(self) -> bool:
        """Let a test that was refused be stored once more; tell whether there is one."""
        was, self._refused = self._refused, None
        return was is not None and "test" in self._typed

    def take(self, claim: Claim) -> None:
        """Take a newer reading; what is typed stays, and what was changed on both sides is noted.

        Not while something is being stored: the reading may be older than that.
        """
        before, stored = self.stored, {}
        for name in CHANGEABLE:
            now = getattr(claim, name)
            if name not in self._typed:
                continue
            if now != getattr(before, name) and now != _maybe_tidied(name, self._typed[name]):
                self.conflicts[name] = now
                stored[name] = getattr(before, name)
            else:
                self.conflicts.pop(name, None)
        self._settle(claim)
        self.stored = replace(self.stored, **stored)

    def be(self, claim: Claim) -> None:
        """Go on as the claim that has come of a new one."""
        self._settle(claim)

    def _settle(self, claim: Claim) -> None:
        """Take a claim as stored: what is typed like it is no longer pending."""
        self.stored = claim
        for name in list(self._typed):
            typed = _maybe_tidied(name, self._typed[name])
            if all(typed == getattr(each, name) for each in (claim, *self._away)):
                del self._typed[name]
                self.conflicts.pop(name, None)


def _maybe_tidied(name: str, value: Value) -> Value:
    try:
        return tidied(name, value)
    except Problem:
        return value
