"""The command `thesis` and its parts, as the command line has them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gridwatch.cli.arguments import Command, argument, folder
from gridwatch.cli.manual import EXITS

if TYPE_CHECKING:
    from gridwatch.cli.call import Answer, Call


def _list(call: Call) -> Answer:
    from gridwatch.cli.thesis import show_claims

    return show_claims(call)


def _export(call: Call) -> Answer:
    from gridwatch.cli.thesis import export_thesis

    return export_thesis(call)


def _import(call: Call) -> Answer:
    from gridwatch.cli.thesis import import_thesis

    return import_thesis(call)


def _pdf(call: Call) -> Answer:
    from gridwatch.cli.thesis import print_thesis

    return print_thesis(call)


_ABOUT = "a symbol, or theme:NAME"
_LIST_MANUAL = f"""\
--json: {{"claims": [{{"key", "about", "statement", "status", "conviction", "review_on", "due",
         "test", "tags", "evidence_for", "evidence_against", "made_at"}}]}}   about: as --about is
                                                                          written

{EXITS}"""
_EXPORT_MANUAL = f"""\
Writes a folder of Markdown files, which Obsidian opens: claims, evidence, figures, journal and
pictures, with every revision. Without --about all of it. The folder is new, empty or of an earlier
export, which it replaces; where something in that was changed, it is kept beside the new one.

--json: {{"folder", "theses", "claims", "evidence", "series", "entries", "kept"}}   kept: null, or
                                                       where the earlier folder is now

{EXITS}"""
_IMPORT_MANUAL = f"""\
Takes over what is new or changed in a folder that was exported, also after it was edited. Nothing
is deleted. Where something can't be read, nothing is imported: each such place is told with its
file and line, and the exit code is 1.

--json: {{"imported", "steps": [{{"noun", "outcome", "name", "number", "file", "line"}}],
         "refused": [{{"file", "line", "code", "message"}}], "remarks": the same,
         "strangers": [{{"name", "symbols", "claims", "series", "entries"}}]}}

imported   whether anything was changed; false with --dry-run
noun       theme, company, claim, evidence, series, figures, entry
outcome    new, changed, both (changed here as well: what is here stays as a revision), same
strangers  companies that neither the profile nor the catalog knows: their theses stay out

{EXITS}"""
_PDF_MANUAL = f"""\
--json: {{"pdf", "pages"}}

{EXITS}"""
THESIS = Command(
    "thesis",
    "Show the claims; export, import or print the thesis.",
    _LIST_MANUAL,
    _list,
    parts=(
        Command("list", "Show every claim and how it stands.", _LIST_MANUAL, _list),
        Command(
            "export",
            "Write the thesis as a folder of Markdown files.",
            _EXPORT_MANUAL,
            _export,
            (
                argument("folder", type=folder, metavar="DIR", help="new, empty or exported"),
                argument("--about", metavar="WHAT", default="", help=_ABOUT),
            ),
        ),
        Command(
            "import",
            "Take over what is new or changed in such a folder.",
            _IMPORT_MANUAL,
            _import,
            (
                argument("folder", type=folder, metavar="DIR", help="as it was exported"),
                argument("--dry-run", action="store_true", help="only tell what would be done"),
            ),
        ),
        Command(
            "pdf",
            "Write one thesis as PDF, with no display.",
            _PDF_MANUAL,
            _pdf,
            (
                argument("out", type=Path, metavar="FILE.pdf", help="where to write"),
                argument("--about", metavar="WHAT", required=True, help=_ABOUT),
                argument(
                    "--journal",
                    choices=("all", "year", "none"),
                    default="all",
                    help="which entries: all, of the last year, none",
                ),
            ),
        ),
    ),
)
