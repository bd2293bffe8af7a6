"""How far what is typed in an entry is stored."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """How far what is typed is stored; PARTED: somebody else has changed the entry as well."""

    STORED = "stored"
    TYPED = "typed"
    FAILED = "failed"
    TOO_LONG = "too_long"
    PARTED = "parted"
