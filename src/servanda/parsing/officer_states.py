"""Whose officer is meant where the words name no state: own offices, known holders, the report's home."""

from __future__ import annotations

import re
from collections import Counter

from servanda.data_tables import word_set
from servanda.model import Report
from servanda.parsing.home_state import home_state
from servanda.parsing.known_holders import is_stranger, known_party, seat_of
from servanda.parsing.office_titles import OfficePhrase, titles
from servanda.parsing.person import Holding, People, Person
from servanda.parsing.publishing_state import publishing_state
from servanda.parsing.tokens_labels import known_names
from servanda.parsing.words_around import (
    by_words_around,
    has_counterpart,
    is_met,
    listed_beside,
    named_before,
    sentence_of,
    signatories,
    told_before,
)
from servanda.world.gazetteer import PartyMention, PartySort, gazetteer

__all__ = ["settle_parties"]


_NATIONAL = word_set("parsing", "national", "names")
_OF_THE_STATE = word_set("parsing", "of_the_state", "names")
_STAFF = word_set("parsing", "staff", "names")
_SERVICES = re.compile(
    r"(?:[’']s?)?\s?(?:\b\w++ )?(?:Army|Navy|Air Force|Marines?|Marine Corps|Coast Guard|Forces|forces|military|troops|soldiers|sailors|brigade|battalion|warships?|Command)\b"
)
_DEPUTY = re.compile(
    r"^(?:(?:principal|deputy|assistant|under|acting|associate|first) )+(?=secretary of )"
)
_TOP = frozenset({"president", "prime minister", "premier", "chancellor", "king", "emperor"})
_CODE = 2  # letters of a state's code; organisations have names
_NUMBERED = re.compile(r"[A-Z]{1,6}-?\d{1,3}\b")


def settle_parties(
    content: str,
    parties: list[PartyMention],
    people: People,
    offices: list[OfficePhrase],
    report: Report,
) -> str | None:
    """Give each person without a party one where a default is sound; return the home party."""
    bare = [p for p in people.people if p.party is None and p.holdings]
    told = _told_without_name(offices, people)
    known = _settle_by_words(content, parties, people, bare, told, publishing_state(report))
    home = home_state(
        parties, people, report, Counter(p for p in known.values() if len(p) == _CODE)
    )
    _settle_by_home(content, parties, people, bare, home, publishing_state(report))
    return home


def _settle_by_words(
    content: str,
    parties: list[PartyMention],
    people: People,
    bare: list[Person],
    told: dict[str, OfficePhrase],
    publisher: str | None,
) -> dict[int, str]:
    """Give people the state that their office, their name or the words around tell, in place; return the known ones."""
    known: dict[int, str] = {}
    named = {m.party for m in parties if m.party and len(m.party) == _CODE}
    signing = signatories(content, parties, people)
    for person in bare:
        party = _own(person.holdings)
        # Where only other states are spoken of, a title is one of theirs: "Defense Secretary".
        if party is not None and (party in named or len(named) < 2 or party == publisher):
            person.party = party
            known[person.index] = party
            continue
        party = known_party(person) or _by_whole_name(person)
        if party is not None:
            known[person.index] = party
        else:
            party = by_words_around(content, parties, signing, person) or _of_told(told, person)
        if party is not None:
            person.party, person.party_assumed = party, True
    return known


def _by_whole_name(person: Person) -> str | None:
    """Return the one party that somebody of this whole name is known to have served, in whatever office."""
    served = known_names().get(person.words, frozenset())
    return next(iter(served)) if len(served) == 1 else None


def _told_without_name(offices: list[OfficePhrase], people: People) -> dict[str, OfficePhrase]:
    """Return the offices of states that are told without their holders, the first of each: "Norland's vice president"."""
    held = {h.start for p in people.people for h in p.holdings}
    found: dict[str, OfficePhrase] = {}
    for phrase in offices:
        if phrase.party and len(phrase.party) == _CODE and phrase.start not in held:
            found.setdefault(_same_office(phrase.office), phrase)
    return found


def _of_told(told: dict[str, OfficePhrase], person: Person) -> str | None:
    """Read "Norland's vice president was glad. Vice President A B said": the one told of before."""
    for holding in person.holdings:
        phrase = told.get(_same_office(holding.office))
        if phrase is not None and phrase.end < holding.start and not phrase.former:
            return phrase.party
    return None


def _same_office(office: str) -> str:
    """Return an office as two tellings of it are compared: an ambassador is an envoy."""
    lower = office.lower()
    return "ambassador" if lower.split()[-1:] == ["envoy"] else lower


def _settle_by_home(
    content: str,
    parties: list[PartyMention],
    people: People,
    bare: list[Person],
    home: str | None,
    publisher: str | None,
) -> None:
    """Give people whom no words tell the state at home in the report, another for its guests, in place."""
    forces, other = _only_forces(content, parties), _other_state(parties, home)
    published = publisher is not None and publisher == home
    seats = {seat_of(p) for p in people.people if p.party == home}
    for person in bare:
        person.party = person.party or _organised(person.holdings)
        if person.party is None:
            default = _default(person, home, forces, published=published)
            if home is not None and (default == home or _is_anothers(home, person, default)):
                # There are no two holders of one office of a state at once.
                taken = default is None or seat_of(person) in seats - {None}
                guest = _is_guest(content, people, person, home, taken=taken, published=published)
                told = (content, parties, people, person, home, other)
                default = _where_told(*told, guest=guest) if guest or not published else home
            person.party, person.party_assumed = default, default is not None
        if person.party == home:
            seats.add(seat_of(person))
    _settle_by_neighbours(content, people, bare, home)


def _is_guest(
    content: str, people: People, person: Person, home: str, *, taken: bool, published: bool
) -> bool:
    """Whether an officer without a state is another's than the home state's, where somebody may have the seat."""
    if has_counterpart(content, people, person):
        return not published
    return taken or (published and is_stranger(person, home))


def _where_told(
    content: str,
    parties: list[PartyMention],
    people: People,
    person: Person,
    home: str,
    other: str | None,
    *,
    guest: bool,
) -> str | None:
    """Return the state that the words in front tell for an officer without one, or None.

    A guest is of another state than the report's, and who is met of another than whoever meets him. `other`
    is the state beside the home state.
    """
    host, met = home, False
    if not guest and is_met(content, person):
        host, met = _actor(content, people, person) or home, True
    found = named_before(content, parties, person, host if guest or met else None)
    if found is None and (guest or (met and host == home)):
        found = told_before(content, parties, person, host) or other
    return found if found is not None or guest else home


def _actor(content: str, people: People, person: Person) -> str | None:
    """Return the state of whoever meets an officer: the one named in the sentence, else the report's first."""
    first = person.holdings[0].start
    named = people.at(sentence_of(content, first), first) or people.mentions[:1]
    return people.people[named[-1].person].party if named else None


def _default(
    person: Person, home: str | None, forces: str | None, *, published: bool
) -> str | None:
    """Return the state of an officer without one: an officer by rank is of the only forces named."""
    if all(h.by_rank or h.head == "commander" for h in person.holdings):
        return forces
    return home if home is not None and _is_of(home, person, published=published) else None


def _is_of(home: str, person: Person, *, published: bool) -> bool:
    """Whether an office without a state can be the home state's."""
    if _is_lacking(home, person):
        return False
    if _is_private(person):
        return False
    return _is_national(person) or (published and any(h.head in _STAFF for h in person.holdings))


def _is_lacking(home: str, person: Person) -> bool:
    """Whether the home state has no such office."""
    lacking = titles().lacks.get(home, frozenset())
    return any(h.head in lacking for h in person.holdings)


def _is_anothers(home: str, person: Person, default: str | None) -> bool:
    """Whether an office is a state's, but none that the home state has: "President" where there is none."""
    return (
        default is None
        and _is_lacking(home, person)
        and _is_national(person)
        and not _is_private(person)
    )


def _is_private(person: Person) -> bool:
    """Whether an office may be anybody's: "President of the Brandt Group"."""
    return all(titles().private & set(h.office.lower().split()) for h in person.holdings)


def _settle_by_neighbours(
    content: str, people: People, bare: list[Person], home: str | None
) -> None:
    """Give people the state of whoever is listed beside them, in place.

    Of those whom nothing else tells, all; of those taken for the home state's, who heads another department
    by the same word: "Defense Secretary A B and Energy Secretary C D".
    """
    offices = {p.holdings[0].start: p.index for p in people.people if p.holdings}
    for person in bare:
        for other in listed_beside(content, people, person, offices):
            if _lends(other, person, home):
                person.party, person.party_assumed = other.party, True
                break


def _lends(other: Person, person: Person, home: str | None) -> bool:
    """Whether the state of one who is listed beside an officer is the officer's as well."""
    if not other.holdings or other.party is None or len(other.party) != _CODE:
        return False
    held, beside = person.holdings[0], other.holdings[0]
    if other.party in gazetteer().members or {held.head, beside.head} <= _TOP:
        return False
    if held.office.lower() == beside.office.lower():
        return False  # one office of two states
    # Whose title is one state's own needs no nationality, and gives none away.
    titled = beside.party is None and not other.party_assumed
    at_home = person.party == home and person.party_assumed and held.head == beside.head
    return person.party is None or (at_home and titled)


def _own(holdings: list[Holding]) -> str | None:
    own = titles().own
    for holding in holdings:
        office = _DEPUTY.sub("", holding.office.lower())
        party = own.get(office) or own.get(office.partition(" for ")[0])
        if party is not None:
            return party
    return None


def _other_state(parties: list[PartyMention], home: str | None) -> str | None:
    """Return the state named beside the home state, where there is only one such or one stands out."""
    counts = Counter(
        m.party for m in parties if m.party and len(m.party) == 2 and m.party != home
    ).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] < 2 * counts[1][1]):
        return None
    return counts[0][0]


def _is_national(person: Person) -> bool:
    """Whether an office is one that a report leaves without its state only at home."""
    return any(
        h.head in _NATIONAL or _OF_THE_STATE & set(h.office.lower().split())
        for h in person.holdings
    )


def _only_forces(content: str, parties: list[PartyMention]) -> str | None:
    """Return the one state whose forces a report names; officers without a state are of those."""
    found = set()
    for mention in parties:
        inside = mention.sort is PartySort.BODY and _SERVICES.search(mention.text)
        if mention.party and (inside or _SERVICES.match(content, mention.end)):
            found.add(mention.party)
    return found.pop() if len(found) == 1 else None


def _organised(holdings: list[Holding]) -> str | None:
    """Read "COP40 president": an office of a meeting or body whose initials bear a number is that body's."""
    return next((m.group() for h in holdings if (m := _NUMBERED.match(h.office))), None)
