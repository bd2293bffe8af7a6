"""Pictures of the window: right in size, not blank, in both themes and all languages."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from gridwatch.domain.problem import Problem
from gridwatch.places import resources
from gridwatch.services.overview import nearest_first
from gridwatch.services.profiles import open_profile, overview_of
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.firing_log import LogQuery, log_page
from gridwatch.store.user.watchlists import all_watchlists
from gridwatch.ui.appearance import DARK, LIGHT
from gridwatch.ui.look import look_now
from gridwatch.ui.snapshot import Scene, Shot, charted, render, write

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gridwatch.places import Profile
    from gridwatch.ui.snapshot import Charted

SIZE = QSize(1280, 800)


def colours(image: QImage) -> dict[str, int]:
    counted: dict[str, int] = {}
    for y in range(0, image.height(), 4):
        for x in range(0, image.width(), 4):
            name = QColor(image.pixel(x, y)).name()
            counted[name] = counted.get(name, 0) + 1
    return counted


@pytest.mark.parametrize(
    ("theme", "language"), [("light", "en"), ("dark", "zh_CN"), ("light", "de")]
)
def test_the_picture_has_its_size_and_is_not_blank(
    app: QApplication, filled: Profile, tmp_path: Path, theme: str, language: str
) -> None:
    out = tmp_path / "window.png"
    render(filled, out, SIZE, theme, language)
    image = QImage(str(out))
    assert image.size() == SIZE
    counted = colours(image)
    tones = DARK if theme == "dark" else LIGHT
    sampled = sum(counted.values())
    assert counted.get(tones.base, 0) > sampled * 0.3  # the ground of table and chart
    assert len(counted) > 60  # text, bars, a line: a blank window has a handful of colours
    lower = colours(image.copy(0, 520, 700, 220))
    assert len(lower) > 20  # the chart is drawn
    assert not list(tmp_path.glob("*.part"))


def test_the_same_profile_gives_different_pictures_by_language(
    app: QApplication, filled: Profile, tmp_path: Path
) -> None:
    pictures = []
    for language in ("en", "zh_CN"):
        out = tmp_path / f"{language}.png"
        render(filled, out, QSize(900, 600), "light", language)
        pictures.append(QImage(str(out)))
    assert pictures[0] != pictures[1]


def test_it_neither_reads_nor_writes_the_remembered_layout(
    app: QApplication, filled: Profile, tmp_path: Path
) -> None:
    filled.layout.write_text("nonsense")
    render(filled, tmp_path / "window.png", QSize(640, 480), "light", "en")
    assert filled.layout.read_text() == "nonsense"


def test_a_new_profile_has_a_picture_too(app: QApplication, tmp_path: Path) -> None:
    from gridwatch.places import Profile

    out = tmp_path / "window.png"
    render(Profile(tmp_path / "new"), out, QSize(640, 480), "light", "en")
    assert QImage(str(out)).size() == QSize(640, 480)


@pytest.mark.parametrize("size", [QSize(319, 240), QSize(320, 239), QSize(7681, 800), QSize(0, 0)])
def test_a_size_out_of_range_is_refused(
    app: QApplication, filled: Profile, tmp_path: Path, size: QSize
) -> None:
    with pytest.raises(Problem, match="can't be made") as caught:
        render(filled, tmp_path / "window.png", size, "light", "en")
    assert caught.value.code == "picture_size"
    assert not list(tmp_path.glob("*.png"))


def test_a_place_that_cannot_be_written_is_refused(
    app: QApplication, filled: Profile, tmp_path: Path
) -> None:
    for out in (tmp_path / "missing" / "window.png", tmp_path):
        with pytest.raises(Problem, match="can't be written") as caught:
            render(filled, out, SIZE, "light", "en")
        assert caught.value.code == "picture_unwritable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only there are files that are no files")
def test_only_a_file_gives_way_to_the_picture(
    app: QApplication, filled: Profile, tmp_path: Path
) -> None:
    pipe, link = tmp_path / "pipe.png", tmp_path / "link.png"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for out in (pipe, link):
        with pytest.raises(Problem, match="can't be written"):
            render(filled, out, SIZE, "light", "en")
        with pytest.raises(Problem, match="can't be written"):
            write(QImage(SIZE, QImage.Format.Format_RGB32), out)
    assert pipe.is_fifo()
    assert link.is_symlink()


def test_a_link_stays_and_the_picture_is_what_it_points_at(tmp_path: Path) -> None:
    link, real = tmp_path / "link.png", tmp_path / "real.png"
    real.write_text("older")
    try:
        link.symlink_to(real)
    except OSError:
        pytest.skip("this system lets nobody make links")
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    image.fill(0)
    write(image, link)
    assert link.is_symlink()
    assert QImage(str(real)).size() == SIZE


@pytest.mark.parametrize("name", ["window", "window.jpg", "notes.txt"])
def test_a_name_of_no_picture_is_refused(
    app: QApplication, filled: Profile, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(Problem, match=r"End it in \.png") as caught:
        render(filled, tmp_path / name, SIZE, "light", "en")
    assert caught.value.code == "picture_name"
    assert (tmp_path / name).read_text() == "mine"


def test_a_chart_alone_is_drawn_as_it_was_asked_for(
    app: QApplication, filled: Profile, tmp_path: Path
) -> None:
    pictures = []
    symbol = primary_of(filled, 1)
    for number, shot in enumerate(
        (
            Shot(alone=True, company=symbol),
            Shot(alone=True, company=symbol.lower(), style="area", cap=True),
            Shot(alone=True, company=symbol, compared=(primary_of(filled, 2),)),
            Shot(alone=True, company=symbol, since=date(2026, 1, 5), studies=("rsi",)),
        )
    ):
        out = tmp_path / f"{number}.png"
        render(filled, out, QSize(900, 600), "light", "en", shot)
        pictures.append(QImage(str(out)))
    assert {each.size().toTuple() for each in pictures} == {(900, 600)}
    assert all(one != other for one, other in pairwise(pictures))
    assert all(len(colours(each)) > 15 for each in pictures)


def primary_of(profile: Profile, place: int) -> str:
    user = open_profile(profile, resources(), "en")
    companies, lists = all_companies(user), all_watchlists(user)
    user.close()
    return companies[lists[0].companies[place]].primary


@pytest.mark.parametrize(
    ("shot", "code"),
    [
        (Shot(company="NOPE"), "picture_company"),
        (Shot(range="7W"), "setting_value"),
        (Shot(studies=("magic",)), "setting_value"),
        (Shot(compared=("NOPE",)), "picture_compared"),
        (Shot(figures=("no_such_key",)), "picture_figures"),
        (Shot(compared=("segment:nothing like it",)), "picture_compared"),
        (Shot(since=date(2999, 1, 1)), "picture_since"),
        (Shot(since=date(2999, 1, 1), size="1mo"), "picture_since"),
    ],
)
def test_what_a_chart_does_not_know_is_refused(
    app: QApplication, filled: Profile, tmp_path: Path, shot: Shot, code: str
) -> None:
    with pytest.raises(Problem) as caught:
        render(filled, tmp_path / "window.png", SIZE, "light", "en", shot)
    assert caught.value.code == code
    assert not list(tmp_path.glob("*.png"))


def test_a_day_within_the_last_month_is_not_too_late(
    app: QApplication, filled: Profile, tmp_path: Path
) -> None:
    symbol = primary_of(filled, 1)
    shown = shown_of(app, filled, Shot(company=symbol))
    assert shown is not None
    series = shown.series
    assert series is not None
    assert series.last is not None
    last = date(1970, 1, 1) + timedelta(days=series.last.day)
    shot = Shot(company=symbol, size="1mo", since=last, alone=True)
    render(filled, tmp_path / "month.png", SIZE, "light", "en", shot)
    with pytest.raises(Problem, match=last.isoformat()):
        shown_of(app, filled, Shot(company=symbol, since=last + timedelta(days=1)))


def test_what_is_compared_may_be_written_in_small_letters(
    app: QApplication, filled: Profile
) -> None:
    other = primary_of(filled, 2)
    shown = shown_of(app, filled, Shot(company=primary_of(filled, 1), compared=(other.lower(),)))
    assert shown is not None
    assert shown.series is not None
    assert [each.key for each in shown.series.compared] == [other]


def test_without_bars_of_a_size_the_chart_is_that_of_the_nearest_company(
    app: QApplication, filled: Profile
) -> None:
    shown = shown_of(app, filled, Shot(size="5m"))
    assert shown is not None
    assert shown.series is None
    user = open_profile(filled, resources(), "en")
    nearest = nearest_first(overview_of(filled, user, datetime.now(UTC)))[0]
    user.close()
    assert shown.view.company == nearest.company


def shown_of(app: QApplication, profile: Profile, shot: Shot) -> Charted | None:
    user = open_profile(profile, resources(), "en")
    try:
        overview = overview_of(profile, user, datetime.now(UTC))
        look = look_now(app, overview.preferences, "en", "light")
        page = log_page(user, LogQuery(), 10)
        return charted(Scene(profile, overview, page, look), user, shot)
    finally:
        user.close()
