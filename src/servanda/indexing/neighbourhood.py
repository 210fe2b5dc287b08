"""Some reports resolved by themselves, with those that are near them by blocking keys and links."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from servanda.analysis.indexed.stored_copies import stories_of
from servanda.model import ClaimId, Concern, Entity, EntityId, ResolvedClaim
from servanda.resolution import Resolution
from servanda.resolution.blocking import BlockingKeys
from servanda.resolution.claim_keys import KEYED, keys_of, same_kind_keys
from servanda.resolution.commitment_features import parties_meeting
from servanda.resolution.exact_matching import find_assurances, find_quotes
from servanda.resolution.judgements import apply_link_decisions, apply_person_decisions
from servanda.resolution.links import link_entities
from servanda.resolution.person_clusters import find_people
from servanda.resolution.person_mentions import NAMING
from servanda.resolution.persons.roster import Roster, ShownNames
from servanda.resolution.resolve import find_keyed_entities, report_entities
from servanda.resolution.responses import link_responses
from servanda.resolution.result import backlinks
from servanda.resolution.union_find import UnionFind

if TYPE_CHECKING:
    from servanda.store import Entities, View

__all__ = [
    "ALONE",
    "PROMISE",
    "RESOLVED_KINDS",
    "Nearby",
    "Neighbourhood",
    "PartialResolution",
    "with_stories",
]


RESOLVED_KINDS = tuple(sorted({*KEYED, *NAMING, "capability"}))
"""The kinds of claim that the index follows from."""

ALONE = ("omission",)
"""The kinds that are matched by their own words alone, whatever else their reports say. Every tenth
report may say that something was not discussed; the rest of it need not be read for that."""

PROMISE = "commitment"
"""The kind that is told again for years. Of a report that tells a promise again, besides the promises
only who met counts, unless it tells of an incident: then what answers that may be any of its claims."""

_PROMISES = (PROMISE, "consultation")


@dataclass(frozen=True, slots=True)
class PartialResolution:
    """What some reports alone come to, with the clusters and the blocking keys of their claims."""

    resolution: Resolution
    components: UnionFind[ClaimId]
    keys: Mapping[ClaimId, BlockingKeys]

    def clusters(
        self, reports: Collection[str], past: Collection[EntityId], entities: Entities
    ) -> tuple[Entity, ...]:
        """Return the entities of every cluster with a claim of `reports`, or of the `past` entities."""
        seeds = {c for c, one in self.resolution.claims.items() if one.claim.report in reports}
        seeds |= entities.claims_of(past) & self.resolution.claims.keys()
        roots = {self.components.find(claim) for claim in seeds}
        return tuple(one for one in self._keyed if self.components.find(one.claims[0]) in roots)

    def linked(
        self, core: Iterable[Entity], past: Collection[EntityId], entities: Entities
    ) -> tuple[Entity, ...]:
        """Return what is linked to the entities of `core`, either way, or shares a claim with `past`."""
        own = {one.id for one in core}
        found = {link.to for one in core for link in one.links}
        found |= {other.id for key in own for other in self.resolution.backlinks.get(key, ())}
        claims = entities.claims_of(past)
        return tuple(
            one
            for one in self._keyed
            if one.id not in own and (one.id in found or not claims.isdisjoint(one.claims))
        )

    def seeks(self, entities: Iterable[Entity]) -> frozenset[str]:
        """Return the keys by which entities find what may match them or be linked to them."""
        return frozenset(
            each for one in entities for claim in one.claims for each in self.keys[claim].seeks
        )

    def matching_keys(self, entities: Iterable[Entity]) -> frozenset[str]:
        """Return the keys by which entities find what may match them."""
        return same_kind_keys(self.seeks(entities))

    def judged_with(self, entities: Iterable[Entity]) -> frozenset[ClaimId]:
        """Return the claims that a person matched with those of `entities`, or parted from them."""
        mine = {claim for one in entities for claim in one.claims}
        found: set[ClaimId] = set()
        for decision in self.resolution.decisions:
            both = {*decision.targets, *decision.others}
            if decision.concern is Concern.MATCH and not mine.isdisjoint(both):
                found |= both
        return frozenset(found)

    @property
    def _keyed(self) -> Iterable[Entity]:
        return (one for kind in KEYED for one in self.resolution.of(kind))


@dataclass(frozen=True, slots=True)
class Nearby:
    """Reports to be looked at: read whole, for their promises alone, or for what is matched `ALONE`."""

    whole: frozenset[str] = frozenset()
    promising: frozenset[str] = frozenset()
    skimmed: frozenset[str] = frozenset()


class Neighbourhood:
    """The claims of some reports, each read once; more reports can be added."""

    def __init__(self, view: View, roster: Roster) -> None:
        """Begin with no report of a view; `roster` has the persons of all that will be added.

        Reports out of view have no claims. What parts of the view read of reports is read once.
        """
        self._view = view
        self._roster = roster
        self._judgements = view.decisions()
        self._claims: dict[ClaimId, ResolvedClaim] = {}
        self._means: dict[tuple[ClaimId, str], EntityId] = {}
        self._names: dict[EntityId, str] = {}
        self.keys: dict[ClaimId, BlockingKeys] = {}
        self._meetings: dict[str, frozenset[str]] = {}
        self.reports: frozenset[str] = frozenset()
        self._promising: frozenset[str] = frozenset()
        self._skimmed: frozenset[str] = frozenset()
        self._fresh: set[ClaimId] = set()  # read since what was read was last resolved
        self._found: tuple[Entity, ...] = ()
        self._components: UnionFind[ClaimId] = UnionFind()

    @property
    def told(self) -> frozenset[str]:
        """The reports that were read whole or for their promises."""
        return self.reports | self._promising

    @property
    def looked_at(self) -> int:
        """How many reports were looked at."""
        return len(self.told | self._skimmed)

    def add(self, reports: Iterable[str], claims: Sequence[ResolvedClaim] | None = None) -> None:
        """Read reports that are not there yet; `claims` are all of theirs, where known."""
        new = frozenset(reports) - self.reports
        if not new:
            return
        if claims is None:
            claims = self._view.among(new).claims(RESOLVED_KINDS)
        by_id = {one.claim.id: one for one in claims}
        people = apply_person_decisions(find_people(claims, self._roster), by_id, self._judgements)
        self._means |= people.means
        self._names |= people.names
        self._meetings |= parties_meeting(claims)
        self._take(claims, keys_of(claims, people.means))
        self.reports |= new

    def add_promises(self, reports: Iterable[str]) -> None:
        """Read of some reports only the promises, with the parties that meet."""
        new = frozenset(reports) - self.told
        if new:
            claims = self._view.among(new).claims(_PROMISES)
            meetings = parties_meeting(claims)
            promises = [one for one in claims if one.claim.kind == PROMISE]
            self._take(promises, keys_of(promises, {}, meetings))
            self._meetings |= meetings
            self._promising |= new

    def skim(self, reports: Iterable[str]) -> None:
        """Read of some reports only the claims that are matched alone."""
        new = frozenset(reports) - self.reports - self._skimmed
        if new:
            claims = self._view.among(new).claims(ALONE)
            self._take(claims, keys_of(claims, {}))
            self._skimmed |= new

    def _take(self, claims: Iterable[ResolvedClaim], keys: Mapping[ClaimId, BlockingKeys]) -> None:
        """Take claims with their keys; some may be known."""
        by_id = {one.claim.id: one for one in claims}
        self._fresh |= by_id.keys() - self._claims.keys()
        self._claims |= by_id
        self.keys |= keys

    def look(self, nearby: Nearby) -> bool:
        """Read some reports as far as they are to be looked at; return whether any was new."""
        before = self.reports, self._promising, self._skimmed
        self.add(nearby.whole)
        self.add_promises(nearby.promising)
        self.skim(nearby.skimmed)
        return before != (self.reports, self._promising, self._skimmed)

    def seeks(self, reports: Collection[str]) -> frozenset[str]:
        """Return the keys by which the claims of some of the reports find others."""
        mine = (one.claim for one in self._claims.values() if one.claim.report in reports)
        return frozenset(
            each for one in mine if one.id in self.keys for each in self.keys[one.id].seeks
        )

    def resolved(self) -> PartialResolution:
        """Resolve all that was read; of what was resolved before only what new claims may be one with."""
        again = self._touched() if self._found else frozenset(self._claims)
        found = find_keyed_entities(
            [one for claim, one in self._claims.items() if claim in again],
            self._means,
            self._judgements,
            self._components,
            meetings=self._meetings,
        )
        kept = (one for one in self._found if again.isdisjoint(one.claims))
        self._found = tuple(sorted((*kept, *found), key=lambda one: (one.kind, one.id)))
        self._fresh.clear()
        return self._linked()

    def _touched(self) -> frozenset[ClaimId]:
        """Return the new claims, and those of all clusters with a claim that one of them may match.

        Of all others nothing changes: what they match, and what cannot be one with them, is there.
        """
        near = self._fresh | self._matching() | self._judged()
        roots = {self._components.find(claim) for claim in near}
        return frozenset(claim for claim in self._claims if self._components.find(claim) in roots)

    def _matching(self) -> set[ClaimId]:
        """Return the claims that share a key with a new one."""
        new = [self.keys[claim] for claim in self._fresh if claim in self.keys]
        has = same_kind_keys(each for one in new for each in one.has)
        seeks = same_kind_keys(each for one in new for each in one.seeks)
        return {
            claim
            for claim, one in self.keys.items()
            if not (seeks.isdisjoint(one.has) and has.isdisjoint(one.seeks))
        }

    def _judged(self) -> set[ClaimId]:
        """Return the claims that a person matched with a new one, or parted from it."""
        found: set[ClaimId] = set()
        for one in self._judgements:
            named = {*one.targets, *one.others}
            if one.concern is Concern.MATCH and not named.isdisjoint(self._fresh):
                found |= named & self._claims.keys()
        return found

    def _linked(self) -> PartialResolution:
        """Link what was found, by keys and by what persons decided."""
        by_id = dict(self._claims)
        linked = link_entities(self._found, by_id, self._means, self.keys)
        entities = apply_link_decisions(
            link_responses(linked, by_id),
            self._judgements,
        )
        resolution = Resolution(
            tuple(sorted(entities, key=lambda one: (one.kind, one.id))),
            by_id,
            self._means,
            # Of others, too, than those whom these reports name.
            ShownNames(self._roster, self._names),
            backlinks=backlinks(entities),
            decisions=tuple(self._judgements),
        )
        return PartialResolution(resolution, self._components, self.keys)


def with_stories(
    part: PartialResolution, view: View, entities: Entities, reports: Collection[str]
) -> Resolution:
    """Return what the reports come to, with the stories that several of them carry.

    `view` knows the reports, `entities` has their signatures. Statements that answer an incident are
    linked to it as well.
    """
    heads = view.among(reports).headers()
    resolution = part.resolution
    claims = tuple(resolution.claims.values())
    spoken = [*find_assurances(claims), *find_quotes(claims), *report_entities(heads, claims)]
    linked = link_responses((*resolution.entities, *spoken), resolution.claims)
    return replace(resolution, stories=stories_of(entities, heads), backlinks=backlinks(linked))
