"""Words of a text as search counts them: whole, whatever their case and accents.

Every database answers by these: what its own index holds only narrows down where to look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.model.text_folding import fold

__all__ = ["Token", "tokens"]


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
