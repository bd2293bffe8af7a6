"""The command `doctor`: everything that can be wrong, looked at without changing anything."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from gridwatch import __version__
from gridwatch.cli.call import Answer, Call, Exit, marked
from gridwatch.cli.documents import instant, trouble_documents
from gridwatch.cli.feeds import feed_of
from gridwatch.cli.tables import Column, table
from gridwatch.cli.troubles import stored_troubles, trouble_lines
from gridwatch.cli.voice import translate
from gridwatch.cli.windowing import look_at_display, window_lock_held
from gridwatch.collector.turns import is_held
from gridwatch.domain.trouble import Trouble
from gridwatch.feeds.feed import FeedTrouble
from gridwatch.places import ENVIRONMENT
from gridwatch.services.profiles import market_reader
from gridwatch.store.database import Kind, migrations, version_of
from gridwatch.store.market.instruments import all_instruments

PACKAGES = (
    "PySide6-Essentials",
    "numpy",
    "yfinance",
    "websockets",
    "curl_cffi",
    "pandas",
    "filelock",
    "apprise",
    "keyring",
)
VARIABLES = (
    "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY",
    "no_proxy", "SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "QT_QPA_PLATFORM",
    ENVIRONMENT,
)  # fmt: skip
PROBE = "USDCNY=X"
_PASSWORD = re.compile(r"(?<=//)[^/@]*@")


@dataclass(frozen=True, slots=True)
class FileState:
    """One file of the profile; `state` is ok, missing, damaged, newer, old or unreadable."""

    name: str
    path: str
    bytes: int | None
    state: str
    detail: str = ""


def doctor(call: Call) -> Answer:
    """Look at everything; the exit code is 3 where a file can't be used, 1 where nobody answers."""
    files = [
        _file_state(call.profile.user_db, Kind.USER),
        _file_state(call.profile.market_db, Kind.MARKET),
    ]
    usable = files[1].state == "ok"
    last = _last_fetched(call) if usable else None
    troubles = stored_troubles(call) if usable else []
    online = _online(call) if call.asked.online else None
    document = {
        "version": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {each: _version(each) for each in PACKAGES},
        "profile": {
            "path": str(call.profile.root),
            "simulated": call.profile.simulated,
            "named_by": _named_by(call),
        },
        "files": [asdict(each) for each in files],
        "locks": _locks(call),
        "display": asdict(look_at_display()),
        "last_success": instant(last),
        "troubles": trouble_documents(troubles),
        "environment": {each: _shown(os.environ[each]) for each in VARIABLES if each in os.environ},
        "online": online,
    }
    text = marked(call.profile, _text(call, document, troubles, last))
    return Answer(document, text, _exit_code(files, online))


def _exit_code(files: Iterable[FileState], online: Mapping[str, Any] | None) -> Exit:
    if any(each.state in {"damaged", "newer", "unreadable"} for each in files):
        return Exit.FILE
    return Exit.UNDONE if online is not None and not online["reachable"] else Exit.FINE


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _named_by(call: Call) -> str:
    if call.asked.profile is not None:
        return "--profile"
    return ENVIRONMENT if os.environ.get(ENVIRONMENT, "").strip() else "default"


def _shown(value: str) -> str:
    """Leave names and passwords out of an address, so that the text can be sent to somebody."""
    return _PASSWORD.sub("…@", value)


def _file_state(path: Path, kind: Kind) -> FileState:
    """Look at a database through a reader, so that nothing is migrated or made."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return FileState(path.name, str(path), None, "missing")
    except OSError as error:
        return FileState(path.name, str(path), None, "unreadable", str(error))
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            state, detail = _verdict(connection, kind)
    except sqlite3.OperationalError as error:
        state, detail = "unreadable", str(error)
    except sqlite3.DatabaseError as error:
        state, detail = "damaged", str(error)
    return FileState(path.name, str(path), size, state, detail)


def _verdict(connection: sqlite3.Connection, kind: Kind) -> tuple[str, str]:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        return "damaged", str(found)
    present, newest = version_of(connection), migrations(kind)[-1][0]
    detail = "" if present == newest else f"{present}, {newest}"
    return ("newer" if present > newest else "old" if present < newest else "ok"), detail


def _last_fetched(call: Call) -> datetime | None:
    with market_reader(call.profile) as market:
        known = list(all_instruments(market).values()) if market is not None else []
    return max((each.last_success for each in known if each.last_success), default=None)


def _locks(call: Call) -> list[dict[str, Any]]:
    window, collector = call.profile.window_lock, call.profile.collector_lock
    background = call.profile.background_lock
    return [
        {"name": "window", "path": str(window), "held": window_lock_held(window)},
        {"name": "collector", "path": str(collector), "held": is_held(collector)},
        {"name": "background", "path": str(background), "held": is_held(background)},
    ]


def _online(call: Call) -> dict[str, Any]:
    """Ask the source for one exchange rate."""
    feed = feed_of(call.profile, call.resources, call.clock)
    try:
        answer = feed.quotes((PROBE,))
    except FeedTrouble as trouble:
        return {"reachable": False, "detail": str(trouble)}
    finally:
        feed.stop()
    return {"reachable": True, "detail": ", ".join(str(each) for each in answer.troubles)}


def _text(
    call: Call, document: Mapping[str, Any], troubles: list[Trouble], last: datetime | None
) -> str:
    display: Mapping[str, Any] = document["display"]
    never = translate("Cli", "never")
    rows = [
        ("GridWatch", f"{document['version']}, Python {document['python']}", sys.executable),
        (translate("Cli", "System"), document["platform"], ""),
        *((each, number or "—", "") for each, number in document["packages"].items()),
        (translate("Cli", "Profile"), document["profile"]["named_by"], document["profile"]["path"]),
        *(_file_row(each) for each in document["files"]),
        *(_lock_row(each) for each in document["locks"]),
        (translate("Cli", "Display"), _yes(display["available"]), ""),
        ("Qt", _good(display["qt"]), display["detail"]),
        (translate("Cli", "Last fetched"), call.voice.phrases.moment(last) if last else never, ""),
        *((name, value, "") for name, value in document["environment"].items()),
    ]
    if document["online"] is not None:
        answered = document["online"]
        rows.append((translate("Cli", "Source"), _good(answered["reachable"]), answered["detail"]))
    columns = (Column(translate("Cli", "What")), Column(""), Column(""))
    return "\n".join((table(columns, rows), *trouble_lines(call, troubles)))


def _file_row(each: Mapping[str, Any]) -> tuple[str, str, str]:
    size = f"{each['bytes'] / 1e6:.1f} MB, " if each["bytes"] is not None else ""
    detail = f" ({each['detail']})" if each["detail"] else ""
    return each["name"], f"{size}{each['state']}{detail}", each["path"]


def _lock_row(each: Mapping[str, Any]) -> tuple[str, str, str]:
    held, free = translate("Cli", "held"), translate("Cli", "free")
    return f"{each['name']}.lock", held if each["held"] else free, each["path"]


def _yes(value: bool) -> str:
    return translate("Cli", "yes") if value else translate("Cli", "no")


def _good(value: bool) -> str:
    return translate("Cli", "works") if value else translate("Cli", "does not work")
