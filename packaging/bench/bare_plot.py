"""Yardstick: a window of pyqtgraph alone with one curve; it leaves when it is painted."""

from __future__ import annotations

import sys

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QApplication, QMainWindow

from bare_table import Leave

POINTS = 2_500


def main() -> int:
    """Show the window until it is painted."""
    app = QApplication(sys.argv)
    window = QMainWindow()
    plot = pg.PlotWidget(window)
    plot.plot(np.arange(POINTS), np.sin(np.arange(POINTS) / 90) + 2)
    plot.viewport().installEventFilter(Leave(window))
    window.setCentralWidget(plot)
    window.resize(1360, 860)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
