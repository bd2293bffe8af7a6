"""The benches of the notes in small."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

import notes
from figures import Plan
from gridwatch.services.thesis.searching import search_notes
from gridwatch.store.database import open_user_reader
from note_words import LANGUAGES, Writer


def test_a_search_is_timed_at_every_key(tmp_path: Path) -> None:
    samples = notes.search(Plan(1, tmp_path), entries=12, evidence=40)
    assert len(samples.ours) == len(samples.yardstick) == 1
    assert samples.details["keys"] > 100
    assert min(samples.ours) > 0
    with closing(open_user_reader(tmp_path / "user.db")) as user:
        assert user.execute("SELECT count(*) FROM evidence").fetchone() == (40,)
        for text in ("the", "电网", "#grid"):
            assert search_notes(user, text)


def test_a_thesis_is_read_whole_or_it_is_no_figure(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    samples = notes.opening(Plan(1, tmp_path / "whole"), entries=2, evidence=100)
    assert min(samples.ours) > 0
    (tmp_path / "less").mkdir()
    with pytest.raises(ValueError, match="0 pieces"):
        notes.opening(Plan(1, tmp_path / "less"), entries=1, evidence=10)


def test_each_saving_is_another_text(tmp_path: Path) -> None:
    samples = notes.saving(Plan(2, tmp_path), entries=1, evidence=1, letters=500)
    assert len(samples.ours) == len(samples.yardstick) == 2
    with closing(open_user_reader(tmp_path / "user.db")) as user:
        versions = user.execute("SELECT max(version) FROM entry").fetchone()
    assert versions == (4,)  # one more run goes before those that count


def test_the_texts_are_the_same_at_each_run() -> None:
    one, other = Writer(3), Writer(3)
    for language in LANGUAGES:
        assert one.entry(language, 300) == other.entry(language, 300)
