"""Trading hours of the exchanges that we follow, in their own time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

# Free quotes come up to 20 minutes late: before that a day is not known to be finished.
SETTLED_AFTER = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Hours:
    """Weekday hours of an exchange; holidays are known from its quotes, not from here."""

    zone: str
    opens: time
    closes: time


# Yahoo's exchange codes beside the common names, since both reach us.
_SHANGHAI = Hours("Asia/Shanghai", time(9, 30), time(15))
_HONG_KONG = Hours("Asia/Hong_Kong", time(9, 30), time(16))
_TOKYO = Hours("Asia/Tokyo", time(9), time(15, 30))
_SEOUL = Hours("Asia/Seoul", time(9), time(15, 30))
_MUMBAI = Hours("Asia/Kolkata", time(9, 15), time(15, 30))
_XETRA = Hours("Europe/Berlin", time(9), time(17, 30))
_ZURICH = Hours("Europe/Zurich", time(9), time(17, 30))
_PARIS = Hours("Europe/Paris", time(9), time(17, 30))
_MILAN = Hours("Europe/Rome", time(9), time(17, 30))
_COPENHAGEN = Hours("Europe/Copenhagen", time(9), time(17))
_LONDON = Hours("Europe/London", time(8), time(16, 30))
_NEW_YORK = Hours("America/New_York", time(9, 30), time(16))
HOURS = {
    **dict.fromkeys(("SSE", "SZSE", "SHH", "SHZ"), _SHANGHAI),
    **dict.fromkeys(("HKEX", "HKG"), _HONG_KONG),
    **dict.fromkeys(("TSE", "JPX", "TYO"), _TOKYO),
    **dict.fromkeys(("KRX", "KOSDAQ", "KSC", "KOE"), _SEOUL),
    **dict.fromkeys(("NSE", "BSE", "NSI"), _MUMBAI),
    **dict.fromkeys(("XETRA", "GER"), _XETRA),
    **dict.fromkeys(("SIX", "EBS"), _ZURICH),
    "PAR": _PARIS,
    **dict.fromkeys(("MIL", "BIT"), _MILAN),
    "CPH": _COPENHAGEN,
    "LSE": _LONDON,
    **dict.fromkeys(("NYSE", "NASDAQ", "NYQ", "NMS", "NGM", "NCM", "NasdaqGS"), _NEW_YORK),
}


def is_open(exchange: str, now: datetime) -> bool:
    """Tell whether `exchange` trades at `now` on an ordinary weekday; an unknown one always may."""
    hours = HOURS.get(exchange)
    if hours is None:
        return True
    local = now.astimezone(ZoneInfo(hours.zone))
    return local.weekday() < 5 and hours.opens <= local.time() < hours.closes


def next_opening(exchange: str, now: datetime) -> datetime:
    """Return when `exchange` opens next after `now`, `now` itself while it is open or unknown."""
    hours = HOURS.get(exchange)
    if hours is None or is_open(exchange, now):
        return now
    local = now.astimezone(ZoneInfo(hours.zone))
    opening = local.replace(
        hour=hours.opens.hour, minute=hours.opens.minute, second=0, microsecond=0
    )
    while opening <= local or opening.weekday() >= 5:
        opening += timedelta(days=1)
    return opening.astimezone(now.tzinfo)


def last_close(exchange: str, now: datetime) -> datetime | None:
    """Return when `exchange` last closed on an ordinary weekday, None for an unknown one."""
    hours = HOURS.get(exchange)
    if hours is None:
        return None
    local = now.astimezone(ZoneInfo(hours.zone))
    closing = local.replace(
        hour=hours.closes.hour, minute=hours.closes.minute, second=0, microsecond=0
    )
    while closing > local or closing.weekday() >= 5:
        closing -= timedelta(days=1)
    return closing.astimezone(now.tzinfo)
