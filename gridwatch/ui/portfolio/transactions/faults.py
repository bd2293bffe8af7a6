"""Beside which field of the dialog each problem of a transaction is told."""

from __future__ import annotations

from collections.abc import Mapping

from gridwatch.domain.ledger.kind import Kind
from gridwatch.ui.portfolio.transactions.fields import Field, fields_of

_FIELDS: Mapping[str, tuple[Field, ...]] = {
    "securities_account_missing": (Field.ACCOUNT,),
    "cash_account_missing": (Field.CASH,),
    "transfer_same": (Field.OTHER_ACCOUNT, Field.OTHER_CASH),
    "security_missing": (Field.SECURITY,),
    "other_security_missing": (Field.OTHER_SECURITY,),
    "ratio_missing": (Field.RATIO,),
    "cost_share_range": (Field.COST_SHARE,),
    "quantity_missing": (Field.QUANTITY,),
    "amount_missing": (Field.GROSS,),
    "arrival_missing": (Field.NET,),
    "amount_negative": (Field.GROSS, Field.QUANTITY),
    "amount_large": (Field.GROSS, Field.QUANTITY),
    "rate_range": (Field.RATE,),
    "rate_needed": (Field.RATE,),
    "lots_many": (Field.LOTS,),
}


def field_of(code: str, kind: Kind) -> Field | None:
    """Return the field that a problem is about, None where it is about none that is shown."""
    shown = fields_of(kind)
    return next((each for each in _FIELDS.get(code, ()) if each in shown), None)
