"""A lot: a system, or a number of them, as one place of a report tells of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.model import TimeRef
    from servanda.text.parse import Sentence

__all__ = ["Lot"]


@dataclass(slots=True)
class Lot:
    """A system, or a number of them, where the text tells of it; `words` are what its name is known by."""

    head: Token
    sentence: Sentence
    name: str
    words: frozenset[str]
    quantity: str | None
    unit: str | None
    holder: str | None
    supplier: str | None
    when: TimeRef | None
    firm: bool
    range_km: int | None = None
    price: str | None = None
    more: list[Sentence] = field(default_factory=list)
