"""What the user chose: every setting declared once, with its values and default."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from gridwatch.domain.problem import Problem

LANGUAGES = ("system", "en", "de", "zh_CN")
THEMES = ("system", "light", "dark")
RISING = ("auto", "green", "red")
CURRENCIES = ("CNY", "USD", "EUR", "CHF", "GBP", "HKD", "JPY", "KRW", "DKK", "INR")
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "language": LANGUAGES,
    "theme": THEMES,
    "rising": RISING,
    "base_currency": CURRENCIES,
}


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings; each field is stored under its own name.

    `rising`: the colour of a rise, "auto" takes red where the language is Chinese.
    `refresh_seconds`: how often quotes are asked for while an exchange is open.
    """

    language: str = "system"
    theme: str = "system"
    rising: str = "auto"
    base_currency: str = "CNY"
    refresh_seconds: int = 60
    notifications: bool = True
    sound: bool = True


def preferences_of(stored: Mapping[str, str]) -> Preferences:
    """Return the preferences from stored text; what can't be read keeps its default."""
    chosen: dict[str, object] = {}
    for each in fields(Preferences):
        text = stored.get(each.name)
        if text is None:
            continue
        try:
            chosen[each.name] = read_choice(each.name, text)
        except Problem:
            continue  # an older or newer version wrote it; the default is safe
    return Preferences(**chosen)  # type: ignore[arg-type]  # checked field by field


def read_choice(name: str, text: str) -> str | int | bool:
    """Read one setting from text, or raise Problem where it is not one of its values."""
    default = getattr(Preferences(), name, None)
    if isinstance(default, bool) and text in {"0", "1"}:
        return text == "1"
    # Not str.isdigit: it takes "²", and int() takes neither that nor five thousand digits.
    number = re.fullmatch(r"[0-9]{1,9}", text)
    if isinstance(default, int) and not isinstance(default, bool) and number:
        return max(15, min(3600, int(text)))
    if isinstance(default, str) and text in ALLOWED[name]:
        return text
    raise Problem("setting_value", "“{text}” is not a value of {name}.", text=text, name=name)


def text_of(value: str | int | bool) -> str:
    """Return a setting's value as it is stored."""
    return str(int(value)) if isinstance(value, bool) else str(value)
