"""What a label on a page says of each kind of claim."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["KIND_WORDS"]


KIND_WORDS: Mapping[str, str] = {
    "commitment": "commitment",
    "consultation": "consultation",
    "incident": "incident",
    "assurance": "assurance",
    "capability": "capability",
    "structure": "structure",
    "tenure": "office",
    "omission": "not said",
    "quote": "quote",
    "date": "date",
}
"""The kinds of claim in the order of a legend, and what a label says of each."""
