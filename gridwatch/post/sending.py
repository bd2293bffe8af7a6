"""Sends a letter through Apprise and tells what came of it by a code.

A room beside `feeds`: both talk to the network, neither knows the other or what is stored. The
window's process can't reach it; Apprise, which brings requests and 150 services, is imported with
the first letter. Its own log is kept from ours, as it may name the address.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from gridwatch.domain.channel_address import kind_of
from gridwatch.domain.letter import Failure, Letter, failure_of_status
from gridwatch.domain.problem import Problem

if TYPE_CHECKING:
    from apprise import AppriseAsset, NotifyBase

_STATUS = re.compile(r"error=(\d{3})\b")


def send(address: str, letter: Letter) -> str:
    """Send a letter; return "" where the service has taken it, else the code of a failure.

    May take a minute: the services have their own patience. Never raises, never tells the address.
    """
    try:
        return _sent(address, letter)
    except Exception as error:  # noqa: BLE001 - a service's plugin may fail in any way
        logging.getLogger(__name__).warning("a letter failed: %s", type(error).__name__)
        return Failure.REFUSED


def check_address(address: str) -> None:
    """Raise Problem where Apprise could not send to an address; asks nobody."""
    kind = kind_of(address)
    if _service(address, _asset()) is None:
        raise Problem(
            "channel_unsupported",
            "No service is known for this address ({kind}), or a part of it is missing. Compare it"
            " with the examples of its service.",
            kind=kind,
        )


def _sent(address: str, letter: Letter) -> str:
    from apprise import Apprise, NotifyFormat

    asset = _asset()
    service = _service(address, asset)
    if service is None:
        return Failure.ADDRESS
    post = Apprise(asset=asset)
    post.add(service)
    said = list[str]()
    taken = post.notify(
        title=letter.title,
        body=letter.body,
        body_format=NotifyFormat.TEXT,
        log_callback=lambda entry, _service: said.append(str(entry)),
        log_level=logging.WARNING,
    )
    return Failure.NONE if taken else _failure(said)


def _failure(said: list[str]) -> str:
    """Read the kind of a failure out of what Apprise has logged; the words themselves are lost."""
    text = " ".join(said)
    status = _STATUS.search(text)
    if status is not None:
        return failure_of_status(int(status[1]))
    if re.search(r"connection|socket|connect", text, re.IGNORECASE):
        return Failure.OFFLINE
    return Failure.SLOW if re.search(r"time", text, re.IGNORECASE) else Failure.REFUSED


def _service(address: str, asset: AppriseAsset) -> NotifyBase | None:
    from apprise import Apprise

    _quieten()
    found: NotifyBase | None = Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
    return found


def _asset() -> AppriseAsset:
    """Describe ourselves: no picture of Apprise is linked to, and no plugin of the user is run."""
    from apprise import AppriseAsset

    return AppriseAsset(
        app_id="GridWatch",
        app_desc="GridWatch",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        async_mode=False,
        plugin_paths=[],
        # The thread that sends is ours, and so is the patience with it.
        service_timeout=0,
    )


def _quieten() -> None:
    """Keep out of every log what names addresses: below a warning they do it in full."""
    for name in ("apprise", "urllib3"):
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.setLevel(logging.WARNING)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
