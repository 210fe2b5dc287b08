"""Conditions: which incidents may have met the condition of a promise, and what followed.

Nothing is decided here. A condition is held against the acts that the record tells of: whom it
names, which sort of act it names, or that it speaks of a threat at all. Whether it was met is for
a person to say; what followed is listed either way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from servanda.analysis.incident_board import incident_time
from servanda.analysis.lifecycle import known_on
from servanda.model import CommitmentStatus, Entity, Incident, ResolvedClaim, When
from servanda.resolution import Resolution
from servanda.resolution.content_words import act_sorts
from servanda.world.gazetteer import gazetteer

__all__ = ["FOLLOWS", "SOON_AFTER", "Act", "act_on", "began", "fits", "may_be_met"]


FOLLOWS = 45
"""Days after an incident within which talks between the promise's parties are listed."""

SOON_AFTER = "held soon after it; no word of it in the record"
_GONE = (CommitmentStatus.DROPPED.value,)
# A condition that an act against somebody's security may meet, whatever the act.
_THREAT = re.compile(
    r"\b(?:threat|attack|aggression|contingenc|crisis|crises|emergenc|provocation|incident|"
    r"hostilit|conflict|violation|incursion|challenge|danger|escalation|coercion)",
    re.IGNORECASE,
)
# An event to come ("if", "in the event of"), no price or proviso ("subject to approval").
_EVENT = re.compile(
    r"\b(?:event of|case of|if|when|whenever|should|upon|response to|face of)\b",
    re.IGNORECASE,
)


class Act(NamedTuple):
    """What is known of an incident on a day: who did what to whom, and between which days."""

    actors: tuple[str, ...]
    targets: tuple[str, ...]
    sorts: tuple[str, ...]
    earliest: date
    latest: date | None


def may_be_met(condition: str | None, obligors: Sequence[str], status: str) -> bool:
    """Whether a promise stands, and its condition is one that an incident may meet."""
    if not condition or not obligors or status in _GONE:
        return False
    return bool(_THREAT.search(condition) or act_sorts(condition))


def act_on(resolution: Resolution, entity: Entity, day: date) -> Act | None:
    """Say what reports had told of an incident by `day`; None where they leave open when it was."""
    mentions = [one for one in resolution.claims_of(entity) if known_on(one, day)]
    bodies = [one.claim.body for one in mentions if isinstance(one.claim.body, Incident)]
    when = began(mentions)
    if not bodies or when is None or when.earliest is None:
        return None
    sorts = frozenset().union(*(act_sorts(body.act) for body in bodies))
    return Act(
        tuple(sorted({body.actor for body in bodies if body.actor})),
        tuple(sorted({body.target for body in bodies if body.target})),
        tuple(sorted(sorts)),
        when.earliest,
        when.latest,
    )


def fits(condition: str, obligors: Collection[str], made: date | None, act: Act, day: date) -> str:
    """Say what of a condition an incident fits; empty where something excludes it.

    `made` is the first day on which the promise may have been told of.
    """
    actors, targets, bound = set(act.actors), set(act.targets), set(obligors)
    if not _after(act, made, day) or not actors or actors & bound:
        return ""
    named = {m.party for m in gazetteer().find(condition) if m.party}
    wanted = act_sorts(condition)
    reasons = []
    if named:
        if not named & (actors | targets) or not named - bound <= actors | targets:
            return ""
        reasons.append(f"it names {', '.join(sorted(named & (actors | targets)))}")
    if wanted:
        if wanted.isdisjoint(act.sorts):
            return ""
        both = ", ".join(sorted(wanted.intersection(act.sorts)))
        reasons.append(f"it names such an act ({both})")
    if named:
        return "; ".join(reasons)
    if not _EVENT.search(condition) or (targets and not targets & bound):
        return ""
    aimed = _aimed(targets & bound)
    return "; ".join((*reasons, f"an act of {', '.join(sorted(actors))}, {aimed}"))


def _aimed(targets: Collection[str]) -> str:
    if not targets:
        return "told of as aimed at nobody alone"
    return f"aimed at {', '.join(sorted(targets))}"


def _after(act: Act, made: date | None, day: date) -> bool:
    """Whether an act may lie between the day a promise was made and `day`."""
    return act.earliest <= day and made is not None and not (act.latest and act.latest < made)


def began(mentions: Sequence[ResolvedClaim]) -> When | None:
    """Return when an incident was, or where nobody says so, when the first news of it came."""
    return incident_time(mentions) or _news(mentions)


def _news(mentions: Sequence[ResolvedClaim]) -> When | None:
    dates = [one.published for one in mentions if one.published is not None]
    return min(dates, key=lambda w: (w.earliest or date.max, w.edtf), default=None)
