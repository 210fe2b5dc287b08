"""Time expressions of a text as rows: where each stands, its TIMEX3 type and value, and the days that are meant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from servanda.model import Basis, When
from servanda.timex.expressions import read_times
from servanda.timex.resolving import Anchor

__all__ = ["PLAIN", "plain_timex", "timex_rows"]


PLAIN = ("start", "end", "text", "type", "value")
"""The keys of the contract; the others say more."""


def timex_rows(text: str, published: date | None, country: str | None) -> Iterator[dict[str, Any]]:
    """Give every time expression of a text, ascending: the contract's keys, and mod, when and reasons.

    `published` is the day on which the text was published, `country` the one whose fiscal years are meant.
    """
    on = None if published is None else When.on(published, basis=Basis.STATED)
    for ref, resolved in read_times(text, Anchor(on, country)):
        yield {
            "start": ref.start,
            "end": ref.end,
            "text": ref.text,
            "type": ref.type.value,
            "value": resolved.value,
            "mod": ref.mod,
            "when": resolved.when.to_json() if resolved.when else None,
            "reasons": resolved.reasons,
        }


def plain_timex(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with the contract's keys alone."""
    return {key: row[key] for key in PLAIN}
