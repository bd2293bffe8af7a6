"""Imports the thesis of a folder: a plan that can be looked at, and one edit with one undo."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from gridwatch.domain.company import Company
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About, Theme
from gridwatch.domain.thesis.journal import Picture
from gridwatch.files.thesis_folder import Folder, FoundPicture, Refused, Thesis
from gridwatch.files.thesis_folder_reading import MOST_REFUSED, read_folder
from gridwatch.services.catalog import Catalog
from gridwatch.services.changes import Changes
from gridwatch.services.edits import AddCompany, Edit
from gridwatch.services.several import Several, together
from gridwatch.services.thesis.entry_edits import AddPicture
from gridwatch.services.thesis.folder_edits import BringTheme
from gridwatch.services.thesis.folder_entries import Unmatched, entry_steps, note_step
from gridwatch.services.thesis.folder_export import kept_claims
from gridwatch.services.thesis.folder_links import Links, links_of
from gridwatch.services.thesis.folder_matching import Noun, Outcome, Step, steps_of
from gridwatch.services.thesis.theme_edits import ChangeTheme
from gridwatch.store.user.companies import company_of_symbol
from gridwatch.store.user.entries import picture_with_hash
from gridwatch.store.user.themes import all_themes, theme_with_id
from gridwatch.store.user.watchlists import all_watchlists

NOBODY = -1  # the id of a theme or company that an import makes


@dataclass(frozen=True, slots=True)
class Stranger:
    """A company that is neither in the profile nor in the catalog: its thesis can't be imported."""

    name: str
    symbols: tuple[str, ...]
    claims: int
    series: int
    entries: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do; with anything `refused` it does nothing.

    `edit` does all of it at once, None where there is nothing to do or where it can't be done.
    """

    steps: tuple[Step, ...] = ()
    refused: tuple[Refused, ...] = ()
    remarks: tuple[Refused, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    edit: ImportThesis | None = None

    def number(self, noun: Noun, outcome: Outcome) -> int:
        """Return how many of a kind would become so."""
        found = (each for each in self.steps if (each.noun, each.outcome) == (noun, outcome))
        return sum(each.number for each in found)


@dataclass(frozen=True, slots=True)
class ImportThesis:
    """Take over what was read of a folder; `companies` are those of the catalog that it needs."""

    folder: Folder = field(repr=False)
    companies: tuple[Company, ...] = ()

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Compare anew and store what is new or changed, whole or not at all."""
        made, there = list[Edit](), Unmatched(user)
        for each in _picture_edits(user, self.folder.pictures.values()):
            each.apply(user, now)  # a picture that nothing shows does no harm
        owned, changes = self._bring_claims(user, now, made)
        # What links to claims comes when all of these have their numbers.
        links = links_of(user, owned)
        for about, thesis in owned:
            for step in (
                *_note_steps(user, about, thesis, links),
                *entry_steps(there, about, thesis.entries, links),
            ):
                if step.edit is not None:
                    changes = _kept(step.edit, user, now, changes, made)
        return changes, Several(tuple(reversed(made)))

    def _bring_claims(
        self, user: sqlite3.Connection, now: datetime, made: list[Edit]
    ) -> tuple[list[tuple[About, Thesis]], Changes]:
        """Store whose the theses are, their series and claims; return the theses that are here."""
        owned, used, changes = list[tuple[About, Thesis]](), set[int](), Changes()
        for thesis in self.folder.theses:
            owner = _Owner(user, thesis, self.companies, used)
            if owner.edit is not None:
                changes = _kept(owner.edit, user, now, changes, made)
            about = (
                _Owner(user, thesis, self.companies, used).about if owner.is_new else owner.about
            )
            if about is None:
                continue
            used.add(about.theme_id)
            owned.append((about, thesis))
            for step in steps_of(user, about, thesis, now):
                if step.edit is not None:
                    changes = _kept(step.edit, user, now, changes, made)
        return owned, changes


def _kept(
    edit: Edit, user: sqlite3.Connection, now: datetime, changes: Changes, made: list[Edit]
) -> Changes:
    """Make an edit, note its inverse, and return the changes with its own."""
    outcome, inverse = edit.apply(user, now)
    made.append(inverse)
    return together(changes, outcome)


def plan_import(user: sqlite3.Connection, root: Path, catalog: Catalog) -> Plan:
    """Read a folder and compare it with the profile; nothing is changed.

    Raises Problem where it is no such folder or can't be read.
    """
    try:
        folder = read_folder(root)
    except OSError as error:
        raise Problem(
            "folder_unreadable",
            "{path} can't be read ({reason}).",
            path=error.filename or root,
            reason=error.strerror or error,
        ) from error
    return plan_of(user, folder, catalog)


def plan_of(user: sqlite3.Connection, folder: Folder, catalog: Catalog) -> Plan:
    """Compare what was read with the profile."""
    steps, now = list[Step](), datetime.now(UTC)  # tests may name a day that has yet to come
    there = Unmatched(user)
    companies = tuple(_missing(user, folder.theses, catalog))
    owners = _owners(user, folder.theses, companies)
    owned = [(one.about, each) for each, one in owners if one.about is not None]
    links = links_of(user, owned)
    for each, owner in owners:
        if owner.about is None:
            continue
        if owner.step is not None:
            theme = each.theme
            told = () if theme is None else links.remarks(theme.note, each.noted)
            steps.append(replace(owner.step, remarks=told))
        steps.extend(_note_steps(user, owner.about, each, links))
        steps.extend(steps_of(user, owner.about, each, now))
        steps.extend(entry_steps(there, owner.about, each.entries, links))
    strangers = tuple(_stranger(each) for each, one in owners if one.about is None)
    refused = (*folder.refused, *(one for each in steps for one in each.refused))
    remarks = (*folder.remarks, *(one for each in steps for one in each.remarks))
    does = any(each.outcome is not Outcome.SAME for each in steps)
    edit = ImportThesis(folder, companies) if does and not refused else None
    return Plan(tuple(steps), refused[:MOST_REFUSED], remarks[:MOST_REFUSED], strangers, edit)


def _owners(
    user: sqlite3.Connection, theses: Iterable[Thesis], companies: Iterable[Company]
) -> tuple[tuple[Thesis, _Owner], ...]:
    used, found = set[int](), list[tuple[Thesis, _Owner]]()
    for each in theses:
        owner = _Owner(user, each, companies, used)
        if owner.about is not None:
            used.add(owner.about.theme_id)
        found.append((each, owner))
    return tuple(found)


def _note_steps(
    user: sqlite3.Connection, about: About, thesis: Thesis, links: Links
) -> Iterator[Step]:
    """Return the step for a theme that is there."""
    before = theme_with_id(user, about.theme_id)
    if before is not None and thesis.theme is not None:
        yield note_step(before, thesis, thesis.theme, links)


def _stranger(thesis: Thesis) -> Stranger:
    return Stranger(
        thesis.name,
        thesis.symbols,
        len(thesis.claims),
        len(thesis.series),
        len(thesis.entries),
    )


def _missing(
    user: sqlite3.Connection, theses: Iterable[Thesis], catalog: Catalog
) -> Iterator[Company]:
    """Return the companies of the catalog that have a thesis and are not in the profile."""
    for thesis in theses:
        if not thesis.symbols or _company(user, thesis.symbols) is not None:
            continue
        found = next(filter(None, map(catalog.company_of, thesis.symbols)), None)
        if found is not None:
            yield found.company


def _company(user: sqlite3.Connection, symbols: Iterable[str]) -> int | None:
    found = (company_of_symbol(user, each) for each in symbols)
    return next((each for each in found if each is not None), None)


class _Owner:
    """Whose thesis it is in this profile, and what makes it so.

    `about` is None for a company that nobody knows; its id is `NOBODY` for one that `edit` makes.
    `step` tells of that one.
    """

    def __init__(
        self,
        user: sqlite3.Connection,
        thesis: Thesis,
        companies: Iterable[Company],
        used: set[int],
    ) -> None:
        self.about: About | None = About()
        self.edit: Edit | None = None
        self.step: Step | None = None
        self.is_new = False
        if thesis.theme is not None:
            self._find_theme(user, thesis, thesis.theme, used)
        elif thesis.symbols:
            self._find_company(user, thesis, companies)

    def _find_theme(
        self, user: sqlite3.Connection, thesis: Thesis, theme: Theme, used: set[int]
    ) -> None:
        before = _theme_there(user, thesis, theme, used)
        if before is None:
            # Its words come later, when the claims that they link to have their numbers.
            self.about, self.edit = About(theme_id=NOBODY), BringTheme(replace(theme, note=""))
            self.is_new = True
            self.step = Step(Noun.THEME, Outcome.NEW, theme.name, thesis.spot, self.edit)
            return
        self.about = About(theme_id=before.id)
        if before.name != theme.name:
            self.edit = ChangeTheme(before.id, theme.name, before.note)

    def _find_company(
        self, user: sqlite3.Connection, thesis: Thesis, companies: Iterable[Company]
    ) -> None:
        number = _company(user, thesis.symbols)
        if number is not None:
            self.about = About(number)
            return
        wanted = set(thesis.symbols)
        found = (each for each in companies if wanted & {one.symbol for one in each.listings})
        company = next(found, None)
        if company is None:
            self.about = None
            return
        self.about, self.is_new = About(NOBODY), True
        self.edit = AddCompany(company, all_watchlists(user)[0].id)
        self.step = Step(Noun.COMPANY, Outcome.NEW, company.name, thesis.spot, self.edit)


def _theme_there(
    user: sqlite3.Connection, thesis: Thesis, theme: Theme, used: set[int]
) -> Theme | None:
    """Return the theme of the profile by its key, its name, or the claims that it shares."""
    there = [each for each in all_themes(user) if each.id not in used]
    named = next((each for each in there if each.name == theme.name), None)
    keyed = next((each for each in there if theme.key and each.key == theme.key), None)
    if named is not None or keyed is not None:
        return keyed or named
    keys = {each.key for each in thesis.claims if each.key}
    for each in there if keys else ():
        if any(one.key in keys for one in kept_claims(user, About(theme_id=each.id))):
            return each
    return None


def _picture_edits(
    user: sqlite3.Connection, pictures: Iterable[FoundPicture]
) -> Iterator[AddPicture]:
    for each in pictures:
        if picture_with_hash(user, each.hash) is not None:
            continue
        try:
            data = each.path.read_bytes()
        except OSError:
            data = b""
        if hashlib.sha256(data).hexdigest() != each.hash:
            raise Problem(
                "folder_moved",
                "{path} was changed while it was imported. Nothing was imported; try again.",
                path=each.path,
            )
        yield AddPicture(Picture(each.hash, each.kind, data))
