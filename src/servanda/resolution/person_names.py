"""Names of persons: one person's name through order, initials, ranks and spelling.

Nothing here decides who is who; it says whether two names *can* be one, how strongly, and why.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import Levenshtein

from servanda.model.text_folding import fold

__all__ = ["Likeness", "Name", "compare", "parse"]


_RANKS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "sir",
        "dame",
        "lord",
        "lady",
        "hon",
        "rev",
        "gen",
        "general",
        "lt",
        "lieutenant",
        "brig",
        "brigadier",
        "maj",
        "major",
        "col",
        "colonel",
        "capt",
        "captain",
        "cmdr",
        "commander",
        "adm",
        "admiral",
        "vice-adm",
        "rear-adm",
        "sgt",
        "sergeant",
        "marshal",
        "sen",
        "senator",
        "rep",
        "president",
        "minister",
        "premier",
        "chancellor",
        "secretary",
        "ambassador",
        "king",
        "queen",
        "prince",
        "princess",
        "emperor",
        "pope",
        "he",
        "hh",
    ]
)
_SUFFIXES = {
    "jr": "jr",
    "junior": "jr",
    "sr": "sr",
    "senior": "sr",
    "ii": "ii",
    "iii": "iii",
    "iv": "iv",
}
_PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "al",
        "el",
        "bin",
        "ibn",
        "bint",
        "abu",
        "ter",
        "ten",
    ]
)
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

    `family` is the word written in capitals where the others are not, else None.
    """

    words: tuple[str, ...]
    initials: tuple[str, ...] = ()
    suffix: str | None = None
    family: str | None = None

    @property
    def key(self) -> str:
        """What names that differ only in order, ranks and marks have in common."""
        return " ".join([*sorted(self.words), *sorted(self.initials), self.suffix or ""]).strip()


@lru_cache(maxsize=8192)
def parse(text: str) -> Name:
    """Take a name as written apart; ranks and titles fall away."""
    found = [m.group() for m in _WORD.finditer(unicodedata.normalize("NFKC", text))]
    words: list[str] = []
    initials: list[str] = []
    suffix = family = None
    held = ""
    capitals = [w for w in found if len(w) > 2 and w.isupper() and fold(w) not in _SUFFIXES]
    mixed = any(not w.isupper() for w in found if len(w) > 2)
    for at, written in enumerate(found):
        word = fold(written).rstrip(".").removesuffix("'s")
        if word in _SUFFIXES and at > 0:
            suffix = _SUFFIXES[word]
        elif len(word) == 1:
            initials.append(word)
        elif word in _RANKS and len(found) > 1 and at < len(found) - 1:
            continue
        elif word in _PARTICLES and at < len(found) - 1:
            held += word
        else:
            if mixed and len(capitals) == 1 and written == capitals[0]:
                family = held + word
            words.append(held + word.replace("-", "").replace("'", ""))
            held = ""
    return Name(tuple(words), tuple(initials), suffix, family)


def compare(left: str, right: str) -> tuple[Likeness, str]:
    """Say how alike two names are, and why in words; NONE comes with an empty reason."""
    a, b = parse(left), parse(right)
    if not a.words or not b.words:
        return Likeness.NONE, ""
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return Likeness.NONE, ""
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
        return Likeness.NONE, ""
    return _by_spelling(a, b, left, right)


def _same_words(a: Name, b: Name, left: str, right: str) -> tuple[Likeness, str]:
    if a.initials and b.initials and not (set(a.initials) & set(b.initials)):
        return Likeness.NONE, ""
    if len(a.words) == 1:
        if a.initials and b.initials:
            return Likeness.PART, f"“{left}” and “{right}” share an initial and a surname"
        return Likeness.SURNAME, f"“{left}” and “{right}” share the one name given"
    if a.initials != b.initials or a.suffix != b.suffix:
        return Likeness.PART, f"“{left}” and “{right}” share all full names"
    how = "the same name" if a.words == b.words else "the same names in another order"
    return Likeness.SAME, f"“{left}” and “{right}” are {how}"


def _short_form(a: Name, b: Name) -> tuple[str, str] | None:
    """Find the given name that one has in full and the other in short, all else agreeing."""
    mine, theirs = set(a.words) - set(b.words), set(b.words) - set(a.words)
    if not set(a.words) & set(b.words) or not (len(mine) == 1 or len(theirs) == 1):
        return None
    for one in sorted(mine):
        for other in sorted(theirs):
            for short, full in ((one, other), (other, one)):
                if short in _short_forms().get(full, ()) and min(len(mine), len(theirs)) == 1:
                    return short.title(), full.title()
    return None


def _by_surname(few: Name, many: Name, left: str, right: str) -> tuple[Likeness, str]:
    ends = {many.words[0], many.words[-1]} if many.family is None else {many.family}
    if few.words[0] not in ends:
        return Likeness.NONE, ""
    given = {word[0] for word in many.words if word != few.words[0]} | set(many.initials)
    if few.initials and not set(few.initials) <= given:
        return Likeness.NONE, ""
    return Likeness.SURNAME, f"“{left}” and “{right}” share a name"


def _initials_agree(few: Name, many: Name) -> bool:
    spare = {word[0] for word in many.words if word not in few.words} | set(many.initials)
    return set(few.initials) <= spare


def _by_spelling(a: Name, b: Name, left: str, right: str) -> tuple[Likeness, str]:
    if len(a.words) != len(b.words) or len(a.words) < 2 or a.suffix != b.suffix:
        return Likeness.NONE, ""
    mine, theirs = sorted(set(a.words) - set(b.words)), sorted(set(b.words) - set(a.words))
    if len(mine) != 1 or len(theirs) != 1:
        return Likeness.NONE, ""
    one, other = mine[0], theirs[0]
    if min(len(one), len(other)) < _LONG or one[0] != other[0]:
        return Likeness.NONE, ""
    if Levenshtein.distance(one, other) > (1 if len(one) < 8 else 2):
        return Likeness.NONE, ""
    return Likeness.SPELLING, f"“{left}” and “{right}” differ by a letter or two"


@cache
def _short_forms() -> dict[str, list[str]]:
    text = files("servanda.resolution").joinpath("data", "names.toml").read_text("utf-8")
    table: dict[str, list[str]] = tomllib.loads(text)["short"]
    return table
