"""Reports: nothing from outside, nothing unescaped, and charts that small renderers draw."""

from __future__ import annotations

from datetime import date, timedelta
from html.parser import HTMLParser
from math import nan
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.report import (
    Bar,
    Bars,
    Cell,
    Facts,
    Head,
    Heat,
    HeatMap,
    LineChart,
    ReportPage,
    Series,
    Table,
    Tone,
    Words,
    tone_of,
)
from gridwatch.files.report.axis import day_marks, number_marks
from gridwatch.files.report.page_html import report_page_html, report_pictures

EVIL = "<script>alert(1)</script>\"'&\x00\x1f"
DAYS = tuple(date(2024, 1, 1) + timedelta(number) for number in range(400))


def page(values: tuple[float | None, ...], text: str = "Name") -> ReportPage:
    return ReportPage(
        text,
        text,
        (
            Facts(text, ((text, Cell(text, Tone.RISING, strong=True)),)),
            LineChart(
                text,
                DAYS[: len(values)],
                (Series(text, values, filled=True), Series(text, values)),
                lambda value: f"{value:g} {text}",
                lambda day: f"{day} {text}",
                text,
            ),
            Bars(text, (Bar(text, -0.5, text, 0.25), Bar(text, None, text)), toned=True, note=text),
            HeatMap(text, (text, text), ((text, (Heat(0.1, text), Heat(nan, text))),), text),
            Table(text, (Head(text), Head(text, True)), ((Cell(text), Cell(text)),),
                  (Cell(text), Cell(text)), text),
            Words(text, (text,)),
        ),
        text,
        text,
    )  # fmt: skip


class Reader(HTMLParser):
    """Notes the elements and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags = set[str]()
        self.addresses = list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            if name in {"src", "href", "action", "data", "xlink:href"}:
                self.addresses.append(value or "")


def test_nothing_gets_out_of_its_place_and_nothing_is_fetched() -> None:
    html = report_page_html(page((1.0, 2.0), EVIL))
    reader = Reader()
    reader.feed(html)
    assert not reader.tags & {"script", "img", "link", "iframe", "object", "a", "base"}
    assert reader.addresses == []
    assert "url(" not in html
    assert "@import" not in html
    assert "\x00" not in html
    assert "<script" not in html
    assert html.count("http") == html.count("http-equiv") + html.count("http://www.w3.org/2000/svg")


def test_every_picture_is_whole_xml() -> None:
    for picture in report_pictures(page((1.0, nan, 3.0), EVIL)):
        root = fromstring(picture.svg)  # noqa: S314 - written by the line above
        assert root.get("width") == str(picture.width)


def test_pictures_can_stand_beside_the_page() -> None:
    told = page((1.0, 2.0))
    html = report_page_html(told, lambda number, _: f'<img src="chart-{number}">')
    assert "<svg" not in html
    assert html.count("<img") == len(report_pictures(told)) == 2


def test_an_unknown_stretch_is_a_gap_in_the_line() -> None:
    known = report_pictures(page((1.0, 2.0, 3.0, 4.0)))[0].svg
    gap = report_pictures(page((1.0, 2.0, nan, None, 3.0, 4.0)))[0].svg
    assert known.count("<polyline") == 2  # one of each series
    assert gap.count("<polyline") == 4


def test_an_area_is_filled_only_down_to_zero() -> None:
    assert "<polygon" not in report_pictures(page((101.0, 105.0)))[0].svg
    assert "<polygon" in report_pictures(page((0.0, 105.0)))[0].svg


def test_a_line_of_many_days_stays_small() -> None:
    days = tuple(date(1990, 1, 1) + timedelta(number) for number in range(12_000))
    values = tuple(float(number % 97) for number in range(12_000))
    chart = LineChart("x", days, (Series("x", values),), str, str)
    (picture,) = report_pictures(ReportPage("x", "x", (chart,)))
    assert len(picture.svg) < 60_000


def test_signs_are_told_by_colours_of_the_page() -> None:
    told = ReportPage(
        "x", "x", (HeatMap("x", ("a", "b"), (("y", (Heat(0.1, "+"), Heat(-0.1, "-"))),)),),
        rising="#ff0000", falling="#00ff00",
    )  # fmt: skip
    html = report_page_html(told)
    assert html.index("#ff8c8c") < html.index("#8cff8c")
    with pytest.raises(ValueError, match="not a colour"):
        report_page_html(ReportPage("x", "x", (Bars("x", (Bar("b", 1.0, ""),), toned=True),),
                                    rising='red"/><script>'))  # fmt: skip
    assert [tone_of(each) for each in (1.0, -1.0, 0.0, nan, None)] == [
        Tone.RISING, Tone.FALLING, Tone.PLAIN, Tone.FAINT, Tone.FAINT,
    ]  # fmt: skip


@given(
    st.lists(st.none() | st.floats(-1e12, 1e12) | st.just(nan), max_size=30),
    st.text(max_size=10),
)
@settings(max_examples=50)
def test_any_values_and_words_make_a_page(values: list[float | None], text: str) -> None:
    told = page(tuple(values), text)
    assert report_page_html(told).endswith("</html>\n")
    for picture in report_pictures(told):
        root = fromstring(picture.svg)  # noqa: S314 - written by the line above
        values_told = {each for one in root.iter() for each in one.attrib.values()}
        assert not any("nan" in each or "inf" in each for each in values_told)


@given(st.floats(-1e9, 1e9), st.floats(0, 1e9))
@settings(max_examples=60)
def test_marks_span_the_values_in_even_steps(least: float, room: float) -> None:
    marks = number_marks(least, least + room)
    assert 2 <= len(marks) <= 12
    slack = 1e-8 * (marks[1] - marks[0]) + 1e-9 * max(abs(least), abs(least + room))
    assert marks[0] <= least + slack
    assert marks[-1] >= least + room - slack


def test_day_marks_begin_months_quarters_or_years() -> None:
    assert [DAYS[each].isoformat() for each in day_marks(DAYS[:100])] == [
        "2024-02-01", "2024-03-01", "2024-04-01",
    ]  # fmt: skip
    decades = tuple(date(1990, 1, 1) + timedelta(7 * number) for number in range(1500))
    marks = day_marks(decades)
    assert 4 <= len(marks) <= 8
    assert day_marks(DAYS[:3]) == [0, 1, 2]
