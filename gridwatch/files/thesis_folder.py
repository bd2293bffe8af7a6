"""The thesis as a folder of Markdown files, which Obsidian opens, and its values.

    README.md                         what this folder is
    gridwatch.json                    which files were written, with their SHA-256
    journal/2026-03-02 Title.md       entries about nothing in particular
    themes/NAME/ and companies/NAME SYMBOL/
        thesis.md                     whose thesis it is; its claims with their evidence
        history.jsonl                 every revision of every claim
        note.md                       the words of a theme about itself
        journal/2026-03-02 Title.md   entries, pictures as ../images/HASH.png
        journal/history.jsonl         what the entries were before their changes
        figures/KEY.md and KEY.csv    a series, and every revision of its figures
        images/HASH.png               pictures

Each Markdown file begins with YAML that says `gridwatch: thesis`, `note`, `figures` or `entry`.
A Markdown file without that is an entry, word for word. The folder that a file lies in says what
it is about. In thesis.md each `## heading` is a claim:

    ## Lead times stay above two years
    - status: holding
    - conviction: 70
    - tags: #grid #lead-times
    - falsifier: words; more lines are set in by two spaces
    ### Evidence
    | date | side | what | figure | unit | source | page | weight | added |

All but the heading may be left out, as in a claim that is written by hand. Times are in UTC.
Claims are known again by `key`, which is made of the instant at which the claim was made and of
what it said then; entries by `made_at`, evidence by `added`, series by their key, companies by
their symbols, and themes by their key, their name or the claims in them. A link to a claim names
that key, as in [[claim:KEY]] and [words](claim:KEY).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid5

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import Theme
from gridwatch.domain.thesis.claim import Claim, Revision
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.domain.thesis.journal import Entry, EntryRevision, Picture

FORMAT = 1
MANIFEST, README, THESIS, NOTE, HISTORY = (
    "gridwatch.json", "README.md", "thesis.md", "note.md", "history.jsonl",
)  # fmt: skip
THEMES, COMPANIES, JOURNAL, FIGURES, IMAGES = "themes", "companies", "journal", "figures", "images"
# Of what was written by hand, and gets its time when it is imported.
UNDATED = datetime.min.replace(tzinfo=UTC)
ENDINGS = {"png": ".png", "jpeg": ".jpg"}
_SPACE = UUID("6f0d4a5e-5a0b-4b55-9d0e-6b1a3c5c1f27")
Pictures = Callable[[str], Picture | None]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a folder something stands: the path of a file under it, and a line from 1."""

    file: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Refused:
    """What can't be imported, where it stands and why."""

    spot: Spot
    problem: Problem


@dataclass(frozen=True, slots=True)
class KeptClaim:
    """A claim with all that hangs on it; the ids in it are 0. `tested` is where its test stands."""

    key: str
    claim: Claim
    revisions: tuple[Revision, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    spot: Spot = field(default=Spot(), compare=False)
    tested: Spot = field(default=Spot(), compare=False)


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """A journal entry and what it was before; `edited`: its file is not as it was written.

    `worded` is where its text begins.
    """

    key: str
    entry: Entry
    revisions: tuple[EntryRevision, ...] = ()
    spot: Spot = field(default=Spot(), compare=False)
    worded: Spot = field(default=Spot(), compare=False)
    edited: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class KeptSeries:
    """An evidence series with every revision of its figures."""

    series: FigureSeries
    figures: tuple[Figure, ...] = ()
    spot: Spot = field(default=Spot(), compare=False)


@dataclass(frozen=True, slots=True)
class Thesis:
    """Everything about one company (`symbols`), one theme, or neither of them.

    `noted` is where the words of a theme about itself begin.
    """

    name: str = ""
    symbols: tuple[str, ...] = ()
    theme: Theme | None = None
    claims: tuple[KeptClaim, ...] = ()
    series: tuple[KeptSeries, ...] = ()
    entries: tuple[KeptEntry, ...] = ()
    spot: Spot = field(default=Spot(), compare=False)
    noted: Spot = field(default=Spot(), compare=False)

    @property
    def is_of_nothing(self) -> bool:
        """Tell whether it is about neither a company nor a theme."""
        return self.theme is None and not self.symbols

    @property
    def owner(self) -> str:
        """Return whose it is, for the keys of its claims beside those of others."""
        if self.theme is not None:
            return theme_owner(self.theme.name)
        return self.symbols[0] if self.symbols else ""


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture in a folder, by the SHA-256 of its bytes."""

    hash: str
    kind: str
    path: Path


@dataclass(frozen=True, slots=True)
class Folder:
    """What was read of a folder; where anything is `refused`, none of it may be imported.

    `remarks`: what is left out or taken in another way than it stands there.
    """

    theses: tuple[Thesis, ...] = ()
    pictures: Mapping[str, FoundPicture] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()
    remarks: tuple[Refused, ...] = ()


def claim_key(made_at: datetime, first: str) -> str:
    """Return the key of a claim, from the instant it was made at and what it said then."""
    return str(uuid5(_SPACE, f"claim\n{made_at.astimezone(UTC).isoformat()}\n{first}"))


def key_within(key: str, owner: str) -> str:
    """Return the key by which a claim is linked where several theses have one with its key.

    `owner` is the symbol of a company, or what `theme_owner` makes of a theme's name.
    """
    return str(uuid5(_SPACE, f"claim\n{key}\n{owner}"))


def theme_owner(name: str) -> str:
    """Return a theme as the owner of claims, unlike the symbol of any company."""
    return f"theme {name}"


def entry_key(made_at: datetime, place: int) -> str:
    """Return the key of an entry; `place`: how many made at the same instant come before it."""
    return str(uuid5(_SPACE, f"entry\n{made_at.astimezone(UTC).isoformat()}\n{place}"))
