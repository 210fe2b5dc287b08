"""What stands on a day: the same from the index as from all claims, in the order to list it."""

from __future__ import annotations

from datetime import date

import pytest

from indexed import both, indexed
from random_reports import AT
from servanda.indexing.update import update_index
from servanda.model import Action, Concern, Decision
from servanda.store.index.asked import WHOLE, Asked

DAYS = [date(2031, 5, 3), date(2031, 5, 4), date(2031, 6, 12), date(2032, 2, 1)]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    "kind", ["commitment", "consultation", "incident", "structure", "office", "awaited"]
)
def test_index_and_claims_agree(kind: str, day: date) -> None:
    with indexed() as record:
        index, claims = (some.on(kind, day) for some in both(record))
        if kind == "commitment":  # whose cells wait for the day
            index, claims = ([row[0] for row in rows] for rows in (index, claims))
        assert index == claims


def test_nothing_stands_before_its_first_report() -> None:
    with indexed() as record:
        for standing in both(record):
            assert standing.on("commitment", date(2031, 5, 3)) == []
            assert len(standing.on("commitment", date(2031, 5, 4))) == 1


def test_what_is_long_comes_when_asked_for() -> None:
    with indexed() as record:
        for standing in both(record):
            [(_, cells, none)] = standing.on("commitment", DAYS[-1])
            [(_, _, long)] = standing.on("commitment", DAYS[-1], WHOLE)
            assert none is None
            assert cells["told"] == 2
            assert long["reports"]["items"] == ["n1", "n2"]


def test_last_day_and_owners_narrow_a_list() -> None:
    with indexed() as record:
        for standing in both(record):
            [(owner, _, _)] = standing.on("commitment", DAYS[-1])
            assert standing.on("commitment", DAYS[-1], Asked(until=date(2031, 12, 30))) == []
            assert len(standing.on("commitment", DAYS[-1], Asked(until=date(2031, 12, 31)))) == 1
            assert standing.on("commitment", DAYS[-1], Asked(owners=["co-0"])) == []
            assert len(standing.on("commitment", DAYS[-1], Asked(owners=[owner]))) == 1


def test_the_last_one_held_and_those_between_two_days() -> None:
    with indexed() as record:
        for standing in both(record):
            last, ahead = standing.around("consultation", DAYS[-1])
            assert last["when"]["edtf"] == "2031-06-09"
            assert ahead is None
            assert standing.around("consultation", date(2031, 6, 8)) == (None, None)
            assert standing.between("consultation", date(2031, 6, 9), date(2031, 6, 9)) == [last]
            assert standing.between("consultation", date(2031, 6, 10), date(2032, 1, 1)) == []


def test_lines_of_the_timeline_are_those_that_may_lie_between() -> None:
    with indexed() as record:
        index, claims = both(record)
        for days in ((date(2031, 6, 1), date(2031, 6, 30)), (date.min, date(9999, 12, 30))):
            found = [sorted(one["id"] for one in some.dated(*days)) for some in (index, claims)]
            assert found[0] == found[1]
            every = {one["kind"] for one in claims.dated(*days)}
            for kinds in (["consultation"], ["deadline", "incident"], [*every]):
                some_of = [some.dated(*days, kinds) for some in (index, claims)]
                ids = [sorted(one["id"] for one in rows) for rows in some_of]
                mine = sorted(one["id"] for one in claims.dated(*days) if one["kind"] in kinds)
                assert ids == [mine, mine]
            reports = [[one[1] for one in some.dated_reports(*days)] for some in (index, claims)]
            assert sorted(reports[0]) == sorted(reports[1])


def test_posts_name_the_reports_and_claims_behind_them() -> None:
    with indexed() as record:
        index, claims = both(record)
        [(_, [holder], _)] = index.on("office", DAYS[2])
        found = [dict(some.posts([holder["person"]])) for some in (index, claims)]
        [(reports, told)] = found[0].values()
        assert (list(reports), len(told)) == (["n1", "n2"], 2)
        assert [tuple(map(list, one)) for one in found[1].values()] == [(list(reports), list(told))]


@pytest.mark.costly
def test_a_commitment_that_changed_too_often_is_computed() -> None:
    """Say on seventy days where a promise stands: the first states are not stored."""
    with indexed() as record:
        promise, *_ = record.view().claims("commitment")
        for number in range(70):
            on = date(2033, 1 + number // 28, 1 + number % 28).isoformat()
            said = Decision.make(
                Action.AMEND,
                Concern.STATUS,
                [promise.claim.id],
                field="status",
                value={"status": ("dropped", "planned")[number % 2], "on": on},
                author="Ada",
                at=AT.replace(minute=number % 60, second=number // 60),
            )
            record.words.add(said, at=AT)
        update_index(record)
        states = record.entities.states()
        assert any(one.cells is None for some in states.values() for one in some)
        index, claims = both(record)
        for day in (DAYS[1], DAYS[-1], date(2033, 1, 20), date(2034, 1, 1)):
            found = index.on("commitment", day)
            assert found == claims.on("commitment", day)
            assert all(cells is not None for _, cells, _ in found)
