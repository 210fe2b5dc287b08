"""Words of a text as search counts them: whole, whatever their case and accents.

Every database answers by these: what its own index holds only narrows down where to look.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Token", "fold", "tokens"]


_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, folded, and where it stands in its text."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Cut a text into its words."""
    return [Token(fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


def fold(word: str) -> str:
    """Take case and accents away, as the index does."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in plain if not unicodedata.combining(c))
