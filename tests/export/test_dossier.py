"""What belongs to a relation and a period, and which reports it rests on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from made import act, day, promise, span, talks
from scopes import CLAIMS, scope
from servanda.export.dossier import Dossier, Relation
from servanda.export.scope import Scope
from servanda.model import Grade, Scale, When


def gathered(*parties: str, found: Scope | None = None, **period: date) -> Dossier:
    return Dossier(found or scope(), Relation(frozenset(parties), **period))


def words(dossier: Dossier) -> str:
    """Put everything that a dossier shows into one text."""
    shown = [row.what for row in dossier.rows]
    shown += [f"{entry.what} {entry.when.edtf}" for entry in dossier.consultations]
    return "; ".join([*shown, *(row.act for row in dossier.incidents)])


def test_a_relation_leaves_out_what_belongs_to_others() -> None:
    claims = (
        promise("n1.txt", "NR", "build", "a pier"),
        promise("n1.txt", "NR SM", "share", "a port"),
        promise("n1.txt", "NR TD", "share", "a mine"),
        promise("n1.txt", "NR SM TD", "share", "a road"),
        promise("n1.txt", "TD", "dig", "a well"),
        talks("n1.txt", "A B/NR; C D/TD", when=day("2031-01-09")),
        act("n1.txt", "TD", "SM", "chased a boat"),
        act("n1.txt", "FR", "TD", "hid a boat"),
    )
    found = scope(claims, recorded={})
    both = words(gathered("NR", "SM", found=found))
    assert all(each in both for each in ("a pier", "a port", "a road", "chased a boat"))
    assert not [each for each in ("a mine", "a well", "C D", "hid a boat") if each in both]
    alone = words(gathered("TD", found=found))
    assert "a mine" in alone
    assert "a port" not in alone


def test_what_one_side_plans_counts_if_a_report_of_it_reports_something_shared() -> None:
    claims = (
        talks("n1.txt", "A B/NR; C D/SM", when=day("2031-01-09")),
        promise("n1.txt", "NR", "build", "a pier"),
        promise("n2.txt", "NR", "dig", "a ditch"),
    )
    found = scope(claims, recorded={})
    both = words(gathered("NR", "SM", found=found))
    assert "a pier" in both
    assert "a ditch" not in both
    assert "a ditch" in words(gathered("NR", found=found))
    assert "a ditch" in words(gathered(found=found))


def test_a_visit_by_one_side_belongs_to_the_relation_if_the_other_is_host() -> None:
    claims = (
        talks("n1.txt", "A B/NR", form="visit", when=day("2031-01-08"), body={"country": "SM"}),
        talks("n1.txt", "A B/NR", form="visit", when=day("2031-01-09"), body={"country": "TD"}),
    )
    both = words(gathered("NR", "SM", found=scope(claims, recorded={})))
    assert "2031-01-08" in both
    assert "2031-01-09" not in both


@pytest.mark.parametrize(
    ("times", "within"),
    [
        ([], True),
        ([None], True),
        ([day("2031-05-03")], True),
        ([day("2031-04-30")], False),
        ([day("2031-04-30"), day("2031-05-01")], True),
        ([span("2031-04-01", "2031-05-01")], True),
        ([span(None, "2031-04-30")], False),
        ([span("2031-06-01", None)], False),
    ],
)
def test_a_period_holds_what_may_lie_in_it(times: list[When | None], within: bool) -> None:
    may = Relation(since=date(2031, 5, 1), until=date(2031, 5, 31))
    assert may.holds(times) is within
    assert Relation().holds(times)


@pytest.mark.parametrize(
    ("sides", "shared", "touched"),
    [
        (["NR", "SM"], True, True),
        (["NR", "SM", "TD"], True, True),
        (["NR"], True, True),
        (["NR", "TD"], False, True),
        (["TD"], False, False),
        ([], False, False),
    ],
)
def test_sides_share_a_relation_or_touch_it(sides: list[str], shared: bool, touched: bool) -> None:
    relation = Relation(frozenset({"NR", "SM"}))
    assert relation.between(sides) is shared
    assert relation.touches(sides) is touched
    assert Relation().between(sides)
    assert Relation().touches(sides)


def test_sources_are_numbered_by_date_and_bear_their_grades() -> None:
    at = datetime(2031, 9, 1, tzinfo=UTC)
    grades = [
        (Grade.make(Scale.RELIABILITY, "npa", "B", author="ann", at=at), None),
        (Grade.make(Scale.CREDIBILITY, "n2.txt", "2", author="ann", at=at), None),
    ]
    sources = gathered(found=scope(words=lambda: grades)).sources
    assert [one.number for one in sources] == list(range(1, len(sources) + 1))
    assert [one.report.name for one in sources][:3] == ["n1.txt", "n2.txt", "n3.txt"]
    assert (sources[0].reliability, sources[1].credibility) == ("B", "2")


def test_the_claim_to_quote_is_the_one_that_gives_the_status() -> None:
    dossier = gathered()
    planned, held = CLAIMS[0].claim.id, CLAIMS[4].claim.id
    found = dossier.evidence([planned, held], "held")
    assert found is not None
    assert found.claim.id == held
    first = dossier.evidence([planned, held], "cancelled")
    assert first is not None
    assert first.claim.id == planned
    assert dossier.evidence([]) is None


def test_a_title_names_the_parties() -> None:
    assert gathered("SM", "NR").title == "Nauru – San Marino"
    assert gathered().title == "All parties in the record"
