"""Words that carry what a phrase is about: endings cut, synonyms folded, common words left out."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from servanda.identity.names import fold

__all__ = ["acts", "content", "data", "figures", "proper", "share", "stem"]

_WORD = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|[^\W\d_]+(?:[-'’][^\W_]+)*")
_FIGURE = re.compile(r"\d+(?:st|nd|rd|th)?|\b(?:[ivx]+)\b")
_ORDINALS = {"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th"}
_ENDINGS = ("ations", "ation", "ings", "ing", "ments", "ment", "ied", "ies", "ed", "es", "s", "e")
_SHORTEST = 4  # letters an ending must leave


@cache
def data(name: str) -> dict[str, Any]:
    """Load one of the data files beside this module."""
    text = files("servanda.identity").joinpath("data", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Cut a folded word's ending, so that "launches", "launched" and "launching" agree."""
    word = word.removesuffix("'s")
    if word[0].isdigit():
        return word
    for ending in _ENDINGS:
        least = _SHORTEST + (ending == "e")  # "plane" is no plan
        if word.endswith(ending) and len(word) - len(ending) >= least:
            cut = word.removesuffix(ending)
            if ending in ("ied", "ies"):
                return cut + "y"
            return (
                cut[:-1] if len(cut) > _SHORTEST and cut[-1] == cut[-2] and cut[-1] != "s" else cut
            )
    return word


@lru_cache(maxsize=8192)
def content(text: str) -> frozenset[str]:
    """Return the stems of the words that tell what `text` is about, synonyms folded into one."""
    alike, common = _alike(), _common()
    found = set()
    for match in _WORD.finditer(fold(text)):
        word = _ORDINALS.get(match.group(), match.group())
        if word in common:
            continue
        cut = alike.get(stem(word)) or alike.get(stem(word.replace("-", ""))) or stem(word)
        if cut not in common and (len(cut) > 1 or cut.isdigit()):
            found.add(cut)
            found.update(
                part
                for part in map(stem, word.split("-"))
                if len(part) > 3 and part != cut and "-" in word
            )
    return frozenset(found - _common_stems())


def figures(text: str) -> frozenset[str]:
    """Return the numbers in a name ("12th", "2"): names whose numbers differ name two things."""
    return frozenset(_FIGURE.findall(" ".join(_ORDINALS.get(w, w) for w in fold(text).split())))


def proper(text: str) -> frozenset[str]:
    """Return the stems of words written with a capital inside `text`, and of numbers."""
    words = (m.group() for m in _WORD.finditer(text))
    return content(" ".join(w for w in words if w[0].isupper() or w[0].isdigit()))


@lru_cache(maxsize=8192)
def acts(text: str) -> frozenset[str]:
    """Return the sorts of act that the words of `text` name ("launch", "intrusion")."""
    stems = {stem(m.group()) for m in _WORD.finditer(fold(text))}
    return frozenset(sort for sort, words in _acts().items() if stems & words)


def share(left: frozenset[str], right: frozenset[str]) -> float:
    """Say which part of the smaller set both have, 0 to 1; 0 where one is empty."""
    if not left or not right:
        return 0.0
    return len(left & right) / min(len(left), len(right))


@cache
def _alike() -> dict[str, str]:
    table = {}
    for head, others in data("words")["alike"].items():
        for word in (head, *others):
            table[stem(word)] = stem(head)
            table[stem(word.replace("-", ""))] = stem(head)
    return table


@cache
def _common() -> frozenset[str]:
    return frozenset(data("words")["common"]["words"])


@cache
def _common_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _common())


@cache
def _acts() -> dict[str, frozenset[str]]:
    return {sort: frozenset(map(stem, words)) for sort, words in data("words")["acts"].items()}
