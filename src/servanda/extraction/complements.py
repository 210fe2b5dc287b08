"""Complements: infinitives and gerunds, the word they hang on, and the row they stand in.

The parser hangs the second of two coordinated infinitives on the first, and some it hangs too high;
what governs the first governs them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import auxiliaries, children, is_bare, is_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "copula",
    "first_of_conj",
    "gerund_preposition",
    "is_bare_copula",
    "is_hung_high",
    "is_out_of_step",
    "is_second_purpose",
    "noun_beside",
]

_FAR = 60  # words in front of a verb among which the infinitive is looked for that it goes on
_TIME_WORDS = word_set("extraction", "time_words", "clause_words")


def first_of_conj(verb: Token) -> Token:
    """Return the first of the coordinated verbs, so that each shares what governs the first."""
    current = verb
    while (
        current.dep_ == "conj" and current.head.pos_ in ("VERB", "AUX") and not _own_clause(current)
    ) or _in_a_row(current):
        current = current.head
    return current


def _in_a_row(verb: Token) -> bool:
    """Whether an infinitive hung as a purpose is one of a row: "agreed to work on A, to align B, and to trade C"."""
    above = verb.head
    if (
        verb.dep_ != "advcl"
        or not is_infinitive(verb)
        or not is_infinitive(above)
        or above.i > verb.i
    ):
        return False
    to = next(c for c in children(verb, "aux") if c.lower_ == "to")
    if to.i == 0 or to.nbor(-1).text != ",":
        return False
    return any(is_infinitive(c) and _and_to(c) for c in children(verb, "conj"))


def _and_to(verb: Token) -> bool:
    """Whether ", and to" stands in front of a verb."""
    to = next(c for c in children(verb, "aux") if c.lower_ == "to")
    return verb.doc[max(0, to.i - 2) : to.i].text.lower() == ", and"


def _own_clause(verb: Token) -> bool:
    """Whether a coordinated verb has tense or a subject of its own ("agreed …, and said …")."""
    if children(verb, "nsubj", "nsubjpass"):
        return True
    return verb.tag_ in ("VBD", "VBZ", "VBP") and not auxiliaries(verb) and not is_bare(verb)


def is_out_of_step(verb: Token) -> bool:
    """Return whether a verb is hung on another as its equal, though it is none.

    A gerund on an infinitive and a purpose behind a comma ("raise output, to prevent want") are the
    parser's mistakes; what follows an "or" is the same told another way.
    """
    first = first_of_conj(verb)
    if verb == first:
        return False
    if verb.tag_ == "VBG" and first.tag_ in ("VB", "VBD", "VBZ", "VBP"):
        return True
    if any(c.dep_ == "cc" and c.lower_ == "or" for c in verb.head.children):
        return True
    chain = [t for t in verb.doc[first.i : verb.right_edge.i + 1] if t.dep_ == "cc"]
    return is_infinitive(verb) and not any(t.head in (first, verb.head, verb) for t in chain)


def is_hung_high(verb: Token) -> bool:
    """Return whether a bare verb goes on an infinitive below the one it is hung on: "plan to widen roads, build bridges"."""
    first = first_of_conj(verb)
    if verb == first or verb.tag_ != "VB" or children(verb, "aux", "nsubj"):
        return False
    if first.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    below = [c for c in children(first, "xcomp", "advcl") if is_infinitive(c)]
    near = first.doc[max(first.i, verb.i - _FAR) : verb.i]
    below += [t for t in near if _is_for(t, first)]
    between = next((verb.doc[c.i : verb.i] for c in below if first.i < c.i < verb.i), None)
    # a purpose in between may go on instead
    return between is not None and not any(t.lower_ == "to" and t.dep_ == "aux" for t in between)


def _is_for(verb: Token, above: Token) -> bool:
    """Whether an infinitive says what the object of `above` is for: "agreed on measures to cut waste"."""
    described = verb.dep_ in ("acl", "relcl") and is_infinitive(verb)
    return described and above.is_ancestor(verb)


def is_second_purpose(verb: Token) -> bool:
    """Return whether an infinitive is hung on a noun that has its own: "resolve to use it to build"."""
    noun = verb.head
    before = [c for c in children(noun, "acl") if noun.i < c.i < verb.i and is_infinitive(c)]
    return bool(before) and not any(
        t.dep_ == "cc" for t in verb.doc[before[0].i : verb.i] if t.head == before[0]
    )


def copula(predicate: Token) -> Token:
    """Return the verb an adjective is predicated with ("is committed"), else the word itself."""
    head = predicate.head
    joined = predicate.dep_ in ("acomp", "attr", "oprd") and head.pos_ in ("AUX", "VERB")
    return head if joined else predicate


def is_bare_copula(verb: Token) -> bool:
    """Return whether nothing but adverbs stands between "is" and "to build": not "is very safe to report"."""
    be = first_of_conj(verb).head
    between = be.doc[be.i + 1 : verb.i]
    return be.tag_ in ("VBZ", "VBP", "VBD") and all(
        t.pos_ in ("ADV", "PART") or t.dep_ in ("aux", "auxpass") for t in between
    )


def gerund_preposition(verb: Token) -> Token | None:
    """Return the preposition a gerund hangs on, the first of a row: "committed to deepening A and to widening B"."""
    prep = verb.head
    if verb.dep_ != "pcomp" or prep.pos_ not in ("ADP", "PART", "SCONJ"):
        return None
    while prep.dep_ == "conj" and prep.head.lower_ == prep.lower_:
        prep = prep.head
    return prep if prep.dep_ == "prep" else None


def noun_beside(verb: Token) -> Token | None:
    """Return the noun right in front of an infinitive, times and adverbs left out."""
    to = next((c for c in children(verb, "aux") if c.lower_ == "to"), None)
    if to is None:
        return None
    for token in reversed(list(verb.doc[max(verb.sent.start, to.i - 6) : to.i])):
        if token.pos_ == "ADV" or token.lower_ in _TIME_WORDS:
            continue
        if token.ent_type_ not in ("DATE", "TIME"):
            return token if token.pos_ == "NOUN" else None
    return None
