"""Texts that say of themselves that they take the place of an earlier one."""

from __future__ import annotations

import re

from servanda.data_tables import one_of

__all__ = ["corrects"]


_CORRECTS = re.compile(one_of("sources", "corrects"), re.IGNORECASE | re.MULTILINE)
_LONGEST = 100_000  # characters in which a correction is said


def corrects(text: str) -> bool:
    """Whether a text says of itself that it is a corrected or updated version."""
    return _CORRECTS.search(text[:_LONGEST]) is not None
