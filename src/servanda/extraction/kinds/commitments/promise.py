"""Promise: an action somebody is bound to, and the words that make it one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.extraction.clauses import auxiliaries, children, is_bare
from servanda.extraction.word_classes import words
from servanda.model import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "Promise",
    "copula",
    "first_of_conj",
    "infinitive",
    "is_sum",
    "listed",
    "noun_beside",
    "noun_modality",
    "own_clause",
    "verb_modality",
]


@dataclass(frozen=True, slots=True)
class Promise:
    """An action somebody is bound to: its verb, what makes it a promise, and who stands there.

    `action` is the verb (or the noun of an action), `matrix` the commissive word or the action
    itself, `outer` the subject of the matrix, `inner` that of the action.
    """

    action: Token
    matrix: Token
    modality: Modality
    outer: Token | None
    inner: Token | None
    rule: str
    confidence: float


def listed(kind: str) -> frozenset[str]:
    """Return the words of class `kind` in `data/commissives.tsv`."""
    return words("commissives", kind)


_VERBS = {
    Modality.AGREED: "verb_agreed",
    Modality.VOWS: "verb_vows",
    Modality.PLANS: "verb_plans",
    Modality.REAFFIRMED: "verb_reaffirmed",
    Modality.CONSIDERING: "verb_considering",
}

_NOUNS = {
    Modality.AGREED: "noun_agreed",
    Modality.VOWS: "noun_vows",
    Modality.PLANS: "noun_plans",
    Modality.CONSIDERING: "noun_considering",
}


def verb_modality(lemma: str) -> Modality | None:
    """Return the modality a commissive verb carries, or None for another verb."""
    return next((m for m, kind in _VERBS.items() if lemma in listed(kind)), None)


def noun_modality(lemma: str) -> Modality | None:
    """Return the modality a promising noun carries, or None for another noun."""
    return next((m for m, kind in _NOUNS.items() if lemma in listed(kind)), None)


def first_of_conj(verb: Token) -> Token:
    """Return the first of the coordinated verbs, so that each shares what governs the first."""
    current = verb
    while (
        current.dep_ == "conj" and current.head.pos_ in ("VERB", "AUX") and not own_clause(current)
    ) or _in_a_row(current):
        current = current.head
    return current


def _in_a_row(verb: Token) -> bool:
    """Whether an infinitive hung as a purpose is one of a row: "agreed to work on A, to align B, and to trade C"."""
    above = verb.head
    if verb.dep_ != "advcl" or not infinitive(verb) or not infinitive(above) or above.i > verb.i:
        return False
    to = next(c for c in children(verb, "aux") if c.lower_ == "to")
    if to.i == 0 or to.nbor(-1).text != ",":
        return False
    return any(infinitive(c) and _and_to(c) for c in children(verb, "conj"))


def _and_to(verb: Token) -> bool:
    """Whether ", and to" stands in front of a verb."""
    to = next(c for c in children(verb, "aux") if c.lower_ == "to")
    return verb.doc[max(0, to.i - 2) : to.i].text.lower() == ", and"


def own_clause(verb: Token) -> bool:
    """Whether a coordinated verb has tense or a subject of its own ("agreed …, and said …")."""
    if children(verb, "nsubj", "nsubjpass"):
        return True
    return verb.tag_ in ("VBD", "VBZ", "VBP") and not auxiliaries(verb) and not is_bare(verb)


def infinitive(verb: Token) -> bool:
    """Whether "to" stands with the verb."""
    return any(c.lower_ == "to" for c in children(verb, "aux"))


def copula(adjective: Token) -> Token:
    """Return the verb an adjective is predicated with ("is committed"), else the adjective itself."""
    head = adjective.head
    return (
        head
        if adjective.dep_ in ("acomp", "attr", "oprd") and head.pos_ in ("AUX", "VERB")
        else adjective
    )


def noun_beside(verb: Token) -> Token | None:
    """Return the noun right in front of an infinitive, times and adverbs left out."""
    to = next((c for c in children(verb, "aux") if c.lower_ == "to"), None)
    if to is None:
        return None
    for token in reversed(list(verb.doc[max(verb.sent.start, to.i - 6) : to.i])):
        if (
            token.pos_ in ("ADV",)
            or token.lower_ in _TIME_WORDS
            or token.ent_type_ in ("DATE", "TIME")
        ):
            continue
        return token if token.pos_ == "NOUN" else None
    return None


_SUM = re.compile(
    r"[$€£¥₹]\s?\d|\d[\d.,]* (?:thousand|million|billion|trillion|crore|lakh)\b|\b(?:USD|EUR|EURO|GBP|JPY|CNY|INR|Rs)\.? ?\d"
    r"|\d (?:dollars|euros|pounds|yen|yuan|won|rupees)\b",
)


def is_sum(noun: Token) -> bool:
    """Whether a noun phrase names a sum of money: "$40 million", "a loan of EUR 2 billion"."""
    if any(t.ent_type_ == "MONEY" for t in noun.subtree):
        return True
    return bool(_SUM.search(noun.doc[noun.left_edge.i : noun.right_edge.i + 1].text))


_TIME_WORDS = frozenset("late early last this next year month week earlier".split())
