"""GridWatch: a desktop portfolio tracker for the makers of grid equipment."""

from __future__ import annotations

__version__ = "0.1.0"
