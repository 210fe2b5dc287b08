"""Promise: an action somebody is bound to, and the words that make it one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.extraction.frame_tables import frame_table
from servanda.model import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "Member",
    "Promise",
    "is_deed",
    "is_paper",
    "is_sum",
    "listed",
    "noun_modality",
    "verb_modality",
]


@dataclass(frozen=True, slots=True)
class Member:
    """One of a row of papers or matters: the word that heads it, where it stands, and what it is called."""

    head: Token
    start: int
    end: int
    named: str


@dataclass(frozen=True, slots=True)
class Promise:
    """An action somebody is bound to: its verb, what makes it a promise, and who stands there.

    `action` is the verb (or the noun of an action), `matrix` the commissive word or the action
    itself, `outer` the subject of the matrix, `inner` that of the action. `part` says which of a row it is.
    """

    action: Token
    matrix: Token
    modality: Modality
    outer: Token | None
    inner: Token | None
    rule: str
    confidence: float
    part: Member | None = None


def listed(kind: str) -> frozenset[str]:
    """Return the words of class `kind` in `frames/commitment.toml`. Raises KeyError where there is none."""
    return frame_table("commitment").classes[kind]


def verb_modality(lemma: str) -> Modality | None:
    """Return the modality a commissive verb carries, or None for another verb."""
    return _modality("verb", lemma)


def noun_modality(lemma: str) -> Modality | None:
    """Return the modality a promising noun carries, or None for another noun."""
    return _modality("noun", lemma)


def _modality(sort: str, lemma: str) -> Modality | None:
    senses = frame_table("commitment").senses[sort]
    return next((Modality(sense) for sense, lemmas in senses.items() if lemma in lemmas), None)


# Endings of nouns that are made of verbs: "establishment", "expansion", "disbursal", "assistance".
_OF_VERBS = re.compile(r"(?:tion|sion|ment|[aeiou]al|[ae]nce|[^t]ing|ships?)$")


def is_deed(noun: Token) -> bool:
    """Return whether a noun says something done or set up: "the withdrawal of", "a hotline", "a loan"."""
    lemma = noun.lemma_.lower()
    if noun.pos_ not in ("NOUN", "PROPN") or any(
        lemma in listed(kind) for kind in ("procedure", "no_deed", "worth")
    ):
        return False
    return lemma in listed("deed") or bool(_OF_VERBS.search(lemma))


def is_paper(noun: Token) -> bool:
    """Return whether a noun names what states sign: "an accord", "memoranda", a title in capitals too."""
    lemma = noun.lemma_.lower()
    return lemma in listed("instrument") or lemma.removesuffix("s") in listed("instrument")


_SUM = re.compile(
    r"[$€£¥₹]\s?\d|(?<!\d)(?<![\d.,][.,])\d[\d.,]*+ (?:thousand|million|billion|trillion|crore|lakh)\b|\b(?:USD|EUR|EURO|GBP|JPY|CNY|INR|Rs)\.? ?\d"
    r"|\d (?:dollars|euros|pounds|yen|yuan|won|rupees)\b",
)


def is_sum(noun: Token) -> bool:
    """Return whether a noun phrase names a sum of money: "$40 million", "a loan of EUR 2 billion"."""
    if any(t.ent_type_ == "MONEY" for t in noun.subtree):
        return True
    return bool(_SUM.search(noun.doc[noun.left_edge.i : noun.right_edge.i + 1].text))
