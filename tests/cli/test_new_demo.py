"""A new demo has a ledger before anybody sees it; a real profile never gets one."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from gridwatch.cli.new_demo import make_demo, make_for_window
from gridwatch.places import Profile, resources
from gridwatch.services.profiles import open_profile
from gridwatch.store.user.accounts import all_accounts


def clock() -> datetime:
    return datetime(2026, 7, 20, 9, tzinfo=UTC)


def names(profile: Profile) -> list[str]:
    with closing(open_profile(profile, resources(), "en")) as user:
        return [each.name for each in all_accounts(user).values()]


def test_a_new_demo_has_a_ledger_in_the_language_of_its_start(tmp_path: Path) -> None:
    demo = Profile(tmp_path / "demo", simulated=True)
    make_demo(demo, resources(), "zh_CN", clock)
    assert "员工持股" in names(demo)


def test_a_demo_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    demo = Profile(tmp_path / "demo", simulated=True)
    assert names(demo) == []
    make_demo(demo, resources(), "en", clock)
    assert names(demo) == []


def test_a_real_profile_gets_no_ledger(tmp_path: Path) -> None:
    profile = Profile(tmp_path / "real")
    make_demo(profile, resources(), "en", clock)
    assert not profile.user_db.exists()


def test_the_window_finds_the_demo_made_and_a_place_that_can_t_be_is_left_to_it(
    tmp_path: Path,
) -> None:
    demo = Profile(tmp_path / "demo", simulated=True)
    make_for_window(demo, "de")
    assert "Mitarbeiteraktien" in names(demo)
    (tmp_path / "file").write_text("")
    make_for_window(Profile(tmp_path / "file" / "demo", simulated=True), "de")
