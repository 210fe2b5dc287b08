"""Whose officer is meant where the words name no state: own offices, then the report's home.

A report tells its own state's ministers without their nationality. The home party is the
state named most often, not counting the states whose officers are introduced as such.
"""

from __future__ import annotations

from collections import Counter

from servanda.model import Report
from servanda.text.gazetteer import PartyMention, PartySort, gazetteer
from servanda.text.people import Holding, People
from servanda.text.titles import OfficePhrase, titles

__all__ = ["settle_parties"]

_NATIONALITIES = (PartySort.NAME, PartySort.ADJECTIVE)
_COUNTED = (PartySort.NAME, PartySort.ADJECTIVE, PartySort.BODY)


def settle_parties(
    content: str,
    parties: list[PartyMention],
    people: People,
    offices: list[OfficePhrase],
    report: Report,
) -> str | None:
    """Give each person without a party one where a default is sound; return the home party."""
    home = _home(parties, people, report)
    for person in people.people:
        if person.party is not None or not person.holdings:
            continue
        person.party = _own(person.holdings)
        if person.party is None and any(h.head in _NATIONAL for h in person.holdings):
            person.party = home
            person.party_assumed = True
    return home


_NATIONAL = frozenset(
    "president|vice president|prime minister|deputy prime minister|premier|minister|vice minister|secretary|chancellor|"
    "vice chancellor|press secretary|spokesman|spokeswoman|spokesperson|chief|king|emperor|adviser|advisor|ambassador|"
    "envoy|undersecretary|under secretary|general|gen.|counterpart|general secretary|attorney general|councilor|mantri".split("|")
)


def _own(holdings: list[Holding]) -> str | None:
    own = titles().own
    for holding in holdings:
        party = own.get(holding.office.lower())
        if party is not None:
            return party
    return None


def _home(parties: list[PartyMention], people: People, report: Report) -> str | None:
    if report.publisher:
        party = gazetteer().party(report.publisher)
        if party is not None and len(party) == 2:
            return party
    # A nationality in front of the office introduces a foreigner; "from Norland" behind does not.
    foreign = {
        m.party
        for m in parties
        for p in people.people
        for h in p.holdings
        if h.start <= m.start < h.end and m.sort in _NATIONALITIES  # a body's name is no nationality
    }
    counts = Counter(m.party for m in parties if m.party and len(m.party) == 2 and m.sort in _COUNTED)
    unclaimed = any(p.party is None and p.holdings for p in people.people)
    ranked = counts.most_common()
    if unclaimed:
        ranked = [(code, n) for code, n in ranked if code not in foreign] or ranked
    return ranked[0][0] if ranked else None
