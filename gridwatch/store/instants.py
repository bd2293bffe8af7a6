"""How instants and dates are written in SQLite: ISO 8601, instants in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime


def instant_text(instant: datetime) -> str:
    """Return an aware instant as sortable UTC text with microseconds; ValueError if naive."""
    if instant.tzinfo is None:
        raise ValueError(f"an instant without a zone: {instant}")
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def instant_of(text: str) -> datetime:
    """Read what `instant_text` wrote."""
    return datetime.fromisoformat(text)


def maybe_instant(text: str | None) -> datetime | None:
    """Read an instant that may be missing."""
    return None if text is None else datetime.fromisoformat(text)


def maybe_date(text: str | None) -> date | None:
    """Read a date that may be missing."""
    return None if text is None else date.fromisoformat(text)
