"""What ties the reports of a record together: how many announced meetings were found held, and a sample.

    python bench/ties.py RECORD [--sample 50] [--seed 1]

RECORD is a record's file or URL. First the counts: consultations that a report announced, and of
these how many another report tells of as held; entities that several reports tell of; ties by
type. Then a random sample of ties across reports, each with the words on both sides, to be checked by
hand: the share that is right is what counts. Ties between copies of one story are left out.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from servanda.analysis.descriptions import entity_line
from servanda.model import Consultation, ConsultationStatus, Entity, LinkType, ResolvedClaim
from servanda.resolution import Resolution
from servanda.resolution.resolve import resolve_claims
from servanda.store import open_record

KINDS = ("consultation", "commitment", "structure", "incident")


@dataclass(frozen=True, slots=True)
class Tie:
    """Two claims of two reports that are held to be one entity, or that a link joins, and why."""

    sort: str
    one: ResolvedClaim
    other: ResolvedClaim
    what: str
    why: str


def told_apart(world: Resolution, one: ResolvedClaim, other: ResolvedClaim) -> bool:
    """Whether two claims come from two stories."""
    stories = world.stories
    return stories.get(one.source, one.source) != stories.get(other.source, other.source)


def ties(world: Resolution) -> Iterator[Tie]:
    """Go through the ties across reports: each claim with the one told before it, and each link."""
    by_id = {entity.id: entity for entity in world.entities}
    for entity in world.entities:
        told = world.claims_of(entity)
        if entity.kind in KINDS:
            line = entity_line(world, entity)
            for one, other in pairwise(told):
                if told_apart(world, one, other):
                    yield Tie(entity.kind, one, other, line, "; ".join(entity.reasons))
        for link in entity.links:
            other_entity = by_id.get(link.to)
            pair = linked(world, entity, other_entity) if other_entity else None
            if pair is not None and other_entity is not None:
                yield Tie(link.type.value, *pair, entity_line(world, other_entity), link.why)


def linked(
    world: Resolution, entity: Entity, other: Entity
) -> tuple[ResolvedClaim, ResolvedClaim] | None:
    """Return a claim of each of two entities, from two stories; None where there are no two."""
    for two in world.claims_of(entity):
        for one in world.claims_of(other):
            if told_apart(world, one, two):
                return one, two
    return None


def announced(world: Resolution) -> tuple[int, int, int]:
    """Count the consultations announced, those found held, and those in another report."""
    plans = held = elsewhere = 0
    for entity in world.of("consultation"):
        told = world.claims_of(entity)
        planned = [c for c in told if status(c) is ConsultationStatus.PLANNED]
        if not planned:
            continue
        plans += 1
        kept = [c for c in told if status(c) is ConsultationStatus.HELD]
        kept += [
            claim
            for other in world.backlinks.get(entity.id, ())
            if any(x.to == entity.id and x.type is LinkType.FULFILS for x in other.links)
            for claim in world.claims_of(other)
        ]
        held += bool(kept)
        elsewhere += any(told_apart(world, a, b) for a in planned for b in kept)
    return plans, held, elsewhere


def status(claim: ResolvedClaim) -> ConsultationStatus | None:
    """Return the status that a consultation claim gives."""
    body = claim.claim.body
    return body.status if isinstance(body, Consultation) else None


def shown(claim: ResolvedClaim) -> str:
    """Write a claim's report, date, time and words on one line."""
    when = claim.time("when") or claim.time("due")
    day = claim.published.edtf if claim.published else "undated"
    words = " ".join(claim.claim.evidence[0].exact.split())
    return f"{claim.source[:70]} ({day}; {when.edtf if when else 'no time'}): {words[:260]}"


def main() -> None:
    """Print the counts, and the sample."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("record")
    parser.add_argument("--sample", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    url = given.record if "://" in given.record else f"sqlite:///{given.record}"
    with open_record(url, create=False) as record:
        view = record.view()
        claims, reports = view.claims(), view.reports()
    begun = time.process_time()
    world = resolve_claims(claims, reports)
    print(
        f"{len(reports)} reports, {len(claims)} claims, settled in {time.process_time() - begun:.1f} s"
    )
    plans, held, elsewhere = announced(world)
    print(f"consultations announced: {plans}; found held: {held}, by another report: {elsewhere}")
    for kind in KINDS:
        entities = list(world.of(kind))
        several = sum(world.independent(entity.reports) > 1 for entity in entities)
        print(f"{kind}s: {len(entities)}; told of by several sources: {several}")
    found = list(ties(world))
    counts = Counter(tie.sort for tie in found)
    print("ties across reports: " + ", ".join(f"{sort} {n}" for sort, n in counts.most_common()))
    order = sorted(found, key=lambda t: (t.one.claim.id, t.other.claim.id, t.sort))
    drawn = random.Random(given.seed).sample(order, min(given.sample, len(order)))  # noqa: S311
    for number, tie in enumerate(drawn, 1):
        print(f"\n{number}. {tie.sort}: {tie.what[:100]}\n   {tie.why[:200]}")
        print(f"   - {shown(tie.one)}\n   - {shown(tie.other)}")


if __name__ == "__main__":
    main()
