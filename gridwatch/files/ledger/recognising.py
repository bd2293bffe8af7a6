"""Tells which broker's export a table is, by its headings, with what speaks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.fields import plain_heading
from gridwatch.files.ledger.layout import header_of, likely_header
from gridwatch.files.ledger.preset import Preset
from gridwatch.files.ledger.presets import PRESETS
from gridwatch.files.rows import Row

GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A preset that fits, the line of the headings, and those by which it was recognised.

    `share` of the headings that the preset knows, 0 to 1.
    """

    preset: str
    name: str
    line: int
    headings: tuple[str, ...]
    share: float


def preset_of(key: str) -> Preset:
    """Return the preset of a key; raises Problem where there is none."""
    found = next((each for each in PRESETS if each.key == key), None)
    if found is None:
        raise Problem("import_preset", "There is no preset “{key}”.", key=key[:40])
    return found


def recognise(rows: Sequence[Row]) -> list[Recognised]:
    """Return the presets that fit, best first; the generic one fits everything and is last."""
    found = [each for preset in PRESETS if (each := _fit(rows, preset)) is not None]
    found.sort(key=lambda each: (-len(each.headings), -each.share))
    likely = likely_header(rows)
    generic = preset_of(GENERIC)
    return [*found, Recognised(GENERIC, generic.name, likely.line if likely else 0, (), 0.0)]


def _fit(rows: Sequence[Row], preset: Preset) -> Recognised | None:
    row = header_of(preset.one_table(rows) if preset.one_table else rows, preset)
    if row is None:
        return None
    needed = {each for some in preset.needs for each in some.split("|")}
    headings = [each for each in row.cells if each]
    named = tuple(each for each in headings if plain_heading(each) in needed)
    known = sum(
        plain_heading(each) in needed or plain_heading(each) in preset.columns for each in headings
    )
    return Recognised(preset.key, preset.name, row.line, named, known / max(1, len(headings)))
