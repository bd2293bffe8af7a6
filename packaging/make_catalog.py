"""Make `resources/catalog.toml` from a table of listings and the decisions made by hand.

    python packaging/make_catalog.py LISTINGS.csv            write the catalog
    python packaging/make_catalog.py LISTINGS.csv --check    only compare; exit 1 where it differs

The table has a header with at least the names in COLUMNS; unknown cells are empty. What a table
cannot decide (keys, short names, segments, pinyin) stands in `catalog_decisions.toml` beside this
file. The same input gives the same bytes, on every system. Only the standard library is needed;
where pypinyin is installed, the pinyin initials are checked against it.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DECISIONS = HERE / "catalog_decisions.toml"
CATALOG = HERE.parent / "resources" / "catalog.toml"

Row = Mapping[str, str]
Decision = Mapping[str, Any]

COLUMNS = (
    "symbol",
    "name_en",
    "name_native",
    "exchange",
    "currency",
    "isin",
    "shares_outstanding",
    "shares_as_of",
    "shares_source",
)

# The table's word for an exchange -> our key, the home market of an issuer whose first line trades
# there, the usual share class.
EXCHANGES: Mapping[str, tuple[str, str, str]] = {
    "SSE": ("SSE", "CN", "A"),
    "SZSE": ("SZSE", "CN", "A"),
    "HKEX": ("HKEX", "CN", "H"),
    "TSE": ("TSE", "JP", "common"),
    "KRX": ("KRX", "KR", "common"),
    "KOSDAQ": ("KOSDAQ", "KR", "common"),
    "XETRA": ("XETRA", "DE", "common"),
    "SIX": ("SIX", "CH", "common"),
    "Euronext Paris": ("PAR", "FR", "common"),
    "Borsa Italiana": ("MIL", "IT", "common"),
    "Nasdaq Copenhagen": ("CPH", "DK", "common"),
    "NYSE": ("NYSE", "US", "common"),
    "NasdaqGS": ("NASDAQ", "US", "common"),
}
MAINLAND = frozenset({"SSE", "SZSE"})

SECURITY_WORDS = re.compile(r" (Class [A-Z] )?(Common Stock|Ordinary Shares)$")
CO_LTD = re.compile(r"Co\., ?Ltd\.?$")

HEADER = """\
# The companies that GridWatch knows before it has asked anybody.
# Made by packaging/make_catalog.py: do not edit, change packaging/catalog_decisions.toml or the
# table of listings and make it again.
#
# A company is counted once; an A and an H share are two listings of one company. `shares` is the
# total over all classes as of its date, and absent where unknown. An empty string means unknown.
# Names and ISINs: mostly JerBouma/FinanceDatabase (MIT).
"""


class CatalogError(Exception):
    """The table and the decisions do not fit together; the message says which line to change."""


def read_listings(path: Path) -> dict[str, Row]:
    """Read the table of listings, by symbol, in file order.

    Raises CatalogError on a missing column or a double symbol.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise CatalogError(f"{path.name} lacks the columns {', '.join(missing)}.")
        listings: dict[str, Row] = {}
        for row in reader:
            if row["symbol"] in listings:
                raise CatalogError(f"{path.name} has {row['symbol']} twice.")
            listings[row["symbol"]] = row
    return listings


def read_decisions(path: Path = DECISIONS) -> Decision:
    """Read the decisions made by hand: version, segments, starter lists, companies."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def legal_name(name: str) -> str:
    """Take the security's words off a name ("Common Stock") and write "Co., Ltd." in one way."""
    return CO_LTD.sub("Co., Ltd.", SECURITY_WORDS.sub("", name.strip()))


def build(listings: Mapping[str, Row], decisions: Decision) -> dict[str, Any]:
    """Join table and decisions into the catalog's content.

    Raises CatalogError where they do not fit.
    """
    _check_fields(decisions)
    _check_symbols(listings, decisions)
    companies = [_company(decision, listings) for decision in decisions["company"]]
    _check_keys(companies, decisions)
    return {
        "version": decisions["version"],
        "segment": list(decisions["segment"]),
        "starter": [_starter(starter, companies) for starter in decisions["starter"]],
        "company": companies,
    }


def _check_fields(decisions: Decision) -> None:
    for company in decisions["company"]:
        for field in ("key", "symbols", "name", "segments"):
            if not company.get(field):
                raise CatalogError(f"{DECISIONS.name}: {dict(company)} lacks {field}.")


def _check_symbols(listings: Mapping[str, Row], decisions: Decision) -> None:
    decided = [symbol for company in decisions["company"] for symbol in company["symbols"]]
    for symbol in _repeated(decided):
        raise CatalogError(f"Two companies in {DECISIONS.name} claim {symbol}.")
    for symbol in sorted(listings.keys() - set(decided)):
        raise CatalogError(f"{symbol} is in the table but in no company of {DECISIONS.name}.")
    for symbol in sorted(set(decided) - listings.keys()):
        raise CatalogError(f"{DECISIONS.name} names {symbol}, which the table does not have.")


def _check_keys(companies: Sequence[Decision], decisions: Decision) -> None:
    segments = [segment["key"] for segment in decisions["segment"]]
    for key in _repeated([*(company["key"] for company in companies), *segments]):
        raise CatalogError(f"The key {key} is used twice in {DECISIONS.name}.")
    for company in companies:
        for key in {company["segment"], *company["also"]} - set(segments):
            raise CatalogError(f"{company['key']} names the segment {key}, which is not declared.")


def _repeated(words: Sequence[str]) -> Iterator[str]:
    return (word for number, word in enumerate(words) if word in words[:number])


def _company(decision: Decision, listings: Mapping[str, Row]) -> dict[str, Any]:
    rows = [listings[symbol] for symbol in decision["symbols"]]
    lines = [_listing(decision, row) for row in rows]
    first = rows[0]
    main, *also = decision["segments"]
    return {
        "key": decision["key"],
        "name": decision["name"],
        "legal_name": decision.get("legal_name") or legal_name(_given(first, "name_en")),
        "native_name": decision.get("native_name") or first["name_native"],
        "pinyin": decision.get("pinyin", ""),
        "country": EXCHANGES[first["exchange"]][1],
        "mainland": lines[0]["exchange"] in MAINLAND,
        "segment": main,
        "also": also,
        "primary": first["symbol"],
        **_shares(rows),
        "listing": lines,
    }


def _given(row: Row, column: str) -> str:
    if not row[column]:
        raise CatalogError(f"{row['symbol']} has no {column}: decide it in {DECISIONS.name}.")
    return row[column]


def _listing(decision: Decision, row: Row) -> dict[str, Any]:
    if row["exchange"] not in EXCHANGES:
        raise CatalogError(f"{row['symbol']}: the exchange {row['exchange']!r} is not known here.")
    exchange, _, usual_class = EXCHANGES[row["exchange"]]
    return {
        "symbol": row["symbol"],
        "exchange": exchange,
        "currency": _given(row, "currency"),
        "share_class": decision.get("share_class", usual_class),
        "isin": row["isin"],
    }


def _shares(rows: Sequence[Row]) -> dict[str, Any]:
    """Take the company's total from the one row that has it; two totals would be counted twice."""
    counted = [row for row in rows if row["shares_outstanding"]]
    if not counted:
        return {}
    if len(counted) > 1:
        raise CatalogError(f"{rows[0]['symbol']} has share counts on two rows; which is the total?")
    row = counted[0]
    try:
        return {
            "shares": int(row["shares_outstanding"]),
            "shares_as_of": date.fromisoformat(row["shares_as_of"]),
            "shares_source": _given(row, "shares_source"),
        }
    except ValueError as trouble:
        raise CatalogError(f"{row['symbol']}: shares or their date: {trouble}.") from trouble


CONTENTS: Mapping[str, Callable[[Decision], bool]] = {
    "all": lambda _: True,
    "mainland": lambda company: bool(company["mainland"]),
}


def _starter(starter: Decision, companies: Iterable[Decision]) -> dict[str, Any]:
    words = {name: value for name, value in starter.items() if name != "contents"}
    belongs = CONTENTS[starter["contents"]]
    # Mainland companies carry the first targets: they stand on top, in the order of the segments.
    ordered = sorted(companies, key=lambda company: not company["mainland"])
    return {**words, "companies": [company["key"] for company in ordered if belongs(company)]}


def write_toml(catalog: Mapping[str, Any]) -> str:
    """Write the catalog as TOML text with Unix line ends."""
    return "\n".join([HEADER, *_table("", catalog)])


def _table(path: str, table: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of one table: its own values, an empty line, then its tables."""
    inner = {name: value for name, value in table.items() if _is_tables(value)}
    for name, value in table.items():
        if name not in inner:
            yield from _pair(name, value)
    yield ""
    for name, tables in inner.items():
        for item in tables:
            yield f"[[{path}{name}]]"
            yield from _table(f"{path}{name}.", item)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _pair(name: str, value: object) -> Iterator[str]:
    """Yield one value; a long list takes a line for each item, so that a diff shows one change."""
    if isinstance(value, list) and len(value) > 8:
        yield f"{name} = ["
        yield from (f"    {_value(item)}," for item in value)
        yield "]"
    else:
        yield f"{name} = {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(
        value, ensure_ascii=False
    )  # strings, whole numbers and booleans are the same in TOML


def odd_pinyin(companies: Iterable[Decision]) -> list[str]:
    """Say which pinyin initials no reading of the native name gives.

    Raises ImportError without pypinyin.
    """
    from pypinyin import Style, pinyin  # optional

    odd = []
    for company in (company for company in companies if company["pinyin"]):
        read = pinyin(company["native_name"], style=Style.FIRST_LETTER, heteronym=True)
        fits = len(read) == len(company["pinyin"]) and all(
            letter in letters for letter, letters in zip(company["pinyin"], read, strict=True)
        )
        if not fits:
            odd.append(f"{company['key']}: {company['native_name']} is not {company['pinyin']}")
    return odd


def _check_pinyin(companies: Iterable[Decision]) -> None:
    try:
        odd = odd_pinyin(companies)
    except ImportError:
        print("pypinyin is not installed: pinyin initials not checked.", file=sys.stderr)
        return
    if odd:
        raise CatalogError("; ".join(odd))


def _check_version(old: str, new: str, out: Path) -> None:
    """Refuse other facts under the same version: a reader tells by it whether facts are new."""
    before, after = tomllib.loads(old), tomllib.loads(new)
    if before != after and before["version"] >= after["version"]:
        raise CatalogError(
            f"The facts differ from {out.name}, version {before['version']}: raise `version` in"
            f" {DECISIONS.name} (or delete {out.name}, if that version was never published)."
        )


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(path.name + ".new")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)


def _make(listings: Path, out: Path, check: bool) -> str:
    text = write_toml(build(read_listings(listings), read_decisions()))
    _check_pinyin(tomllib.loads(text)["company"])
    old = out.read_text(encoding="utf-8") if out.exists() else ""
    if text == old:
        return f"{out.name} is up to date."
    if check:
        raise CatalogError(
            f"{out.name} is not what the table and the decisions give: make it again."
        )
    if old:
        _check_version(old, text, out)
    _replace(out, text)
    return f"{out.name} written, {len(text.encode())} bytes."


def main(arguments: Sequence[str] | None = None) -> int:
    """Make or check the catalog. Exit codes: 0 done, 1 refused, with the reason on stderr."""
    parser = argparse.ArgumentParser(
        description="Make resources/catalog.toml from a table of listings."
    )
    parser.add_argument("listings", type=Path, help="the table of listings, CSV in UTF-8")
    parser.add_argument("--out", type=Path, default=CATALOG, help="default: resources/catalog.toml")
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    chosen = parser.parse_args(arguments)
    try:
        print(_make(chosen.listings, chosen.out, chosen.check))
    except (CatalogError, OSError, tomllib.TOMLDecodeError) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
