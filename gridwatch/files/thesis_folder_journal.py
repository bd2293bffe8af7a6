"""Journal entries as files: the text word for word, but for the addresses of its pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim_links import LONGEST_NAME
from gridwatch.domain.thesis.journal import PICTURE_SCHEME, Entry, title_of
from gridwatch.domain.thesis.wording import LONGEST_TEXT, text_of
from gridwatch.files.front_matter import Matter, with_matter
from gridwatch.files.safe_names import safe_name
from gridwatch.files.thesis_folder import ENDINGS, IMAGES, UNDATED, KeptEntry

_KEPT = re.compile(rf"{PICTURE_SCHEME}:([0-9a-f]{{64}})")
_OWN = re.compile(rf"(?:\.\./)*{IMAGES}/([0-9a-f]{{64}})\.(?:png|jpg)")
_LINKED = re.compile(
    r"(!\[(?:\\.|[^\]\\\n]){0,2000}\]\()(?:<([^>\n]{1,2000})>|([^)\s]{1,2000}))(?=[ \t)])"
)
_EMBEDDED = re.compile(r"!\[\[([^\]|#\n]{1,500})(?:[|#][^\]\n]{0,500})?\]\]")
_WEB = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\D|$)")
# Returns the hash of the picture at a path in a note, or of a file's name; None where none is kept.
Finder = Callable[[str, int], str | None]


def entry_file(kept: KeptEntry) -> str:
    """Return the name that the file of an entry suggests, without its ending."""
    title = safe_name(title_of(kept.entry.text, 60), "")
    return f"{kept.entry.on.isoformat()} {title}".strip()


def written_entry(kept: KeptEntry, about: str, ending: Callable[[str], str | None]) -> str:
    """Return the file of an entry; `ending` knows how the file of a picture ends, None for none."""
    entry = kept.entry
    fields = {
        "gridwatch": "entry",
        "date": entry.on,
        "about": about,
        "made_at": entry.made_at,
        "changed_at": entry.changed_at,
        "version": entry.version,
        "key": kept.key,
    }
    # One newline more, as every text file ends in one; the reader takes one away.
    return with_matter(fields, with_files(entry.text, "../", ending) + "\n")


def with_files(text: str, up: str, ending: Callable[[str], str | None]) -> str:
    """Return a text with the pictures in it as files of the folder `images`."""

    def place(match: re.Match[str]) -> str:
        kind = ending(match[1])
        return match[0] if kind is None else f"{up}{IMAGES}/{match[1]}{ENDINGS[kind]}"

    return _KEPT.sub(place, text)


def with_pictures(text: str, find: Finder) -> str:
    """Return a text with the files in it as kept pictures; those that `find` does not know stay."""

    def line(match: re.Match[str]) -> int:
        return match.string.count("\n", 0, match.start())

    def own(match: re.Match[str]) -> str:
        found = find(match[0], line(match))
        return match[0] if found is None else f"{PICTURE_SCHEME}:{found}"

    def linked(match: re.Match[str]) -> str:
        address = match[2] if match[2] is not None else match[3]
        if _WEB.match(address):
            return match[0]
        found = find(unquote(address), line(match))
        return match[0] if found is None else f"{match[1]}{PICTURE_SCHEME}:{found}"

    def embedded(match: re.Match[str]) -> str:
        found = find(match[1].strip(), line(match))
        title = match[1].strip().rpartition("/")[2].replace("[", "").replace("\\", "")
        return match[0] if found is None else f"![{title}]({PICTURE_SCHEME}:{found})"

    return _EMBEDDED.sub(embedded, _LINKED.sub(linked, _OWN.sub(own, text)))


def linked_text(text: str) -> str:
    """Return a text as it can be stored; its links are longer here than in a profile.

    Raises Problem where it is too long.
    """
    return text_of(text, LONGEST_TEXT + LONGEST_NAME * text.lower().count("claim:"))


def read_entry(matter: Matter, text: str) -> KeptEntry:
    """Return the entry of a file that says it is one; raises UnfitError for what is no value."""
    fields = matter.fields
    made_at = fields.instant("made_at") or UNDATED
    on = fields.day("date")
    entry = Entry(
        0,
        About(),
        on or made_at.date(),
        text.removesuffix("\n"),
        made_at,
        fields.instant("changed_at") or made_at,
        max(1, fields.whole("version", 1)),
    )
    return KeptEntry(fields.text("key").strip(), replace(entry, text=linked_text(entry.text)))


def plain_entry(text: str, stem: str, changed_on: date) -> KeptEntry:
    """Return the entry that a Markdown file without fields is, of the date in its name."""
    match = _DATED.match(stem)
    on = changed_on
    if match is not None:
        try:
            on = date.fromisoformat(match[1])
        except ValueError:
            on = changed_on
    entry = Entry(0, About(), on, text.removesuffix("\n"), UNDATED, UNDATED)
    return KeptEntry("", replace(entry, text=linked_text(entry.text)))
