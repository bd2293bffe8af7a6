"""Currencies, the minor units that prices are quoted in, and amounts with a currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from gridwatch.domain.problem import Fault, Problem

MINOR_UNITS = {
    "GBp": ("GBP", 0.01),
    "GBX": ("GBP", 0.01),
    "ILA": ("ILS", 0.01),
    "ZAc": ("ZAR", 0.01),
    "ZAC": ("ZAR", 0.01),
    "KWF": ("KWD", 0.001),
}
# ISO 4217 without funds, metals and test codes; CNH is the yuan as Hong Kong trades it.
_ISO_4217 = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN"
    " BZD CAD CDF CHF CLP CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP"
    " GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR"
    " KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK"
    " MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR"
    " SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS"
    " UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
)
ISO_CODES = frozenset(re.findall(r"[A-Z]{3}", _ISO_4217))
_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Unit:
    """How a source quotes: prices × `factor` are in the major unit `currency`."""

    currency: str
    factor: float


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount that the user entered, in major units of `currency`."""

    amount: Decimal
    currency: str


def declared_unit(code: str | None) -> Unit:
    """Return the unit for a currency code exactly as the source declares it.

    Decided by the declared code alone, never by the suffix of a symbol: VOD.L is in pence while
    VUSA.L is in pounds and VUSD.L in dollars. Raises Problem for a missing or unknown code.
    """
    if code in MINOR_UNITS:
        return Unit(*MINOR_UNITS[code])
    if code is not None and _CODE.fullmatch(code):
        return Unit(code, 1.0)
    raise Problem(
        "currency_unknown",
        "The source declares no usable currency ({code}).",
        fault=Fault.SOURCE,
        code=code or "—",
    )
