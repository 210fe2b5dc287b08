"""Whose officer somebody is by the words around: "its minister A", "signed for Norland", "the delegation led by A"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from servanda.data_tables import one_of
from servanda.parsing.person import People, Person
from servanda.parsing.spans import begins_within
from servanda.world.gazetteer import PartyMention, PartySort, gazetteer

__all__ = [
    "by_words_around",
    "has_counterpart",
    "is_met",
    "listed_beside",
    "named_before",
    "sentence_of",
    "signatories",
    "told_before",
]

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
    r" (?:who )?(?:signed|spoke|acted|initialled|negotiated)"
    r"(?:(?: it)? for|(?: [^.;\n]{1,80})? on behalf of) (?:the )?"
)
_SIDE = re.compile(r"\bon the $", re.IGNORECASE)
_MINISTRY_OF = re.compile(
    r"(?:[’']s)? (?:Ministry|Department) (?:of|for) (?:the )?(?:[A-Z]\w+ ){0,3}(?:and )?$"
)
_COUNTERPARTS = r"(?:counterpart|colleague|opposite number)"
_COUNTERPART_BEFORE = re.compile(rf" (?:[\w-]+ ){{0,2}}{_COUNTERPARTS},? (?:the )?")
_COUNTERPART_BEHIND = re.compile(rf" and (?:his|her) (?:[\w-]+ ){{1,3}}{_COUNTERPARTS}\b")
_ACTING = re.compile(r"\b(?:hosted|met|received|welcomed|greeted|visited|with|told)\b")
_SAID = re.compile(
    rf"(?:[’']s)? {one_of('parsing', 'telling_for_states', 'names')}"
    r"(?: (?:\w+ ){0,2}?(?:says?|said|announced|reported|confirmed|added)(?: \w+day)?(?: that)?| (?:like|such as))(?: the)? "
)
_MET = re.compile(
    r"\b(?:met|meets?|meeting|see|seeing|visit(?:ed|ing)?|talks|discussions|consultations|spoke|speak|call(?:ed)?|dinner|lunch|received by)"
    r"(?: (?:with|on|to|by))? (?:the |both )?$"
)
_JOINT = re.compile(r",? and |, ")
_BACK = 3  # sentences before one that names no state in which the state that is visited may be told


def by_words_around(
    content: str, parties: list[PartyMention], signing: Mapping[int, str], person: Person
) -> str | None:
    """Return the state that the words around an officer say, however it is said, or None.

    `parties` ascend; `signing` are the states that people signed or spoke for (`signatories`).
    """
    return (
        _beside(person)
        or _within_ministry(content, parties, person)
        or _of_ministry(content, parties, person)
        or _its_own(content, parties, person)
        or _of_delegation(content, parties, person)
        or _of_side(content, parties, person)
        or signing.get(person.index)
        or _of_counterpart(content, parties, person)
        or _told_within(content, parties, person)
        or _told_by(content, parties, person)
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


def named_before(
    content: str, parties: list[PartyMention], person: Person, home: str | None = None
) -> str | None:
    """Return the one state that the sentence names before an office, or None: "leaving Norland, he met President A B".

    `home` is a state that is not meant.
    """
    first = person.holdings[0].start
    return _one_state(parties, sentence_of(content, first), first, home)


def told_before(content: str, parties: list[PartyMention], person: Person, home: str) -> str | None:
    """Return the one state beside `home` that the last sentence before an office's names, if it names any.

    "She will be in Norland. She will meet President A B": a guest of `home` is of the state told of.
    """
    end = sentence_of(content, person.holdings[0].start)
    for _ in range(_BACK):
        begin = sentence_of(content, end - 1) if end else 0
        if _states(parties, begin, end, home):
            return _one_state(parties, begin, end, home)
        end = begin
    return None


def _states(parties: list[PartyMention], begin: int, end: int, home: str | None) -> set[str]:
    return {
        m.party
        for m in begins_within(parties, begin, end)
        if m.end < end
        and m.party
        and m.party != home
        and m.sort is not PartySort.PLACE
        and m.party not in gazetteer().members
    }


def _one_state(parties: list[PartyMention], begin: int, end: int, home: str | None) -> str | None:
    named = _states(parties, begin, end, home)
    found = named.pop() if len(named) == 1 else None
    return found if found is not None and len(found) == _CODE else None


def listed_beside(
    content: str, people: People, person: Person, offices: Mapping[int, int]
) -> list[Person]:
    """Return who is listed right before and right behind somebody: "Minister A, Minister B and Minister C".

    `offices` are the people by where the first office of each begins.
    """
    holding = person.holdings[0]
    found = [
        people.people[mention.person]
        for mention in people.at(holding.start - _NEAR, holding.start)[-1:]
        if _JOINT.fullmatch(content, mention.end, holding.start)
    ]
    for mention in people.at(holding.end, holding.end + _NEAR)[:1]:
        joint = _JOINT.match(content, mention.end)
        behind = offices.get(joint.end()) if joint and mention.person == person.index else None
        found.extend([people.people[behind]] if behind is not None else [])
    return found


def _beside(person: Person) -> str | None:
    """Read "the Norland president A and Defence Minister B": one state's unless something says otherwise."""
    return next((h.beside for h in person.holdings if h.beside), None)


def _within_ministry(content: str, parties: list[PartyMention], person: Person) -> str | None:
    """Read "the Norland Ministry of Foreign Affairs Director A B": the ministry's state."""
    for holding in person.holdings:
        begin = max(0, holding.start - _NEAR)
        ministry = _MINISTRY_OF.search(content, begin, holding.start)
        if ministry is None:
            continue
        for mention in begins_within(parties, begin, holding.start):
            if mention.end == ministry.start() and mention.party:
                return mention.party
    return None


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
                .strip(" ")
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
        begin = sentence_of(content, holding.start)
        for mention in begins_within(parties, begin, holding.start):
            if (
                mention.party
                and mention.end < holding.start
                and (led := _DELEGATION.match(content, mention.end, holding.start))
                and not _ACTING.search(content, led.end(), holding.start)
            ):
                return mention.party
    return None


def _of_counterpart(content: str, parties: list[PartyMention], person: Person) -> str | None:
    """Read "his Norland counterpart, Trade Minister A B": the state that the counterpart is of."""
    for holding in person.holdings:
        for mention in reversed(begins_within(parties, holding.start - _NEAR, holding.start)):
            told = _COUNTERPART_BEFORE.fullmatch(content, mention.end, holding.start)
            if told is not None and mention.party:
                return mention.party
    return None


def has_counterpart(content: str, people: People, person: Person) -> bool:
    """Whether it is "Minister A B and his Norland counterpart": the minister is of another state than that."""
    return any(
        mention.person == person.index and _COUNTERPART_BEHIND.match(content, mention.end)
        for holding in person.holdings
        for mention in people.at(holding.start - _NEAR, holding.end + _NEAR)
    )


def is_met(content: str, person: Person) -> bool:
    """Whether somebody else meets the officer: "held talks with President A B", "to see Minister A B"."""
    first = person.holdings[0].start
    return _MET.search(content, max(0, first - _NEAR), first) is not None


def _of_side(content: str, parties: list[PartyMention], person: Person) -> str | None:
    """Read "On the Norland side, Minister A B and Ambassador C D took part": the side that was told last."""
    for holding in person.holdings:
        begin = sentence_of(content, holding.start)
        for mention in reversed(begins_within(parties, begin, holding.start)):
            sided = content.startswith(" side", mention.end)
            if mention.party and sided and _SIDE.search(content, begin, mention.start):
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


def _told_by(content: str, parties: list[PartyMention], person: Person) -> str | None:
    """Read "A Norland official said Crown Prince A B left": the state of whoever tells it."""
    for holding in person.holdings:
        for mention in begins_within(parties, holding.start - _NEAR, holding.start):
            if mention.party and _SAID.fullmatch(content, mention.end, holding.start):
                return mention.party
    return None


def sentence_of(content: str, at: int) -> int:
    """Return about where the sentence around a place begins."""
    first = max(0, at - _LONG_SENTENCE)
    return max((m.end() for m in _SENTENCE_END.finditer(content, first, at)), default=first)
