"""What the collector loads before it needs it."""

from __future__ import annotations

import subprocess
import sys


def test_nothing_of_the_stream_is_loaded_before_there_is_one() -> None:
    program = (
        "import sys\n"
        "import gridwatch.collector.command, gridwatch.feeds.yahoo.feed\n"
        "heavy = {'websockets', 'google.protobuf', 'yfinance', 'pandas', 'curl_cffi',\n"
        " 'apprise', 'keyring', 'requests'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    assert answer.stdout.strip() == "[]"
