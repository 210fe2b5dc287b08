"""Whose a force is: the state that a ship, a troop or "they" stands for."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import children, conjuncts, prepositional, walk_up
from servanda.extraction.coreference.reference_words import INNER
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.word_classes import classes_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.engine import Predicate

__all__ = ["force_predicates", "is_irregular", "owner_of", "parties_of", "party_of"]

_ARMED_GROUPS = word_set("extraction", "armed_groups", "event_words")
_BACK = 300  # tokens to look back for what "the plane" was told of as


def force_predicates(discourse: Discourse) -> dict[str, Predicate]:
    """Return what frames may ask of a word: whether it is a state's, its force that acts, a craft, no state's fighter."""
    return {
        "state": lambda token: party_of(discourse, token) is not None,
        "force": lambda token: _is_force(discourse, token),
        "craft": lambda token: _is_craft(discourse, token),
        "irregular": is_irregular,
    }


def is_irregular(token: Token) -> bool:
    """Return whether a word, or the group that it is said to be of, is no state's: "insurgents", "Taleban"."""
    irregular = frame_table("incident").classes["irregular"]
    named = token.lower_ in _ARMED_GROUPS
    return named or (token.pos_ != "VERB" and token.lemma_.lower() in irregular)


def party_of(discourse: Discourse, token: Token) -> str | None:
    """Return the state that a noun phrase stands for, or None; a person alone, or a mere number, is none."""
    if discourse.parsed.person_at(token) is not None or token.dep_ == "nummod":
        return None
    token = _counted(token)
    if token.lower_ in ("they", "them"):
        return _those(discourse, token)
    found = discourse.parties(token, conj=False)
    if not found and token.pos_ in ("NOUN", "PROPN"):
        found = _people(discourse, token)
    if not found:
        words = [token, *children(token, "compound", "poss", "nmod")]
        named = (_by_prefix(token), *(_by_letters(discourse, t.text) for t in words))
        found = tuple(party for party in named if party is not None)
    return found[0] if found and len(found[0]) == 2 else None


def parties_of(discourse: Discourse, token: Token) -> list[str]:
    """Return the states that a noun and its attributes name, each once: "X and Y troops"; those of "they"."""
    inner = [t for t in token.subtree if t.i <= token.i]
    inner += [t for p in prepositional(token, "of", "from") for t in conjuncts(p)]
    mentions = (discourse.parsed.party_at(word) for word in inner)
    found = [mention.party for mention in mentions if mention is not None and mention.party]
    if not found and token.tag_ in ("NNS", "NNPS", "PRP"):
        found = list(discourse.parties(token))
    return [party for party in dict.fromkeys(found) if len(party) == 2]


def owner_of(discourse: Discourse, craft: Token) -> str | None:
    """Return whose a craft is: by where it came from, or as told of it before."""
    if craft.pos_ != "NOUN" or not _is_craft(discourse, craft):
        return None
    clauses = children(craft, "relcl", "acl")
    came = [t for c in clauses for v in (c, *children(c, "prt")) for t in prepositional(v, "from")]
    for source in [*prepositional(craft, "of", "from"), *came]:
        party = party_of(discourse, source)
        if party is not None:
            return party
    if not any(c.lower_ in ("the", "that", "this") for c in children(craft, "det")):
        return None
    before = reversed(craft.doc[max(0, craft.i - _BACK) : craft.i])
    told = (party_of(discourse, t) for t in before if t.pos_ == "NOUN" and t.lemma_ == craft.lemma_)
    return next((party for party in told if party is not None), None)


def _is_craft(discourse: Discourse, token: Token) -> bool:
    """Return whether it is a ship, plane or the like, by its kind or by a name of its own."""
    if token.lemma_.lower() in frame_table("incident").classes["craft"]:
        return True
    return token.pos_ == "PROPN" and discourse.parsed.party_at(token) is None


def _is_force(discourse: Discourse, token: Token) -> bool:
    """Return whether it is a state, its forces or their craft, not a person or a firm."""
    forces = frame_table("incident").classes["force"]
    token = _counted(token)
    return (
        token.lower_ in forces
        or token.lemma_.lower() in forces
        or discourse.parsed.party_at(token) is not None
        or _by_letters(discourse, token.text) is not None
    )


def _people(discourse: Discourse, token: Token) -> tuple[str, ...]:
    """Return whose people are named by the word for them: "two Norlanders"."""
    mention = discourse.parsed.party_at(token)
    plural = token.tag_ in ("NNS", "NNPS") or token.lower_.endswith("s")
    whole = token.dep_ not in INNER
    return (mention.party,) if mention is not None and mention.party and plural and whole else ()


def _counted(token: Token) -> Token:
    """Return what a number counts: of "one of its planes" the planes."""
    counts = token.like_num or token.lower_ in ("one", "some")
    return next(iter(prepositional(token, "of")), token) if counts else token


def _by_prefix(token: Token) -> str | None:
    """Return whose a ship is by the letters in front of its name, or None."""
    if token.pos_ != "PROPN":
        return None
    prefixes = classes_of("ship_prefixes")
    before = token.doc[max(token.sent.start, token.i - 3) : token.i]
    named = all(t.pos_ == "PROPN" or t.text in prefixes for t in before[-1:])
    return next((prefixes[t.text] for t in before if named and t.text in prefixes), None)


def _those(discourse: Discourse, token: Token) -> str | None:
    """Return whose "they" are: of the subject of a clause around them, or one and the same party's."""
    for verb in walk_up(token):
        above = next((c for c in children(verb, "nsubj", "nsubjpass") if c.i < token.i), None)
        if above is not None and above.lower_ != "they" and not above.is_ancestor(token):
            return party_of(discourse, above)
    found = discourse.parties(token, conj=False)
    return found[0] if len(found) == 1 and len(found[0]) == 2 else None  # "the two" act not as one


def _by_letters(discourse: Discourse, word: str) -> str | None:
    """Return whose force a short name is that the text itself explains: "the Norland Coast Guard (NCG)"."""
    if not (2 <= len(word) <= 6 and word.isalpha() and word.isupper()):
        return None
    parsed = discourse.parsed
    at = parsed.content.find(f"({word})")
    behind = bisect_right(parsed.parties, at, key=lambda party: party.start) if at >= 0 else 0
    for party in parsed.parties[max(0, behind - 2) : behind]:
        between = parsed.content[party.end : at]
        named = re.fullmatch(r"(?:[’']s)?(?: [A-Z][\w-]*)*(?:[’']s)? ?", between) is not None
        if named and party.party and len(party.party) == 2 and at - party.start < 60:
            return party.party
    return None
