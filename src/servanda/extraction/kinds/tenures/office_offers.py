"""Which offices a report gives a person: next to the name, by a verb, or as somebody's counterpart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.extraction.kinds.tenures.office_verbs import by_verb
from servanda.extraction.kinds.tenures.office_wording import (
    STANDING_IN,
    Offer,
    shared_office,
    shared_phrase,
    wording,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.parsing.people import Holding, Person

__all__ = ["offers", "wording"]


_AND_HIS = re.compile(r" and (?:his|her) (?:[A-Z][\w.-]+ ){0,2}$")
_BREAK = "\n\n"  # between paragraphs
_NEAR = 60  # characters between an office and its holder's name
_LONGEST = 300  # characters that a name may take: where a search for one begins


def offers(discourse: Discourse) -> dict[int, list[Offer]]:
    """Return, by person, all places that give the person an office, in the order of the text."""
    found: dict[int, list[Offer]] = {}
    for person in discourse.parsed.people.people:
        for holding in person.holdings:
            found.setdefault(person.index, []).append(_from_holding(discourse, person, holding))
    told = [*by_verb(discourse, found), *_beside_colleagues(discourse, found)]
    for index, offer in [*told, *_among_several(discourse, found)]:
        found.setdefault(index, []).append(offer)
    for given in found.values():
        given.sort(key=lambda o: o.start)
    return found


def _among_several(
    discourse: Discourse, found: dict[int, list[Offer]]
) -> Iterator[tuple[int, Offer]]:
    """Read "The foreign ministers of A and B met. A's C D and B's E F": each is the foreign minister."""
    parsed = discourse.parsed
    seen: set[int] = set()
    for mention in parsed.people.mentions:
        person = parsed.people.people[mention.person]
        owned = parsed.content[max(0, mention.start - 3) : mention.start] in ("'s ", "’s ")
        if not (owned and person.party and mention.full) or mention.person in found:
            continue
        phrase = shared_phrase(discourse, mention.start)
        if mention.person in seen or phrase is None or person.party not in phrase[1]:
            continue
        seen.add(mention.person)
        head = phrase[0].split()[-1]
        yield (
            mention.person,
            Offer(mention.start, mention.end, phrase[0], head, person.party, "counterpart"),
        )


def _from_holding(discourse: Discourse, person: Person, holding: Holding) -> Offer:
    start, end = _with_name(discourse, person, holding.start, holding.end)
    counterpart = holding.head in STANDING_IN
    rule = "counterpart" if counterpart else "rank" if holding.by_rank else "holding"
    party = holding.party
    return Offer(
        start,
        end,
        holding.office,
        holding.head,
        party,
        rule,
        holding.former,
        holding.incoming,
        holding.by_rank,
        counterpart,
    )


def _with_name(discourse: Discourse, person: Person, start: int, end: int) -> tuple[int, int]:
    """Widen an office to the name beside it."""
    best: tuple[int, int, int] | None = None
    for mention in discourse.parsed.names_in(start - _NEAR - _LONGEST, end + _NEAR + 1):
        if mention.person != person.index:
            continue
        gap = mention.start - end if mention.start >= end else start - mention.end
        ends = (min(end, mention.end), max(start, mention.start))
        if _BREAK in discourse.parsed.content[slice(*ends)]:
            continue
        if 0 <= gap <= _NEAR and (best is None or gap < best[0]):
            best = (gap, mention.start, mention.end)
    return (min(start, best[1]), max(end, best[2])) if best else (start, end)


def _beside_colleagues(
    discourse: Discourse, found: dict[int, list[Offer]]
) -> Iterator[tuple[int, Offer]]:
    """Read "the defence ministers signed it. A B and his Norland colleague": A B is one of them."""
    content = discourse.parsed.content
    for given in list(found.values()):
        for offer in given:
            joint = _AND_HIS.search(content, max(0, offer.start - 60), offer.start)
            office = shared_office(discourse, offer.start) if offer.counterpart and joint else None
            if office is None or joint is None:
                continue
            for mention in discourse.parsed.names_in(joint.start() - _LONGEST, joint.start()):
                if mention.end == joint.start() and mention.person not in found:
                    others = [p for p in discourse.main_parties if p != offer.party]
                    party = others[0] if len(others) == 1 else None
                    yield (
                        mention.person,
                        Offer(
                            mention.start,
                            offer.start,
                            office,
                            office.split()[-1],
                            party,
                            "counterpart",
                        ),
                    )
