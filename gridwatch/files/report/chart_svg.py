"""Charts of a report as SVG, within what small renderers draw: no styles, no scripts, no fonts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gridwatch.domain.report import Bar, Bars, LineChart, ReportPage, Series
from gridwatch.files.report.axis import day_marks, number_marks
from gridwatch.files.report.markup import blended, colour, safe

WIDTH = 720
_LINE_HEIGHT = 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 86, 14, 14, 30
_LEGEND = 22
_BAR = 24
_NAMES = 190
_TEXTS = 170
_INK, _FAINT, _GRID = "#26303a", "#5d6873", "#e2e6ea"
_DASHES = ("", "7 4", "2 3", "10 3 2 3")
_FONT = 'font-family="Arial, Helvetica, sans-serif" font-size="12"'


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing: its SVG and its size in pixels."""

    svg: str
    width: int
    height: int


def line_picture(chart: LineChart, page: ReportPage) -> Picture:
    """Draw lines over days; where a value is unknown the line has a gap."""
    legend = _LEGEND if len(chart.series) > 1 else 0
    height = _LINE_HEIGHT + legend
    parts = [_open(height, chart.heading)]
    known = [each for one in chart.series for each in one.values if _known(each)]
    values = [each for each in known if each is not None]
    if len(chart.days) < 2 or not values:
        return Picture("".join([*parts, "</svg>"]), WIDTH, height)
    marks = number_marks(min(values), max(values))
    frame = _Frame(len(chart.days), marks[0], marks[-1], _TOP + legend, height - _BOTTOM)
    parts += _axes(chart, frame, marks)
    for number, one in enumerate(chart.series):
        shade = colour(page.lines[number % len(page.lines)])
        parts += _line(one, frame, shade, _DASHES[number % len(_DASHES)])
    if legend:
        parts += _legend(chart.series, page)
    return Picture("".join([*parts, "</svg>"]), WIDTH, height)


def bars_picture(chart: Bars, page: ReportPage) -> Picture:
    """Draw a bar for each value, its name before it and its words behind it."""
    height = _BAR * max(len(chart.bars), 1) + 8
    values = [each.value for each in chart.bars if each.value is not None and _known(each.value)]
    targets = [each.mark for each in chart.bars if each.mark is not None and _known(each.mark)]
    least, most = min([0.0, *values, *targets]), max([0.0, *values, *targets])
    scale = (WIDTH - _NAMES - _TEXTS) / ((most - least) or 1.0)
    zero = _NAMES - least * scale
    parts = [_open(height, chart.heading)]
    for number, bar in enumerate(chart.bars):
        parts += _bar(bar, 4 + number * _BAR, zero, scale, _bar_colour(bar, chart, page))
    parts.append(_stroke(zero, 0, zero, height, _FAINT))
    return Picture("".join([*parts, "</svg>"]), WIDTH, height)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where days and values stand."""

    count: int
    least: float
    most: float
    top: float
    bottom: float

    def across(self, place: int) -> float:
        return _LEFT + place * (WIDTH - _LEFT - _RIGHT) / (self.count - 1)

    def down(self, value: float) -> float:
        share = (value - self.least) / (self.most - self.least)
        return self.bottom - share * (self.bottom - self.top)


def _axes(chart: LineChart, frame: _Frame, marks: Sequence[float]) -> Iterator[str]:
    for each in marks:
        height = frame.down(each)
        yield _stroke(_LEFT, height, WIDTH - _RIGHT, height, _FAINT if each == 0 else _GRID)
        yield _text(_LEFT - 6, height + 4, chart.say(each), _FAINT, "end")
    for place in day_marks(chart.days):
        across = frame.across(place)
        yield _stroke(across, frame.bottom, across, frame.bottom + 4, _FAINT)
        # A mark at the edge is written inwards.
        anchor = "start" if across < _LEFT + 20 else "end" if across > WIDTH - 50 else "middle"
        yield _text(across, frame.bottom + 18, chart.say_day(chart.days[place]), _FAINT, anchor)


def _line(one: Series, frame: _Frame, shade: str, dashes: str) -> Iterator[str]:
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    for run in _runs(one.values):
        points = _thinned([(frame.across(place), frame.down(value)) for place, value in run])
        told = " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
        # A filled area that does not begin at zero would make changes look larger than they are.
        if one.filled and frame.least <= 0 <= frame.most:
            foot = frame.down(0.0)
            yield (
                f'<polygon points="{points[0][0]:.1f},{foot:.1f} {told}'
                f' {points[-1][0]:.1f},{foot:.1f}" fill="{blended(shade, 0.12)}"/>'
            )
        if len(points) == 1:
            (across, down) = points[0]
            yield f'<circle cx="{across:.1f}" cy="{down:.1f}" r="1.5" fill="{shade}"/>'
        yield (
            f'<polyline points="{told}" fill="none" stroke="{shade}" stroke-width="1.6"'
            f' stroke-linejoin="round"{dash}/>'
        )


def _runs(values: Sequence[float | None]) -> Iterator[list[tuple[int, float]]]:
    """Yield the stretches of known values with their positions."""
    run = list[tuple[int, float]]()
    for place, value in enumerate(values):
        if value is not None and math.isfinite(value):
            run.append((place, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _thinned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return first, lowest, highest and last point of each pixel: nothing else is seen."""
    if len(points) <= 2 * WIDTH:
        return points
    columns: dict[int, list[tuple[float, float]]] = {}
    for each in points:
        columns.setdefault(int(each[0]), []).append(each)
    kept = list[tuple[float, float]]()
    for column in columns.values():
        ends = (min(column, key=lambda each: each[1]), max(column, key=lambda each: each[1]))
        kept += sorted({column[0], *ends, column[-1]})
    return kept


def _legend(series: Sequence[Series], page: ReportPage) -> Iterator[str]:
    room = (WIDTH - _LEFT - _RIGHT) / len(series)
    for number, one in enumerate(series):
        across = _LEFT + number * room
        shade = colour(page.lines[number % len(page.lines)])
        dash = _DASHES[number % len(_DASHES)]
        yield _stroke(across, 12, across + 24, 12, shade, 2, dash)
        yield _text(across + 30, 16, _cut(one.name, room - 40), _INK, "start")


def _bar(bar: Bar, top: float, zero: float, scale: float, shade: str) -> Iterator[str]:
    middle = top + _BAR / 2
    yield _text(_NAMES - 8, middle, _cut(bar.name, _NAMES - 12), _INK, "end")
    if bar.value is not None and math.isfinite(bar.value):
        left, width = min(zero, zero + bar.value * scale), abs(bar.value * scale)
        yield (
            f'<rect x="{left:.1f}" y="{top + 2:.1f}" width="{width:.1f}" height="{_BAR - 8}"'
            f' fill="{shade}"/>'
        )
    if bar.mark is not None and math.isfinite(bar.mark):
        across = zero + bar.mark * scale
        yield _stroke(across, top, across, top + _BAR - 4, _INK, 2)
    yield _text(WIDTH - 4, middle, bar.text, _INK, "end")


def _bar_colour(bar: Bar, chart: Bars, page: ReportPage) -> str:
    if not chart.toned:
        return colour(page.lines[0])
    return colour(page.falling if bar.value is not None and bar.value < 0 else page.rising)


def _open(height: int, heading: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}"'
        f' viewBox="0 0 {WIDTH} {height}" role="img"><title>{safe(heading)}</title>'
    )


def _stroke(
    left: float,
    top: float,
    right: float,
    bottom: float,
    shade: str,
    width: float = 1,
    dashes: str = "",
) -> str:
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{left:.1f}" y1="{top:.1f}" x2="{right:.1f}" y2="{bottom:.1f}"'
        f' stroke="{shade}" stroke-width="{width:g}"{dash}/>'
    )


def _text(across: float, down: float, text: str, shade: str, anchor: str) -> str:
    return (
        f'<text x="{across:.1f}" y="{down:.1f}" {_FONT} fill="{shade}"'
        f' text-anchor="{anchor}">{safe(text)}</text>'
    )


def _cut(text: str, room: float) -> str:
    """Return as much of a text as has room; a Chinese letter is as wide as two others."""
    used = 0.0
    for place, letter in enumerate(text):
        used += 12 if ord(letter) > 0x2E80 else 6.6
        if used > room:
            return text[: max(place - 1, 1)].rstrip() + "…"
    return text


def _known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)
