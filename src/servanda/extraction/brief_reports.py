"""Reports of a sentence or two: what shows that states deal with each other where few words are there to tell.

A page is judged by how much of it is about others; in a brief every word counts, and the grammar of
its one sentence says who does something to whom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.model import BlockKind
from servanda.world.gazetteer import PartySort

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.parsing.document import Parsed

__all__ = ["faces_outward", "is_brief", "takes_part"]

_BRIEF = 75  # words; a longer report names those that act for states
_ACTING = frozenset({PartySort.NAME, PartySort.SEAT, PartySort.ORGANISATION, PartySort.BODY})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PLAYING = word_set("extraction", "playing", "briefs")
_OF_STATE = word_set("extraction", "of_state", "briefs")
_OUTWARD = word_set("extraction", "outward", "briefs")
_JOINING = word_set("extraction", "joining", "briefs")
_SPEAKING = word_set("extraction", "acting", "briefs")


def is_brief(parsed: Parsed) -> bool:
    """Whether a report is a sentence or two."""
    told = sum(
        sum(token.is_alpha for token in one.span)
        for one in parsed.sentences
        if one.block is not BlockKind.HEADLINE
    )
    return 0 < told <= _BRIEF


def takes_part(parsed: Parsed) -> bool:
    """Whether in some sentence a state, or who acts for one, has a part and another is named."""
    for token in parsed.doc:
        if token.dep_ not in _SUBJECTS and not _by(token):
            continue
        if token.head.lemma_.lower() in _PLAYING:
            continue
        mine = _state_of(parsed, token)
        if mine and _others(parsed, token) - mine:
            return True
        if len(_named(parsed, token.subtree)) > 1 and _joins(token):
            return True
    return False


def faces_outward(parsed: Parsed) -> bool:
    """Whether the one state that is named acts, and what it does concerns others: aid, refugees, inspectors."""
    if not any(token.lower_ in _OUTWARD for token in parsed.doc):
        return False
    return any(
        token.dep_ in _SUBJECTS
        and token.head.lemma_.lower() in _SPEAKING
        and bool(_state_of(parsed, token))
        for token in parsed.doc
    )


def _by(token: Token) -> bool:
    """Whether a token is the agent of a passive."""
    return token.dep_ == "pobj" and token.head.dep_ == "agent"


def _state_of(parsed: Parsed, token: Token) -> set[str]:
    """Return the states a subject is, or that its officers, troops or ships are of."""
    mention = parsed.party_at(token)
    if mention is not None and mention.party and mention.sort in _ACTING:
        return {mention.party, *_named(parsed, token.conjuncts)}
    person = parsed.person_at(token)
    if person is not None and person.party:
        return {person.party}
    if token.lemma_.lower() in _OF_STATE:
        return _named(parsed, token.subtree)
    return set()


def _joins(noun: Token) -> bool:
    """Whether a noun brings states together: talks, a visit, anything "between" them."""
    return noun.lemma_.lower() in _JOINING or any(t.lower_ == "between" for t in noun.subtree)


def _others(parsed: Parsed, token: Token) -> set[str]:
    return _named(parsed, token.sent)


def _named(parsed: Parsed, tokens: object) -> set[str]:
    found: set[str] = set()
    for token in tokens:  # type: ignore[attr-defined]
        mention = parsed.party_at(token)
        if mention is not None and mention.party and mention.sort is not PartySort.PLACE:
            found.add(mention.party)
    return found
