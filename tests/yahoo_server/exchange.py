"""The exchanges that the loopback Yahoo knows: codes, zones, sessions and lunch breaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Session = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One venue; `sessions` are local and in order, a gap between two is the lunch break."""

    code: str
    name: str
    zone: str
    market: str
    sessions: tuple[Session, ...]
    currency: str
    delay: int = 15
    around_the_clock: bool = False

    @property
    def tz(self) -> ZoneInfo:
        """Give the zone of this exchange."""
        return ZoneInfo(self.zone)

    def opens(self, day: date) -> datetime:
        """Give the moment at which `day` begins to trade."""
        return datetime.combine(day, self.sessions[0][0], self.tz)

    def closes(self, day: date) -> datetime:
        """Give the moment at which `day` ends to trade."""
        return datetime.combine(day, self.sessions[-1][1], self.tz)

    def share_done(self, day: date, at: datetime) -> float:
        """Tell how much of the trading time of `day` is over at `at` (0 to 1, lunch left out)."""
        done = total = timedelta()
        for begin, end in self.sessions:
            start = datetime.combine(day, begin, self.tz)
            stop = datetime.combine(day, end, self.tz)
            total += stop - start
            done += min(max(at - start, timedelta()), stop - start)
        return done / total

    def trades_at(self, at: datetime) -> bool:
        """Tell whether `at` lies inside a session, the lunch break being outside."""
        clock = at.astimezone(self.tz).time()
        return any(begin <= clock < end for begin, end in self.sessions)


def _hours(*words: str) -> tuple[Session, ...]:
    pairs = (word.split("-") for word in words)
    return tuple((time.fromisoformat(begin), time.fromisoformat(end)) for begin, end in pairs)


_CHINA = _hours("09:30-11:30", "13:00-15:00")
_EURO = _hours("09:00-17:30")

NEW_YORK = Exchange(
    "NYQ", "NYSE", "America/New_York", "us_market", _hours("09:30-16:00"), "USD", delay=0
)
FOREX = Exchange(
    "CCY",
    "CCY",
    "Europe/London",
    "ccy_market",
    _hours("00:00-23:59"),
    "USD",
    delay=0,
    around_the_clock=True,
)
BY_SUFFIX: dict[str, Exchange] = {
    "SS": Exchange("SHH", "Shanghai", "Asia/Shanghai", "cn_market", _CHINA, "CNY"),
    "SZ": Exchange("SHZ", "Shenzhen", "Asia/Shanghai", "cn_market", _CHINA, "CNY"),
    "HK": Exchange(
        "HKG", "HKSE", "Asia/Hong_Kong", "hk_market", _hours("09:30-12:00", "13:00-16:00"), "HKD"
    ),
    "T": Exchange(
        "JPX", "Tokyo", "Asia/Tokyo", "jp_market", _hours("09:00-11:30", "12:30-15:30"), "JPY", 20
    ),
    "KS": Exchange("KSC", "KSE", "Asia/Seoul", "kr_market", _hours("09:00-15:30"), "KRW", 20),
    "KQ": Exchange("KOE", "KOSDAQ", "Asia/Seoul", "kr_market", _hours("09:00-15:30"), "KRW", 20),
    "NS": Exchange("NSI", "NSE", "Asia/Kolkata", "in_market", _hours("09:15-15:30"), "INR"),
    "L": Exchange("LSE", "LSE", "Europe/London", "gb_market", _hours("08:00-16:30"), "GBp"),
    "DE": Exchange("GER", "XETRA", "Europe/Berlin", "de_market", _EURO, "EUR"),
    "PA": Exchange("PAR", "Paris", "Europe/Paris", "fr_market", _EURO, "EUR"),
    "MI": Exchange("MIL", "Milan", "Europe/Rome", "it_market", _EURO, "EUR"),
    "SW": Exchange("EBS", "Swiss", "Europe/Zurich", "ch_market", _EURO, "CHF"),
    "CO": Exchange(
        "CPH", "Copenhagen", "Europe/Copenhagen", "dk_market", _hours("09:00-17:00"), "DKK"
    ),
}


def exchange_of(symbol: str) -> Exchange:
    """Give the exchange that a symbol's suffix names; none is New York, `=X` is currencies."""
    if symbol.endswith("=X"):
        return FOREX
    _, dot, suffix = symbol.rpartition(".")
    if not dot:
        return NEW_YORK
    return BY_SUFFIX[suffix]
