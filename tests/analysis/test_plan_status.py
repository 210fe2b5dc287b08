"""A plan whose day has passed has one status: in the list, the timeline, the due list, the calendar, the page."""

from __future__ import annotations

from datetime import date

import pytest

from made import day, span, talks, unit
from servanda.analysis.dated_entries import timeline
from servanda.analysis.due_list import due
from servanda.analysis.listed import list_due, with_plan_statuses
from servanda.analysis.plan_status import DAY_PASSED, awaited_status, plan_status, status_words
from servanda.analysis.snapshot import draw_picture
from servanda.analysis.standing import ComputedStanding
from servanda.analysis.timeline_list import list_timeline
from servanda.export.dossier import Dossier, Relation
from servanda.export.icalendar import meeting_events
from servanda.export.page_rows import event_rows
from servanda.export.scope import Scope
from servanda.model import ResolvedClaim
from servanda.resolution.resolve import resolve_claims

PEOPLE = "Ada Brandt/NR/minister; Leo Marsh/SM/minister"
PLAN = talks(
    "n1", PEOPLE, status="planned", when=span("2031-05-01", "2031-05-10"), published="2031-04-20"
)
UNIT = unit("n1", "Harbour Brigade", "move to Kelm", due=day("2031-05-10"), published="2031-04-20")
HELD = talks("n2", PEOPLE, when=day("2031-05-04"), published="2031-05-05")


def statuses(on: str, *claims: ResolvedClaim) -> dict[str, set[str]]:
    """Collect the status of the meeting and of the unit on a day, wherever it is given."""
    today = date.fromisoformat(on)
    world = resolve_claims(claims)
    standing = ComputedStanding(world)
    rows = [
        {"kind": one.kind, "id": one.id, "status": "planned", "when": {"latest": "2031-05-10"}}
        for one in world.entities
        if one.kind in ("consultation", "structure")
    ]
    listed = with_plan_statuses(standing, rows, today)
    scope = Scope(world, (), today=today)
    found: list[tuple[str, str]] = [(row["kind"], row["status"]) for row in listed]
    found += [(r["kind"], r["status"]) for r in list_timeline(standing, today=today)]
    found += [(r.kind, r.status) for r in timeline(world, today=today)]
    found += [("structure", r["status"]) for r in draw_picture(standing, today)["units"]]
    waited = [(r["kind"], r["status"]) for r in list_due(standing, today)]
    assert waited == [(row.kind, str(row.status)) for row in due(world, today=today)]
    found += [(kind, {"due": "planned"}.get(status, status)) for kind, status in waited]
    words = {
        event.description.splitlines()[0].removeprefix("Status: ")
        for event in meeting_events(scope)
    }
    page = event_rows(Dossier(scope, Relation()))
    words |= {row.status[1] for row in page if row.status and row.mark.lane == "Consultations"}
    kinds = ("consultation", "structure")
    told = {kind: {status for one, status in found if one == kind} for kind in kinds}
    assert words <= {status_words(one) for one in told["consultation"]}
    return told


@pytest.mark.parametrize(
    ("on", "meeting", "brigade"),
    [
        ("2031-05-10", "planned", "planned"),  # its last day: not passed yet
        ("2031-05-11", DAY_PASSED, "overdue"),
        ("2035-01-01", DAY_PASSED, "overdue"),
    ],
)
def test_every_list_says_the_same(on: str, meeting: str, brigade: str) -> None:
    assert statuses(on, PLAN, UNIT) == {"consultation": {meeting}, "structure": {brigade}}


def test_a_report_of_it_outweighs_the_day() -> None:
    assert statuses("2031-06-01", PLAN, HELD)["consultation"] == {"held"}


@pytest.mark.parametrize(
    ("kind", "status", "last", "awaited", "came_to"),
    [
        ("consultation", "planned", "2031-05-10", None, DAY_PASSED),
        ("consultation", "proposed", "2031-05-10", None, DAY_PASSED),
        ("consultation", "planned", None, None, "planned"),
        ("consultation", "planned", "2031-05-10", "done", "held"),  # under another name
        ("consultation", "planned", "2031-05-10", "dropped", "cancelled"),
        ("consultation", "cancelled", "2031-05-10", None, "cancelled"),
        ("structure", "planned", "2031-05-10", None, "overdue"),
        ("structure", "started", "2031-05-10", None, "started"),
        ("commitment", "planned", "2031-05-10", None, "planned"),
    ],
)
def test_what_a_plan_comes_to(
    kind: str, status: str, last: str | None, awaited: str | None, came_to: str
) -> None:
    day_ = date.fromisoformat(last) if last else None
    assert plan_status(kind, status, day_, date(2031, 6, 1), awaited) == came_to


def test_a_meeting_is_not_overdue() -> None:
    assert awaited_status("consultation", "overdue") == DAY_PASSED
    assert awaited_status("structure", "overdue") == "overdue"
    assert status_words(DAY_PASSED) == "day passed, not reported"
    assert status_words("partly_done") == "partly done"
    assert status_words(None) == ""
