"""The other state of a sentence, else of the report's two; times against the report's date."""

from __future__ import annotations

import pytest

from readings import Read
from servanda.extraction.coreference.report_context import other_party, when_of

MET = "Chilean Defence Minister Rosa Vidal met her Peruvian counterpart Luis Ocampo in Lima on Monday."


@pytest.mark.parametrize(
    ("words", "actor", "other"),
    [
        ("Chile sent two ships to Bolivia.", "CL", "BO"),  # the one that the sentence names
        ("It sent two ships.", "CL", "PE"),  # none is named: the other of those who met
        ("It sent two ships.", "BO", None),  # the actor is none of those who met
        ("Chile sent ships to Bolivia and Ecuador.", "CL", None),  # two others are named
    ],
)
def test_the_other_state(discourse: Read, words: str, actor: str, other: str | None) -> None:
    read = discourse(f"{MET} {words}")
    assert other_party(read, read.parsed.sentences[-1], actor) == other


def test_a_time_needs_the_date_of_the_report(discourse: Read) -> None:
    read = discourse(f"{MET} They will meet again on May 3, 2024.")
    monday, fixed = (time for time in read.parsed.times if time.text != "again")
    assert when_of(read, None) is None
    assert when_of(read, monday) is None
    found = when_of(read, fixed)
    assert found is not None
    assert found.edtf == "2024-05-03"
