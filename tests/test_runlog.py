"""The log of a run: in the profile, in one file for each kind of process."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from gridwatch.app import keep_log
from gridwatch.places import Profile
from gridwatch.runlog import log_to_file


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    for each in [each for each in root.handlers if each not in handlers]:
        root.removeHandler(each)
        each.close()
    root.setLevel(level)


def test_what_happens_is_written_into_the_profile(tmp_path: Path) -> None:
    log_to_file(Profile(tmp_path / "mine"), "command.log")
    logging.getLogger("gridwatch.test").info("it began")
    logging.getLogger("gridwatch.test").debug("and thought")
    said = (tmp_path / "mine" / "logs" / "command.log").read_text("utf-8")
    assert "INFO gridwatch.test: it began" in said
    assert "thought" not in said


def test_a_window_goes_on_where_no_log_can_be_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be", "utf-8")
    keep_log(Profile(tmp_path))
    assert "no log can be kept" in caplog.text
