"""Assurances: standing words for a relation or a principle, with their exact wording.

What makes an assurance is in `frames/assurance.toml`; here it gets its givers, its matter and its words.
Three shapes: a bond somebody reaffirms ("ironclad commitment to the defence of …"), a worth somebody
affirms ("the importance of peace …"), and a sentence about what is and remains so ("the alliance
remains the cornerstone …"). Praise of what another does is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from servanda.extraction.clauses import children, extent, prepositional, subject, walk_up
from servanda.extraction.coreference.reference_words import stands_for_all
from servanda.extraction.coreference.subject_parties import parties_of_subject
from servanda.extraction.coreference.voices import tellers
from servanda.extraction.engine import Engine, Match
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.phrases import content_words
from servanda.extraction.registry import reader
from servanda.extraction.retelling import told_before
from servanda.model import Assurance, BlockKind, Claim, Evidence, Modality
from servanda.parsing.publishing_state import publishing_state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["is_assurance", "read_assurances"]

_SHARED = 0.75  # of the words of the shorter of two matters that are one
_SHARED_BY_BOTH = 0.5  # of the longer


@dataclass(frozen=True, slots=True)
class _Found:
    """An assurance where it stands: who gives it, on what matter, in which characters, told by whom."""

    match: Match
    parties: tuple[str, ...]
    about: str
    start: int
    end: int
    teller: Token | None


@reader("assurance")
def read_assurances(discourse: Discourse) -> Iterator[Claim]:
    """Make a claim of each distinct assurance; the same words twice are one, a headline adds to it."""
    parsed = discourse.parsed
    kept: list[tuple[_Found, list[Evidence]]] = []
    headlines: list[_Found] = []
    for trigger in sorted(frame_table("assurance").triggers(parsed.doc)):
        token = parsed.doc[trigger]
        found = _at(discourse, token)
        block = parsed.sentence_of(token).block if found is not None else BlockKind.CAPTION
        if found is None or block is BlockKind.CAPTION:
            continue
        if block is BlockKind.HEADLINE:
            headlines.append(found)
            continue
        at = told_before(kept, partial(_is_one, found))
        if at is None:
            at = len(kept)
            kept.append((found, []))
        kept[at][1].append(parsed.evidence(found.start, found.end))
    for found in headlines:
        at = told_before(kept, partial(_is_one, found))
        if at is not None:
            kept[at][1].append(parsed.evidence(found.start, found.end))
    for found, spans in kept:
        words = parsed.words(found.start, found.end)
        frame = found.match.frame
        stem = found.match.trigger.lemma_.lower() if frame.name.endswith(".") else ""
        yield Claim.make(
            parsed.report.id,
            Assurance(
                found.parties,
                found.about,
                words,
                _speaker(discourse, found),
                _modality(found.match),
            ),
            tuple(spans),
            rule=f"assurance.{frame.name}{stem}",
            confidence=frame.confidence,
        )


def _modality(match: Match) -> Modality:
    """Return how an assurance is given: agreed on by all, vowed, or standing already."""
    if match.cell("vow") is not None:
        return Modality.VOWS
    verb = match.cell("verb")
    agreed = verb is not None and verb.lemma_ == "agree"
    return Modality.AGREED if agreed else Modality.REAFFIRMED


def is_assurance(discourse: Discourse, token: Token) -> bool:
    """Return whether the words at `token` are an assurance, and so no commitment to a particular action."""
    return _at(discourse, token) is not None


def _at(discourse: Discourse, token: Token) -> _Found | None:
    """Return the assurance that a word triggers and somebody gives; two readers ask, it is looked for once."""
    key = ("assurance", token.i)
    if key not in discourse.memo:
        match = _engine(discourse).match(token)
        found = _found(discourse, match) if match is not None else None
        discourse.memo[key] = found if found is not None and found.parties else None
    return cast("_Found | None", discourse.memo[key])


def _engine(discourse: Discourse) -> Engine:
    key = ("assurance.engine", 0)
    if key not in discourse.memo:
        discourse.memo[key] = Engine(
            frame_table("assurance"),
            {
                "actor": discourse.is_actor,
                "untold": lambda verb: verb.tag_ == "VBD" and _teller(discourse, verb) is None,
            },
        )
    return cast("Engine", discourse.memo[key])


# -- what an assurance is made of ----------------------------------------------------------------


def _found(discourse: Discourse, match: Match) -> _Found:
    head, verb, about = match.cell("head") or match.trigger, match.cell("verb"), match.cell("about")
    parties, teller = _givers(discourse, match, verb or head)
    start, end = extent(head)
    if verb == head:
        start = verb.idx
    elif verb is not None:
        remains = verb.i > head.i
        start, end = min(start, verb.idx), max(end, extent(verb)[1] if remains else end)
    words = discourse.parsed.words(head.idx, end) if match.frame.sense == "vowed" else ""
    if about is not None:
        beside = children(about, "acl", "relcl") if match.frame.sense == "owned" else []
        first, last = extent(about, without=[*beside, *([head] if about.is_ancestor(head) else [])])
        words = discourse.parsed.words(first, last)
        start = min(start, first) if head.dep_ == "relcl" else start
    return _Found(match, parties, words, start, end, teller)


def _givers(
    discourse: Discourse, match: Match, verb: Token
) -> tuple[tuple[str, ...], Token | None]:
    """Return the parties that give an assurance, and the word for who tells it."""
    acting = subject(verb)
    match match.frame.sense:
        case "standing":
            return _standing(discourse, match, verb)
        case "told":
            teller = _teller(discourse, verb)
            return discourse.parties(teller or acting), teller
        case "vowed":
            return parties_of_subject(discourse, acting), acting
        case "together":
            return discourse.group(verb), None
        case "owned":
            return _having(discourse, match.trigger) or _acting(discourse, verb), acting
        case _:
            return _acting(discourse, verb), acting


def _standing(
    discourse: Discourse, match: Match, verb: Token
) -> tuple[tuple[str, ...], Token | None]:
    """Return whom a standing sentence binds: the quoted speaker's party, its teller's, the publisher's."""
    quoted = discourse.parsed.quoted_at(verb.idx)
    speaker = discourse.speaker(quoted) if quoted is not None else None
    if speaker is not None and speaker.party:
        return _with_bound(discourse, match, (speaker.party,)), None
    teller = _teller(discourse, verb)
    parties = discourse.parties(teller)
    if parties:
        return _with_bound(discourse, match, parties), teller
    party, about = publishing_state(discourse.parsed.report), match.cell("about")
    if party is None and about is not None:  # "Norland's policy on the strait is unchanged"
        return _owners(discourse, about), None
    return _with_bound(discourse, match, (party,) if party else ()), None


def _with_bound(discourse: Discourse, match: Match, parties: tuple[str, ...]) -> tuple[str, ...]:
    """Return all between whom a bond is, where it is one of those who speak: "the Norland-Sudmark alliance"."""
    about = match.cell("about")
    bound = (*_owners(discourse, about), *discourse.parties(about)) if about is not None else ()
    return tuple(dict.fromkeys(bound)) if set(parties) < set(bound) else parties


def _acting(discourse: Discourse, verb: Token) -> tuple[str, ...]:
    """Return the parties that act in a verb, with the one they act together with."""
    acting = subject(verb)
    parties = parties_of_subject(discourse, acting)
    if not parties and acting is not None and stands_for_all(acting):
        return discourse.group(verb)  # "Ministers stressed"
    if len(parties) == 1:
        for partner in filter(discourse.is_actor, prepositional(verb, "with")):
            parties = tuple(dict.fromkeys((*parties, *discourse.parties(partner))))
    return parties


def _having(discourse: Discourse, noun: Token) -> tuple[str, ...]:
    """Return whose a commitment is; of "our mutual commitment" those who have it together."""
    owners = _owners(discourse, noun)
    mutual = any(c.lower_ in frame_table("assurance").classes["sharing"] for c in noun.children)
    group = discourse.group(noun) if mutual and len(owners) == 1 else ()
    return group if set(owners) < set(group) else owners


def _owners(discourse: Discourse, noun: Token) -> tuple[str, ...]:
    """Return whose a commitment or a support is, where the noun phrase says so."""
    found: list[str] = []
    for child in children(noun, "poss", "compound", "amod", "nmod"):
        mention = discourse.parsed.party_at(child)
        if child.dep_ == "poss":
            found.extend(discourse.parties(child))
        elif mention is not None and mention.party:
            found.append(mention.party)
    return tuple(dict.fromkeys(found))


def _teller(discourse: Discourse, verb: Token) -> Token | None:
    """Return the actor whose words a standing sentence is."""
    above = (t for t in walk_up(verb) if t != verb and t.pos_ in ("VERB", "AUX"))
    telling = (acting for t in above if (acting := subject(t)) is not None)
    return next(filter(discourse.is_actor, telling), None)


def _speaker(discourse: Discourse, found: _Found) -> str | None:
    people = discourse.people(found.teller) if found.teller is not None else ()
    if len(people) == 1:
        return people[0].name
    quoted = discourse.parsed.quoted_at(found.start)
    speaker = discourse.speaker(quoted) if quoted is not None else None
    if speaker is not None:
        return speaker.name
    for teller in tellers(discourse, found.match.trigger):  # "…, Minister A B said"
        people = discourse.people(teller)
        if len(people) == 1:
            return people[0].name
    return None


def _is_one(found: _Found, told: tuple[_Found, list[Evidence]]) -> bool:
    return _same(told[0], found)


def _same(one: _Found, other: _Found) -> bool:
    """Return whether two places give one assurance: a giver in common, on the same matter."""
    if set(one.parties).isdisjoint(other.parties):
        return False
    mine, theirs = content_words(one.about), content_words(other.about)
    if not mine or not theirs:
        return False
    shared, lengths = len(mine & theirs), (len(mine), len(theirs))
    return shared / min(lengths) >= _SHARED and shared / max(lengths) >= _SHARED_BY_BOTH
