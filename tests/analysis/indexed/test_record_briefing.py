"""A briefing on a report of a record, through its index: the same as from all claims."""

from __future__ import annotations

import pytest

from indexed import READINGS, indexed
from servanda.analysis.briefing import brief
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
        assert found.compared == ("n1", "n2")
        whole = brief_by_index(Selection(record, view), view.report("n5"))
        assert [row.before[0].report for row in whole.of("repeated") if row.kind == "sentence"] == [
            "n4"
        ]
