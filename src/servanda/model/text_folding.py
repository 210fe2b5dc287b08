"""Text folding: what is taken away from words so that two spellings of one word are equal."""

from __future__ import annotations

import unicodedata

__all__ = ["fold"]


def fold(text: str) -> str:
    """Fold case, width, accents and apostrophes: "Ōkawa’s" and "okawa's" come out equal."""
    if text.isascii():
        return text.lower().replace("`", "'")
    wide = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    plain = "".join(c for c in wide if not unicodedata.combining(c))
    return plain.casefold().replace("’", "'").replace("`", "'")
