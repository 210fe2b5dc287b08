"""What became of it: commitments and their statuses, the timeline, the picture of a day, and why.

Everything takes what `servanda.identity.settle(claims, reports)` returns, and a day where it
matters; nothing reads a clock.

    world = identity.settle(view.claims(), view.reports())
    board(world, today=day, status=(), party=None) -> tuple[BoardRow, ...]
    history(world, thing, today=day) -> BoardRow                       one commitment, in full
    timeline(world, reports, since=None, until=None, party=None) -> tuple[Entry, ...]
    picture(world, as_of=day, known_by=None) -> Picture
    holders(world, day, office=None, party=None) -> tuple[Holder, ...]  who held what on a day
    why(world, reports, identity, today=day) -> tuple[WhyStep, ...]     empty: nothing has that id
    earlier(report, held) -> tuple[WhyStep, ...]                        dates held of it before

The rows are frozen dataclasses, documented in `servanda.follow.answers`.
"""

from servanda.follow.answers import (
    BoardRow,
    Entry,
    Holder,
    IncidentRow,
    Picture,
    Step,
    UnitRow,
    WhyStep,
)
from servanda.follow.board import board, history
from servanda.follow.holders import holders
from servanda.follow.picture import picture
from servanda.follow.timeline import timeline
from servanda.follow.why import earlier, why

__all__ = [
    "BoardRow",
    "Entry",
    "Holder",
    "IncidentRow",
    "Picture",
    "Step",
    "UnitRow",
    "WhyStep",
    "board",
    "earlier",
    "history",
    "holders",
    "picture",
    "timeline",
    "why",
]
