"""The parties of a row, written as one text in which a database finds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from servanda.model.parties import givers_of_row, is_of_one, parties_of_row, receivers_of_row

__all__ = ["GETS", "GIVES", "OF_ONE", "party_text", "sides_text"]


GIVES, GETS = ">", "<"
"""What stands before a party that gives, or gets, something."""
OF_ONE = "1"
"""What the text of something that one party alone can have begins with."""
_BETWEEN = "|"


def sides_text(row: Mapping[str, Any]) -> str:
    """Write the parties of a row of plain data: all of them, and those that give and that get."""
    named = [
        *sorted(parties_of_row(row)),
        *(GIVES + one for one in sorted(givers_of_row(row))),
        *(GETS + one for one in sorted(receivers_of_row(row))),
    ]
    parts = (one.replace(_BETWEEN, " ") for one in named)
    # Each with its own marks, so that no party is found in the name of another.
    text = "".join(f"{_BETWEEN}{one}{_BETWEEN}" for one in parts)
    return OF_ONE + text if text and is_of_one(row) else text


def party_text(party: str) -> str:
    """Return how a party, with what stands before it, is found in the text."""
    return f"{_BETWEEN}{party}{_BETWEEN}"
