"""Sides of a proposed incident: who acted and on whom, as far as the grammar of its own words says.

Whoever merely speaks of an attack has not made it. So only what belongs to the word itself counts: the
agent of a verb, whose a noun is ("Norland's raid", "the Norland raid", "a raid by Norland"), and who
carries it out ("Norland launched a raid"). Where that says nothing, the cell stays empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, conjuncts, prepositional
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.roles import path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.roles import Path

__all__ = ["incident_sides"]


_VERBS = ("VERB", "AUX")
_AGENT, _PATIENT = path("agent"), path("patient")
_AIMED = ("against", "on", "upon", "into", "at", "toward", "towards")
_OWNERS = ("poss", "amod", "compound", "nmod")


def incident_sides(discourse: Discourse, token: Token) -> tuple[str | None, str | None]:
    """Return the party that acted and the party acted on, each None where the words do not say."""
    if token.pos_ in _VERBS:
        actors = _parties(discourse, _AGENT(token))
        targets = _parties(discourse, [*_PATIENT(token), *prepositional(token, *_AIMED)])
    else:
        carrying = _carrying(token)
        actors = [*_owners(discourse, token), *_parties(discourse, _each(_AGENT, carrying))]
        aimed = [t for verb in carrying for t in prepositional(verb, *_AIMED)]
        targets = _parties(discourse, [*prepositional(token, *_AIMED, "of"), *aimed])
    actor = next(iter(actors), None)
    return actor, next((party for party in targets if party != actor), None)


def _parties(discourse: Discourse, words: list[Token]) -> list[str]:
    return [party for word in words for party in discourse.parties(word)]


def _each(way: Path, words: list[Token]) -> list[Token]:
    return [end for word in words for end in way(word)]


def _owners(discourse: Discourse, noun: Token) -> Iterator[str]:
    """Give whose an act is by the words of its noun."""
    for owner in children(noun, *_OWNERS):
        mention = discourse.parsed.party_at(owner)
        if mention is not None and mention.party:
            yield mention.party
        elif owner.dep_ == "poss":
            yield from discourse.parties(owner)
    yield from _parties(discourse, prepositional(noun, "by"))


def _carrying(noun: Token) -> list[Token]:
    """Return the verbs that say that an act is carried out: "launched a raid", "a raid made by"."""
    first = conjuncts(noun)[0]
    words = frame_table("incident").classes["carry_out"]
    verbs = [*children(first, "acl", "relcl"), *([first.head] if first.head != first else [])]
    return [
        verb
        for verb in verbs
        if verb.pos_ in _VERBS
        and verb.lemma_.lower() in words
        and (verb != first.head or first in _PATIENT(verb))
    ]
