"""Roles: from a trigger to the words that play a part in what it tells, by name of the path.

A path names a way through the grammar: `subject`, `agent`, `objects`, `patient` (what is acted on,
behind "that" too), `above` (the word that governs), `verb` (the one that a noun is subject or object of),
`governor` (the nearest verb above), `accusing` (of "accused them of doing it" the verb that charges),
`matter` (what the word is about), `predicate` (what a verb says of its subject), `copula` (the verb of a
predicate), `clauses` (that-clauses and infinitives), `preposition` (a gerund's), `beside` (the noun in
front of an infinitive), `phrase` (every word under it), `before` (those of them in front), `sentence`
(every word), `all` (the word and what is coordinated with it), `first` (of coordinated verbs),
`innermost` (behind the last "of"),
`prep:on,about` (what these prepositions lead to), `dep:xcomp,ccomp` (children with these
labels); `.` joins steps. Universal for all kinds of claims: no path knows a word of meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

from servanda.extraction.clauses import (
    accusing,
    children,
    complement_clauses,
    conjuncts,
    governor,
    is_passive,
    objects,
    prepositional,
    subject,
    walk_up,
)
from servanda.extraction.complements import (
    copula,
    first_of_conj,
    gerund_preposition,
    noun_beside,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Path", "matter", "path"]

Path = Callable[["Token"], "list[Token]"]
"""From a word to the words at the end of a path, nearest first."""

_ABOUT = ("on", "about", "to", "upon", "over", "into", "of", "for")


def matter(token: Token) -> list[Token]:
    """Return what a word is about: its objects, else what a preposition brings, else a clause."""
    return objects(token) or prepositional(token, *_ABOUT) or complement_clauses(token)


def _subject(token: Token) -> list[Token]:
    found = subject(token) if token.pos_ in ("VERB", "AUX", "ADJ") else None
    return [] if found is None else [found]


def _agent(token: Token) -> list[Token]:
    """Return who acts: the subject, of "accused them of doing it" the object, of a passive what "by" leads to."""
    if is_passive(token):
        return prepositional(token, "by")
    charging = accusing(token)
    return objects(charging) if charging is not None else _subject(token)


def _patient(token: Token) -> list[Token]:
    """Return what is acted on: of "missiles that it fired", "missiles due to be fired" the missiles."""
    found = objects(token) or (_subject(token) if is_passive(token) else [])
    return [_described(thing) if thing.tag_ in ("WDT", "WP") else thing for thing in found]


def _described(pronoun: Token) -> Token:
    """Return the noun that "which" stands for, also where a verb stands between: "which it plans to open"."""
    clause = next((above for above in walk_up(pronoun) if above.dep_ == "relcl"), None)
    return pronoun if clause is None else clause.head


_NOMINAL = ("conj", "pobj", "prep", "appos", "compound", "amod", "dobj", "nmod", "dep")
_COMPLEMENTS = ("attr", "acomp", "dobj", "oprd", "xcomp", "prep", "advcl")


def _verb(noun: Token) -> list[Token]:
    """Return the verb that a noun is subject or object of, through coordination and prepositions."""
    for current in walk_up(noun):
        head = current.head
        if head.pos_ in ("VERB", "AUX") and head != current:
            return [head]
        if current.dep_ not in _NOMINAL:
            break
    return []


def _predicate(verb: Token) -> list[Token]:
    """Return what a verb says of its subject: its complements, what is coordinated with them too."""
    found: list[Token] = []
    for part in children(verb, *_COMPLEMENTS):
        for head in children(part, "pobj") if part.dep_ == "prep" else [part]:
            found.extend(conjuncts(head))
    return found


def _before(noun: Token) -> list[Token]:
    return list(noun.doc[noun.left_edge.i : noun.i])


def _above(token: Token) -> list[Token]:
    return [] if token.head.i == token.i else [token.head]


def _phrase(token: Token) -> list[Token]:
    return list(token.subtree)


def _maybe(step: Callable[[Token], Token | None]) -> Path:
    """Return the path of a step that leads to one word or to none."""

    def walk(token: Token) -> list[Token]:
        found = step(token)
        return [] if found is None else [found]

    return walk


def _innermost(token: Token) -> list[Token]:
    """Return what is at the end of a row of "of": "the withdrawal of Norland's troops"."""
    while parts := prepositional(token, "of"):
        token = parts[0]
    return [token]


_PLAIN: dict[str, Path] = {
    "agent": _agent,
    "all": conjuncts,
    "before": _before,
    "predicate": _predicate,
    "verb": _verb,
    "subject": _subject,
    "objects": objects,
    "patient": _patient,
    "sentence": lambda token: list(token.sent),
    "above": _above,
    "matter": matter,
    "clauses": complement_clauses,
    "phrase": _phrase,
    "self": lambda token: [token],
    "beside": _maybe(noun_beside),
    "copula": lambda token: [copula(token)],
    "first": lambda token: [first_of_conj(token)],
    "accusing": _maybe(accusing),
    "governor": _maybe(governor),
    "innermost": _innermost,
    "preposition": _maybe(gerund_preposition),
}


@cache
def path(name: str) -> Path:
    """Return the path of a name. Raises ValueError for a name that is none."""
    steps = [_step(part) for part in name.split(".")]

    def walk(token: Token) -> list[Token]:
        found: Iterable[Token] = [token]
        for step in steps:
            found = [end for start in found for end in step(start)]
        return list(found)

    return steps[0] if len(steps) == 1 else walk


def _step(name: str) -> Path:
    known = _PLAIN.get(name)
    if known is not None:
        return known
    sort, _, listed = name.partition(":")
    words = tuple(word for word in listed.split(",") if word)
    if words and sort == "prep":
        return lambda token: prepositional(token, *words)
    if words and sort == "dep":
        return lambda token: children(token, *words)
    message = f"no path is called {name!r}"
    raise ValueError(message)
