"""Some reports settled by themselves: their families of claims, and what is tied to what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from servanda.identity import Settled
from servanda.identity.alike import find_assurances, find_quotes
from servanda.identity.blocking import Keys
from servanda.identity.copies import find_copies, stories
from servanda.identity.followed import find_followed
from servanda.identity.judged import retied
from servanda.identity.judged_people import rejoined
from servanda.identity.keys import KEYED, keys_of, own_keys
from servanda.identity.kin import Kin
from servanda.identity.people import find_people
from servanda.identity.roster import Roster
from servanda.identity.settle import papers
from servanda.identity.settled import tied_to
from servanda.identity.ties import answered, tie
from servanda.model import ClaimId, Concern, Report, Thing, ThingId

if TYPE_CHECKING:
    from servanda.record import Things, View

__all__ = ["World", "hashes", "settled_world", "with_stories"]


def hashes(keys: Iterable[str]) -> frozenset[int]:
    """Return keys as signed 64-bit numbers, as every database keeps them.

    Two keys that fall together only lead to a claim too many, never past one.
    """
    found = (blake2b(one.encode(), digest_size=8).digest() for one in keys)
    return frozenset(int.from_bytes(one, "big", signed=True) for one in found)


@dataclass(frozen=True, slots=True)
class World:
    """Some reports settled: what they come to, the families and the keys of their claims."""

    settled: Settled
    kin: Kin
    keys: Mapping[ClaimId, Keys]

    def families(
        self, reports: Collection[str], past: Collection[ThingId], things: Things
    ) -> tuple[Thing, ...]:
        """Return the things of every family that tells of what `reports` say, or once said.

        `past` are the things that they told of before.
        """
        seeds = {c for c, one in self.settled.claims.items() if one.claim.report in reports}
        seeds |= things.claims_of(past) & self.settled.claims.keys()
        roots = {self.kin.of(claim) for claim in seeds}
        return tuple(one for one in self._keyed if self.kin.of(one.claims[0]) in roots)

    def tied(
        self, core: Iterable[Thing], past: Collection[ThingId], things: Things
    ) -> tuple[Thing, ...]:
        """Return what is tied to the things of `core`, either way, or is what `past` was."""
        own = {one.id for one in core}
        found = {link.to for one in core for link in one.links}
        found |= {other.id for key in own for other in self.settled.tied_to.get(key, ())}
        claims = things.claims_of(past)
        return tuple(
            one
            for one in self._keyed
            if one.id not in own and (one.id in found or not claims.isdisjoint(one.claims))
        )

    def seeks(self, things: Iterable[Thing]) -> frozenset[str]:
        """Return all by which things look for what may be one with them, or tied to them."""
        return frozenset(
            each for one in things for claim in one.claims for each in self.keys[claim].seeks
        )

    def own(self, things: Iterable[Thing]) -> frozenset[str]:
        """Return that by which things look for what may be one with them."""
        return own_keys(self.seeks(things))

    def judged_with(self, things: Iterable[Thing]) -> frozenset[ClaimId]:
        """Return the claims that persons judged to be one with those of `things`, or not."""
        mine = {claim for one in things for claim in one.claims}
        found: set[ClaimId] = set()
        for said in self.settled.decisions:
            both = {*said.targets, *said.others}
            if said.concern is Concern.MATCH and not mine.isdisjoint(both):
                found |= both
        return frozenset(found)

    @property
    def _keyed(self) -> Iterable[Thing]:
        return (one for kind in KEYED for one in self.settled.of(kind))


def settled_world(view: View, roster: Roster) -> World:
    """Settle the reports of a view, with the persons of a `roster` of them or of more."""
    claims, kin, judgements = view.claims(), Kin(), view.decisions()
    by_id = {one.claim.id: one for one in claims}
    people = rejoined(find_people(claims, roster), by_id, judgements)
    means = people.means
    keys = keys_of(claims, means)
    found = find_followed(claims, means, judgements, kin)
    things = retied(tie(found, by_id, means, keys), judgements)
    settled = Settled(
        tuple(sorted(things, key=lambda one: (one.kind, one.id))),
        by_id,
        means,
        people.names,
        tied_to=tied_to(things),
        decisions=tuple(judgements),
    )
    return World(settled, kin, keys)


def with_stories(world: World, reports: Sequence[Report]) -> Settled:
    """Return what the reports come to, with the stories that several of them tell alike.

    What is said there that answers an incident is tied to it as well.
    """
    settled = world.settled
    claims = tuple(settled.claims.values())
    spoken = [*find_assurances(claims), *find_quotes(claims), *papers(reports, claims)]
    things = answered((*settled.things, *spoken), settled.claims)
    return replace(settled, stories=stories(reports, find_copies(reports)), tied_to=tied_to(things))
