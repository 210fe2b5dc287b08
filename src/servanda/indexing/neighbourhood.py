"""Some reports settled by themselves: their families of claims, and what is tied to what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from servanda.model import ClaimId, Concern, Entity, EntityId, ResolvedClaim
from servanda.resolution import Resolution
from servanda.resolution.blocking import BlockingKeys
from servanda.resolution.claim_keys import KEYED, keys_of, same_kind_keys
from servanda.resolution.exact_matching import find_assurances, find_quotes
from servanda.resolution.judgements import apply_link_decisions, apply_person_decisions
from servanda.resolution.links import link_entities
from servanda.resolution.near_duplicates import find_copies, stories
from servanda.resolution.person_clusters import Roster, find_people
from servanda.resolution.person_mentions import NAMING
from servanda.resolution.resolve import find_keyed_entities, report_entities
from servanda.resolution.responses import link_responses
from servanda.resolution.result import backlinks
from servanda.resolution.union_find import UnionFind

if TYPE_CHECKING:
    from servanda.store import Entities, Record

__all__ = ["ALONE", "SETTLED", "Shelf", "World", "hashes", "with_stories"]


SETTLED = tuple(sorted({*KEYED, *NAMING, "capability"}))
"""The kinds of claim that have a say in what a record keeps ready."""

ALONE = ("omission",)
"""Those that make entities by their own words alone, whatever else their reports say. What is not
talked about may be told in every tenth report; these need not be read whole each time."""


def hashes(keys: Iterable[str]) -> frozenset[int]:
    """Return keys as signed 64-bit numbers, as every database keeps them.

    Two keys that fall together only lead to a claim too many, never past one.
    """
    found = (blake2b(one.encode(), digest_size=8).digest() for one in keys)
    return frozenset(int.from_bytes(one, "big", signed=True) for one in found)


@dataclass(frozen=True, slots=True)
class World:
    """Some reports settled: what they come to, the families and the keys of their claims."""

    settled: Resolution
    components: UnionFind[ClaimId]
    keys: Mapping[ClaimId, BlockingKeys]

    def families(
        self, reports: Collection[str], past: Collection[EntityId], entities: Entities
    ) -> tuple[Entity, ...]:
        """Return the entities of every family that tells of what `reports` say, or once said.

        `past` are the entities that they told of before.
        """
        seeds = {c for c, one in self.settled.claims.items() if one.claim.report in reports}
        seeds |= entities.claims_of(past) & self.settled.claims.keys()
        roots = {self.components.find(claim) for claim in seeds}
        return tuple(one for one in self._keyed if self.components.find(one.claims[0]) in roots)

    def tied(
        self, core: Iterable[Entity], past: Collection[EntityId], entities: Entities
    ) -> tuple[Entity, ...]:
        """Return what is tied to the entities of `core`, either way, or is what `past` was."""
        own = {one.id for one in core}
        found = {link.to for one in core for link in one.links}
        found |= {other.id for key in own for other in self.settled.backlinks.get(key, ())}
        claims = entities.claims_of(past)
        return tuple(
            one
            for one in self._keyed
            if one.id not in own and (one.id in found or not claims.isdisjoint(one.claims))
        )

    def seeks(self, entities: Iterable[Entity]) -> frozenset[str]:
        """Return all by which entities look for what may be one with them, or tied to them."""
        return frozenset(
            each for one in entities for claim in one.claims for each in self.keys[claim].seeks
        )

    def own(self, entities: Iterable[Entity]) -> frozenset[str]:
        """Return that by which entities look for what may be one with them."""
        return same_kind_keys(self.seeks(entities))

    def judged_with(self, entities: Iterable[Entity]) -> frozenset[ClaimId]:
        """Return the claims that persons judged to be one with those of `entities`, or not."""
        mine = {claim for one in entities for claim in one.claims}
        found: set[ClaimId] = set()
        for said in self.settled.decisions:
            both = {*said.targets, *said.others}
            if said.concern is Concern.MATCH and not mine.isdisjoint(both):
                found |= both
        return frozenset(found)

    @property
    def _keyed(self) -> Iterable[Entity]:
        return (one for kind in KEYED for one in self.settled.of(kind))


class Shelf:
    """What some reports say, each read once: more can be put beside them."""

    def __init__(self, record: Record, roster: Roster) -> None:
        """Begin with no report; `roster` knows the persons of all that will be put."""
        self._record = record
        self._roster = roster
        self._judgements = record.view(among=()).decisions()
        self._claims: dict[ClaimId, ResolvedClaim] = {}
        self._means: dict[tuple[ClaimId, str], EntityId] = {}
        self._names = dict(roster.names)  # of others, too, than those whom these reports name
        self.keys: dict[ClaimId, BlockingKeys] = {}
        self.reports: frozenset[str] = frozenset()
        self.glanced: frozenset[str] = frozenset()

    @property
    def looked_at(self) -> int:
        """How many reports were looked at."""
        return len(self.reports | self.glanced)

    def put(self, reports: Iterable[str], claims: Sequence[ResolvedClaim] | None = None) -> None:
        """Read reports that are not there yet; `claims` are all of theirs, where known."""
        new = frozenset(reports) - self.reports
        if not new:
            return
        if claims is None:
            claims = self._record.view(among=new).claims(SETTLED)
        by_id = {one.claim.id: one for one in claims}
        people = apply_person_decisions(find_people(claims, self._roster), by_id, self._judgements)
        self._means |= people.means
        self._names |= people.names
        self.keys |= keys_of(claims, people.means)
        self._claims |= by_id
        self.reports |= new

    def glance(self, reports: Iterable[str]) -> None:
        """Read of some reports only what makes entities by itself alone."""
        new = frozenset(reports) - self.reports - self.glanced
        if new:
            claims = self._record.view(among=new).claims(ALONE)
            self.keys |= keys_of(claims, {})
            self._claims |= {one.claim.id: one for one in claims}
            self.glanced |= new

    def look(self, whole: Iterable[str], glanced: Iterable[str] = ()) -> bool:
        """Put some reports, and glance at others; return whether any was new."""
        before = self.reports, self.glanced
        self.put(whole)
        self.glance(glanced)
        return before != (self.reports, self.glanced)

    def seeks(self, reports: Collection[str]) -> frozenset[str]:
        """Return all by which the claims of some of the reports look for others."""
        mine = (one.claim for one in self._claims.values() if one.claim.report in reports)
        return frozenset(
            each for one in mine if one.id in self.keys for each in self.keys[one.id].seeks
        )

    def world(self) -> World:
        """Settle all that is there."""
        components: UnionFind[ClaimId] = UnionFind()
        by_id = dict(self._claims)
        found = find_keyed_entities(
            tuple(by_id.values()), self._means, self._judgements, components
        )
        entities = apply_link_decisions(
            link_responses(link_entities(found, by_id, self._means, self.keys), by_id),
            self._judgements,
        )
        settled = Resolution(
            tuple(sorted(entities, key=lambda one: (one.kind, one.id))),
            by_id,
            self._means,
            self._names,
            backlinks=backlinks(entities),
            decisions=tuple(self._judgements),
        )
        return World(settled, components, self.keys)


def with_stories(world: World, record: Record, reports: Collection[str]) -> Resolution:
    """Return what the reports come to, with the stories that several of them tell alike.

    What is said there that answers an incident is tied to it as well.
    """
    read = record.view(among=reports).reports()
    settled = world.settled
    claims = tuple(settled.claims.values())
    spoken = [*find_assurances(claims), *find_quotes(claims), *report_entities(read, claims)]
    entities = link_responses((*settled.entities, *spoken), settled.claims)
    return replace(settled, stories=stories(read, find_copies(read)), backlinks=backlinks(entities))
