"""The result of a resolution: entities with their claims, links and names, offices and copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from servanda.model import ClaimId, Decision, Entity, EntityId, ResolvedClaim, When

__all__ = ["BACKGROUND", "Copy", "OfficeSpan", "Resolution", "backlinks"]


BACKGROUND = frozenset({"person", "office", "report"})
"""Kinds of entity that claims of every kind are about, beside the entity of their own kind."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A report that repeats another: `report` repeats `of` (names), for the reasons given.

    `cluster` is shared by all reports of one story; `of` is the earliest of them.
    """

    report: str
    of: str
    cluster: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeSpan:
    """One person in one office, as far as reports tell.

    `office` is its key ("minister:defence"), `title` the office as most reports put it.
    `since` and `until` only where words say so; `first_seen` and `last_seen` are the days of the
    first and last report that names the person as the holder, `former_by` the first day on which
    one calls them a former one. `claims` are the tenures and consultations it rests on, earliest
    first, `id` the office's entity.
    """

    office: str
    title: str
    party: str | None
    person: EntityId
    name: str
    since: When | None = None
    until: When | None = None
    first_seen: When | None = None
    last_seen: When | None = None
    former: bool = False
    incoming: bool = False
    claims: tuple[ClaimId, ...] = ()
    reports: tuple[str, ...] = ()
    id: EntityId | None = None
    former_by: date | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities that some claims come to: the input of everything in `servanda.analysis`.

    `entities` are ordered by kind and id; `claims` finds a claim by its id; `people` gives the person
    that a name in a claim means, as `(claim id, name as written) -> person entity`; `names` gives each
    person's name in full, given name first; `stories` maps a report's name to the story it carries
    (copies and reprints of one wire story share it, so that they count once); `backlinks` lists the
    entities that link to an entity; `decisions` are the persons' decisions that were applied.
    """

    entities: tuple[Entity, ...] = ()
    claims: Mapping[ClaimId, ResolvedClaim] = field(default_factory=dict)
    people: Mapping[tuple[ClaimId, str], EntityId] = field(default_factory=dict)
    names: Mapping[EntityId, str] = field(default_factory=dict)
    offices: tuple[OfficeSpan, ...] = ()
    copies: tuple[Copy, ...] = ()
    stories: Mapping[str, str] = field(default_factory=dict)
    backlinks: Mapping[EntityId, tuple[Entity, ...]] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    _about: dict[ClaimId, list[Decision]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for one in self.decisions:
            for claim in one.claims:
                self._about.setdefault(claim, []).append(one)

    def of(self, kind: str) -> Iterator[Entity]:
        """Go through the entities of one kind."""
        return (entity for entity in self.entities if entity.kind == kind)

    def entity(self, identity: str) -> Entity | None:
        """Find an entity by its id, or the entity that a claim's id belongs to."""
        found = None
        for entity in self.entities:
            if entity.id == identity:
                return entity
            if identity in entity.claims and (found is None or found.kind in BACKGROUND):
                found = entity
        return found

    def claims_of(self, entity: Entity) -> tuple[ResolvedClaim, ...]:
        """Return the claims about `entity`, earliest report first."""
        return tuple(self.claims[one] for one in entity.claims)

    def judged(self, entity: Entity) -> tuple[Decision, ...]:
        """Return the decisions on any claim about `entity`, the earliest first."""
        if not self._about:
            return ()
        found = {one.id: one for claim in entity.claims for one in self._about.get(claim, ())}
        return tuple(sorted(found.values(), key=lambda one: (one.at, one.id)))

    def independent(self, reports: tuple[str, ...]) -> int:
        """Count the stories among `reports`: a copy adds nothing."""
        return len({self.stories.get(name, name) for name in reports})


def backlinks(entities: Iterable[Entity]) -> dict[EntityId, tuple[Entity, ...]]:
    """Return which entities link to each."""
    found: defaultdict[EntityId, dict[EntityId, Entity]] = defaultdict(dict)
    for entity in entities:
        for link in entity.links:
            found[link.to][entity.id] = entity
    return {to: tuple(others.values()) for to, others in found.items()}
