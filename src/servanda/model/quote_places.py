"""Where words stand that were quoted from another edition of a text: W3C Web Annotation's text quote."""

from __future__ import annotations

import re
from itertools import islice

__all__ = ["CONTEXT", "around", "quote_place"]


CONTEXT = 32
"""Characters before and after a quotation that tell one place from another."""

_MOST = 1_000  # places that are compared


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a span."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def quote_place(text: str, exact: str, before: str = "", after: str = "") -> tuple[int, int] | None:
    """Return where quoted words stand in a text, whatever white space is between them.

    Where they stand more than once, what stands `before` and `after` them decides, by how many
    characters agree. None where they do not stand there, or two places fit as well.
    """
    words = exact.split()
    if not words:
        return None
    found = re.finditer(r"\s+".join(map(re.escape, words)), text)
    places = [one.span() for one in islice(found, _MOST)]
    if len(places) < 2:
        return places[0] if places else None
    fits = [(_agreeing(text, place, before, after), place) for place in places]
    best = max(fit for fit, _ in fits)
    fitting = [place for fit, place in fits if fit == best]
    return fitting[0] if best > 0 and len(fitting) == 1 else None


def _agreeing(text: str, place: tuple[int, int], before: str, after: str) -> int:
    """Count the characters next to a place that are those of the quotation, white space aside."""
    left, right = (" ".join(one.split()) for one in around(text, *place))
    return _common(left[::-1], " ".join(before.split())[::-1]) + _common(
        right, " ".join(after.split())
    )


def _common(one: str, other: str) -> int:
    """Count the characters that two strings have in common at their beginnings."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
