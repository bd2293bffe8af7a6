"""Where a link in a note leads: outside, to a company, to a claim, or nowhere and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from gridwatch.domain.problem import Problem

LONGEST_LINK = 2000
_UNFIT = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.\-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")


class Way(StrEnum):
    """Where a link leads."""

    OUTSIDE = "outside"
    COMPANY = "company"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Lead:
    """A link that can be followed: `target` is an address, a symbol, or the id of a claim.

    `host` is the part of an address that says whose it is, as it stands there; letters of other
    scripts are written in Punycode, so that none can pass for another.
    """

    way: Way
    target: str
    host: str = ""


def lead_of(target: str) -> Lead:
    """Return where a link leads; raises Problem for one that is never followed."""
    scheme, colon, rest = target.partition(":")
    scheme = scheme.strip().lower()
    if scheme == "company" and colon and rest:
        return Lead(Way.COMPANY, rest.upper())
    if scheme == "claim" and rest.isascii() and rest.isdigit() and len(rest) < 16:
        return Lead(Way.CLAIM, rest)
    if scheme == "claim" and colon:
        raise Problem(
            "link_claim", "The claim that this link led to is in another profile, or gone."
        )
    if scheme not in {"http", "https"}:
        if colon and re.fullmatch(r"[a-z][a-z0-9+.\-]*", scheme):
            raise Problem(
                "link_scheme",
                "Links to “{scheme}:” are never opened: they could read or start something on this"
                " computer. Only http and https are.",
                scheme=scheme[:40],
            )
        raise _no_address(target)
    return _outside(target.strip())


def _outside(address: str) -> Lead:
    if _UNFIT.search(address) or len(address) > LONGEST_LINK:
        raise _no_address(address)
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port  # raises where it is none
        plain = host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise _no_address(address) from error
    shown = f"[{plain}]" if ":" in plain else plain
    if not _HOST.fullmatch(shown):
        raise _no_address(address)
    around = parts.netloc.rpartition("@")[2]
    port = re.search(r":\d+$", around)
    netloc = shown + (port[0] if port else "")
    return Lead(Way.OUTSIDE, parts._replace(netloc=netloc).geturl(), netloc)


def _no_address(target: str) -> Problem:
    return Problem(
        "link_unreadable",
        "“{text}” is no web address, so it is not opened.",
        text="".join(each if each.isprintable() else "�" for each in target[:80]),
    )
