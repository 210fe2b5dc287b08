"""Compliance: persons' scores of how far commitments were kept, and percentages made of them.

The scale and the percentage are those of the G7 and G20 Research Groups (University of Toronto):
+1 is full compliance, 0 in progress or partial, −1 none, and a mean of −1..+1 is reported as
(mean + 1) / 2. Coders who differ are never averaged: such a score is disputed and counts nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from servanda.analysis.descriptions import entity_line
from servanda.model import Action, Concern, Decision, Entity, EntityId, Score
from servanda.resolution import Resolution

__all__ = [
    "Guideline",
    "Percentage",
    "ScoreRow",
    "guideline_of",
    "percent",
    "percentages",
    "scores",
]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One obligor's score for one commitment.

    `value` is None where nobody could say or the coders differ; then `disputed` has each one's score.
    """

    id: EntityId
    what: str
    obligor: str
    value: int | None
    coders: tuple[str, ...]
    guideline: str
    start: date | None
    end: date | None
    reason: str
    disputed: tuple[tuple[str, int | None], ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Percentage:
    """A mean of scores, for an obligor, a commitment, or overall: −1 to +1, and as a percentage."""

    by: str
    name: str
    what: str
    scored: int
    disputed: int
    mean: float | None
    percent: float | None


@dataclass(frozen=True, slots=True)
class Guideline:
    """What counts as full, partial and no compliance, as a person defined it, and the days to look at."""

    text: str
    start: date | None
    end: date | None
    decision: Decision


def scores(
    resolution: Resolution, given: Iterable[Score], *, coder: str | None = None
) -> tuple[ScoreRow, ...]:
    """List the scores by commitment and obligor; with `coder`, that one's, blind ones too.

    Of several scores of one coder the last one counts.
    """
    cells: defaultdict[tuple[EntityId, str], dict[str, Score]] = defaultdict(dict)
    entities = {entity.id: entity for entity in resolution.of("commitment")}
    home: dict[str, Entity] = {
        claim: entity for entity in entities.values() for claim in entity.claims
    }
    for one in sorted(given, key=lambda s: (s.at, s.id)):
        if (coder is None and one.blind) or (coder is not None and one.coder != coder):
            continue
        near = [home[claim].id for claim in one.targets if claim in home]
        if near:
            mine = min(set(near), key=lambda entity: (-near.count(entity), entity))
            cells[mine, one.obligor][one.coder] = one
    return tuple(
        _row(resolution, entities[entity], obligor, list(by.values()))
        for (entity, obligor), by in sorted(cells.items())
    )


def _row(resolution: Resolution, entity: Entity, obligor: str, ones: Sequence[Score]) -> ScoreRow:
    last = ones[-1]
    agreed = len({one.value for one in ones}) == 1
    return ScoreRow(
        entity.id,
        entity_line(resolution, entity),
        obligor,
        last.value if agreed else None,
        tuple(sorted(one.coder for one in ones)),
        last.guideline,
        last.start,
        last.end,
        last.reason,
        () if agreed else tuple(sorted((one.coder, one.value) for one in ones)),
        tuple(one.id for one in ones),
    )


def percent(values: Sequence[int]) -> float | None:
    """Return the percentage that scores of −1, 0 and +1 come to; None where there are none."""
    return 100 * (sum(values) / len(values) + 1) / 2 if values else None


def percentages(rows: Iterable[ScoreRow]) -> tuple[Percentage, ...]:
    """Sum scores up by obligor, by commitment and overall: each score counts once."""
    rows = tuple(rows)
    obligors = sorted({row.obligor for row in rows})
    commitments = sorted({(row.what, row.id) for row in rows})
    return (
        *(_summed("obligor", one, "", [r for r in rows if r.obligor == one]) for one in obligors),
        *(
            _summed("commitment", one, what, [r for r in rows if r.id == one])
            for what, one in commitments
        ),
        *([_summed("overall", "", "", rows)] if rows else []),
    )


def _summed(by: str, name: str, what: str, rows: Sequence[ScoreRow]) -> Percentage:
    values = [row.value for row in rows if row.value is not None]
    mean = sum(values) / len(values) if values else None
    disputed = sum(bool(row.disputed) for row in rows)
    return Percentage(by, name, what, len(values), disputed, mean, percent(values))


def guideline_of(resolution: Resolution, entity: Entity) -> Guideline | None:
    """Return the guideline set last for a commitment, or None."""
    found = None
    for one in resolution.judged(entity):
        if (
            one.action is Action.AMEND
            and one.concern is Concern.ENTITY
            and one.field == "guideline"
        ):
            found = one
    if found is None or not isinstance(found.value, dict):
        return None
    start, end = (found.value.get(key) for key in ("start", "end"))
    return Guideline(
        str(found.value.get("text", "")),
        date.fromisoformat(start) if start else None,
        date.fromisoformat(end) if end else None,
        found,
    )
