"""Times in plain values are written as exactly as they are known."""

from __future__ import annotations

import pytest

from servanda.server.plain_times import day_words, plain_when, time_words


@pytest.mark.parametrize(
    ("earliest", "latest", "edtf", "words"),
    [
        ("2031-05-04", "2031-05-04", "2031-05-04", "4 May 2031"),
        (None, "2031-12-31", "../2031-12-31", "by 31 Dec 2031"),
        ("2031-05-01", "2031-05-31", "2031-05", "May 2031"),
        ("2031-05-04", "2031-05-11", "[2031-05-04,2031-05-11]", "4 or 11 May 2031"),
        ("2031-05-01", "2031-05-31", "2031-05~", "about May 2031"),
        (None, None, "", ""),
    ],
)
def test_a_time_is_written(earliest: str | None, latest: str | None, edtf: str, words: str) -> None:
    plain = {"earliest": earliest, "latest": latest, "edtf": edtf}
    assert time_words(plain).replace("\u00a0", " ") == words


def test_no_time_is_none() -> None:
    assert plain_when(None) is None
    assert time_words(None) == ""


def test_a_day_is_written_for_people() -> None:
    assert day_words("2031-05-04").replace("\u00a0", " ") == "4 May 2031"
    assert day_words("") == ""
