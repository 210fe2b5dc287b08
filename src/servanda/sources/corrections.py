"""Texts that say of themselves that they take the place of an earlier one."""

from __future__ import annotations

import re

from servanda.data_tables import rows

__all__ = ["corrects"]


_CORRECTS = re.compile(
    "|".join(f"(?:{pattern})" for (pattern,) in rows("sources", "corrections")),
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST = 100_000  # characters in which a correction is said


def corrects(text: str) -> bool:
    """Whether a text says of itself that it is a corrected or updated version."""
    return _CORRECTS.search(text[:_LONGEST]) is not None
