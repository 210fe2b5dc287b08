"""Whose officer somebody is by the words around: "its minister A", "signed for Norland", "the delegation led by A"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from servanda.parsing.person import People, Person
from servanda.parsing.spans import begins_within
from servanda.world.gazetteer import PartyMention, PartySort

__all__ = ["by_words_around", "named_before", "signatories"]

_CODE = 2  # letters of a state's code; organisations have names
_FAR = 20_000  # characters back in which a ministry is looked for that an office is of
_NEAR = 200  # characters that "in which the longtime" may take, or a blank in front of an office
_LONG_SENTENCE = 600
_SENTENCE_END = re.compile(r"[a-z\d)”\"’]\.[”\"]? |\n")
_BODY = re.compile(r"(?:[\w-]+ ){0,3}(?:ministry|department)\b", re.IGNORECASE)
_WITHIN = re.compile(r",? (?:in which|where|whose) (?:the |incumbent |longtime )*")
_DELEGATION = re.compile(
    r"(?:[’']s)? (?:[\w-]+ ){0,2}(?:delegation|team|side)\b[^.;]*?\b(?:led|headed|included|includes|including|comprised|chaired|represented)\b"
)
_SIGNED_FOR = re.compile(
    r" (?:who )?(?:signed|spoke|acted|initialled|negotiated)(?: it)? (?:for|on behalf of) (?:the )?"
)


def by_words_around(
    content: str, parties: list[PartyMention], signing: Mapping[int, str], person: Person
) -> str | None:
    """Return the state that the words around an officer say, however it is said, or None.

    `parties` ascend; `signing` are the states that people signed or spoke for (`signatories`).
    """
    return (
        _beside(person)
        or _of_ministry(content, parties, person)
        or _its_own(content, parties, person)
        or _of_delegation(content, parties, person)
        or signing.get(person.index)
        or _told_within(content, parties, person)
    )


def signatories(content: str, parties: list[PartyMention], people: People) -> dict[int, str]:
    """Read "Minister A B signed for Norland": by person, the state that somebody stands for."""
    starts = {m.start: m.party for m in parties}
    found: dict[int, str] = {}
    for mention in people.mentions:
        signing = _SIGNED_FOR.match(content, mention.end)
        party = starts.get(signing.end()) if signing is not None else None
        if party:
            found.setdefault(mention.person, party)
    return found


def named_before(content: str, parties: list[PartyMention], person: Person) -> str | None:
    """Return the one state that the sentence names before an office, or None: "leaving Norland, he met President A B"."""
    first = person.holdings[0].start
    begin = _sentence_of(content, first)
    named = {
        m.party
        for m in begins_within(parties, begin, first)
        if m.end < first and m.party and m.sort is not PartySort.PLACE
    }
    found = named.pop() if len(named) == 1 else None
    return found if found is not None and len(found) == _CODE else None


def _beside(person: Person) -> str | None:
    """Read "the Norland president A and Defence Minister B": one state's unless something says otherwise."""
    return next((h.beside for h in person.holdings if h.beside), None)


def _of_ministry(content: str, parties: list[PartyMention], person: Person) -> str | None:
    """Return whose ministry was named last before "Foreign Ministry spokesperson A B", or None."""
    for holding in person.holdings:
        body = _BODY.match(holding.office)
        if body is None:
            continue
        for mention in reversed(begins_within(parties, holding.start - _FAR, holding.start)):
            if mention.end > holding.start or not mention.party:
                continue
            behind = content[mention.end : mention.end + len(body.group()) + 4].casefold()
            if (
                behind.removeprefix("’s")
                .removeprefix("'s")
                .strip()
                .startswith(body.group().casefold())
            ):
                return mention.party
    return None


def _its_own(content: str, parties: list[PartyMention], person: Person) -> str | None:
    """Read "Norland said its Foreign Minister A B": the state that the sentence begins with."""
    for holding in person.holdings:
        before = content[max(0, holding.start - _NEAR) : holding.start].rstrip().lower()
        if not before.endswith((" its", " their")):
            continue
        first = max(content.rfind(stop, 0, holding.start) for stop in (". ", "\n"))
        for mention in begins_within(parties, first + 1, holding.start):
            if mention.sort is PartySort.NAME:
                return mention.party
    return None


def _of_delegation(content: str, parties: list[PartyMention], person: Person) -> str | None:
    """Read "the Norland delegation, led by A B, Deputy Director …": the state of the delegation."""
    for holding in person.holdings:
        begin = _sentence_of(content, holding.start)
        for mention in begins_within(parties, begin, holding.start):
            if (
                mention.party
                and mention.end < holding.start
                and _DELEGATION.match(content, mention.end, holding.start)
            ):
                return mention.party
    return None


def _told_within(content: str, parties: list[PartyMention], person: Person) -> str | None:
    """Read "Norland, in which President A B holds …": the state that the clause is about."""
    for holding in person.holdings:
        for mention in begins_within(parties, holding.start - _NEAR, holding.start):
            if (
                mention.sort is PartySort.NAME
                and mention.end <= holding.start
                and _WITHIN.fullmatch(content, mention.end, holding.start)
            ):
                return mention.party
    return None


def _sentence_of(content: str, at: int) -> int:
    """Return about where the sentence around a place begins."""
    first = max(0, at - _LONG_SENTENCE)
    return max((m.end() for m in _SENTENCE_END.finditer(content, first, at)), default=first)
