"""What an assurance is found with: the words, who gives it, and who stands behind a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, prepositional, subject, walk_up
from servanda.extraction.word_classes import words
from servanda.parsing.publishing_state import publishing_state

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = [
    "Found",
    "answers",
    "doer",
    "infinitive",
    "listed",
    "owner_of",
    "teller_of",
    "verb_above",
    "wished",
]


@dataclass(frozen=True, slots=True)
class Found:
    """An assurance where it stands: who gives it, on what matter, in which words, told by whom."""

    head: Token
    parties: tuple[str, ...]
    about: str
    start: int
    end: int
    teller: Token | None
    rule: str
    confidence: float


def listed(kind: str) -> frozenset[str]:
    """Return the words of class `kind` in `data/assurances.tsv`."""
    return words("assurances", kind)


def verb_above(noun: Token) -> Token | None:
    """Return the verb a noun is the subject or object of, through coordination and "of"."""
    current = noun
    for _ in range(8):
        head = current.head
        if head == current:
            return None
        if head.pos_ in ("VERB", "AUX"):
            return head
        if current.dep_ not in (
            "conj",
            "pobj",
            "prep",
            "appos",
            "compound",
            "amod",
            "dobj",
            "nmod",
            "dep",
        ):
            return None
        current = head
    return None


def owner_of(discourse: Discourse, noun: Token) -> tuple[str, ...]:
    """Return whose a commitment or a support is, where the noun phrase says so."""
    found: list[str] = []
    for child in children(noun, "poss", "compound", "amod", "nmod"):
        if child.dep_ == "poss":
            found.extend(p for p in discourse.parties(child) if p not in found)
            continue
        mention = discourse.parsed.party_at(child)
        if mention is not None and mention.party and mention.party not in found:
            found.append(mention.party)
    return tuple(found)


def doer(discourse: Discourse, verb: Token | None) -> tuple[str, ...]:
    """Return the parties that act in a verb, with those they act together with."""
    acting = subject(verb) if verb is not None else None
    parties = discourse.parties(acting)
    if verb is not None and len(parties) == 1:
        for partner in prepositional(verb, "with"):
            others = discourse.parties(partner) if discourse.is_actor(partner) else ()
            parties = tuple(dict.fromkeys((*parties, *others)))
    return parties


def teller_of(discourse: Discourse, verb: Token) -> Token | None:
    """Return the actor whose words a standing sentence is."""
    for other in walk_up(verb):
        if other == verb or other.pos_ not in ("VERB", "AUX"):
            continue
        acting = subject(other)
        if acting is not None and discourse.is_actor(acting):
            return acting
    return None


def answers(discourse: Discourse, verb: Token) -> tuple[tuple[str, ...], Token | None]:
    """Return the parties a standing sentence binds: its teller's, the quoted speaker's, the publisher's."""
    quoted = discourse.parsed.quoted_at(verb.idx)
    if quoted is not None:
        speaker = discourse.speaker(quoted)
        if speaker is not None and speaker.party:
            return (speaker.party,), None
    teller = teller_of(discourse, verb)
    if teller is not None:
        parties = discourse.parties(teller)
        if parties:
            return parties, teller
    party = publishing_state(discourse.parsed.report)
    return ((party,) if party else ()), None


def infinitive(verb: Token) -> bool:
    """Whether "to" stands with the verb."""
    return any(c.lower_ == "to" for c in children(verb, "aux"))


def wished(verb: Token) -> bool:
    """Whether the sentence is a wish, a condition or a question."""
    for other in walk_up(verb):
        if (
            other != verb
            and other.lemma_.lower() in ("urge", "hope", "want", "call", "ask", "wonder")
            and other.pos_ == "VERB"
            and other.tag_ != "VBN"
        ):
            return True
        if any(
            c.dep_ == "mark" and c.lower_ in ("if", "whether", "unless") for c in other.children
        ):
            return True
    return False
