"""A file's name and the format that is written agree, or the name is refused."""

from __future__ import annotations

import pytest

from servanda.cli.keeping.file_suffixes import must_suit, must_suit_page
from servanda.errors import UsageError
from servanda.export.formats import EXPORTS

BOARD = EXPORTS["commitments"]


@pytest.mark.parametrize(
    ("output", "suffix", "asked", "reason"),
    [
        ("board.csv", ".csv", False, None),
        ("board.CSV", ".csv", False, None),
        ("board", ".jsonl", False, None),
        ("/dev/stdout.x", ".jsonl", False, None),
        ("board.docx", ".jsonl", False, "'commitments' cannot be written as .docx"),
        ("board.v2", ".jsonl", False, "cannot be written as .v2"),
        ("board.v2", ".csv", True, None),
        ("board.json", ".csv", True, "its name ends in .json, and csv is asked for"),
        ("board.docx", ".csv", True, "its name ends in .docx"),
    ],
)
def test_a_name_that_says_another_format_is_refused(
    output: str, suffix: str, *, asked: bool, reason: str | None
) -> None:
    if reason is None:
        must_suit(output, suffix, BOARD, asked=asked)
        return
    with pytest.raises(UsageError, match=reason) as caught:
        must_suit(output, suffix, BOARD, asked=asked)
    assert caught.value.subject == output


def test_what_it_can_be_is_said() -> None:
    with pytest.raises(UsageError) as caught:
        must_suit("x.docx", ".ics", EXPORTS["calendar"], asked=False)
    assert caught.value.remedy == "it can be x.ics"


@pytest.mark.parametrize("output", ["page.html", "page.HTM", "page", "-"])
def test_a_page_is_html(output: str) -> None:
    must_suit_page(output)
    with pytest.raises(UsageError, match=r"cannot be written as \.pdf"):
        must_suit_page("page.pdf")
