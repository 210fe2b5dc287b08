"""Content words: the stems of the words that carry what a phrase is about, and their weights."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import cache, lru_cache

from servanda.data_tables import one_of, rows, word_lists, word_set
from servanda.model.text_folding import fold

__all__ = [
    "USUAL",
    "USUAL_BETWEEN",
    "act_sorts",
    "content",
    "counted",
    "figures",
    "generic",
    "initials",
    "party_words",
    "proper",
    "rare",
    "share",
    "spelled",
    "stem",
    "stem_word_set",
    "weigh",
    "weight",
    "written_out",
]


_WORD = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|[^\W\d_]+(?:[-'’][^\W_]+)*")
_FIGURE = re.compile(r"(?<![\w.,])(?:\d[\d,.]*(?:st|nd|rd|th)?|[ivx]{2,})(?!\w)")
_DOTS = re.compile(r"\b(?:\w\.){2,}")  # "U.S."
_VERBS_UP = one_of("resolution", "verb_up")
_VERB_UP = re.compile(rf"\b({_VERBS_UP})(?:t?ing|p?ing|ped|s)? up\b")
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_SHORT = re.compile(r"(?<![\w.])(?:[A-Z]{2,7}|(?:[A-Z]\.){2,})(?!\w)")
_NAME = r"(?:(?:[A-Z]\.){1,20}+|[A-Z][\w’']{1,60}+)"
_TITLED = re.compile(rf"{_NAME}(?:[ -](?:(?:of|the|and|for) )*+{_NAME})++")
_ORDINALS = {row[0]: row[1] for row in rows("resolution", "ordinals")}
_ENDINGS = ("ation", "ing", "ment", "ied", "ed", "e")
_SHORTEST = 4  # letters an ending must leave


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Cut a folded word's ending, so that "launches", "launched" and "launching" agree."""
    word = word.removesuffix("'s")
    if word[0].isdigit():
        return word
    if word.endswith("ies") and len(word) - 3 >= _SHORTEST:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _SHORTEST:
        word = word[:-1]
    for ending in _ENDINGS:
        least = _SHORTEST + (ending == "e")  # "plane" is no plan
        if word.endswith(ending) and len(word) - len(ending) >= least:
            cut = word.removesuffix(ending)
            if ending == "ied":
                return cut + "y"
            double = len(cut) > _SHORTEST and cut[-1] == cut[-2] and cut[-1] != "s"
            return cut[:-1] if double else cut
    return word


@lru_cache(maxsize=1 << 16)
def content(text: str) -> frozenset[str]:
    """Return the stems of the words that carry what `text` is about, synonyms as one."""
    synonyms, common = _synonyms(), word_set("resolution", "common")
    found = set()
    plain = _DOTS.sub(lambda m: m.group().replace(".", ""), fold(text))
    for match in _WORD.finditer(_VERB_UP.sub(r"\1-up", plain)):
        whole = match.group()
        known = synonyms.get(stem(whole.replace("-", "")))  # "set-up", "co-production"
        for part in [whole] if known or "-" not in whole else whole.split("-"):
            word = _ORDINALS.get(part, part)
            if word in common:
                continue
            cut = known or synonyms.get(stem(word), stem(word))
            if len(cut) > 1 or cut.isdigit():
                found.add(cut)
    return frozenset(found - stem_word_set("common"))


def spelled(stems: Iterable[str], texts: Iterable[str]) -> str:
    """Write the words of some texts that have one of some stems, as they stand there, each stem once.

    A stem that none of the texts has is written itself, behind them.
    """
    left, found = set(stems), []
    for text in texts:
        for match in _SPELLED.finditer(text):
            mine = content(match.group()) & left
            if mine:
                found.append(match.group())
                left -= mine
    return " ".join([*found, *sorted(left)])


_SPELLED = re.compile(r"(?:\w\.){2,}|\w+(?:[-.,'’]\w+)*")


def figures(text: str) -> frozenset[str]:
    """Return the numbers in a name ("12th", "60"): two names with different numbers are two entities.

    Years are left out: they say when, not what.
    """
    plain = " ".join(_ORDINALS.get(w, w) for w in fold(text).split())
    found = (number.rstrip(".,") for number in _FIGURE.findall(plain))
    return frozenset(number for number in found if not _YEAR.fullmatch(number))


@lru_cache(maxsize=8192)
def written_out(text: str, other: str) -> str:
    """Replace each abbreviation in `text` by the name in `other` that it is short for.

    "the CDF" beside "the Coastal Defence Forces" becomes the latter.
    """
    names = _by_initials(other)
    if not names:
        return text
    return _SHORT.sub(lambda m: names.get(m.group().replace(".", ""), m.group()), text)


def initials(text: str) -> frozenset[str]:
    """Return the abbreviations in `text`, and the initials of the names that are written out."""
    short = {m.group().replace(".", "") for m in _SHORT.finditer(text)}
    return frozenset(one for one in short if len(one) > 2) | _by_initials(text).keys()


@lru_cache(maxsize=8192)
def _by_initials(text: str) -> dict[str, str]:
    """Map the initials of each run of capitalised words in `text` to the run."""
    found = {}
    for match in _TITLED.finditer(text):
        parts = re.findall(r"(?:[A-Z]\.)+|[A-Z][\w’']+", match.group())
        for first in range(len(parts)):
            for last in range(first + 1, len(parts)):
                run = parts[first : last + 1]
                initials = "".join(w.replace(".", "") if "." in w else w[0] for w in run)
                if len(initials) > 2:
                    found[initials] = " ".join(run)
    return found


def proper(text: str) -> frozenset[str]:
    """Return the stems of words written with a capital inside `text`, and of numbers."""
    found = (m.group() for m in _WORD.finditer(text))
    return content(" ".join(w for w in found if w[0].isupper() or w[0].isdigit()))


@lru_cache(maxsize=8192)
def act_sorts(text: str) -> frozenset[str]:
    """Return the sorts of act that the words of `text` name ("launch", "intrusion")."""
    stems = {stem(m.group()) for m in _WORD.finditer(fold(text))}
    return frozenset(sort for sort, listed in _act_stems().items() if stems & listed)


@cache
def stem_word_set(kind: str) -> frozenset[str]:
    """Return the stems of a list in `data/words.tsv`."""
    return frozenset(map(stem, word_set("resolution", kind)))


@cache
def generic() -> frozenset[str]:
    """Return the stems of words that many names have in common, and that name nothing alone."""
    return content(" ".join(sorted(word_set("resolution", "generic"))))


def share(left: frozenset[str], right: frozenset[str]) -> float:
    """Say which part of the smaller set both have, 0 to 1; 0 where one is empty."""
    if not left or not right:
        return 0.0
    return len(left & right) / min(len(left), len(right))


@cache
def _synonyms() -> dict[str, str]:
    table = {}
    for standard, others in word_lists("resolution", "synonyms").items():
        for word in (standard, *others):
            table[stem(word)] = stem(standard)
            table[stem(word.replace("-", ""))] = stem(standard)
    return table


@cache
def _act_stems() -> dict[str, frozenset[str]]:
    acts = word_lists("resolution", "acts")
    return {sort: frozenset(map(stem, listed)) for sort, listed in acts.items()}


# -- Rarity: how far a word distinguishes one promise from another. The counts are those of a fixed corpus,
# not of the record, so that no later report changes what matches.


USUAL = 30
"""Promises of the corpus above which a word says little of which promise is meant.

About one in a hundred: the words of every communiqué ("security", "partner", "energy").
"""

USUAL_BETWEEN = 120
"""The same where both promises are between the same parties, which leaves fewer to mix up."""


def counted(word: str) -> int:
    """Return in how many promises of the corpus a stem occurs; 1 where it does not."""
    return _counts().get(word, 1)


@lru_cache(maxsize=1 << 16)
def weight(word: str) -> float:
    """Return the weight of a stem: the logarithm of how rare it is, 0.7 to about 8."""
    return math.log(1 + _counts()["*"] / counted(word))


def weigh(stems: Iterable[str]) -> float:
    """Add up the weights of some stems, in a fixed order so that the sum is always the same float."""
    return sum(weight(word) for word in sorted(stems))


def rare(
    stems: frozenset[str], parties: frozenset[str] = frozenset(), *, between: bool = False
) -> frozenset[str]:
    """Keep the stems that distinguish one promise from another; names of `parties` do not.

    `between` says that both promises are known to be between the same parties.
    """
    usual = USUAL_BETWEEN if between else USUAL
    names = frozenset().union(*(party_words(party) for party in parties))
    return frozenset(w for w in stems if counted(w) <= usual and w not in names)


@cache
def party_words(party: str) -> frozenset[str]:
    """Return the stems of a party's names: they say whose promise it is, not what it is about."""
    from servanda.world.gazetteer import gazetteer

    return content(" ".join(gazetteer().called(party)))


@cache
def _counts() -> dict[str, int]:
    return {row[0]: int(row[1]) for row in rows("resolution", "counts")}
