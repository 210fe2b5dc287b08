"""Reading: which reports the models let in though the rules set them aside."""

from __future__ import annotations

import pytest

from servanda.pipeline import read_text


@pytest.mark.parametrize(
    ("text", "relevant"),
    [
        ("Chile said it would admit aid workers from Peru.", True),
        ("Coach Luis Ocampo promised an attacking side and vowed to aim for the title.", False),
        ("The Department of Agriculture will fund pilots that help farmers.", False),
        ("Rosa struck after 66 minutes and Luis added the second late on.", False),
    ],
)
def test_only_a_sentence_that_names_a_state_lets_its_report_in(text: str, relevant: bool) -> None:
    found = read_text(text, published="2031-05-14")
    assert found.report.relevant is relevant
    assert bool(found.claims) >= relevant
