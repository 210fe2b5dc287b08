"""Settled: what the claims of many reports come to, once it is decided what is the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from servanda.model import ClaimId, Decision, ResolvedClaim, Thing, ThingId, When

__all__ = ["Copy", "OfficeSpan", "Settled", "tied_to"]


@dataclass(frozen=True, slots=True)
class Copy:
    """A report held to repeat another: `report` repeats `of` (names), for the reasons given.

    `cluster` is shared by all reports of one story; `of` is the earliest of them.
    """

    report: str
    of: str
    cluster: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeSpan:
    """One person in one office, as far as the reports tell.

    `office` is the family's key ("minister:defence"), `title` the office as most reports put it.
    `since` and `until` only where words say so; `first_seen` and `last_seen` are the days of the
    first and last report that names the person as the holder, `former_by` the first day on which
    one calls them a former one. `claims` are the tenures and consultations it rests on, earliest
    first, `id` the office's thing.
    """

    office: str
    title: str
    party: str | None
    person: ThingId
    name: str
    since: When | None = None
    until: When | None = None
    first_seen: When | None = None
    last_seen: When | None = None
    former: bool = False
    incoming: bool = False
    claims: tuple[ClaimId, ...] = ()
    reports: tuple[str, ...] = ()
    id: ThingId | None = None
    former_by: date | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """The things that some claims tell of: the input of everything in `servanda.analysis`.

    `things` are ordered by kind and id; `claims` finds a claim by its id; `people` says whom a
    name in a claim means, as `(claim id, name as written) -> person thing`; `names` gives each
    person's fullest name, given name first; `stories` maps a report's name to the story it carries
    (copies and reprints of one wire story share it, so that they count once); `tied_to` lists the
    things that link to a thing; `decisions` are the persons' judgements it was settled with.
    """

    things: tuple[Thing, ...] = ()
    claims: Mapping[ClaimId, ResolvedClaim] = field(default_factory=dict)
    people: Mapping[tuple[ClaimId, str], ThingId] = field(default_factory=dict)
    names: Mapping[ThingId, str] = field(default_factory=dict)
    offices: tuple[OfficeSpan, ...] = ()
    copies: tuple[Copy, ...] = ()
    stories: Mapping[str, str] = field(default_factory=dict)
    tied_to: Mapping[ThingId, tuple[Thing, ...]] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    _about: dict[ClaimId, list[Decision]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for one in self.decisions:
            for claim in one.claims:
                self._about.setdefault(claim, []).append(one)

    def of(self, kind: str) -> Iterator[Thing]:
        """Go through the things of one kind."""
        return (thing for thing in self.things if thing.kind == kind)

    def thing(self, identity: str) -> Thing | None:
        """Find a thing by its id, or the thing that a claim's id belongs to."""
        found = None
        for thing in self.things:
            if thing.id == identity:
                return thing
            if identity in thing.claims and (found is None or found.kind in _BACKGROUND):
                found = thing
        return found

    def told(self, thing: Thing) -> tuple[ResolvedClaim, ...]:
        """Return the claims that tell of `thing`, earliest report first."""
        return tuple(self.claims[one] for one in thing.claims)

    def judged(self, thing: Thing) -> tuple[Decision, ...]:
        """Return the decisions about any claim that tells of `thing`, in the order of saying."""
        if not self._about:
            return ()
        found = {one.id: one for claim in thing.claims for one in self._about.get(claim, ())}
        return tuple(sorted(found.values(), key=lambda one: (one.at, one.id)))

    def independent(self, reports: tuple[str, ...]) -> int:
        """Count the stories among `reports`: a copy adds nothing."""
        return len({self.stories.get(name, name) for name in reports})


def tied_to(things: Iterable[Thing]) -> dict[ThingId, tuple[Thing, ...]]:
    """Turn the links of `things` round: which things link to each."""
    found: defaultdict[ThingId, dict[ThingId, Thing]] = defaultdict(dict)
    for thing in things:
        for link in thing.links:
            found[link.to][thing.id] = thing
    return {to: tuple(others.values()) for to, others in found.items()}


_BACKGROUND = frozenset({"person", "office", "report"})
