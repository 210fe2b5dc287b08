"""Links between entities: what fulfils a commitment, what contradicts it, what answers an incident.

A rule looks at two entities of which one has a blocking key that the other seeks, and says whether
one links to the other, and why or why not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from servanda.model import (
    Body,
    ClaimId,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Entity,
    EntityId,
    Incident,
    Link,
    LinkType,
    Modality,
    Omission,
    OmissionSort,
    ResolvedClaim,
    Structure,
    StructureStatus,
    When,
)
from servanda.model.time_words import day as in_words
from servanda.resolution.blocking import BlockingKeys
from servanda.resolution.claim_keys import ANSWERED_WITHIN, KEYED, NAMED
from servanda.resolution.consultation_matching import host_states
from servanda.resolution.content_words import (
    act_sorts,
    content,
    generic,
    proper,
    share,
    spelled,
    stem,
    stem_word_set,
)
from servanda.world.gazetteer import gazetteer

__all__ = [
    "EntityFacts",
    "LinkVerdict",
    "contradicting_denial",
    "fulfilling_signing",
    "fulfilling_structure",
    "fulfilling_talks",
    "is_planned_visit",
    "link_entities",
    "protest_against",
    "with_links",
]


_SIGNED = 0.6  # of the words of what was to be signed, which the signing must name
_DENIED = 0.75  # of the words of a denial or of a commitment, whichever has fewer
_VISIT = 62  # days: a plan vaguer than that, or further ahead, says too little
_LATE = 2  # days: a visit may be put off by so many
_SIGN = stem("sign")

B = TypeVar("B", bound=Body)


@dataclass(frozen=True, slots=True)
class LinkVerdict:
    """Whether one entity links to another: the type of link, or None, and why or why not."""

    type: LinkType | None
    why: str


def _no(why: str) -> LinkVerdict:
    return LinkVerdict(None, why)


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """An entity with its claims, and what they say taken together."""

    entity: Entity
    claims: tuple[ResolvedClaim, ...]

    @classmethod
    def of(cls, entity: Entity, claims: Mapping[ClaimId, ResolvedClaim]) -> EntityFacts:
        """Look up the claims of an entity."""
        return cls(entity, tuple(claims[one] for one in entity.claims))

    def of_kind(self, kind: type[B]) -> list[tuple[ResolvedClaim, B]]:
        """Return the claims of one kind with their bodies."""
        return [(one, one.claim.body) for one in self.claims if isinstance(one.claim.body, kind)]

    def bodies(self, kind: type[B]) -> list[B]:
        """Return the bodies of the claims of one kind."""
        return [body for _, body in self.of_kind(kind)]

    @property
    def words(self) -> frozenset[str]:
        """The words of its object, unit or matter; of a consultation, those of its sentences."""
        return frozenset().union(*(_words(one) for one in self.claims))

    @property
    def deeds(self) -> frozenset[str]:
        """The words of what a commitment promises to do."""
        return frozenset().union(*(content(body.action) for body in self.bodies(Commitment)))

    @property
    def obligors(self) -> frozenset[str]:
        """The parties that a commitment binds."""
        return frozenset(party for body in self.bodies(Commitment) for party in body.obligors)

    @property
    def parties(self) -> frozenset[str]:
        """The parties that a consultation is between."""
        return frozenset(party for body in self.bodies(Consultation) for party in body.parties)

    def shares_report(self, other: EntityFacts) -> bool:
        """Whether a report has claims about both."""
        return not set(self.entity.reports).isdisjoint(other.entity.reports)

    def allows(self, day: date, *, late: bool = False) -> bool:
        """Whether `day` is no earlier than a commitment and, unless `late`, within its deadline."""
        if all(one.published is None for one in self.claims):
            return late
        for one in self.claims:
            if not late and _is_past(one.time("due"), day):
                return False
            first = one.published.earliest if one.published else None
            if not _is_fulfilled(one) and first is not None and first <= day:
                return True
        return False


def _words(claim: ResolvedClaim) -> frozenset[str]:
    match claim.claim.body:
        case Commitment() as body:
            return content(body.object)
        case Structure() as body:
            return content(body.unit)
        case Omission() as body:
            return content(body.what)
        case Consultation():
            return content(" ".join(piece.exact for piece in claim.claim.evidence))
        case _:
            return frozenset()


def _is_past(due: When | None, day: date) -> bool:
    return due is not None and due.latest is not None and day > due.latest


def _is_fulfilled(claim: ResolvedClaim) -> bool:
    body = claim.claim.body
    return isinstance(body, Commitment) and body.modality is Modality.FULFILLED


def _first_day(claims: Sequence[ResolvedClaim]) -> date | None:
    """Return the first of the days that claims state to the day, or None."""
    days = [w.earliest for one in claims if (w := one.time("when")) is not None and w.is_day]
    return min((day for day in days if day), default=None)


# -- Structures


def fulfilling_structure(unit: EntityFacts, promise: EntityFacts) -> LinkVerdict:
    """Judge whether a unit comes of the promise to set it up or to change it."""
    found = unit.of_kind(Structure)
    parties = {body.party for _, body in found if body.party}
    if parties and parties.isdisjoint(promise.obligors):
        return _no("the promise binds other parties")
    if promise.deeds.isdisjoint(stem_word_set("set_up")):
        return _no("the promise is not to set up or change anything")
    promised = promise.words
    both = frozenset().union(*(_named(body, promised) for _, body in found))
    units = unit.bodies(Structure)
    if why := _not_specific(both, units, promise):
        return _no(why)
    if not (parties or _whole_name(both, units, promised) or unit.shares_report(promise)):
        return _no("no party is named, and the promise names the unit in part")
    done = [claim for claim, body in found if body.status is not StructureStatus.PLANNED]
    if _before(done, promise):
        return _no("the unit was there before the promise")
    kind = LinkType.FULFILS if done else LinkType.PART_OF
    return LinkVerdict(kind, f"the promise names the unit: {_spelled(both, units)}")


def _before(done: Sequence[ResolvedClaim], promise: EntityFacts) -> bool:
    day = _first_day(done)
    return day is not None and not promise.allows(day, late=True)


def _spelled(both: frozenset[str], units: Iterable[Structure]) -> str:
    """Write the words that a promise and the names of a unit have in common, as these have them."""
    return spelled(both, [body.unit for body in units])


def _named(body: Structure, promised: frozenset[str]) -> frozenset[str]:
    """Return the words of a unit's name where most of them are in the promise."""
    unit = content(body.unit)
    both = unit & promised
    return both if len(both) >= NAMED * len(unit) else frozenset()


def _whole_name(both: frozenset[str], units: Sequence[Structure], promised: frozenset[str]) -> bool:
    specific = len(both - generic()) > 1
    return specific and any(content(one.unit) <= promised for one in units)


def _not_specific(both: frozenset[str], units: Sequence[Structure], promise: EntityFacts) -> str:
    """Say why the words in common do not name the unit; empty where they do."""
    if len(both) < 2 or not both - generic():
        return "the promise does not name the unit"
    if len(both - generic()) < 2 and not any(_proper_name_in(one, promise) for one in units):
        return "the promise has one specific word of the unit's name"
    return ""


def _proper_name_in(unit: Structure, promise: EntityFacts) -> bool:
    """Whether a promise has a unit's name by its capital letters: whole, or two specific words."""
    own = proper(unit.unit)
    whole = len(own) > 1 and bool(own - generic())
    names = (proper(body.object) for body in promise.bodies(Commitment))
    return any((whole and own <= name) or len((own & name) - generic()) > 1 for name in names)


# -- Signings


def fulfilling_signing(signing: EntityFacts, promise: EntityFacts) -> LinkVerdict:
    """Judge whether a signing fulfils the promise to sign; talks do not fulfil what is said in them."""
    found = signing.bodies(Consultation)
    if not any(_is_held_signing(body) for body in found):
        return _no("nothing was signed")
    parties = signing.parties | {p.party for body in found for p in body.participants if p.party}
    sides = promise.obligors
    if not sides or not sides <= parties:
        return _no("not all who promised to sign were there")
    day = _first_day(signing.claims)
    if day is None or not promise.allows(day):
        return _no("the day is not known, or not one that the promise allows")
    objects = promise.words - stem_word_set("meet") - {_SIGN}
    signed = signing.words
    if share(objects, signed) < _SIGNED:
        return _no("something else was signed")
    promises = (body.what for body in promise.bodies(Commitment))
    why = f"signed on {in_words(day)}: {spelled(objects & signed, promises)}"
    return LinkVerdict(LinkType.FULFILS, why)


def _is_held_signing(body: Consultation) -> bool:
    return body.status is ConsultationStatus.HELD and body.form is ConsultationForm.SIGNING


# -- Visits


def is_planned_visit(facts: EntityFacts) -> bool:
    """Whether a consultation is a visit that no report mentions as past."""
    found = facts.bodies(Consultation)
    return bool(found) and all(
        body.form is ConsultationForm.VISIT and body.status is ConsultationStatus.PLANNED
        for body in found
    )


def fulfilling_talks(
    talks: EntityFacts, visit: EntityFacts, persons: Mapping[tuple[ClaimId, str], EntityId]
) -> LinkVerdict:
    """Judge whether talks with the host were held on the visit that was planned for those days.

    A visit announced without a day is met by talks in the host's state within two months.
    """
    held = talks.bodies(Consultation)
    if set(talks.entity.reports) <= set(visit.entity.reports):
        return _no("no other report has the talks")
    if not any(_is_held_in_person(body) for body in held):
        return _no("no talks were held in person")
    day = _first_day(talks.claims) or _news_day(talks)
    if day is None:
        return _no("the day of the talks is not known")
    hosts = _hosts(visit)
    if not hosts & (talks.parties | {body.country for body in held if body.country}):
        return _no("the talks were not with the host")
    guests = _persons(visit, persons) - {None}
    if not guests or not guests <= _persons(talks, persons):
        return _no("the talks were not with the guests")
    return _in_time(visit, day, there=bool(hosts & _hosts(talks)))


def _is_held_in_person(body: Consultation) -> bool:
    return body.status is ConsultationStatus.HELD and body.form is not ConsultationForm.CALL


def _hosts(facts: EntityFacts) -> frozenset[str]:
    return frozenset().union(*(host_states(body) for body in facts.bodies(Consultation)))


def _persons(
    facts: EntityFacts, persons: Mapping[tuple[ClaimId, str], EntityId]
) -> set[EntityId | None]:
    return {
        persons.get((claim.claim.id, one.name))
        for claim, body in facts.of_kind(Consultation)
        for one in body.participants
    }


def _in_time(visit: EntityFacts, day: date, *, there: bool) -> LinkVerdict:
    """Judge whether talks on a day, in the host's state or elsewhere, fit the days of a visit."""
    times = [when for one in visit.claims if (when := one.time("when")) is not None]
    if any(_within(when, day) for when in times):
        why = f"talks on {day.isoformat()}, within the days of the visit"
        return LinkVerdict(LinkType.FULFILS, why)
    if times or not there:
        return _no("other days, or none and another place")
    announced = [one.published for one in visit.claims]
    lead = [(day - w.earliest).days for w in announced if w and w.is_day and w.earliest]
    if not lead or not all(0 <= days <= _VISIT for days in lead):
        return _no("not within two months of the announcement")
    why = f"talks there on {day.isoformat()}, {max(lead)} days after it was announced"
    return LinkVerdict(LinkType.FULFILS, why)


def _news_day(talks: EntityFacts) -> date | None:
    """Return the day of the first report of talks to which no report gives a day.

    Only where it names somebody of each side: otherwise it may recall a visit in passing.
    """
    if any(one.time("when") is not None for one in talks.claims):
        return None
    named = [{one.party for one in body.participants} for body in talks.bodies(Consultation)]
    if not any(len(parties) > 1 for parties in named):
        return None
    days = [w.earliest for one in talks.claims if (w := one.published) is not None and w.is_day]
    return min((day for day in days if day), default=None)


def _within(planned: When, day: date) -> bool:
    """Whether a day lies within the days of a visit, or just after: visits are put off by a day."""
    if planned.width is None or planned.width > _VISIT:
        return False
    return any(planned.holds(day - timedelta(days=late)) for late in range(_LATE + 1))


# -- Denials


def contradicting_denial(denial: EntityFacts, promise: EntityFacts) -> LinkVerdict:
    """Judge whether a denial is of what a commitment promises."""
    sorts = {body.sort for body in denial.bodies(Omission)}
    if sorts.isdisjoint({OmissionSort.DENIED, OmissionSort.NOT_AGREED}):
        return _no("nothing is denied")
    if denial.shares_report(promise):
        return _no("one report qualifies what it says itself")
    if not _is_of_side(denial, promise.obligors):
        return _no("the denial is of other parties")
    what, promised = denial.words, promise.words
    both = what & promised
    if share(what, promised) < _DENIED or 2 * len(both) < len(what | promised) or len(both) < 2:
        return _no("something else is denied")
    return LinkVerdict(LinkType.CONTRADICTS, f"said not to be: {' '.join(sorted(both))}")


def _is_of_side(denial: EntityFacts, sides: frozenset[str]) -> bool:
    """Whether a denial names one of the parties that the promise binds, or nobody."""
    named = {
        mention.party
        for one in denial.claims
        for piece in one.claim.evidence
        for mention in gazetteer().find(piece.exact)
        if mention.party
    }
    return not named or not sides or bool(named & sides)


# -- Protests


def protest_against(protest: EntityFacts, incident: EntityFacts) -> LinkVerdict:
    """Judge whether a protest answers an incident: the two states fit, and so does what is named.

    One report has both, or the protest's own words name the act.
    """
    if not any(b.form is ConsultationForm.PROTEST for b in protest.bodies(Consultation)):
        return _no("no protest")
    acts = incident.bodies(Incident)
    sides = {side for body in acts for side in (body.actor, body.target) if side}
    if len(sides) < 2 or not sides <= protest.parties:
        return _no("between other states")
    day, began = _first_day(protest.claims), _first_day(incident.claims)
    if day is None or began is None:
        return _no("a day is not known")
    if not protest.shares_report(incident) and not _names_act(protest, acts):
        return _no("no report has both, and the protest does not name the act")
    later = (day - began).days
    if not 0 <= later <= ANSWERED_WITHIN:
        return _no("before the incident, or long after it")
    return LinkVerdict(LinkType.RESPONDS_TO, f"protested {later} days after it")


def _names_act(protest: EntityFacts, acts: Sequence[Incident]) -> bool:
    words = " ".join(piece.exact for one in protest.claims for piece in one.claim.evidence)
    named = act_sorts(words)
    return any(named & act_sorts(body.act) for body in acts)


# -- All links


def link_entities(
    entities: Sequence[Entity],
    claims: Mapping[ClaimId, ResolvedClaim],
    persons: Mapping[tuple[ClaimId, str], EntityId],
    keys: Mapping[ClaimId, BlockingKeys],
) -> tuple[Entity, ...]:
    """Add the links between entities; existing links stay.

    `persons` gives the person that a name in a claim means, `keys` what each claim has and seeks.
    What answers an incident by the words of a report is linked by `responses.link_responses`.
    """
    links: defaultdict[EntityId, set[Link]] = defaultdict(set)
    facts = [EntityFacts.of(entity, claims) for entity in entities if entity.kind in KEYED]
    for one, other in _candidates(facts, keys):
        verdict = _judge(one, other, persons)
        if verdict.type is not None:
            links[one.entity.id].add(Link(verdict.type, other.entity.id, verdict.why))
    return with_links(entities, links)


def with_links(
    entities: Sequence[Entity], links: Mapping[EntityId, set[Link]]
) -> tuple[Entity, ...]:
    """Add links to the entities they start from, each once and in a fixed order."""
    return tuple(
        replace(
            entity,
            links=tuple(
                sorted(
                    {*entity.links, *links.get(entity.id, ())},
                    key=lambda link: (link.type.value, link.to, link.why),
                )
            ),
        )
        for entity in entities
    )


def _judge(
    one: EntityFacts, other: EntityFacts, persons: Mapping[tuple[ClaimId, str], EntityId]
) -> LinkVerdict:
    match one.entity.kind, other.entity.kind:
        case "structure", "commitment":
            return fulfilling_structure(one, other)
        case "omission", "commitment":
            return contradicting_denial(one, other)
        case "consultation", "commitment":
            return fulfilling_signing(one, other)
        case "consultation", "incident":
            return protest_against(one, other)
        case "consultation", "consultation" if is_planned_visit(other):
            return fulfilling_talks(one, other, persons)
        case _:
            return _no("nothing links these kinds")


def _candidates(
    facts: Sequence[EntityFacts], keys: Mapping[ClaimId, BlockingKeys]
) -> Iterator[tuple[EntityFacts, EntityFacts]]:
    """Go through the pairs of entities of which one seeks what the other has, in a fixed order."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(facts):
        for each in {each for claim in one.entity.claims for each in keys[claim].has}:
            holders[each].append(at)
    for at, one in enumerate(facts):
        sought = {each for claim in one.entity.claims for each in keys[claim].seeks}
        others = {other for each in sought for other in holders.get(each, ())}
        yield from ((one, facts[other]) for other in sorted(others - {at}))
