"""Times as people write them, and what of a day is sure."""

from __future__ import annotations

import pytest

from made import day, span
from servanda.export.date_words import partial, plural, said
from servanda.model import When


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (day("2031-05-03"), "3~May~2031"),
        (When.month(2031, 5), "May~2031"),
        (When.year(2031), "2031"),
        (span("2031-05-01", "2031-05-10"), "1–10~May~2031"),
        (span("2031-05-01", "2031-06-10"), "between 1~May and 10~Jun~2031"),
        (span("2030-05-01", "2032-06-10"), "between May~2030 and Jun~2032"),
        (span(None, "2031-06-10"), "by 10~Jun~2031"),
        (None, "unknown"),
    ],
)
def test_no_line_breaks_within_a_day_of_a_page(when: When | None, words: str) -> None:
    assert said(when).replace("\u00a0", "~") == words


def test_numbers_with_their_noun() -> None:
    assert [plural(n, "copy", "copies") for n in (0, 1, 2)] == ["no copies", "1 copy", "2 copies"]


@pytest.mark.parametrize(
    ("when", "sure"),
    [
        (day("2031-05-03"), "2031-05-03"),
        (When.month(2031, 5), "2031-05"),
        (span("2031-05-03", "2031-05-09"), "2031-05"),
        (span("2031-05-03", "2031-09-09"), "2031"),
        (span("2030-05-03", "2031-05-03"), None),
        (span(None, "2031-05-03"), None),
        (None, None),
    ],
)
def test_as_much_of_a_day_as_is_sure(when: When | None, sure: str | None) -> None:
    assert partial(when) == sure
