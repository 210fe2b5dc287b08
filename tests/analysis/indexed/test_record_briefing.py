"""A briefing on a report of a record, through its index: the same as from all claims."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from indexed import READINGS, indexed
from random_reports import SENTENCES
from servanda.analysis.briefing import FEW, brief
from servanda.analysis.indexed.record_briefing import brief_by_index
from servanda.analysis.indexed.selection import Selection
from servanda.model import Assurance
from servanda.resolution.resolve import resolve_claims

LONG = "The two sides will stand by each other in every storm that may come over the sea"
MORE = (
    *READINGS,
    ("n4", "2032-01-05", [(LONG, "", Assurance(("NO",), "storms", "stand by each other"))]),
    ("n5", None, [(LONG, "", Assurance(("NO", "SE"), "storms", "stand by each other"))]),
)


@pytest.mark.parametrize("name", [one[0] for one in MORE])
def test_index_and_claims_agree(name: str) -> None:
    with indexed(MORE) as record:
        view = record.view()
        reports = view.reports()
        resolution = resolve_claims(view.claims(), reports, view.decisions())
        report = view.report(name)
        found = brief_by_index(Selection(record, view), report)
        assert found == brief(resolution, reports, report.id)


def test_what_was_said_before_is_repeated() -> None:
    with indexed(MORE) as record:
        view = record.view()
        found = brief_by_index(Selection(record, view), view.report("n3"))
        assert {row.kind for row in found.of("repeated")} >= {"assurance", "quote"}
        assert found.compared == 2
        whole = brief_by_index(Selection(record, view), view.report("n5"))
        assert [row.before[0].report for row in whole.of("repeated") if row.kind == "sentence"] == [
            "n4"
        ]


def many(seed: int, count: int) -> list[tuple[str, str | None, list[object]]]:
    """Make reports that say much of the same: on days that follow, a few on none or on one."""
    dice = Random(seed)  # noqa: S311 - made up, not secret
    spoken, talks = SENTENCES[3], SENTENCES[1]
    often = [dice.choice(spoken) for _ in range(5)]
    found = []
    for number in range(count):
        day = date(2031, 3, 1) + timedelta(days=number * 2 - (number % 5 == 4))
        said = [*dice.sample(talks, 1), *dice.sample(often, 3), dice.choice(spoken)]
        stated = None if dice.random() < 0.1 else day.isoformat()
        found.append((f"n{number:02}", stated, list(dict.fromkeys(said))))
    return found


@pytest.mark.costly
@pytest.mark.parametrize("seed", range(6))
def test_of_much_that_was_said_before_index_and_claims_agree(seed: int) -> None:
    with indexed(many(seed, 16)) as record:
        view = record.view()
        reports = view.reports()
        resolution = resolve_claims(view.claims(), reports, view.decisions())
        for report in reports[-4:]:
            found = brief_by_index(Selection(record, view), report)
            assert found == brief(resolution, reports, report.id), report.name


def test_of_many_mentions_the_first_and_the_last_are_shown() -> None:
    said = (LONG, "", Assurance(("NO",), "storms", "stand by each other"))
    days = [(date(2031, 3, 1) + timedelta(days=n)).isoformat() for n in range(12)]
    with indexed([(f"n{n:02}", day, [said]) for n, day in enumerate(days)]) as record:
        view = record.view()
        found = brief_by_index(Selection(record, view), view.report("n11"))
    assert found.compared == 11
    [row] = [one for one in found.rows if one.kind == "assurance"]
    assert row.told == 11
    shown = ["n00", *(f"n{number:02}" for number in range(11 - FEW, 11))]
    assert [one.report for one in row.before] == shown
