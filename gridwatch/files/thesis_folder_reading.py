"""Reads the thesis back from a folder, also after it was edited; nothing outside is ever opened."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TypeVar
from unicodedata import normalize

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import Theme
from gridwatch.domain.thesis.figures import Figure
from gridwatch.domain.thesis.journal import LARGEST_PICTURE, pictures_in
from gridwatch.domain.thesis.wording import line_of
from gridwatch.files import thesis_folder_history as history
from gridwatch.files.front_matter import Fields, Matter, UnfitError, split_matter
from gridwatch.files.picture_kind import picture_kind
from gridwatch.files.text_files import decoded
from gridwatch.files.thesis_folder import (
    HISTORY,
    IMAGES,
    JOURNAL,
    README,
    Folder,
    FoundPicture,
    KeptClaim,
    KeptEntry,
    KeptSeries,
    Refused,
    Spot,
    Thesis,
)
from gridwatch.files.thesis_folder_claims import read_claims
from gridwatch.files.thesis_folder_figures import read_figures, read_series
from gridwatch.files.thesis_folder_files import (
    LARGEST_TEXT,
    Scan,
    path_inside,
    read_bytes,
    scanned,
    written_files,
)
from gridwatch.files.thesis_folder_journal import (
    linked_text,
    plain_entry,
    read_entry,
    with_pictures,
)

T = TypeVar("T")
LONGEST_THEME = 120  # letters of its name
MOST_REFUSED = 200  # more are not told
KINDS = (".png", ".jpg", ".jpeg")


def read_folder(root: Path) -> Folder:
    """Read a folder; whatever can't be taken is in `refused`, with its file and line.

    Raises Problem where it is no folder of a thesis or was written by a newer version, OSError
    where it can't be read.
    """
    manifest = written_files(root)
    reader = _Reader(root, manifest, scanned(root))
    reader.read_all()
    return reader.outcome()


@dataclass(slots=True)
class _Parts:
    """What has been found of one thesis."""

    spot: Spot
    name: str = ""
    symbols: tuple[str, ...] = ()
    theme: Theme | None = None
    noted: Spot = field(default=Spot())
    claims: tuple[KeptClaim, ...] = ()
    entries: list[KeptEntry] = field(default_factory=list)
    series: list[KeptSeries] = field(default_factory=list)


class _Reader:
    """Reads file after file and gathers what is refused."""

    def __init__(self, root: Path, manifest: Mapping[str, str], scan: Scan) -> None:
        self._root, self._manifest, self._files = root, manifest, scan.files
        self._pictures = dict[str, FoundPicture | None]()
        self._refused = list[Refused]()
        self._remarks = dict[tuple[str, int, str], Refused]()
        self._texts = dict[str, tuple[str, Matter | None]]()
        self._parts = dict[str, _Parts]()
        for each in scan.links:
            self._remark(each, Problem("folder_link", "This is a link and was not followed."))

    # The order of reading

    def read_all(self) -> None:
        """Read all theses, then what hangs on them."""
        notes = [each for each in self._files if each.lower().endswith(".md")]
        for name in notes:
            self._guarded(name, self._open)
        for name in notes:
            if self._kind(name) == "thesis":
                self._guarded(name, self._read_thesis)
        self._parts.setdefault("", _Parts(Spot(JOURNAL)))
        for name in notes:
            self._guarded(name, self._read_note)
        for name in self._files:
            if PurePosixPath(name).name == HISTORY:
                self._guarded(name, self._history)

    def outcome(self) -> Folder:
        """Return what was read."""
        theses = tuple(
            Thesis(
                each.name,
                each.symbols,
                each.theme,
                each.claims,
                tuple(sorted(each.series, key=lambda one: one.series.position)),
                tuple(each.entries),
                each.spot,
                each.noted,
            )
            for _, each in sorted(self._parts.items())
            if each.symbols or each.theme or each.entries
        )
        pictures = {each.hash: each for each in self._pictures.values() if each is not None}
        return Folder(theses, pictures, tuple(self._refused), tuple(self._remarks.values()))

    def _guarded(self, name: str, work: Callable[[str], object]) -> None:
        try:
            work(name)
        except UnfitError as unfit:
            self._refuse(name, unfit.line, unfit.problem)
        except Problem as problem:
            self._refuse(name, 1, problem)

    def _refuse(self, name: str, line: int, problem: Problem) -> None:
        if len(self._refused) < MOST_REFUSED:
            self._refused.append(Refused(Spot(name, line), problem))

    def _remark(self, name: str, problem: Problem, line: int = 1) -> None:
        if len(self._remarks) < MOST_REFUSED:
            self._remarks[name, line, str(problem)] = Refused(Spot(name, line), problem)

    # Files

    def _text(self, name: str) -> str:
        text, encoding = decoded(read_bytes(self._files[name], LARGEST_TEXT))
        if encoding not in {"utf-8", "utf-8-sig"}:
            problem = Problem(
                "folder_recoded", "This file is in {encoding} and was read so.", encoding=encoding
            )
            self._remark(name, problem)
        return text

    def _open(self, name: str) -> None:
        text = self._text(name)
        self._texts[name] = (text, split_matter(text))

    def _kind(self, name: str) -> str:
        found = self._texts.get(name)
        return "" if found is None or found[1] is None else found[1].fields.text("gridwatch")

    def _owner(self, name: str) -> _Parts:
        """Return the thesis of the nearest folder above that has one."""
        for folder in PurePosixPath(name).parents:
            found = self._parts.get("" if str(folder) == "." else str(folder))
            if found is not None:
                return found
        return self._parts[""]

    def _edited(self, name: str) -> bool:
        data = read_bytes(self._files[name], LARGEST_TEXT)
        return self._manifest.get(name) != hashlib.sha256(data).hexdigest()

    # What stands in them

    def _read_thesis(self, name: str) -> None:
        matter = self._texts[name][1]
        if matter is None:
            return
        fields, folder = matter.fields, str(PurePosixPath(name).parent)
        parts = _Parts(Spot(name), fields.text("name") or PurePosixPath(folder).name)
        if fields.text("kind") == "theme":
            parts.theme = _theme(fields, parts.name)
        else:
            parts.symbols = fields.texts("symbols")
        if parts.theme is None and not parts.symbols:
            problem = Problem(
                "folder_owner", "Neither “kind: theme” nor “symbols” says whose thesis this is."
            )
            raise UnfitError(fields.line("kind"), problem)
        self._parts["" if folder == "." else folder] = parts
        claims, strays = read_claims(matter.body, matter.first)
        parts.claims = tuple(
            replace(each, spot=Spot(name, each.spot.line), tested=Spot(name, each.tested.line))
            for each in claims
        )
        for line in strays:
            problem = Problem("folder_stray", "This line belongs to no claim and is not imported.")
            self._remark(name, problem, line)

    def _read_note(self, name: str) -> None:
        text, matter = self._texts.get(name, ("", None))
        kind = self._kind(name)
        owner = self._owner(name)
        if name not in self._texts or kind == "thesis" or name == README:
            return
        if kind == "note" and matter is not None and owner.theme is not None:
            words = self._with_pictures(name, matter.body, matter.first).removesuffix("\n")
            owner.theme = replace(owner.theme, note=linked_text(words))
            owner.noted = Spot(name, matter.first)
        elif kind == "figures" and matter is not None:
            self._read_series(name, matter, owner)
        elif matter is not None and kind == "entry":
            kept = read_entry(matter, self._with_pictures(name, matter.body, matter.first))
            worded, edited = Spot(name, matter.first), self._edited(name)
            owner.entries.append(replace(kept, spot=Spot(name), worded=worded, edited=edited))
        else:
            changed = datetime.fromtimestamp(self._files[name].stat().st_mtime).astimezone().date()
            words = self._with_pictures(name, text, 1)
            kept = plain_entry(words, PurePosixPath(name).stem, changed)
            spot = Spot(name)
            owner.entries.append(replace(kept, spot=spot, worded=spot, edited=True))

    def _read_series(self, name: str, matter: Matter, owner: _Parts) -> None:
        place = PurePosixPath(name)
        series = read_series(matter.fields, place.stem)
        table = str(place.with_suffix(".csv"))
        kept = KeptSeries(series, (), Spot(name))
        if owner.theme is None and not owner.symbols:
            problem = Problem(
                "folder_owner", "Neither “kind: theme” nor “symbols” says whose thesis this is."
            )
            raise UnfitError(1, problem)
        if table in self._files:
            self._guarded(
                table, lambda name: owner.series.append(replace(kept, figures=self._figures(name)))
            )
        else:
            owner.series.append(kept)

    def _figures(self, table: str) -> tuple[Figure, ...]:
        return read_figures(self._text(table))

    def _history(self, name: str) -> None:
        lines = history.read_lines(self._text(name))
        owner = self._owner(name)
        owner.claims = history.claims_with(owner.claims, lines)
        owner.entries[:] = history.entries_with(owner.entries, lines)
        for each in owner.entries:
            for revision in each.revisions:
                for hash_ in pictures_in(revision.text):
                    self._find_kept(name, hash_)

    # Pictures

    def _with_pictures(self, name: str, text: str, first: int) -> str:
        folder = PurePosixPath(name).parent

        def find(address: str, line: int) -> str | None:
            return self._find(name, folder, address, first + line)

        return with_pictures(text, find)

    def _find(self, name: str, folder: PurePosixPath, address: str, line: int) -> str | None:
        """Return the hash of the picture that a note shows; None where there is none to keep."""
        inside = path_inside(folder, address)
        if inside is None:
            self._remark(
                name,
                Problem(
                    "folder_outside",
                    "“{path}” is not in the folder and was not read.",
                    path=address[:200],
                ),
                line,
            )
            return None
        found = next((each for each in self._places(inside, address) if each in self._files), None)
        if found is None or not found.lower().endswith(KINDS):
            problem = Problem(
                "folder_picture_missing",
                "The picture “{path}” is not there, or neither PNG nor JPEG. The words stay.",
                path=address[:200],
            )
            self._remark(name, problem, line)
            return None
        picture = self._picture(found)
        return None if picture is None else picture.hash

    def _places(self, inside: str, address: str) -> tuple[str, ...]:
        """Return where a picture may be; Obsidian names it by the name of its file alone."""
        wanted = normalize("NFC", address)
        if "/" in wanted:
            return inside, wanted
        same = (each for each in self._files if PurePosixPath(each).name == wanted)
        return inside, wanted, *same

    def _find_kept(self, name: str, hash_: str) -> None:
        """Look for a picture that only an earlier text shows."""
        folder = PurePosixPath(name).parent.parent
        for ending in (".png", ".jpg"):
            place = str(folder / IMAGES / f"{hash_}{ending}")
            if place in self._files:
                self._picture(place)

    def _picture(self, name: str) -> FoundPicture | None:
        if name not in self._pictures:
            self._pictures[name] = None
            self._guarded(name, self._read_picture)
        return self._pictures[name]

    def _read_picture(self, name: str) -> None:
        path = self._files[name]
        data = read_bytes(path, LARGEST_PICTURE)
        kind = picture_kind(data)
        if kind is None:
            raise Problem(
                "folder_picture", "This is no picture that can be kept: only PNG and JPEG can."
            )
        self._pictures[name] = FoundPicture(hashlib.sha256(data).hexdigest(), kind, path)


def _theme(fields: Fields, name: str) -> Theme:
    return Theme(0, line_of(name, LONGEST_THEME), "", fields.text("key"), fields.whole("place", 0))
