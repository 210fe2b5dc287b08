"""One place that gives a person an office (Offer), and how the office is worded there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.parsing.office_titles import titles

if TYPE_CHECKING:
    from servanda.extraction.coreference.discourse import Discourse
    from servanda.parsing.people import Person

__all__ = ["STANDING_IN", "Offer", "shared_office", "shared_phrase", "wording"]


@dataclass(frozen=True, slots=True)
class Offer:
    """One place that gives a person an office."""

    start: int
    end: int
    office: str
    head: str
    party: str | None
    rule: str
    former: bool = False
    incoming: bool = False
    by_rank: bool = False
    counterpart: bool = False


# -- How an office is worded: a counterpart's and a predecessor's from the office of somebody


# Words that stand for the office of somebody else.
STANDING_IN = ("counterpart", "predecessor", "successor")
_SPELLED = {"gov.": "Governor", "amb.": "Ambassador", "sen.": "Senator"}
_SEVERAL = re.compile(
    r"\b((?:[a-z]+ ){0,2})(minister|president|premier|chancellor|ambassador|chief)s\b",
    re.IGNORECASE,
)
_NEAR = 60  # characters between "the foreign ministers" and the names of their states
_BEFORE = 20_000  # characters before a counterpart in which whose it is may be told
_BACK = 400  # characters before a place in which its people may be named together


def wording(discourse: Discourse, offer: Offer, person: Person) -> tuple[str, str | None]:
    """Return the office as a reader would name it, and whose it is.

    A counterpart's office is derived from the other side's, a predecessor's is the very same.
    """
    own = offer.party or person.party
    if not offer.counterpart:
        first, _, rest = offer.office.partition(" ")
        spelled = _SPELLED.get(first.lower(), first)
        return f"{spelled} {rest}".strip(), own
    found = _other_side(discourse, offer, person)
    if found is None:
        return shared_office(discourse, offer.start) or offer.head, own
    other, party = found
    if offer.head in ("predecessor", "successor"):
        return other, own or party
    return _opposite(other, own), own


def shared_office(discourse: Discourse, before: int) -> str | None:
    """Return the one office of several people named last before a place ("the defence ministers")."""
    window = discourse.parsed.content[max(0, before - _BACK) : before]
    found = list(_SEVERAL.finditer(window))
    if not found:
        return None
    words = [w for w in found[-1].group(1).split() if w.lower() in titles().modifiers]
    return " ".join([*words, found[-1].group(2)])


def shared_phrase(discourse: Discourse, before: int) -> tuple[str, set[str]] | None:
    """Return the office of several named last before a place, and the states whose it is: two or more."""
    office = shared_office(discourse, before)
    if office is None:
        return None
    content = discourse.parsed.content
    first = max(0, before - _BACK)
    last = list(_SEVERAL.finditer(content[first:before]))[-1]
    begin = max(content.rfind(stop, 0, first + last.start()) for stop in (". ", "\n"))
    ends = [at for stop in (". ", "\n") if (at := content.find(stop, first + last.end())) > 0]
    end = min(ends, default=before)
    near = {
        m.party
        for m in discourse.parsed.parties_in(begin + 1, end)
        if abs(m.start - first - last.start()) < _NEAR and m.party
    }
    return (office, near) if len(near) > 1 else None


def _opposite(other: str, party: str | None) -> str:
    """Return what to call the office of `party` that corresponds to another state's office."""
    department = _department(other)
    if department is None:
        return f"counterpart of the {other}"
    for office, owner in titles().own.items():
        if owner == party and _department(office) == department:
            return office
    if other.lower() not in titles().own and "minister" in other.lower().split():
        return other  # one foreign minister's counterpart is a foreign minister
    return f"{_printed(other, department)} counterpart"


def _other_side(
    discourse: Discourse, offer: Offer, person: Person
) -> tuple[str, str | None] | None:
    """Return the office whose counterpart is named: the last one in the sentence, or before it."""
    here = discourse.parsed.tokens_within(offer.start, offer.start + 1)
    first = discourse.parsed.sentence_of(here[0]).start if here else offer.start
    for phrase in reversed(discourse.parsed.offices_in(first, offer.start)):
        if phrase.end <= offer.start and _stands_for_a_state(phrase.head):
            holder = discourse.people(discourse.parsed.tokens_within(phrase.start, phrase.end)[-1])
            return phrase.office, phrase.party or (holder[0].party if holder else None)
    for mention in reversed(discourse.parsed.names_in(offer.start - _BEFORE, offer.start)):
        if mention.person == person.index:
            continue
        other = discourse.parsed.people.people[mention.person]
        offices = [h for h in other.holdings if not h.by_rank and _stands_for_a_state(h.head)]
        if offices:
            return max(offices, key=lambda h: len(h.office)).office, other.party
    return None


def _stands_for_a_state(head: str) -> bool:
    """Whether an office can have a counterpart that is worth naming by it."""
    return head not in STANDING_IN and not head.startswith("spokes") and head != "press secretary"


def _printed(office: str, department: str) -> str:
    """Return the word for a department as an office is printed ("defence")."""
    words = (w.lower() for w in office.split())
    return next((w for w in words if w in titles().defense and department == "defense"), department)


def _department(office: str) -> str | None:
    words = set(office.lower().replace("-", " ").split())
    if words & titles().defense:
        return "defense"
    return "foreign" if words & titles().foreign else None
