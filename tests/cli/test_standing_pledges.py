"""The board for people lists what has a day or is concrete, and counts the rest."""

from __future__ import annotations

import pytest

from servanda.cli.asking.standing_pledges import board_of, summed_up

from .conftest import Run


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, ""),
        (1, "and 1 standing pledge without a day: --all"),
        (143, "and 143 standing pledges without a day: --all"),
    ],
)
def test_what_is_left_out_is_counted(count: int, words: str) -> None:
    assert summed_up(count) == words


def test_a_day_a_status_or_something_concrete_is_listed() -> None:
    bare = {"due": None, "status": "unknown", "concrete": False}
    dated = {**bare, "due": {"latest": "2031-06-30"}}
    done, concrete = {**bare, "status": "done"}, {**bare, "concrete": True}
    assert board_of([bare, dated, {**bare, "status": "planned"}, done, concrete]) == (
        [dated, done, concrete],
        "and 2 standing pledges without a day: --all",
    )
    assert board_of([dated]) == ([dated], "")


def test_all_is_for_commitments_only(run: Run, made_record: str) -> None:
    assert run("show", "commitments", "--all", "--record", made_record).exit_code == 0
    done = run("show", "quotes", "--all", "--record", made_record)
    assert done.exit_code == 2
    assert "all quotes are listed anyway" in done.stderr
