"""What became of it: commitments and their statuses, the timeline, the picture of a day, and why.

Everything takes what `servanda.resolution.resolve_claims(claims, reports)` returns, and a day where it
matters; nothing reads a clock.

    resolution = identity.resolve_claims(view.claims(), view.reports(), view.decisions())
    board(resolution, today=day, status=(), party=None) -> tuple[BoardRow, ...]
    history(resolution, entity, today=day) -> BoardRow                       one commitment, in full
    timeline(resolution, reports, since=None, until=None, party=None) -> tuple[Entry, ...]
    picture(resolution, as_of=day, known_by=None) -> dict                    in plain values
    brief(resolution, reports, name) -> Brief                 what a report says that was not known before
    conflicts(resolution, entity) -> tuple[Conflict, ...]      where reports of one entity exclude each other
    drift(resolution, reports, formula) -> Drift              a wording and its variants through time
    assured(resolution, reports, party=None) -> tuple[Drift, ...]            the wordings of assurances
    due(resolution, today=day, until=None, status=(), party=None) -> tuple[DueRow, ...]
    holders(resolution, day, office=None, party=None) -> tuple[Holder, ...]  who held what on a day
    why(resolution, reports, identity, today=day) -> tuple[WhyStep, ...]     empty: nothing has that id
    earlier(report, held) -> tuple[WhyStep, ...]                        dates held of it before

The rows are frozen dataclasses, documented where they are defined: in `servanda.analysis.answers`, and
beside the functions `brief`, `drift` and `due`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servanda.analysis.answers import (
        BoardRow,
        Entry,
        Holder,
        IncidentRow,
        ResponseRow,
        Step,
        UnitRow,
        WhyStep,
    )
    from servanda.analysis.briefing import CHANGES, Before, Brief, BriefRow, brief
    from servanda.analysis.claim_conflicts import Conflict, conflicts
    from servanda.analysis.commitment_board import board, history
    from servanda.analysis.dated_entries import timeline
    from servanda.analysis.due_list import DueRow, due, reach
    from servanda.analysis.office_holders import holders
    from servanda.analysis.provenance import earlier, why
    from servanda.analysis.snapshot import picture
    from servanda.analysis.wordings.assured_matters import assured
    from servanda.analysis.wordings.wording_alignment import Piece
    from servanda.analysis.wordings.wording_drift import Drift, Use, Variant, drift

__all__ = [
    "CHANGES",
    "Before",
    "BoardRow",
    "Brief",
    "BriefRow",
    "Conflict",
    "Drift",
    "DueRow",
    "Entry",
    "Holder",
    "IncidentRow",
    "Piece",
    "ResponseRow",
    "Step",
    "UnitRow",
    "Use",
    "Variant",
    "WhyStep",
    "assured",
    "board",
    "brief",
    "conflicts",
    "drift",
    "due",
    "earlier",
    "history",
    "holders",
    "picture",
    "reach",
    "timeline",
    "why",
]

_HOMES = {
    "CHANGES": "briefing",
    "Before": "briefing",
    "BoardRow": "answers",
    "Brief": "briefing",
    "BriefRow": "briefing",
    "Conflict": "claim_conflicts",
    "Drift": "wordings.wording_drift",
    "DueRow": "due_list",
    "Entry": "answers",
    "Holder": "answers",
    "IncidentRow": "answers",
    "Piece": "wordings.wording_alignment",
    "ResponseRow": "answers",
    "Step": "answers",
    "UnitRow": "answers",
    "Use": "wordings.wording_drift",
    "Variant": "wordings.wording_drift",
    "WhyStep": "answers",
    "assured": "wordings.assured_matters",
    "board": "commitment_board",
    "brief": "briefing",
    "conflicts": "claim_conflicts",
    "drift": "wordings.wording_drift",
    "due": "due_list",
    "earlier": "provenance",
    "history": "commitment_board",
    "holders": "office_holders",
    "picture": "snapshot",
    "reach": "due_list",
    "timeline": "dated_entries",
    "why": "provenance",
}


def __getattr__(name: str) -> Any:
    """Import a public name from its module when it is first asked for."""
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
