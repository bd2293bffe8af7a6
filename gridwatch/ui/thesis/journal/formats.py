"""How each kind of stretch of Markdown looks in the editor."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QColor, QFont, QFontDatabase, QTextCharFormat

from gridwatch.domain.thesis.markdown import Kind
from gridwatch.ui.appearance import Tones
from gridwatch.ui.strips import mixed

# How much larger headings of each level are than text.
HEADING_SIZES = (1.5, 1.3, 1.15, 1.05, 1.0, 1.0)


def fixed_font(font: QFont) -> QFont:
    """Return a font whose letters are all of one width, with the families of `font` behind it."""
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    chosen = QFont(font)
    families = [each for each in font.families() if "CJK" in each or "PingFang" in each]
    chosen.setFamilies(["Noto Sans Mono CJK SC", fixed.family(), *families])
    chosen.setStyleHint(QFont.StyleHint.Monospace)
    return chosen


def formats_of(tones: Tones, font: QFont) -> Mapping[Kind, QTextCharFormat]:
    """Return the formats of an appearance, but for headings."""
    fixed = fixed_font(font)
    shaded = mixed(tones.text, tones.base, 0.07)
    return {
        Kind.MARK: _coloured(tones.faint),
        Kind.PLAIN: QTextCharFormat(),
        Kind.STRONG: _bold(),
        Kind.EMPHASIS: _slanted(),
        Kind.STRIKE: _struck(tones.muted),
        Kind.CODE: _fixed(fixed, ground=shaded),
        Kind.QUOTE: _coloured(tones.muted),
        Kind.BULLET: _coloured(tones.accent, bold=True),
        Kind.BOX: _fixed(fixed, colour=tones.accent),
        Kind.DONE: _struck(tones.muted),
        Kind.TABLE: _fixed(fixed),
        Kind.LINK: _coloured(tones.accent),
        Kind.PICTURE: _chip(tones),
        Kind.KEPT: _tiny(tones),
        Kind.COMPANY: _chip(tones),
        Kind.CLAIM: _chip(tones, colour=tones.target),
    }


def heading_format(level: int, font: QFont) -> QTextCharFormat:
    """Return the format of a heading of a level from 1 to 6."""
    made = _bold()
    made.setFontPointSize(round(font.pointSizeF() * HEADING_SIZES[level - 1], 1))
    return made


def _coloured(colour: str, *, bold: bool = False) -> QTextCharFormat:
    made = _bold() if bold else QTextCharFormat()
    made.setForeground(QColor(colour))
    return made


def _bold() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontWeight(QFont.Weight.Bold)
    return made


def _slanted() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontItalic(True)
    return made


def _struck(colour: str) -> QTextCharFormat:
    made = _coloured(colour)
    made.setFontStrikeOut(True)
    return made


def _fixed(font: QFont, colour: str = "", ground: str = "") -> QTextCharFormat:
    made = _coloured(colour) if colour else QTextCharFormat()
    made.setFontFamilies(font.families())
    made.setFontFixedPitch(True)
    if ground:
        made.setBackground(QColor(ground))
    return made


def _tiny(tones: Tones) -> QTextCharFormat:
    """Return the format of what is there for the program only: hardly any room is given to it."""
    made = _coloured(tones.faint)
    made.setFontPointSize(1)
    return made


def _chip(tones: Tones, colour: str = "") -> QTextCharFormat:
    """Return the format of what stands for something else: a picture, a company, a claim."""
    tone = colour or tones.accent
    made = _coloured(tone)
    made.setBackground(QColor(mixed(tone, tones.base, 0.14)))
    return made
