"""Names of persons compared, through their order, initials, ranks, short forms and spelling.

Nothing here decides who is who: a comparison says whether two names *can* be one, how strongly, and why.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from servanda.data_tables import rows, word_lists, word_set
from servanda.model.text_folding import fold

__all__ = ["Likeness", "Name", "beginnings", "compare", "parse"]


_WORD = re.compile(r"[^\W\d_]+(?:['’`-][^\W\d_]+)*\.?")
_LONG = 5  # spelling variants are looked for in words of at least so many letters


class Likeness(IntEnum):
    """How strongly two names look like one person's."""

    NONE = 0
    SURNAME = 1  # one is a single word of the other: "Brandt"
    SPELLING = 2  # the same but for a letter or two: needs the same office and party
    PART = 3  # one has a middle name or initial more
    SAME = 4  # the same words, in whatever order


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: `words` in the order written, folded; `initials` single letters.

    `surname` is the word written in capitals where the others are not, else None.
    """

    words: tuple[str, ...]
    initials: tuple[str, ...] = ()
    suffix: str | None = None
    surname: str | None = None

    @property
    def key(self) -> str:
        """What names that differ only in order, ranks and marks have in common."""
        return " ".join([*sorted(self.words), *sorted(self.initials), self.suffix or ""]).strip()


@lru_cache(maxsize=32768)
def parse(text: str) -> Name:
    """Take a name as written apart; ranks and titles are left out."""
    found = [match.group() for match in _WORD.finditer(unicodedata.normalize("NFKC", text))]
    capitals = _in_capitals(found)
    parts: list[str] = []
    initials: list[str] = []
    suffix = surname = None
    particles = ""
    for at, written in enumerate(found):
        word = fold(written).rstrip(".").removesuffix("'s")
        last = at == len(found) - 1
        if word in _suffixes() and at > 0:
            suffix = _suffixes()[word]
        elif len(word) == 1:
            initials.append(word)
        elif word in word_set("resolution", "ranks") and not last:
            continue
        elif word in word_set("resolution", "particles") and not last:
            particles += word
        else:
            if written == capitals:
                surname = particles + word
            parts.append(particles + word.replace("-", "").replace("'", ""))
            particles = ""
    return Name(tuple(parts), tuple(initials), suffix, surname)


def beginnings(word: str) -> frozenset[str]:
    """Return the letters that a word begins with, as it is and in the full forms it is short for."""
    return _full_beginnings().get(word, frozenset()) | {word[0]}


@cache
def _full_beginnings() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for full, shorts in word_lists("resolution", "short_forms").items():
        for short in shorts:
            found[short] = found.get(short, frozenset()) | {full[0]}
    return found


def _in_capitals(found: list[str]) -> str | None:
    """Return the one word that is written in capitals where others are not: the surname."""
    long = [word for word in found if len(word) > 2]
    capitals = [word for word in long if word.isupper() and fold(word) not in _suffixes()]
    mixed = any(not word.isupper() for word in long)
    return capitals[0] if mixed and len(capitals) == 1 else None


def compare(left: str, right: str) -> tuple[Likeness, str]:
    """Say how strongly two names look like one person's, and why, or why not at all (NONE)."""
    a, b = parse(left), parse(right)
    if not a.words or not b.words:
        return Likeness.NONE, "one is no name"
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return Likeness.NONE, f"“{a.suffix}” and “{b.suffix}” are two"
    if "".join(a.words) == "".join(b.words) and len(a.words) != len(b.words):
        return Likeness.SAME, f"“{left}” and “{right}” are the same name, written in other parts"
    if sorted(a.words) == sorted(b.words):
        return _same_words(a, b, left, right)
    short = _short_form(a, b)
    if short is not None:
        one, full = short
        return Likeness.PART, f"“{left}” and “{right}”: {one} is short for {full}"
    few, many = (a, b) if len(a.words) < len(b.words) else (b, a)
    if set(few.words) <= set(many.words) and len(few.words) < len(many.words):
        if len(few.words) == 1:
            return _by_surname(few, many, left, right)
        if _initials_agree(few, many):
            return Likeness.PART, f"“{left}” and “{right}” share {len(few.words)} names"
        return _OTHER_INITIALS
    return _by_spelling(a, b, left, right)


_OTHER_INITIALS = Likeness.NONE, "their initials differ"
_OTHER_NAMES = Likeness.NONE, "their names differ"


def _same_words(a: Name, b: Name, left: str, right: str) -> tuple[Likeness, str]:
    if a.initials and b.initials and not (set(a.initials) & set(b.initials)):
        return _OTHER_INITIALS
    if len(a.words) == 1:
        if a.initials and b.initials:
            return Likeness.PART, f"“{left}” and “{right}” share an initial and a surname"
        return Likeness.SURNAME, f"“{left}” and “{right}” share the one name given"
    if a.initials != b.initials or a.suffix != b.suffix:
        return Likeness.PART, f"“{left}” and “{right}” share all full names"
    how = "the same name" if a.words == b.words else "the same names in another order"
    return Likeness.SAME, f"“{left}” and “{right}” are {how}"


def _short_form(a: Name, b: Name) -> tuple[str, str] | None:
    """Find the given name that one has in full and the other in short, where all else agrees."""
    mine, theirs = set(a.words) - set(b.words), set(b.words) - set(a.words)
    if not set(a.words) & set(b.words) or not (len(mine) == 1 or len(theirs) == 1):
        return None
    shorts = word_lists("resolution", "short_forms")
    for one in sorted(mine):
        for other in sorted(theirs):
            for short, full in ((one, other), (other, one)):
                if short in shorts.get(full, ()) and min(len(mine), len(theirs)) == 1:
                    return short.title(), full.title()
    return None


def _by_surname(few: Name, many: Name, left: str, right: str) -> tuple[Likeness, str]:
    ends = {many.words[0], many.words[-1]} if many.surname is None else {many.surname}
    if few.words[0] not in ends:
        return Likeness.NONE, "the one name given is no surname of the other"
    given = {word[0] for word in many.words if word != few.words[0]} | set(many.initials)
    if few.initials and not set(few.initials) <= given:
        return _OTHER_INITIALS
    return Likeness.SURNAME, f"“{left}” and “{right}” share a name"


def _initials_agree(few: Name, many: Name) -> bool:
    spare = {word[0] for word in many.words if word not in few.words} | set(many.initials)
    return set(few.initials) <= spare


def _by_spelling(a: Name, b: Name, left: str, right: str) -> tuple[Likeness, str]:
    if len(a.words) != len(b.words) or len(a.words) < 2 or a.suffix != b.suffix:
        return _OTHER_NAMES
    mine, theirs = sorted(set(a.words) - set(b.words)), sorted(set(b.words) - set(a.words))
    if len(mine) != 1 or len(theirs) != 1:
        return _OTHER_NAMES
    one, other = mine[0], theirs[0]
    if min(len(one), len(other)) < _LONG or one[0] != other[0]:
        return _OTHER_NAMES
    from rapidfuzz.distance import Levenshtein  # which most questions do not need

    if Levenshtein.distance(one, other) > (1 if len(one) < 8 else 2):
        return _OTHER_NAMES
    return Likeness.SPELLING, f"“{left}” and “{right}” differ by a letter or two"


@cache
def _suffixes() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("resolution", "suffixes")}
