"""Pairs: at a 2+2 sit the foreign and the defence ministers of two states, named there or elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.model import ConsultationForm as Form
from servanda.text.titles import titles

if TYPE_CHECKING:
    from servanda.readers.consultation_event import Event
    from servanda.readers.discourse import Discourse
    from servanda.text.people import Person

__all__ = ["complete_pairs"]

_HEADS = frozenset("minister secretary chief mantri".split())
# Those who stand below a minister, and those who speak for one.
_BELOW = frozenset(
    "deputy vice assistant associate under senior permanent parliamentary press staff".split()
)


def complete_pairs(discourse: Discourse, events: list[Event]) -> None:
    """Add the other side's ministers to a 2+2 of which one side is named in full.

    Both must be named in the report with their offices, and be the only ones it names in them.
    """
    for event in events:
        if event.form is not Form.TWO_PLUS_TWO or len(event.parties) != 2:
            continue
        told = {party: [p for p in event.people if p.party == party] for party in event.parties}
        full = [party for party, people in told.items() if len(people) == 2 and _pair(people)]
        empty = [party for party, people in told.items() if not people]
        if len(full) != 1 or len(empty) != 1:
            continue
        found = _pair([p for p in discourse.parsed.people.people if p.party == empty[0]])
        event.people.extend(found)


def _pair(people: list[Person]) -> list[Person]:
    """Return the foreign and the defence minister among people, or nobody."""
    by_seat: dict[str, list[Person]] = {}
    for person in people:
        for seat in _seats(person):
            by_seat.setdefault(seat, []).append(person)
    foreign, defense = by_seat.get("foreign", []), by_seat.get("defense", [])
    if len(foreign) != 1 or len(defense) != 1 or foreign[0] is defense[0]:
        return []
    return [foreign[0], defense[0]]


def _seats(person: Person) -> set[str]:
    """Return which of the two offices a person is given; nothing once called former or designate."""
    found: set[str] = set()
    for holding in person.holdings:
        words = set(holding.office.lower().replace("-", " ").split())
        if holding.former or holding.incoming:
            return set()
        if holding.head.split()[-1].lower() not in _HEADS or words & _BELOW:
            continue
        if words & titles().defense:
            found.add("defense")
        elif words & titles().foreign:
            found.add("foreign")
    return found
