"""Times in plain values, as lists of the record have them: read back, and written as people do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from servanda.export.date_words import day, said
from servanda.model import When
from servanda.model.time_words import read_time

__all__ = ["day_words", "plain_when", "time_words"]


def plain_when(plain: Mapping[str, Any] | None) -> When | None:
    """Read a time in the contract's shape; None where there is none, or nothing is known of it."""
    when = read_time(plain)
    return when if when and (when.earliest or when.latest) else None


def time_words(plain: Mapping[str, Any] | None) -> str:
    """Write a time as exactly as it is known; empty where there is none."""
    return _words(plain["earliest"], plain["latest"], plain["edtf"]) if plain else ""


@lru_cache(maxsize=4096)
def _words(earliest: str | None, latest: str | None, edtf: str | None) -> str:
    when = plain_when({"earliest": earliest, "latest": latest, "edtf": edtf})
    return said(when) if when else ""


def day_words(iso: str) -> str:
    """Write a day given in ISO 8601; empty where there is none."""
    return day(date.fromisoformat(iso)) if iso else ""
