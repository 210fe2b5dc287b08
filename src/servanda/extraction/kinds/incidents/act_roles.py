"""Parts of an incident: whose force acts, on what, where and when."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.extraction.clauses import (
    children,
    extent,
    governor,
    is_passive,
    is_past,
    objects,
    prepositional,
    subject,
    walk_up,
)
from servanda.extraction.kinds.incidents.act_words import FORCES, SHIP_PREFIXES, SPACES
from servanda.extraction.phrases import calendar_times

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.model import TimeRef
    from servanda.parsing.document import Sentence

__all__ = [
    "Act",
    "craft_of",
    "doer_of",
    "is_craft",
    "is_force",
    "is_target",
    "party_of",
    "place_of",
    "time_of",
]


@dataclass(slots=True)
class Act:
    """An act that the text tells of; `sure` is false for words that only point back to one."""

    token: Token
    sentence: Sentence
    sort: str
    actor: str | None
    target: str | None
    place: str | None
    words: str
    when: TimeRef | None
    sure: bool
    more: list[Sentence] = field(default_factory=list)


_BACK = 300  # tokens to look back for what "the plane" was told of as


def party_of(discourse: Discourse, token: Token | None) -> str | None:
    """Return the state that a noun phrase stands for, or None; a person alone is none."""
    if token is None:
        return None
    if discourse.parsed.person_at(token) is not None:
        return None
    if token.lower_ in ("one", "two", "some"):  # "one of its planes"
        token = next(iter(prepositional(token, "of")), token)
    if token.lower_ in ("they", "them"):
        return _those(discourse, token)
    found = discourse.parties(token, conj=False)
    if not found and (ship := _ship(token)) is not None:
        return ship
    if not found:
        inner = [token, *children(token, "compound", "poss", "nmod")]
        found = tuple(p for t in inner if (p := _abbreviated(discourse, t.text)) is not None)
    return found[0] if found and len(found[0]) == 2 else None


def _ship(token: Token) -> str | None:
    """Return whose a ship is by the letters in front of its name, or None."""
    if token.pos_ != "PROPN":
        return None
    before = token.doc[max(token.sent.start, token.i - 3) : token.i]
    letters = next((SHIP_PREFIXES[t.text] for t in before if t.text in SHIP_PREFIXES), None)
    named = all(t.pos_ == "PROPN" or t.text in SHIP_PREFIXES for t in before[-1:])
    return letters if named else None


def _those(discourse: Discourse, token: Token) -> str | None:
    """Return whose "they" are: of the subject of a clause around them, or one and the same party's."""
    for verb in walk_up(token):
        above = next((c for c in children(verb, "nsubj", "nsubjpass") if c.i < token.i), None)
        if above is not None and above.lower_ != "they":
            return party_of(discourse, above)
    found = discourse.parties(token, conj=False)
    return found[0] if len(found) == 1 and len(found[0]) == 2 else None  # "the two" act not as one


def _abbreviated(discourse: Discourse, word: str) -> str | None:
    """Return whose force a short name is that the text itself explains: "the Norland Coast Guard (NCG)"."""
    if not (2 <= len(word) <= 6 and word.isalpha() and word.isupper()):
        return None
    parsed = discourse.parsed
    at = parsed.content.find(f"({word})")
    if at < 0:
        return None
    behind = bisect_right(parsed.parties, at, key=lambda party: party.start)
    for party in parsed.parties[max(0, behind - 2) : behind]:
        between = parsed.content[party.end : at]
        named = re.fullmatch(r"(?:[’']s)?(?: [A-Z][\w-]*)*(?:[’']s)? ?", between) is not None
        if named and party.party and len(party.party) == 2 and at - party.start < 60:
            return party.party
    return None


def craft_of(discourse: Discourse, token: Token) -> str | None:
    """Return whose a craft is: by its owner, by where it came from, or as told of it before."""
    if token.pos_ != "NOUN" or not is_craft(token):
        return None
    came = [
        t
        for clause in children(token, "relcl", "acl")
        for v in (clause, *children(clause, "prt"))
        for t in prepositional(v, "from")
    ]
    for source in [*prepositional(token, "of", "from"), *came]:
        party = party_of(discourse, source)
        if party is not None:
            return party
    if not any(c.lower_ in ("the", "that", "this") for c in children(token, "det")):
        return None
    doc = token.doc
    for at in range(token.i - 1, max(-1, token.i - _BACK), -1):
        other = doc[at]
        if other.pos_ == "NOUN" and other.lemma_.lower() == token.lemma_.lower():
            party = party_of(discourse, other)
            if party is not None:
                return party
    return None


def is_force(discourse: Discourse, token: Token) -> bool:
    """Whether the one who acts is a state or its forces, not a person or a firm."""
    mention = discourse.parsed.party_at(token)
    if mention is not None or token.lower_ in ("it", "they", "which", "that"):
        return True
    return (
        token.lower_ in FORCES
        or token.lemma_.lower() in FORCES
        or token.lower_ == "side"  # "the Norland side fired on it"
        or _abbreviated(discourse, token.text) is not None
    )


def is_target(discourse: Discourse, token: Token) -> bool:
    """Whether what a preposition leads to is a state, its craft, its people or its ground."""
    named = (
        discourse.parsed.party_at(token) is not None
        or discourse.parsed.person_at(token) is not None
    )
    return (
        named
        or token.lower_ == "one"  # "collided with a Norland one"
        or token.lower_ in FORCES
        or token.lemma_.lower() in FORCES
        or token.lower_ in SPACES
        or token.pos_ == "PROPN"
        or token.tag_ == "NNS"
    )


def is_craft(token: Token) -> bool:
    """Whether it is a ship, plane or the like, by its kind or by a name of its own."""
    return token.lemma_.lower() in FORCES or token.lower_ in FORCES or token.pos_ == "PROPN"


def place_of(discourse: Discourse, goals: list[Token]) -> str | None:
    """Return the first place among what an act is aimed at, as written, or None."""
    for goal in goals:
        if goal.lower_ in SPACES or goal.ent_type_ in ("GPE", "LOC", "FAC"):
            start, end = extent(goal, without=children(goal, "relcl", "acl", "prep"))
            return discourse.parsed.words(start, end).removeprefix("the ")
    return None


def doer_of(verb: Token) -> Token | None:
    """Return who does it: the subject, or whoever is accused of it."""
    above = verb.head.head
    if (
        verb.dep_ == "pcomp"
        and verb.head.lower_ == "of"
        and above.lemma_.lower() in ("accuse", "suspect")
        and not is_passive(above)
    ):
        return next(iter(objects(above)), None)
    return subject(verb)


def _meanwhile(verb: Token) -> int:
    """Return the verb in whose time "while they were chasing a boat" fell, or -1."""
    words = {c.lower_ for c in children(verb, "mark", "advmod")}
    return verb.head.i if verb.dep_ == "advcl" and words & {"while", "when", "as"} else -1


def time_of(discourse: Discourse, sentence: Sentence, token: Token) -> TimeRef | None:
    """Return the time that stands with the verb or noun of an act, or None."""
    meanwhile = _meanwhile(token)
    for ref, tokens, top in calendar_times(discourse.parsed, sentence):
        if ref.relation in ("since", "until"):
            continue  # "the first such incident since February"
        behind = max(t.i for t in token.subtree if t.i < tokens[0].i or t.i == token.i)
        if token.pos_ != "VERB" and 0 < tokens[0].i - behind <= 2 and tokens[0].i > token.i:
            return ref
        for other in walk_up(top):
            if other.i == token.i or (other.i == meanwhile and ref.start < token.idx):
                return ref
            if other.pos_ in ("VERB", "AUX") and other != top:
                break
    if token.dep_ == "relcl" and (above := governor(token.head)) is not None and is_past(above):
        return time_of(
            discourse, sentence, above
        )  # "on Monday shot down a jet that had crossed it"
    return None
