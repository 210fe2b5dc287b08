"""Times in plain values, as lists of the record have them: read back, and written as people do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from servanda.export.date_words import said
from servanda.model import Precision, When

__all__ = ["plain_when", "time_words"]


def plain_when(plain: Mapping[str, Any] | None) -> When | None:
    """Read a time in the contract's shape; None where there is none."""
    if not plain:
        return None
    edtf = str(plain.get("edtf") or "")
    if edtf.startswith("["):
        days = tuple(date.fromisoformat(one.strip()) for one in edtf.strip("[]").split(","))
        return When.one_of(days)
    first, last = plain.get("earliest"), plain.get("latest")
    if not first and not last:
        return None
    return When.between(
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        Precision.INTERVAL,
        approximate=edtf.endswith("~"),
    )


def time_words(plain: Mapping[str, Any] | None) -> str:
    """Write a time as exactly as it is known; empty where there is none."""
    when = plain_when(plain)
    return said(when) if when else ""
