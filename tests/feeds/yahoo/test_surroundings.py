"""What stands around the requests: certificates, the folder for cookies, yfinance's names."""

from __future__ import annotations

import inspect
import logging
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from gridwatch.feeds.feed import FeedTrouble
from gridwatch.feeds.yahoo.certificates import VARIABLES, chosen_bundle, copy_folders, openable
from gridwatch.feeds.yahoo.cookie_box import prepared
from gridwatch.places import Profile
from tests.feeds.yahoo.conftest import MakeFeed
from tests.yahoo_server import YahooServer, faults

ON_POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")


@pytest.mark.parametrize("name", VARIABLES)
def test_each_variable_alone_chooses_the_bundle(tmp_path: Path, name: str) -> None:
    bundle = tmp_path / "ca.pem"
    bundle.touch()
    assert chosen_bundle({name: str(bundle)}) == str(bundle)
    others = {each: str(tmp_path / "gone.pem") for each in VARIABLES if each != name}
    assert chosen_bundle({**others, name: str(bundle)}) == str(bundle)


def test_a_bundle_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert chosen_bundle({}) is None
    assert chosen_bundle({VARIABLES[0]: "", VARIABLES[1]: str(tmp_path)}) is None


def test_a_bundle_under_a_plain_path_is_used_where_it_is(tmp_path: Path) -> None:
    assert openable("/etc/ca.pem", [str(tmp_path)]) == "/etc/ca.pem"
    assert list(tmp_path.iterdir()) == []


def test_a_bundle_under_a_chinese_path_is_copied_to_the_first_folder_that_serves(
    tmp_path: Path,
) -> None:
    bundle = tmp_path / "用户" / "ca.pem"
    bundle.parent.mkdir()
    bundle.write_text("certificates")
    plain = tmp_path / "plain"
    plain.mkdir()
    copied = openable(str(bundle), [str(bundle.parent), str(tmp_path / "gone"), str(plain)])
    assert copied.isascii()
    assert Path(copied).is_relative_to(plain)
    assert Path(copied).read_text() == "certificates"


def test_where_no_folder_serves_the_path_stays(tmp_path: Path) -> None:
    assert openable("/用户/ca.pem", [str(tmp_path / "gone"), str(tmp_path)]) == "/用户/ca.pem"


def test_folders_that_all_users_share_come_after_the_temporary_one() -> None:
    folders = copy_folders({"PUBLIC": "C:\\Users\\Public", "PROGRAMDATA": ""})
    assert folders[1:] == ["C:\\Users\\Public"]


@ON_POSIX
def test_the_folder_for_cookies_is_private_even_where_it_was_not(tmp_path: Path) -> None:
    folder = tmp_path / "profile" / "yfinance"
    for _ in range(2):
        prepared(folder)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        folder.chmod(0o755)


def test_a_damaged_database_is_deleted_and_a_sound_one_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect(tmp_path / "tkr-tz.db")) as sound:
        sound.execute("CREATE TABLE kept (x)")
    (tmp_path / "cookies.db").write_bytes(b"this is no database at all" * 200)
    (tmp_path / "cookies.db-wal").write_bytes(b"x")
    prepared(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["tkr-tz.db"]
    assert "cookies.db" in caplog.text


def test_a_locked_database_is_kept(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "cookies.db")) as held:
        held.execute("CREATE TABLE kept (x)")
        held.execute("BEGIN EXCLUSIVE")
        prepared(tmp_path)
        assert (tmp_path / "cookies.db").is_file()


def test_a_folder_that_cannot_be_made_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    prepared(tmp_path / "file" / "yfinance")
    assert "cannot be used" in caplog.text


def test_quotes_come_although_the_cookies_on_disk_are_damaged(
    make_feed: MakeFeed, profile: Path
) -> None:
    folder = Profile(profile).source_cache
    folder.mkdir(parents=True)
    for name in ("cookies.db", "tkr-tz.db", "isin-tkr.db"):
        (folder / name).write_bytes(b"garbage" * 500)
    assert len(make_feed().quotes(["POWL"]).quotes) == 1


def test_quotes_come_although_cookies_cannot_be_stored(make_feed: MakeFeed, profile: Path) -> None:
    profile.parent.mkdir(exist_ok=True)
    profile.write_text("a file where the folder should be")
    assert len(make_feed().quotes(["POWL"]).quotes) == 1


def test_yfinance_says_nothing_on_the_streams(yahoo: YahooServer, tmp_path: Path) -> None:
    """Its warnings would go to stderr, and stdout belongs to the messages for the window."""
    yahoo.fault = faults.only(faults.hangs_up(), host="fc.yahoo.com")
    program = (
        "from pathlib import Path\n"
        "from gridwatch.feeds.yahoo.feed import YahooFeed\n"
        "from gridwatch.places import Profile\n"
        f"feed = YahooFeed(Profile(Path({str(tmp_path / 'own')!r})))\n"
        "assert feed.quotes(['POWL']).quotes\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **yahoo.environment()},
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "own" / "yfinance" / "cookies.db").is_file()


def test_importing_the_feed_imports_neither_yfinance_nor_pandas() -> None:
    program = (
        "import sys, gridwatch.feeds.yahoo.feed\n"
        "print(sorted({'yfinance', 'pandas', 'curl_cffi'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_yfinance_still_has_the_names_that_we_use() -> None:
    """Written for 1.7. Where this fails, read `crumb.py` and `session.py` before upgrading."""
    import yfinance
    from yfinance.cache import get_cookie_cache
    from yfinance.data import YfData

    assert yfinance.config.debug.hide_exceptions in (True, False)
    assert callable(yfinance.set_tz_cache_location)
    own = {name: inspect.signature(getattr(YfData, name)) for name in _METHODS}
    assert {name: list(each.parameters) for name, each in own.items()} == _METHODS
    assert list(inspect.signature(get_cookie_cache().store).parameters) == ["strategy", "cookie"]
    source = inspect.getsource(YfData)
    assert "store('curlCffi'" in source
    for name in ("self._cookie = None", "self._session = session", "cookie_jar(self._session)"):
        assert name in source
    consent = inspect.getsource(YfData._get_cookie_csrf)
    assert "self._cookie is not None" in consent
    assert "self._load_cookie_curlCffi()" in consent
    assert logging.getLogger("yfinance").name == "yfinance"


_METHODS = {
    "_load_cookie_curlCffi": ["self"],
    "_save_cookie_curlCffi": ["self"],
    "_get_cookie_csrf": ["self", "timeout"],
}


def test_curl_cffi_still_has_the_names_that_we_use(make_feed: MakeFeed) -> None:
    from curl_cffi.curl import DEFAULT_CACERT
    from curl_cffi.requests import exceptions

    assert Path(DEFAULT_CACERT).is_file()
    assert issubclass(exceptions.Timeout, exceptions.RequestException)
    assert issubclass(exceptions.SSLError, exceptions.RequestException)
    feed = make_feed()
    with pytest.raises(FeedTrouble):
        feed.history("NOPE", None)
    assert list(feed._session._http.cookies.jar) == []
