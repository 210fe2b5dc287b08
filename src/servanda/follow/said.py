"""Statuses in a person's word: done, dropped, partly done, from a day on."""

from __future__ import annotations

from datetime import date

from servanda.follow.answers import Step
from servanda.identity import Settled
from servanda.model import Decision, StatusSaid, Thing, When, status_said

__all__ = ["about_thing", "said_of", "said_step"]


def about_thing(decision: Decision, thing: Thing) -> bool:
    """Whether a decision is about a thing: half of its claims, or more, tell of it now.

    A thing may have been merged or parted since.
    """
    mine = set(thing.claims).intersection(decision.targets)
    return bool(mine) and 2 * len(mine) >= len(decision.targets)


def said_of(world: Settled, thing: Thing, today: date) -> tuple[StatusSaid, ...]:
    """List the statuses that persons gave a commitment by `today`, by the day they hold from."""
    found = [
        said
        for one in world.judged(thing)
        if not one.blind
        and (said := status_said(one)) is not None
        and said.on <= today
        and about_thing(one, thing)
    ]
    return tuple(sorted(found, key=lambda s: (s.on, s.decision.at, s.decision.id)))


def said_step(said: StatusSaid) -> Step:
    """Make the entry of a commitment's history for a status that a person gave."""
    why = f"{said.status.value}, {said.why}"
    return Step(said.status, When.on(said.on), "", None, None, "", why)
