"""What ties the reports of a record together: how many announced meetings were found held, and a sample.

    python bench/ties.py RECORD [--sample 50] [--seed 1]

RECORD is a record's file or URL. First the counts: consultations that a report announced, and of
these how many another report tells of as held; things that several reports tell of; ties by
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

from servanda.analysis.descriptions import thing_line
from servanda.model import Consultation, ConsultationStatus, LinkType, ResolvedClaim, Thing
from servanda.resolution import Settled
from servanda.resolution.resolve import settle
from servanda.store import open_record

KINDS = ("consultation", "commitment", "structure", "incident")


@dataclass(frozen=True, slots=True)
class Tie:
    """Two claims of two reports that are held to be one thing, or that a link joins, and why."""

    sort: str
    one: ResolvedClaim
    other: ResolvedClaim
    what: str
    why: str


def told_apart(world: Settled, one: ResolvedClaim, other: ResolvedClaim) -> bool:
    """Whether two claims come from two stories."""
    stories = world.stories
    return stories.get(one.source, one.source) != stories.get(other.source, other.source)


def ties(world: Settled) -> Iterator[Tie]:
    """Go through the ties across reports: each claim with the one told before it, and each link."""
    by_id = {thing.id: thing for thing in world.things}
    for thing in world.things:
        told = world.told(thing)
        if thing.kind in KINDS:
            line = thing_line(world, thing)
            for one, other in pairwise(told):
                if told_apart(world, one, other):
                    yield Tie(thing.kind, one, other, line, "; ".join(thing.reasons))
        for link in thing.links:
            other_thing = by_id.get(link.to)
            pair = linked(world, thing, other_thing) if other_thing else None
            if pair is not None and other_thing is not None:
                yield Tie(link.type.value, *pair, thing_line(world, other_thing), link.why)


def linked(
    world: Settled, thing: Thing, other: Thing
) -> tuple[ResolvedClaim, ResolvedClaim] | None:
    """Return a claim of each of two things, from two stories; None where there are no two."""
    for two in world.told(thing):
        for one in world.told(other):
            if told_apart(world, one, two):
                return one, two
    return None


def announced(world: Settled) -> tuple[int, int, int]:
    """Count the consultations announced, those found held, and those in another report."""
    plans = held = elsewhere = 0
    for thing in world.of("consultation"):
        told = world.told(thing)
        planned = [c for c in told if status(c) is ConsultationStatus.PLANNED]
        if not planned:
            continue
        plans += 1
        kept = [c for c in told if status(c) is ConsultationStatus.HELD]
        kept += [
            claim
            for other in world.tied_to.get(thing.id, ())
            if any(x.to == thing.id and x.type is LinkType.FULFILS for x in other.links)
            for claim in world.told(other)
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
    world = settle(claims, reports)
    print(
        f"{len(reports)} reports, {len(claims)} claims, settled in {time.process_time() - begun:.1f} s"
    )
    plans, held, elsewhere = announced(world)
    print(f"consultations announced: {plans}; found held: {held}, by another report: {elsewhere}")
    for kind in KINDS:
        things = list(world.of(kind))
        several = sum(world.independent(thing.reports) > 1 for thing in things)
        print(f"{kind}s: {len(things)}; told of by several sources: {several}")
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
