"""The board: one row a commitment, with its status on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from servanda.analysis.answers import BoardRow, Step
from servanda.analysis.lifecycle import deadline, fate, first_day, known_on
from servanda.analysis.row_words import is_specific, promise_words
from servanda.model import Commitment, CommitmentStatus, Entity, ResolvedClaim, When
from servanda.resolution import Resolution

__all__ = ["board", "history", "on_board"]


_MET = (CommitmentStatus.DONE, CommitmentStatus.PARTLY_DONE)
_RESOLVED = frozenset({*_MET, CommitmentStatus.REVISED, CommitmentStatus.DROPPED})


def board(
    resolution: Resolution,
    *,
    today: date,
    status: Collection[CommitmentStatus] = (),
    party: str | None = None,
) -> tuple[BoardRow, ...]:
    """List the commitments, earliest deadline first, those without one at the end.

    `status` keeps only these, `party` only those that bind or benefit it. A commitment that no
    report had told of by `today` is left out.
    """
    rows = []
    for entity in resolution.of("commitment"):
        mentions = _mentions(resolution, entity)
        if not any(known_on(one, today) for one, _ in mentions):
            continue
        row = history(resolution, entity, today=today)
        if party and party not in {*row.obligors, *row.beneficiaries}:
            continue
        if not status or row.status in status:
            rows.append(row)
    return tuple(sorted(rows, key=_by_due))


def history(resolution: Resolution, entity: Entity, *, today: date) -> BoardRow:
    """Tell one commitment in full: its row, with every step known on `today`.

    Raises ValueError where `entity` is no commitment.
    """
    mentions = _mentions(resolution, entity)
    if not mentions:
        message = f"{entity.id} is a {entity.kind}, not a commitment"
        raise ValueError(message)
    known = [(c, b) for c, b in mentions if known_on(c, today)] or mentions
    found = fate(resolution, entity, today)
    spoken = _spoken([one for one, _ in known], found.steps)
    reports = tuple(spoken)
    dates = sorted((w for w in spoken.values() if w), key=first_day)
    chosen = _clearest(known)
    recipients = tuple(dict.fromkeys(b.beneficiary for _, b in known if b.beneficiary))
    return BoardRow(
        entity.id,
        _obligors(known),
        promise_words(chosen.claim),
        found.due,
        found.status,
        found.why,
        known[-1][1].modality.value,
        next((b.condition for _, b in known if b.condition), None),
        resolution.independent(reports),
        reports,
        dates[0] if dates else None,
        dates[-1] if dates else None,
        found.steps,
        entity.links,
        entity.claims,
        recipients,
        any(_concrete(body) for _, body in known),
    )


def _spoken(known: Sequence[ResolvedClaim], steps: Iterable[Step]) -> dict[str, When | None]:
    """Return the reports that tell of a commitment, or that it was met, with the day of each.

    The word of a person is no report.
    """
    spoken = {one.source: one.published for one in known}
    for step in steps:
        if step.report and step.status in _MET:
            spoken.setdefault(step.report, step.on)
    return spoken


def _mentions(resolution: Resolution, entity: Entity) -> list[tuple[ResolvedClaim, Commitment]]:
    pairs = ((one, one.claim.body) for one in resolution.claims_of(entity))
    return [(one, body) for one, body in pairs if isinstance(body, Commitment)]


def on_board(row: Mapping[str, Any]) -> bool:
    """Whether the board lists a commitment, in plain values: it has a day, came to something, or is concrete.

    The others are standing pledges without a day, which are counted.
    """
    return bool(row["due"]) or row["status"] in _RESOLVED or bool(row["concrete"])


def _concrete(body: Commitment) -> bool:
    """Whether a promise says what it can be verified by, besides a day."""
    if body.target or body.condition:
        return True
    figures = any(one.isdigit() for one in body.what)
    return figures or (body.beneficiary is not None and is_specific(body.what))


def _clearest(known: list[tuple[ResolvedClaim, Commitment]]) -> ResolvedClaim:
    """Choose the wording to show: with a deadline, of middle length, told first."""
    order = sorted(
        enumerate(known),
        key=lambda item: (deadline(item[1][0]) is None, len(item[1][1].object) > 80, item[0]),
    )
    return order[0][1][0]


def _obligors(known: list[tuple[ResolvedClaim, Commitment]]) -> tuple[str, ...]:
    counts = Counter(tuple(sorted(b.obligors)) for _, b in known)
    return min(counts, key=lambda parties: (-counts[parties], -len(parties), parties))


def _by_due(row: BoardRow) -> tuple[date, date, str]:
    last = row.due.latest if row.due and row.due.latest else date.max
    return last, first_day(row.first_heard), row.id
