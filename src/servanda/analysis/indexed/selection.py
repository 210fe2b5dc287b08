"""Selection: some entities of a record with their claims, found through its index.

A question about one entity, or one kind, needs no other claims: the index says which claims are of
an entity and what it is tied to. What the index does not have is found again from the claims of
that kind: capabilities, assurances, quotes; persons by the names that all reports use, which the
index has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from servanda.analysis.indexed.kept_names import alias_of
from servanda.analysis.indexed.phrase_keys import holder_phrase, same_phrase
from servanda.analysis.indexed.stored_copies import copies_of, every_story, stories_of
from servanda.model import (
    Capability,
    ClaimId,
    Concern,
    Decision,
    Entity,
    EntityId,
    Report,
    ResolvedClaim,
    When,
)
from servanda.model.serialization import from_plain
from servanda.resolution import OfficeSpan, Resolution
from servanda.resolution.claim_keys import KEYED
from servanda.resolution.claim_order import dated, entity_of_first, in_order, reports_of
from servanda.resolution.exact_matching import find_assurances, find_quotes
from servanda.resolution.judgements import (
    apply_link_decisions,
    apply_match_decisions,
    apply_person_decisions,
)
from servanda.resolution.office_spans import in_office_order, office_entities, office_entity_id
from servanda.resolution.person_clusters import People, find_people
from servanda.resolution.person_mentions import NAMING, Order
from servanda.resolution.persons.roster import Roster
from servanda.resolution.resolve import report_entities
from servanda.resolution.responses import link_responses
from servanda.resolution.result import Copy, backlinks
from servanda.resolution.structure_matching import find_capabilities

if TYPE_CHECKING:
    from servanda.analysis.indexed.kept_names import KeptNames
    from servanda.analysis.indexed.kept_stories import KeptStories
    from servanda.store import Entities, EntityRow, Record, ReportHeader, View
    from servanda.store.index.entity_rows import NameRow

__all__ = ["FOUND_ANEW", "Selection", "indexed_entities"]


FOUND_ANEW: Mapping[str, Callable[[Sequence[ResolvedClaim]], Sequence[Entity]]] = {
    "capability": find_capabilities,
    "assurance": find_assurances,
    "quote": find_quotes,
}
"""The kinds that are found from all claims of the kind, as the index does not have them."""

_BEGINNING = {kind[:2]: kind for kind in ("person", "office", *FOUND_ANEW)}
"""How the ids of entities begin that the index does not have."""

_ANSWERING = ("assurance", "quote")  # they may answer an incident that their report tells of


class Selection:
    """Loads what some questions need of a record whose index is up to date."""

    def __init__(
        self,
        record: Record,
        view: View,
        index: Entities | None = None,
        kept: Callable[[], KeptStories | None] = lambda: None,
        names: Callable[[], KeptNames | None] = lambda: None,
    ) -> None:
        """Take a record and the view of all of it; `index` where it is not the record's own.

        `kept` gives the stories of all its reports, and `names` the persons in them, where somebody keeps
        these.
        """
        self._record = record
        self.index = record.entities if index is None else index
        self._view = view
        self._kept = kept
        self._names = names
        self._reports: dict[str, Report | None] = {}

    # -- by id -------------------------------------------------------------------------------

    def has(self, identity: str) -> bool:
        """Whether the index has an entity of that id."""
        return bool(self.index.all([EntityId(identity)]))

    def beginning(self, identity: str) -> frozenset[str]:
        """Return the ids of entities, claims and reports that begin so."""
        kind = _BEGINNING.get(identity.partition("-")[0])
        if kind is None:
            return self.index.ids_like(identity)
        ids: Iterable[str | None]
        if kind in FOUND_ANEW:
            ids = (one.id for one in self._anew_like(kind, identity)[0])
        elif kind == "person":
            ids = self._persons_like(identity)
        else:
            ids = (one.id for one in self.spans())
        return frozenset(one for one in ids if one and one.startswith(identity))

    def _persons_like(self, beginning: str) -> list[EntityId]:
        """Return the ids of persons that begin so; of one alone, whether or not a report means it."""
        found = [one for one in self.roster.names if one.startswith(beginning)]
        return found if len(found) < 2 else [one for one in found if self._person(one)]

    def claims(self, ids: Collection[str]) -> dict[ClaimId, ResolvedClaim]:
        """Return some claims by their ids."""
        return _by_id(self._view.claims(ids=ids))

    def report(self, name_or_id: str) -> Report | None:
        """Return the report of that id or that very name."""
        if name_or_id not in self._reports:
            found = self._view.among([name_or_id]).reports()
            if not found:
                found = self.texts(self.index.reports_called(name_or_id))
            self._reports[name_or_id] = found[0] if len(found) == 1 else None
            self._reports |= {one.id: one for one in found}
        return self._reports[name_or_id]

    def of_reports(
        self, reports: Collection[str], kind: str | Collection[str] | None = None
    ) -> dict[ClaimId, ResolvedClaim]:
        """Return the claims of some reports, or those of one kind or of several."""
        return _by_id(self._view.among(reports).claims(kind))

    def of_kind(self, kind: str) -> dict[ClaimId, ResolvedClaim]:
        """Return all claims of a kind."""
        reports = self.index.reports_with((kind,))
        return _by_id(self._view.among(reports).claims(kind)) if reports else {}

    def texts(self, reports: Collection[str]) -> tuple[Report, ...]:
        """Return some reports with their texts, in the order of views."""
        return self._view.among(reports).reports() if reports else ()

    def headers(self, reports: Collection[str]) -> tuple[ReportHeader, ...]:
        """Return what is known of some reports, without their texts, in the order of views."""
        return self._view.among(reports).headers() if reports else ()

    def found_anew(self, kind: str, claims: Mapping[ClaimId, ResolvedClaim]) -> Sequence[Entity]:
        """Find the entities of a kind that the index does not have, among claims of that kind."""
        return apply_match_decisions(
            FOUND_ANEW[kind](tuple(claims.values())), claims, self.decisions
        )

    def alike(self, kind: str, mine: Collection[ResolvedClaim]) -> dict[ClaimId, ResolvedClaim]:
        """Return the claims of a kind that may be one entity with some.

        All of the kind where persons matched claims of it, which may be any.
        """
        if kind in self.matched_kinds:
            return self.of_kind(kind)
        uses = self.index.saying({_found_by(one) for one in mine})
        return self.of_reports({one.report for one in uses}, kind) if uses else {}

    @cached_property
    def matched_kinds(self) -> frozenset[str]:
        """The kinds of claim that persons said are of one entity, or of two."""
        matches = (one for one in self.decisions if one.concern is Concern.MATCH)
        return self.index.kinds_of({claim for one in matches for claim in one.claims})

    def copies_of(self, report: str) -> tuple[Copy, ...]:
        """Find the reports that carry the story of one, by its id."""
        return copies_of(self._view, self.index, [report])

    def stories(self, reports: Collection[str]) -> Mapping[str, str]:
        """Map the names of some reports to the stories they carry, as far as all reports tell.

        One that is left out is its own story.
        """
        return every_story(self._view, self.index, reports, self._kept)

    def reports_of(self, claims: Iterable[ResolvedClaim]) -> tuple[Report, ...]:
        """Return the reports that some claims come from."""
        return self._view.among({one.claim.report for one in claims}).reports()

    # -- entities ----------------------------------------------------------------------------

    def entities(self, wanted: Collection[EntityId]) -> Resolution:
        """Load some entities that the index has, with all that is tied to them.

        Persons and the stories that reports carry are those of the reports concerned.
        """
        found = self.told(wanted)
        entities, claims = list(found.entities), dict(found.claims)
        read = self.headers({one.claim.report for one in claims.values()})
        incidents = [one for one in entities if one.kind == "incident" and one.id in wanted]
        if incidents:
            entities, more = self._with_answers(entities, incidents, read)
            claims |= more
        people = self._those_who_met(claims)
        return replace(
            found,
            entities=tuple(entities),
            claims=claims,
            people=people.means,
            names=people.names,
            stories=stories_of(self.index, read),
            backlinks=backlinks(entities),
        )

    def told(self, wanted: Collection[EntityId]) -> Resolution:
        """Load the claims about some entities that the index has, and about all that is tied to them.

        In a narrowed view an entity has those of its claims that are in view; one that has none is left out.
        """
        index = self.index
        rows = index.all(frozenset(wanted) | index.tied(wanted))
        claims = self.claims({claim for one in rows for claim in one.claims})
        found = tuple(one for one in (_within(row, claims) for row in rows) if one.claims)
        return Resolution(found, claims, backlinks=backlinks(found), decisions=self.decisions)

    def around(self, claim: ClaimId) -> Resolution | None:
        """Load what a claim is of: entities of every kind; None where no such claim is in view."""
        index = self.index
        home = index.reports_of((claim,))
        mentions = _by_id(self._view.among(home).claims())
        if claim not in mentions:
            return None
        found = self.entities(index.entities_of((claim,)))
        claims = {**found.claims, **mentions}
        people = self.people(mentions)
        entities = [*found.entities, *people.entities]
        offices = self.spans_of(people.names)
        held = {span.id: span for span in offices if span.id and claim in span.claims}
        entities += [Entity(key, "office", one.claims, one.reports) for key, one in held.items()]
        kind = mentions[claim].claim.kind
        if kind in FOUND_ANEW:
            alike = self.alike(kind, [mentions[claim]])
            entities += [one for one in self.found_anew(kind, alike) if claim in one.claims]
            claims |= alike
        return replace(
            found,
            entities=tuple(sorted(entities, key=lambda one: (one.kind, one.id))),
            claims=claims,
            people={**found.people, **people.means},
            names={**found.names, **people.names},
            offices=offices,
        )

    def unindexed(self, identity: str) -> Resolution | None:
        """Load an entity of a kind that the index does not have; None where there is none of that id."""
        kind = _BEGINNING.get(identity.partition("-")[0])
        if kind == "person":
            return self._person(EntityId(identity))
        if kind == "office":
            return self._office(EntityId(identity))
        return None if kind is None else self._anew(kind, identity)

    def _anew_like(
        self, kind: str, beginning: str
    ) -> tuple[Sequence[Entity], dict[ClaimId, ResolvedClaim]]:
        """Find the entities of a kind whose ids begin so, with claims of theirs and others.

        An entity's id is made of that of its first claim, so no claim is loaded to look for it.
        """
        if kind in self.matched_kinds:
            claims = self.of_kind(kind)
        else:
            made = ((one, entity_of_first(kind, one)) for one in self.index.claims_of_kind(kind))
            first = self.claims({one for one, made_of in made if made_of.startswith(beginning)})
            claims = self.alike(kind, list(first.values())) if first else {}
        found = self.found_anew(kind, claims) if claims else ()
        return [one for one in found if one.id.startswith(beginning)], claims

    def _anew(self, kind: str, identity: str) -> Resolution | None:
        found, claims = self._anew_like(kind, identity)
        if not found:
            return None
        home = {claims[one].claim.report for entity in found for one in entity.claims}
        incidents = [
            one.id for one in self.index.all(self.index.in_reports(home)) if one.kind == "incident"
        ]
        beside = self.entities(incidents) if incidents else Resolution()
        here = claims | dict(beside.claims) | self.of_reports(home)
        known = {one.id: one for one in beside.entities if one.kind != kind}
        tied = link_responses([*known.values(), *found], here)
        linked = apply_link_decisions(tied, self.decisions)
        people = self.people(self.of_reports(home))
        heads = self.headers(home)
        return Resolution(
            tuple(sorted(linked, key=lambda one: (one.kind, one.id))),
            here,
            people.means,
            people.names,
            stories=stories_of(self.index, heads),
            backlinks=backlinks(linked),
            decisions=self.decisions,
        )

    def person(self, identity: EntityId, *, last: int) -> tuple[Resolution | None, bool]:
        """Load a person as so many reports of the latest days tell, and say whether these are all there are.

        A minister is named in thousands of reports. Which story each carries is left out.
        """
        there = self.index.calling(self._called(identity))
        if len(there) > last and not self._persons_judged:
            found = self._named(identity, self.index.latest_of(there, last), stories=False)
            if found is not None:
                return found, False
        return self._named(identity, there, stories=False), True

    def _person(self, identity: EntityId) -> Resolution | None:
        """Load a person with all claims that name them, by the names that all reports use."""
        return self._named(identity, self.index.calling(self._called(identity)), stories=True)

    def _named(
        self, identity: EntityId, reports: Collection[str], *, stories: bool
    ) -> Resolution | None:
        """Load a person with the claims of some reports that name them."""
        claims = self.of_reports(reports, NAMING)
        people = self.people(claims)
        found = [one for one in people.entities if one.id == identity]
        return self._of_people(found, claims, people, stories=stories) if found else None

    @property
    def _persons_judged(self) -> bool:
        return any(one.field == "person" for one in self.decisions)

    def _called(self, person: EntityId) -> set[NameRow]:
        """Return the names that may mean a person: all with a word of those that do."""
        if self._persons_judged:
            return set(self.index.names())
        found = self.roster.called_like(person)
        return {(one.name, one.office or "", one.party or "", one.introduces) for one in found}

    def _office(self, identity: EntityId) -> Resolution | None:
        """Load an office with the claims about everybody who held it."""
        spans = tuple(one for one in self.spans() if one.id == identity)
        if not spans:
            return None
        claims = self.claims({claim for one in spans for claim in one.claims})
        found = office_entities(spans, tuple(claims.values()))
        people = self.people(self.of_reports({one.claim.report for one in claims.values()}))
        return self._of_people(found, claims, people)

    def _of_people(
        self,
        found: Sequence[Entity],
        claims: dict[ClaimId, ResolvedClaim],
        people: People,
        *,
        stories: bool = True,
    ) -> Resolution:
        home = {claims[one].claim.report for each in found for one in each.claims}
        heads = self.headers(home) if stories else ()
        return Resolution(
            tuple(found),
            claims,
            people.means,
            people.names,
            self.spans_of(people.names),
            stories=stories_of(self.index, heads) if stories else {},
            decisions=self.decisions,
        )

    def _with_answers(
        self, found: Sequence[Entity], incidents: Sequence[Entity], reports: Sequence[ReportHeader]
    ) -> tuple[list[Entity], dict[ClaimId, ResolvedClaim]]:
        """Add what was said in answer to some incidents, which the index does not have.

        Assurances and quotes are looked for among those that say the same, where a report of an
        incident has one that answers it; what a report itself says in answer needs no other report.
        """
        wanted = {one.id for one in incidents}
        here, answers = self._answers_in_own_reports(incidents, reports)
        anew = [one for one in answers if one.kind == "report"]
        for kind in sorted({one.kind for one in answers} & set(_ANSWERING)):
            said = [here[claim] for one in answers if one.kind == kind for claim in one.claims]
            tied, more = self._spoken(kind, said)
            anew += [one for one in tied if _links_to(one, wanted)]
            here |= more
        return sorted([*found, *anew], key=lambda one: (one.kind, one.id)), here

    def _spoken(
        self, kind: str, said: Sequence[ResolvedClaim]
    ) -> tuple[list[Entity], dict[ClaimId, ResolvedClaim]]:
        """Find what was said by some claims of a kind, or judged by persons, with all that it answers."""
        judged = {claim for one in self.decisions for claim in one.claims}
        mine = [*said, *(one for one in self.claims(judged).values() if one.claim.kind == kind)]
        claims = self.alike(kind, mine)
        ids = {one.claim.id for one in mine}
        found = [one for one in self.found_anew(kind, claims) if not ids.isdisjoint(one.claims)]
        home = {claims[one].claim.report for entity in found for one in entity.claims}
        there = self.index.all(self.index.in_reports(home))
        beside = self.told([one.id for one in there if one.kind == "incident"])
        around = claims | dict(beside.claims) | self.of_reports(home)
        tied = apply_link_decisions(
            link_responses([*beside.entities, *found], around), self.decisions
        )
        return [one for one in tied if one.kind == kind], around

    def _answers_in_own_reports(
        self, incidents: Sequence[Entity], reports: Sequence[ReportHeader]
    ) -> tuple[dict[ClaimId, ResolvedClaim], list[Entity]]:
        """Return the claims of the reports of some incidents, and what in them answers one of these."""
        names = {name for one in incidents for name in one.reports}
        mine = [one for one in reports if one.name in names]
        here = _by_id(self._view.among([one.id for one in mine]).claims())
        spoken = [*find_assurances(here.values()), *find_quotes(here.values())]
        there = self.index.all(self.index.in_reports([one.id for one in mine]))
        whole = [_within(one, here) for one in there]
        tied = link_responses((*whole, *spoken, *report_entities(mine, here.values())), here)
        wanted = {one.id for one in incidents}
        return here, [one for one in tied if _links_to(one, wanted)]

    def _those_who_met(self, claims: Mapping[ClaimId, ResolvedClaim]) -> People:
        """Say whom the names in the consultations among some claims mean."""
        met = {one.claim.report for one in claims.values() if one.claim.kind == "consultation"}
        if not met:
            return People((), {}, {})
        return self.people(_by_id(self._view.among(met).claims(NAMING)))

    def kinds(self, wanted: Collection[str]) -> Resolution:
        """Load all entities of some kinds, with their ties; persons, offices and reports aside."""
        known = [kind for kind in wanted if kind in KEYED]
        if any(kind in _ANSWERING for kind in wanted):
            known = list(dict.fromkeys((*known, "incident", "consultation", "commitment")))
        both = sorted({*known, *wanted})
        reports = self.index.reports_with(both)
        claims = _by_id(self._view.among(reports).claims(both) if reports else ())
        index = self.index.all(kinds=known) if known else ()
        found = [_entity(one, claims) for one in index]
        for kind in sorted(FOUND_ANEW.keys() & set(wanted)):
            found += self.found_anew(kind, claims)
        if any(kind in _ANSWERING for kind in wanted):
            found = list(apply_link_decisions(link_responses(found, claims), self.decisions))
        found.sort(key=lambda one: (one.kind, one.id))
        return Resolution(
            tuple(found), claims, backlinks=backlinks(found), decisions=self.decisions
        )

    def capabilities(self) -> Resolution:
        """Find all capabilities from their claims."""
        return self.kinds(("capability",))

    # -- persons and offices -----------------------------------------------------------------

    def people(self, claims: Mapping[ClaimId, ResolvedClaim]) -> People:
        """Say whom the names in some reports mean: `claims` must be all of theirs."""
        naming = [one for one in claims.values() if one.claim.kind in NAMING]
        return apply_person_decisions(find_people(naming, self.roster), claims, self.decisions)

    def held_by(self, persons: Collection[str]) -> tuple[OfficeSpan, ...]:
        """Return the offices that some persons held, without the ids of these."""
        found = self.index.tenures(persons=persons) if persons else ()
        return in_office_order(from_plain(OfficeSpan, one.row) for one in found)

    def spans_of(self, persons: Collection[str]) -> tuple[OfficeSpan, ...]:
        """Return who held the offices that some persons held."""
        offices = {one.office for one in self.index.tenures(persons=persons)}
        return self.spans(offices) if offices else ()

    def spans(self, offices: Collection[str] | None = None) -> tuple[OfficeSpan, ...]:
        """Return who held which office, as the index has it: all, or those of some offices."""
        index = self.index
        groups: defaultdict[str, list[OfficeSpan]] = defaultdict(list)
        for one in index.tenures(offices=offices):
            groups[one.office].append(from_plain(OfficeSpan, one.row))
        firsts = {span.claims[0] for spans in groups.values() for span in spans}
        order = {place[0]: _order(*place) for place in index.placed(firsts)}
        return in_office_order(
            replace(span, id=office_entity_id(spans, order))
            for spans in groups.values()
            for span in spans
        )

    @cached_property
    def roster(self) -> Roster:
        """All persons, by the names that all reports use."""
        kept = self._names()
        if kept is not None:
            return kept.roster()
        return Roster(alias_of(one) for one in self.index.names())

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What persons decided, in force."""
        return self._view.decisions()


def _found_by(one: ResolvedClaim) -> int:
    """Return the phrase that finds all claims which may be one entity with one."""
    body = one.claim.body
    return holder_phrase(body) if isinstance(body, Capability) else same_phrase(one)


def indexed_entities(
    entities: Entities, claims: Mapping[ClaimId, ResolvedClaim]
) -> tuple[Entity, ...]:
    """Return all entities that an index has, whose claims are among `claims`."""
    return tuple(_entity(one, claims) for one in entities.all())


def _by_id(claims: Iterable[ResolvedClaim]) -> dict[ClaimId, ResolvedClaim]:
    return {one.claim.id: one for one in claims}


def _links_to(entity: Entity, wanted: Collection[str]) -> bool:
    return any(link.to in wanted for link in entity.links)


def _within(found: EntityRow, claims: Mapping[ClaimId, ResolvedClaim]) -> Entity:
    """Make an entity of those of its claims that are there."""
    mentions = [claims[one] for one in found.claims if one in claims]
    return Entity(
        found.id, found.kind, in_order(mentions), reports_of(mentions), found.links, found.reasons
    )


def _entity(found: EntityRow, claims: Mapping[ClaimId, ResolvedClaim]) -> Entity:
    mentions = [claims[one] for one in found.claims]
    return Entity(
        found.id, found.kind, in_order(mentions), reports_of(mentions), found.links, found.reasons
    )


def _order(
    claim: ClaimId, place: int, source: str, earliest: date | None, latest: date | None
) -> Order:
    """Return what puts a claim in the order of its report (`servanda.resolution.claim_order`)."""
    when = dated(When.between(earliest, latest)) if earliest and latest else None
    return (when and when.earliest) or date.max, source, place, claim
