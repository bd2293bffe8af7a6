"""Writes a report as one HTML page that needs nothing beside it, light and fit for print."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from gridwatch.domain.report import (
    Bars,
    Cell,
    Facts,
    HeatMap,
    LineChart,
    ReportPage,
    Section,
    Table,
    Tone,
    Words,
)
from gridwatch.files.report.chart_svg import Picture, bars_picture, line_picture
from gridwatch.files.report.markup import blended, colour, safe

# Within what Qt's documents know of CSS as well; what they pass over is for browsers alone.
_STYLE = """
body { font-family: "Segoe UI", "Helvetica Neue", Arial, "Noto Sans CJK SC", sans-serif;
 color: #26303a; background: #ffffff; font-size: 10pt; }
h1 { font-size: 19pt; margin: 0 0 4px 0; }
h2 { font-size: 13pt; margin: 26px 0 8px 0; page-break-after: avoid; }
p { margin: 4px 0; }
p.faint { color: #5d6873; }
table { margin-bottom: 10px; }
td, th { padding: 3px 6px; border-bottom: 1px solid #e2e6ea; }
th { text-align: left; color: #5d6873; }
tr { page-break-inside: avoid; }
svg { max-width: 100%; height: auto; }
figure { margin: 0; page-break-inside: avoid; }
"""
# Paper has margins of its own.
_ROOM = """
body { max-width: 760px; margin: 24px auto; padding: 0 16px; }
@media print { body { margin: 0; } }
"""
# No script, no picture, no font, nothing from anywhere.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

Place = Callable[[int, Picture], str]


def report_page_html(page: ReportPage, place: Place | None = None) -> str:
    """Return the page.

    `place`: what stands where a picture is, by its number from 0: the SVG itself if not given. A
    document that draws no SVG takes an image there and makes it of `report_pictures`.
    """
    put, room = place or _inline, "" if place else _ROOM
    number = 0
    body = list[str]()
    for section in page.sections:
        picture = section_picture(section, page)
        if picture is None:
            body.append(_heading(section) + _written(section, page))
        else:
            body.append(_heading(section) + f"<figure>{put(number, picture)}</figure>")
            number += 1
        body.append(_note(section))
    foot = f'<p class="faint">{safe(page.foot)}</p>' if page.foot else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{safe(page.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{safe(page.title)}</title>\n<style>{_STYLE}{room}</style>\n</head>\n<body>\n"
        f'<h1>{safe(page.title)}</h1>\n<p class="faint">{safe(page.subtitle)}</p>\n'
        + "\n".join(each for each in body if each)
        + f"\n{foot}\n</body>\n</html>\n"
    )


def report_pictures(page: ReportPage) -> list[Picture]:
    """Return the pictures of a page in their order."""
    found = (section_picture(each, page) for each in page.sections)
    return [each for each in found if each is not None]


def section_picture(section: Section, page: ReportPage) -> Picture | None:
    """Return the picture of a chart, None for what is written."""
    if isinstance(section, LineChart):
        return line_picture(section, page)
    return bars_picture(section, page) if isinstance(section, Bars) else None


def _inline(_number: int, picture: Picture) -> str:
    return picture.svg


def _heading(section: Section) -> str:
    return f"<h2>{safe(section.heading)}</h2>" if section.heading else ""


def _note(section: Section) -> str:
    note = "" if isinstance(section, Words | Facts) else section.note
    return f'<p class="faint">{safe(note)}</p>' if note else ""


def _written(section: Section, page: ReportPage) -> str:
    match section:
        case Words():
            return "".join(f"<p>{safe(each)}</p>" for each in section.paragraphs)
        case Facts():
            return _facts(section, page)
        case Table():
            return _table(section, page)
        case HeatMap():
            return _heat_map(section, page)
    return ""


def _facts(section: Facts, page: ReportPage) -> str:
    """Return the facts four in a row."""
    rows = list[str]()
    for first in range(0, len(section.facts), 4):
        some = section.facts[first : first + 4]
        cells = (
            f'<td width="25%"><small>{safe(name)}</small><br><big>{_shown(cell, page)}</big></td>'
            for name, cell in some
        )
        empty = '<td width="25%"></td>' * (4 - len(some))
        rows.append(f"<tr>{''.join(cells)}{empty}</tr>")
    return _frame(rows)


def _table(section: Table, page: ReportPage) -> str:
    head = "".join(
        f'<th align="{_side(each.right)}">{safe(each.text)}</th>' for each in section.heads
    )
    sides = [_side(each.right) for each in section.heads]
    rows = [_row(each, sides, page) for each in section.rows]
    if section.foot:
        rows.append(_row(section.foot, sides, page))
    return _frame([f"<thead><tr>{head}</tr></thead>", *rows])


def _row(cells: Sequence[Cell], sides: Sequence[str], page: ReportPage) -> str:
    told = (
        f'<td align="{side}">{_shown(cell, page)}</td>'
        for cell, side in zip(cells, sides, strict=True)
    )
    return f"<tr>{''.join(told)}</tr>"


def _heat_map(section: HeatMap, page: ReportPage) -> str:
    known = [
        abs(each.value)
        for _, cells in section.rows
        for each in cells
        if each.value is not None and math.isfinite(each.value)
    ]
    # The strongest colour is for what only a tenth goes beyond, or one month would pale the rest.
    most = sorted(known)[int(0.9 * (len(known) - 1))] if known else 0.0
    head = "".join(f'<th align="right">{safe(each)}</th>' for each in section.columns)
    rows = [f"<thead><tr><th></th>{head}</tr></thead>"]
    for name, cells in section.rows:
        told = "".join(
            f'<td align="right"{_heat(each.value, most, page)}>{safe(each.text)}</td>'
            for each in cells
        )
        rows.append(f'<tr><th align="left">{safe(name)}</th>{told}</tr>')
    return _frame(rows)


def _heat(value: float | None, most: float, page: ReportPage) -> str:
    if value is None or not math.isfinite(value) or not value or not most:
        return ""
    shade = page.rising if value > 0 else page.falling
    share = min(abs(value) / most, 1.0) * 0.45  # dark words stay readable on it
    return f' bgcolor="{blended(shade, share)}"'


def _shown(cell: Cell, page: ReportPage) -> str:
    shades = {
        Tone.RISING: colour(page.rising),
        Tone.FALLING: colour(page.falling),
        Tone.FAINT: "#5d6873",
    }
    text = safe(cell.text)
    if cell.tone in shades:
        text = f'<span style="color:{shades[cell.tone]}">{text}</span>'
    return f"<b>{text}</b>" if cell.strong else text


def _frame(rows: Sequence[str]) -> str:
    return f'<table width="100%" cellspacing="0">{"".join(rows)}</table>'


def _side(right: bool) -> str:
    return "right" if right else "left"
