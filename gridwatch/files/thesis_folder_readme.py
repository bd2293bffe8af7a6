"""README.md of an exported folder: what is in it, and how it comes back."""

from __future__ import annotations

from datetime import datetime

from gridwatch.files.front_matter import with_matter

_WORDS = """\
# Your thesis, as Markdown

GridWatch wrote this folder. Everything in it is plain text that any editor opens. To read it in
[Obsidian](https://obsidian.md), choose “Open folder as vault” there and name this folder.

| what | where |
| --- | --- |
| claims with their evidence | `themes/…/thesis.md` and `companies/…/thesis.md` |
| what a theme says of itself | `themes/…/note.md` |
| the journal | `journal/` in each of these folders; the one at the top is about nothing |
| figures over time | `figures/…csv` with every revision, `figures/…md` says what is counted |
| pictures | `images/` |
| what claims and entries were before | `history.jsonl` |
| the list of these files as they were written | `gridwatch.json` |

## Changing it

You can change everything here and import the folder again: in GridWatch with “Import thesis…”, or
with `gridwatch thesis import FOLDER`. You are shown what would change before anything is changed.
Nothing is deleted in GridWatch because it is missing here.

- A **claim** is a heading `## …` in `thesis.md`; the list under it says how it stands. Only the
  heading is needed for a new one. `status` is one of open, holding, failing, broken, confirmed;
  `conviction` is a percentage; `review_on` a date; `tags` are written as `#tags`. Further lines of
  the `falsifier` are set in by two spaces. Leave `key` and `made_at` as they are: the claim is
  known by them.
- A **link to a claim** is `[[claim:KEY]]` or `[words](claim:KEY)`, with the `key` of that claim.
- **Evidence** is a row of the table under its claim: `side` is for or against, `weight` 1 to 5.
  Only `date` and `what` are needed; write `\\|` for a bar within a cell.
- An **entry** is a Markdown file. A new file needs no fields at its top: its date is that in its
  name, or else the day on which it was changed. The folder that it lies in says what it is about.
- A **picture** is a PNG or JPEG in this folder. Pictures from elsewhere are not read.
- **Figures** are rows of the CSV file: `period` is the last day of the period, `known_on` the day
  on which the figure became known. A new row for a period that is there is a revision; one with an
  empty value withdraws the figure.

After an import export again: what was new here gets its `key` and its times then.

Times are in UTC, dates are year-month-day, and numbers have a point before their decimals.
"""


def written_readme(now: datetime) -> str:
    """Return the file."""
    return with_matter({"gridwatch": "readme", "exported_at": now}, _WORDS)
