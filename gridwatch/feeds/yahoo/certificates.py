"""Which certificates curl trusts, from the environment, under a path that curl can open."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

# The order in which curl_cffi's session and its handle look; any one of them is enough.
VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")


def chosen_bundle(environment: Mapping[str, str]) -> str | None:
    """Return the certificate file that the environment names, None where none of them exists."""
    named = (environment.get(each, "").strip() for each in VARIABLES)
    return next((each for each in named if each and Path(each).is_file()), None)


def openable(bundle: str, folders: Iterable[str]) -> str:
    """Return `bundle`, or a copy in the first usable of `folders` where its path is not ASCII.

    On Windows curl_cffi encodes the path in the ANSI code page, strictly, so a Chinese user name on
    a Western Windows ends every request (curl_cffi#584, PR#647). The caller deletes the copy with
    the folder that holds it. Where no folder serves the path stays as it is.
    """
    if bundle.isascii():
        return bundle
    for folder in folders:
        if folder.isascii() and Path(folder).is_dir():
            try:
                private = tempfile.mkdtemp(prefix="gridwatch-ca-", dir=folder)
                return shutil.copyfile(bundle, str(Path(private) / "ca.pem"))
            except OSError:
                continue  # not writable: the next may be
    return bundle


def copy_folders(environment: Mapping[str, str]) -> list[str]:
    """Return folders that may take a copy: the temporary one, then those that all users share."""
    shared = (environment.get(each, "") for each in ("PUBLIC", "PROGRAMDATA"))
    return [tempfile.gettempdir(), *(each for each in shared if each)]
