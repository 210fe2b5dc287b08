"""Whose somebody is who is named without an office: a leader known by name, or the host of a release.

A state's own release need not say who its president is: "Ada Brandt had a telephone conversation with
President of Chile Leo Marsh". Whoever begins a sentence there by receiving, meeting or calling others, and
is the only one named so, is the publisher's. If the publisher is the office of the state's president, and
the release speaks of that president without a name, that is the host. A publisher's name may say who holds
the office, "Prime Minister of Norland (Brandt, Ada)": "I" and "the Prime Minister" are hers, named or not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.data_tables import one_of, word_set
from servanda.model import Report
from servanda.parsing.known_holders import is_known_leader
from servanda.parsing.office_titles import OfficePhrase
from servanda.parsing.person import Holding, People, Person
from servanda.parsing.publishing_state import publishing_state
from servanda.parsing.spans import Marked
from servanda.parsing.tokens_labels import known_names, name_words

__all__ = ["settle_named_alone"]


_HOSTS = re.compile(rf" (?:{one_of('parsing', 'hosts', 'names')})\b")
_BEGINS = re.compile(r"(?:^|\n[^\S\n]*|[.!?][”\"]? )$")
_HIGHEST = word_set("parsing", "highest", "names")
_HOLDER = re.compile(r"\((?P<family>[^\W\d_][\w’' -]*), (?P<given>[^\W\d_][\w.’' -]*)\)")
_BEFORE = 4  # characters in front of a name that show whether it begins a sentence
_WHOLE = 2  # words of a name that says who it is by itself


def settle_named_alone(report: Report, people: People, offices: Sequence[OfficePhrase]) -> None:
    """Give those who are named without office and state a state, where a default is sound."""
    content, own = report.text.content, publishing_state(report)
    bare = [p for p in people.people if p.party is None and not p.holdings]
    for person in bare:
        _assume(person, _known_by_name(person.words))
    if own is not None:
        _add_author(report.publisher, people, offices, own)
    hosts = _hosts(content, people) | _known_hosts(bare, own) if own is not None else set()
    if len(hosts) == 1:
        host = people.people[hosts.pop()]
        if host in bare:
            _assume(host, own)
        if host.party == own:
            host.holdings += _unnamed_office(report.publisher, people, offices, own)


def _add_author(
    publisher: str | None, people: People, offices: Sequence[OfficePhrase], own: str
) -> None:
    """Note whose office put a release out, in place, where its publisher's name says who: "(Brandt, Ada)"."""
    said = _HOLDER.search(publisher or "")
    if said is None or not _offices_of(publisher):
        return
    name = f"{said['given']} {said['family']}"
    words, family = name_words(name), name_words(said["family"])
    same = [p for p in people.people if p.party in (None, own) and family & p.words]
    same = [p for p in same if p.words <= words or words <= p.words]
    if len(same) > 1:
        return
    if same:
        _assume(same[0], own)
        people.author = same[0].index
        return
    held = _unnamed_office(publisher, people, offices, own)
    person = Person(len(people.people), name, words, own, party_assumed=True, holdings=held)
    people.people.append(person)
    people.author = person.index


def _assume(person: Person, party: str | None) -> None:
    if person.party is None and party is not None:
        person.party, person.party_assumed = party, True


def _known_by_name(words: frozenset[str]) -> str | None:
    """Return the one party that a holder of an office of this whole name served, or None."""
    if len(words) < _WHOLE:
        return None
    found = {
        party
        for full, parties in known_names().items()
        if full <= words or words <= full
        for party in parties
    }
    return found.pop() if len(found) == 1 else None


def _unnamed_office(
    publisher: str | None, people: People, offices: Sequence[OfficePhrase], own: str | None
) -> list[Holding]:
    """Return the publisher's office where a release speaks of it without a name."""
    highest = _offices_of(publisher)
    spoken_of = [o for o in offices if o.head in highest and o.party == own and o.definite]
    if not spoken_of:
        return []
    last = spoken_of[-1].end
    held = Marked(last, ((h.start, h.end) for p in people.people for h in p.holdings))
    one = next((o for o in spoken_of if not held.any(o.start, o.end)), None)
    if one is None or _has_holder(people, one):
        return []
    return [Holding(one.start, one.end, one.office, one.head, own)]


def _offices_of(publisher: str | None) -> set[str]:
    """Return the highest offices that a publisher's name names."""
    return {head for head in _HIGHEST if head in (publisher or "").lower()}


def _has_holder(people: People, office: OfficePhrase) -> bool:
    """Whether somebody else is named with such an office of that state."""
    return any(
        person.party == office.party and holding.head == office.head and not holding.former
        for person in people.people
        for holding in person.holdings
    )


def _known_hosts(bare: Sequence[Person], own: str) -> set[int]:
    """Return those named without an office who are known to have led the publisher's state, and no other."""
    return {p.index for p in bare if p.party == own and is_known_leader(p, own)}


def _hosts(content: str, people: People) -> set[int]:
    """Return those without an office who begin a sentence by meeting, receiving or calling others."""
    return {
        mention.person
        for mention in people.mentions
        if mention.full
        and not people.people[mention.person].holdings
        and _BEGINS.search(content[max(0, mention.start - _BEFORE) : mention.start])
        and _HOSTS.match(content, mention.end)
    }
