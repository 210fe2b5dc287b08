"""Capital letters of the Latin alphabet in all its languages, for patterns of names."""

from __future__ import annotations

__all__ = ["CAPITALS"]

_LATIN = ((0x41, 0x5B), (0xC0, 0x250), (0x1E00, 0x1F00))

CAPITALS = "A-Z" + "".join(
    chr(code) for first, stop in _LATIN[1:] for code in range(first, stop) if chr(code).isupper()
)
"""What a character class in a pattern holds for a capital letter: "Å", "Đ" and "Ż" as well as "A"."""
