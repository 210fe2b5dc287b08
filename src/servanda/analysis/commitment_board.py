"""The board: one row a commitment, with its status on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from servanda.analysis.answers import BoardRow, Step
from servanda.analysis.lifecycle import Course, deadline, first_day, known_on
from servanda.analysis.row_words import is_specific, promise_words
from servanda.model import Commitment, CommitmentStatus, Entity, ResolvedClaim, When
from servanda.resolution import Resolution

__all__ = [
    "BETWEEN",
    "HISTORY",
    "STATUS",
    "WHY",
    "History",
    "board",
    "cells_row",
    "history",
    "on_board",
    "step_line",
    "table_cells",
]


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
    return History(resolution, entity).on(today)


class History:
    """One commitment told in full, as it is on one day after another."""

    def __init__(self, resolution: Resolution, entity: Entity) -> None:
        """Take the commitment; raises ValueError where `entity` is none."""
        self.course = Course(resolution, entity)
        self._resolution = resolution
        self._entity = entity
        self._mentions = [_Mention.of(*one) for one in _mentions(resolution, entity)]
        if not self._mentions:
            message = f"{entity.id} is a {entity.kind}, not a commitment"
            raise ValueError(message)

    def on(self, today: date) -> BoardRow:
        """Return its row, with every step known on `today`."""
        entity = self._entity
        known = [one for one in self._mentions if known_on(one.claim, today)] or self._mentions
        found = self.course.fate(today)
        spoken = _spoken(known, found.steps)
        reports = tuple(spoken)
        dates = sorted((one for one in spoken.values() if one[1]), key=itemgetter(0))
        recipients = (one.body.beneficiary for one in known)
        return BoardRow(
            entity.id,
            _obligors(known),
            promise_words(min(known, key=itemgetter(0)).claim.claim),
            found.due,
            found.status,
            found.why,
            known[-1].body.modality.value,
            next((one.body.condition for one in known if one.body.condition), None),
            self._resolution.independent(reports),
            reports,
            dates[0][1] if dates else None,
            dates[-1][1] if dates else None,
            found.steps,
            entity.links,
            entity.claims,
            tuple(dict.fromkeys(one for one in recipients if one)),
            any(one.concrete for one in known),
        )


class _Mention(NamedTuple):
    """A claim of a commitment, with what follows from it alone.

    The wording of the one with the lowest `rank` is shown: with a deadline, of middle length, told
    first. `first` is the first day of its report, to sort by.
    """

    rank: tuple[bool, bool]
    claim: ResolvedClaim
    body: Commitment
    obligors: tuple[str, ...]
    first: date
    concrete: bool

    @classmethod
    def of(cls, claim: ResolvedClaim, body: Commitment) -> _Mention:
        """Work it out."""
        rank = deadline(claim) is None, len(body.object) > _LONG
        obligors = tuple(sorted(body.obligors))
        return cls(rank, claim, body, obligors, first_day(claim.published), _concrete(body))


_LONG = 80  # characters: a longer object is shown only where there is no shorter one


def _spoken(
    known: Sequence[_Mention], steps: Iterable[Step]
) -> dict[str, tuple[date, When | None]]:
    """Return the reports that tell of a commitment, or that it was met, each with its day.

    The word of a person is no report.
    """
    spoken = {one.claim.source: (one.first, one.claim.published) for one in known}
    for step in steps:
        if step.report and step.status in _MET:
            spoken.setdefault(step.report, (first_day(step.on), step.on))
    return spoken


def _mentions(resolution: Resolution, entity: Entity) -> list[tuple[ResolvedClaim, Commitment]]:
    pairs = ((one, one.claim.body) for one in resolution.claims_of(entity))
    return [(one, body) for one, body in pairs if isinstance(body, Commitment)]


def on_board(row: Mapping[str, Any]) -> bool:
    """Whether the board lists a commitment, in plain values: it has a day, came to something, or is concrete.

    The others are standing pledges without a day, which are counted.
    """
    return bool(row["due"]) or row["status"] in _RESOLVED or bool(row["concrete"])


# -- A commitment as a row of a table


_CELLS = (
    "obligors beneficiaries what due due_earliest due_latest status why modality condition "
    "quantity unit speakers first first_earliest first_latest last last_earliest last_latest "
    "stories reports history links words claims"
).split()
STATUS, WHY, HISTORY = map(_CELLS.index, ("status", "why", "history"))
"""Where `table_cells` has the status, the reason for it, and the history."""


BETWEEN = "\x7f"
"""Stands between the items of a list in one cell: a control that no text has a use for, and that JSON
need not escape, which would take longer to read."""


def table_cells(row: Mapping[str, Any]) -> list[Any]:
    """Return the cells of a commitment in a table, but its id, in plain values.

    `row` is a row of the board in plain values with `target`, `speakers` and `words` besides. A time
    is three cells (EDTF, first and last day), a target two, a list one: its items with `BETWEEN` between.
    """
    target = row["target"] or {}
    return [
        _joined(row["obligors"]),
        _joined(row["beneficiaries"]),
        row["what"],
        *_three(row["due"]),
        row["status"],
        row["why"],
        row["modality"],
        row["condition"],
        target.get("quantity"),
        target.get("unit"),
        _joined(row["speakers"]),
        *_three(row["first_heard"]),
        *_three(row["last_heard"]),
        row["stories"],
        _joined(row["reports"]),
        _joined(map(step_line, row["history"])),
        _joined(f"{link['type']} {link['to']}" for link in row["links"]),
        row["words"],
        _joined(row["claims"]),
    ]


def cells_row(identity: str, cells: Sequence[Any]) -> dict[str, Any]:
    """Return what filters look at in a row of a table: parties, reports, status, and its times."""
    row: dict[str, Any] = {"id": identity, "status": cells[STATUS]}
    for at, name in _LISTS:
        row[name] = cells[at].split(BETWEEN) if cells[at] else []
    for at, name in _TIMES:
        row[name] = cells[at] and {"earliest": cells[at + 1], "latest": cells[at + 2]}
    return row


_LISTS = [(_CELLS.index(name), name) for name in ("obligors", "beneficiaries", "reports")]
_TIMES = [
    (_CELLS.index(name), key)
    for name, key in (("due", "due"), ("first", "first_heard"), ("last", "last_heard"))
]


def step_line(step: Mapping[str, Any]) -> str:
    """Write a step of a history, in plain values, on one line."""
    on = step["on"]
    parts = (on["edtf"] if on else "", step["status"], step["report"], step["why"])
    return " · ".join(filter(None, parts))


def _joined(items: Iterable[str]) -> str:
    return BETWEEN.join(one.replace(BETWEEN, " ") for one in items)


def _three(when: Mapping[str, Any] | None) -> tuple[str | None, str | None, str | None]:
    return (when["edtf"], when["earliest"], when["latest"]) if when else (None, None, None)


def _concrete(body: Commitment) -> bool:
    """Whether a promise says what it can be verified by, besides a day."""
    if body.target or body.condition:
        return True
    figures = any(one.isdigit() for one in body.what)
    return figures or (body.beneficiary is not None and is_specific(body.what))


def _obligors(known: Sequence[_Mention]) -> tuple[str, ...]:
    counts = Counter(one.obligors for one in known)
    return min(counts, key=lambda parties: (-counts[parties], -len(parties), parties))


def _by_due(row: BoardRow) -> tuple[date, date, str]:
    last = row.due.latest if row.due and row.due.latest else date.max
    return last, first_day(row.first_heard), row.id
