"""Draw the application icon's PNGs from its two SVG drawings.

    python packaging/make_icons.py

`gridwatch.svg` is the mark; `gridwatch-small.svg` is the same with fewer lines, for sizes where the
mark would blur. Needs PySide6 with QtSvg and no display. The icons of actions stay SVG in one
colour; the window tints them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"

# Edge of the PNG in pixels -> the drawing that reads best there.
SIZES = {
    16: "gridwatch-small.svg",
    24: "gridwatch-small.svg",
    32: "gridwatch.svg",
    48: "gridwatch.svg",
    64: "gridwatch.svg",
    128: "gridwatch.svg",
    256: "gridwatch.svg",
}


def draw(drawing: Path, edge: int) -> QImage:
    """Draw an SVG on a transparent square of `edge` pixels.

    Raises ValueError where Qt cannot read the drawing.
    """
    renderer = QSvgRenderer(QByteArray(drawing.read_bytes()))
    if not renderer.isValid():
        raise ValueError(f"{drawing} is not an SVG that Qt can draw.")
    image = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, edge, edge))
    painter.end()
    return image


def main() -> int:
    """Write every size beside the drawings. Exit codes: 0 done, 1 a file could not be written."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication(sys.argv[:1])  # kept in a name: Qt needs it alive while it draws
    for edge, drawing in SIZES.items():
        target = ICONS / f"gridwatch-{edge}.png"
        if not draw(ICONS / drawing, edge).save(str(target)):
            print(f"{target} cannot be written: is the folder writable?", file=sys.stderr)
            return 1
        print(target.name)
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
