"""Ends the collector for certain, also where its loop hangs in a request."""

from __future__ import annotations

import os
import threading

from gridwatch.collector.inbox import Inbox
from gridwatch.feeds.feed import Feed


def end_when_closed(
    inbox: Inbox, feed: Feed, finished: threading.Event, grace: float = 2.0
) -> None:
    """End the process for certain once the input is closed, even inside a hung request.

    Runs in a daemon thread. The loop is given `grace` seconds to set `finished`; SQLite's files
    survive a hard exit.
    """
    inbox.closed.wait()
    feed.stop()
    if not finished.wait(grace):
        os._exit(0)
