"""Which offices a report gives a person: next to the name, by a verb, or as somebody's counterpart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.readers.clauses import children, extent, is_future, objects, prepositional, subject
from servanda.text.gazetteer import PartySort
from servanda.text.titles import titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.readers.discourse import Discourse
    from servanda.text.people import Holding, Person

__all__ = ["Offer", "offers", "wording"]

_BECOMING = frozenset(
    "become be remain name appoint elect nominate serve make choose pick tap swear install".split()
)
# "who commands the 3rd Division": the verb and the office that goes with it.
_LEADING = {
    "command": "commander",
    "head": "head",
    "chair": "chair",
    "lead": "head",
    "direct": "director",
}
_CHARGES = {"command": "commander", "helm": "head", "charge": "head", "leadership": "head"}
_UNIT_WORDS = frozenset(
    "division regiment brigade command fleet force forces corps wing group battalion squadron army navy ministry department "
    "agency commission committee council delegation task bureau office institute secretariat mission".split()
)
# Words that stand for the office of somebody else.
_STANDING_IN = ("counterpart", "predecessor", "successor")
_SPELLED = {"gov.": "Governor", "amb.": "Ambassador", "sen.": "Senator"}
_AND_HIS = re.compile(r" and (?:his|her) (?:[A-Z][\w.-]+ ){0,2}$")
_SEVERAL = re.compile(
    r"\b((?:[a-z]+ ){0,2})(minister|president|premier|chancellor|ambassador|chief)s\b",
    re.IGNORECASE,
)
_BACK = 400  # characters before a place in which its people may be named together
_NEAR = 60  # characters between an office and its holder's name


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


def offers(discourse: Discourse) -> dict[int, list[Offer]]:
    """Return, by person, all places that give the person an office, in the order of the text."""
    found: dict[int, list[Offer]] = {}
    for person in discourse.parsed.people.people:
        for holding in person.holdings:
            found.setdefault(person.index, []).append(_from_holding(discourse, person, holding))
    for index, offer in [*_by_verb(discourse, found), *_beside_colleagues(discourse, found)]:
        found.setdefault(index, []).append(offer)
    for given in found.values():
        given.sort(key=lambda o: o.start)
    return found


def _from_holding(discourse: Discourse, person: Person, holding: Holding) -> Offer:
    start, end = _with_name(discourse, person, holding.start, holding.end)
    counterpart = holding.head in _STANDING_IN
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
    for mention in discourse.parsed.people.mentions:
        if mention.person != person.index:
            continue
        gap = mention.start - end if mention.start >= end else start - mention.end
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
            for mention in discourse.parsed.people.mentions:
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


def shared_office(discourse: Discourse, before: int) -> str | None:
    """Return the one office of several people named last before a place ("the defence ministers")."""
    window = discourse.parsed.content[max(0, before - _BACK) : before]
    found = list(_SEVERAL.finditer(window))
    if not found:
        return None
    words = [w for w in found[-1].group(1).split() if w.lower() in titles().modifiers]
    return " ".join([*words, found[-1].group(2)])


# -- offices told by a verb --------------------------------------------------------------------


def _by_verb(discourse: Discourse, found: dict[int, list[Offer]]) -> Iterator[tuple[int, Offer]]:
    for token in discourse.parsed.doc:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        lemma = token.lemma_.lower()
        if lemma in _BECOMING:
            yield from _became(discourse, token)
        elif lemma in ("succeed", "replace"):
            yield from _succeeds(discourse, token, found)
        elif lemma in ("take", "assume"):
            yield from _takes_over(discourse, token)
        elif lemma in _LEADING:
            yield from _leads(discourse, token, _LEADING[lemma])


def _became(discourse: Discourse, verb: Token) -> Iterator[tuple[int, Offer]]:
    """Read "A B became defence minister", "was appointed as envoy", "has been the prime minister"."""
    acting = subject(verb)
    if acting is None:
        return
    person = discourse.parsed.person_at(acting)
    if person is None and acting.lower_ in ("he", "she", "who"):
        people = discourse.people(acting)
        person = people[0] if len(people) == 1 else None
    if person is None:
        return
    for target in [*children(verb, "attr", "oprd", "xcomp", "dobj"), *prepositional(verb, "as")]:
        office = discourse.parsed.office_at(target)
        if office is None or discourse.parsed.person_at(target) is not None:
            continue
        if verb.lemma_ == "be" and (target.dep_ != "attr" or office.head == "chief"):
            continue
        start, end = acting.idx, office.end
        incoming = office.incoming or is_future(verb) or verb.lemma_ == "nominate"
        yield (
            person.index,
            Offer(
                min(start, office.start),
                max(end, acting.idx + len(acting)),
                office.office,
                office.head,
                office.party,
                "verb",
                office.former,
                incoming,
            ),
        )
        return


def _leads(discourse: Discourse, verb: Token, office: str) -> Iterator[tuple[int, Offer]]:
    """Read "who commands the 3rd Division": commander of the 3rd Division."""
    acting = subject(verb)
    person = discourse.parsed.person_at(acting) if acting is not None else None
    if person is None or verb.tag_ not in ("VBZ", "VBP", "VBD", "VBG"):
        return
    for target in objects(verb):
        words = {t.lower_ for t in target.subtree}
        if not words & _UNIT_WORDS or target.lower_ not in _UNIT_WORDS:
            continue
        if office == "head" and not _is_named(discourse, target):
            continue  # "led a delegation" is no office
        start, end = extent(
            target,
            without=[c for c in target.children if c.dep_ in ("relcl", "acl", "appos", "prep")],
        )
        unit = discourse.parsed.words(start, end)
        owners = discourse.parties(target)
        yield (
            person.index,
            Offer(
                verb.idx,
                end,
                f"{office} of {unit}",
                office,
                owners[0] if len(owners) == 1 else None,
                "verb",
                verb.tag_ == "VBD",
            ),
        )
        return


def _succeeds(
    discourse: Discourse, verb: Token, found: dict[int, list[Offer]]
) -> Iterator[tuple[int, Offer]]:
    """Read "Minister A B, who succeeded C D": C D held the same office before."""
    acting = subject(verb)
    person = discourse.parsed.person_at(acting) if acting is not None else None
    given = found.get(person.index, []) if person is not None else []
    held = [o for o in given if not o.by_rank and not o.counterpart and not o.former]
    for target in objects(verb) if person is not None and held else ():
        earlier = discourse.parsed.person_at(target)
        if earlier is not None and earlier.index not in found:
            party = held[0].party or (person.party if person is not None else None)
            start, end = verb.idx, target.idx + len(target)
            yield (
                earlier.index,
                Offer(start, end, held[0].office, held[0].head, party, "verb", former=True),
            )


def _takes_over(discourse: Discourse, verb: Token) -> Iterator[tuple[int, Offer]]:
    """Read "assumed command of the 5th Fleet": commander of the 5th Fleet."""
    acting = subject(verb)
    person = discourse.parsed.person_at(acting) if acting is not None else None
    for charge in objects(verb):
        office = _CHARGES.get(charge.lower_)
        units = prepositional(charge, "of")
        if person is None or office is None or not units or not _is_named(discourse, units[0]):
            continue
        loose = [c for c in units[0].children if c.dep_ in ("relcl", "acl", "appos", "prep")]
        start, end = extent(units[0], without=loose)
        words = f"{office} of {discourse.parsed.words(start, end)}"
        party = discourse.parties(units[0])
        owner = party[0] if len(party) == 1 else None
        yield person.index, Offer(verb.idx, end, words, office, owner, "verb")
        return


def _is_named(discourse: Discourse, target: Token) -> bool:
    mention = discourse.parsed.party_at(target)
    return (
        mention is not None and mention.sort in (PartySort.BODY, PartySort.ORGANISATION)
    ) or target.pos_ == "PROPN"


# -- how an office is worded -------------------------------------------------------------------


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


def _opposite(other: str, party: str | None) -> str:
    """Return what to call the office of `party` that corresponds to another state's office."""
    department = _department(other)
    if department is None:
        return f"counterpart of the {other}"
    for office, owner in titles().own.items():
        if owner == party and _department(office) == department:
            return office
    return f"{_printed(other, department)} counterpart"


def _other_side(
    discourse: Discourse, offer: Offer, person: Person
) -> tuple[str, str | None] | None:
    """Return the office whose counterpart is named: the last one in the sentence, or before it."""
    here = discourse.parsed.tokens_within(offer.start, offer.start + 1)
    first = discourse.parsed.sentence_of(here[0]).start if here else offer.start
    for phrase in reversed(discourse.parsed.offices):
        if first <= phrase.start and phrase.end <= offer.start and _stands_for_a_state(phrase.head):
            holder = discourse.people(discourse.parsed.tokens_within(phrase.start, phrase.end)[-1])
            return phrase.office, phrase.party or (holder[0].party if holder else None)
    for mention in reversed(discourse.parsed.people.mentions):
        if mention.start >= offer.start or mention.person == person.index:
            continue
        other = discourse.parsed.people.people[mention.person]
        offices = [h for h in other.holdings if not h.by_rank and _stands_for_a_state(h.head)]
        if offices:
            return max(offices, key=lambda h: len(h.office)).office, other.party
    return None


def _stands_for_a_state(head: str) -> bool:
    """Whether an office can have a counterpart that is worth naming by it."""
    return head not in _STANDING_IN and not head.startswith("spokes") and head != "press secretary"


def _printed(office: str, department: str) -> str:
    """Return the word for a department as an office is printed ("defence")."""
    words = (w.lower() for w in office.split())
    return next((w for w in words if w in titles().defense and department == "defense"), department)


def _department(office: str) -> str | None:
    words = set(office.lower().replace("-", " ").split())
    if words & titles().defense:
        return "defense"
    return "foreign" if words & titles().foreign else None
