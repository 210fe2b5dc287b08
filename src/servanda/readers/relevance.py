"""Relevance: whether a report tells of relations between states at all.

A page about football or farming may name a country; it is about relations between states when
more than one party is named and somebody who speaks or acts for a state stands in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.text.gazetteer import PartySort

if TYPE_CHECKING:
    from servanda.text.parse import Parsed

__all__ = ["irrelevant_because"]

_NAMING = (PartySort.NAME, PartySort.ADJECTIVE, PartySort.ORGANISATION)
_DIPLOMATIC = frozenset(
    "alliance bilateral trilateral multilateral treaty summit diplomacy diplomatic ambassador embassy ministerial sanctions "
    "envoy communiqué communique airspace missile missiles troops defense defence deterrence sovereignty territorial "
    "counterpart counterparts ceasefire negotiations border delegation allies military navy nuclear brigade marines soldiers "
    "forces government governments minister ministers ministry president chancellor agreement pact accord trade tariffs aid "
    "security parliament warships fighter exercise exercises bases garrison".split()
)
_SPORT = frozenset(
    "match goal goals scored striker coach league season tournament championship semifinal semifinals quarterfinal innings "
    "wicket medal medals penalty midfielder defender goalkeeper stadium cup fixture points playoff touchdown".split()
)
_FORMAL = re.compile(r"\b(?:joint (?:statement|declaration)|communiqu[eé])\b", re.IGNORECASE)
_HEAD = 200  # characters in which a text says what it is
_SPORTING = 4  # words of sport that outweigh a minister in the stand
_CUES = 2  # diplomatic words that make up for officers who are not named


def irrelevant_because(parsed: Parsed) -> str | None:
    """Say why a report is not about relations between states, or None where it is."""
    parties = {m.party for m in parsed.parties if m.party and m.sort in _NAMING}
    parties |= {m.party for m in parsed.parties if m.party and m.sort is PartySort.SEAT and parties}
    if not parties:
        return "no state is named"
    if len(parties) == 1:
        return "only one state is named"
    officers = any(p.holdings for p in parsed.people.people) or bool(parsed.offices)
    bodies = any(m.sort in (PartySort.BODY, PartySort.ORGANISATION) for m in parsed.parties)
    if len({p.party for p in parsed.people.people if p.party and p.holdings}) > 1:
        return None  # officers of two states in one report
    if _FORMAL.search(parsed.content[:_HEAD]):
        return None
    if sum(token.lower_ in _SPORT for token in parsed.doc) >= _SPORTING:
        return "a page about sport"
    if _acts_of_state(parsed):
        return None
    cues = sum(token.lower_ in _DIPLOMATIC for token in parsed.doc)
    if cues > _CUES or (officers and (cues or bodies)):
        return None
    return "states are named, but nobody acts or speaks for one"


_STATECRAFT = frozenset(
    "sign agree negotiate ratify pledge condemn accuse deploy invade summon expel recognize recognise sanction impose "
    "conclude denounce protest annex withdraw vow commit resume sever restore".split()
)
_MINISTERS = frozenset(
    "minister president chancellor premier leader envoy diplomat official government".split()
)


def _acts_of_state(parsed: Parsed) -> bool:
    """Whether a state, or the ministers of some, do what states do: sign, agree, condemn, deploy."""
    for token in parsed.doc:
        if token.dep_ != "nsubj" or token.head.lemma_.lower() not in _STATECRAFT | {"meet"}:
            continue
        mention = parsed.party_at(token)
        state = mention is not None and mention.sort in (PartySort.NAME, PartySort.SEAT)
        if state and token.head.lemma_.lower() in _STATECRAFT:
            return True
        of_states = any(parsed.party_at(t) is not None for t in token.subtree)
        if token.lemma_.lower() in _MINISTERS and of_states:
            return True
    return False
