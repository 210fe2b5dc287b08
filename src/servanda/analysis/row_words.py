"""What a row says must be readable without its report: the words of its cells, or else the quotation.

Whether words stand alone is a matter of their classes (`data/words.tsv`): a pronoun, a noun behind a word
that points back, a single bare word, or a noun for a promise in place of a verb do not.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from servanda.data_tables import word_set
from servanda.model import Claim, Commitment, Structure
from servanda.model.text_folding import fold

__all__ = ["is_specific", "promise_words", "quotation", "stands_alone", "unit_words"]


_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_LENGTH = 140  # characters of a quotation in a row
_LEAST = 2  # words that carry something


def promise_words(claim: Claim) -> str:
    """Say what is promised, in one line: its action and object, else the quotation. Commitments only."""
    body = claim.body
    assert isinstance(body, Commitment)
    first, second = (body.object, body.action) if body.comes_about else (body.action, body.object)
    alone = stands_alone(body.what) and not _points(first) and not _points(second)
    return body.what if alone and not _named_twice(body) else quotation(claim)


def unit_words(claim: Claim) -> str:
    """Say what unit changes and how, in one line; the quotation where the unit is not named."""
    body = claim.body
    assert isinstance(body, Structure)
    if not _words(body.unit) or _points(body.unit) or not _carrying(body.unit):
        return quotation(claim)
    return f"{body.unit}: {body.change}" if body.change else body.unit


def quotation(claim: Claim, length: int = _LENGTH) -> str:
    """Quote the words that a claim rests on, cut at a word."""
    words = " ".join(claim.evidence[0].exact.split()).strip("“”\"' ")
    if len(words) <= length:
        return f"“{words}”"
    head = words[: length - 1]
    return f"“{head.rpartition(' ')[0] or head} …”"


@lru_cache(maxsize=1 << 14)
def stands_alone(words: str) -> bool:
    """Whether words say something by themselves: two of them, at least, carry something."""
    return len(_carrying(words)) >= _LEAST


@lru_cache(maxsize=1 << 14)
def is_specific(words: str) -> bool:
    """Whether words name or count something: a figure, a number, or a name that is not their first word."""
    found = _WORD.findall(words)
    numbers = word_set("analysis", "number")
    if any(one[0].isdigit() or fold(one) in numbers for one in found):
        return True
    return any(one[0].isupper() and len(one) > 1 for one in found[1:])


def _points(phrase: str) -> bool:
    """Whether a phrase begins with a word that stands for, or points at, something said before."""
    words = _words(phrase)
    while words and words[0] in word_set("analysis", "article"):
        words = words[1:]
    if not words:
        return False
    alone = len(words) == 1 and words[0] in word_set("analysis", "pronoun")
    return alone or words[0] in word_set("analysis", "pointing")


def _named_twice(body: Commitment) -> bool:
    """Whether the word for the promise is a noun of its object: "commitment", "our commitment to …"."""
    words = _words(body.action)
    return len(words) == 1 and words[0] in _words(body.object)


def _carrying(phrase: str) -> list[str]:
    """Return the words of a phrase that carry something by themselves."""
    return [word for word in _words(phrase) if word not in _idle()]


@cache
def _idle() -> frozenset[str]:
    empty, light = word_set("analysis", "empty"), word_set("analysis", "light")
    return word_set("analysis", "pronoun") | empty | light


@lru_cache(maxsize=1 << 14)
def _words(phrase: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in _WORD.findall(phrase))
