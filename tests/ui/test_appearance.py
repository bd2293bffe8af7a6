"""Colours that can be read, and a theme that reaches every widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QPalette

from gridwatch.ui.appearance import (
    DARK,
    LIGHT,
    Tones,
    apply_theme,
    reading_font,
    style_sheet,
    system_is_dark,
    tones_for,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# Windows of other tests that Python still holds are given each theme as well.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2, 1 to 21."""

    def light(colour: str) -> float:
        parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
        linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
                  for each in parts]  # fmt: skip
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["text", "muted", "rise", "fall", "warn", "accent", "target"])
def test_what_is_read_stands_out_from_every_ground(tones: Tones, name: str) -> None:
    for ground in (tones.base, tones.raised, tones.hover, tones.chosen):
        assert contrast(getattr(tones, name), ground) >= 4.4, (name, ground)


def test_a_rise_is_red_in_chinese_and_where_it_was_chosen() -> None:
    assert tones_for("light", "auto", "en", system_dark=False).rise == LIGHT.rise
    assert tones_for("light", "auto", "zh_CN", system_dark=False).rise == LIGHT.fall
    assert tones_for("dark", "red", "en", system_dark=False).rise == DARK.fall
    assert tones_for("dark", "green", "zh_CN", system_dark=False).fall == DARK.fall


def test_the_desktop_decides_only_where_it_was_asked() -> None:
    assert tones_for("system", "auto", "en", system_dark=True).dark
    assert not tones_for("light", "auto", "en", system_dark=True).dark


def test_a_theme_reaches_palette_and_style(qapp: QApplication) -> None:
    for theme, tones in (("dark", DARK), ("light", LIGHT)):
        apply_theme(qapp, theme)
        assert qapp.palette().color(QPalette.ColorRole.Base).name() == tones.base
        assert qapp.styleSheet() == style_sheet(tones)
    apply_theme(qapp, "system")
    expected = DARK if system_is_dark(qapp) else LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == expected.base


def test_choosing_a_font_twice_changes_nothing_more(qapp: QApplication) -> None:
    once = reading_font(qapp.font())
    assert reading_font(once).families()[0] == once.families()[0]
