"""Frozen rows as plain JSON values: what is kept, filtered and written."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from servanda.model import When

__all__ = ["plain_row"]


def plain_row(value: Any) -> Any:
    """Turn a frozen row into plain JSON values; times take the contract's form."""
    if isinstance(value, When):
        return value.to_json()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain_row(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain_row(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain_row(item) for item in value]
    return value
