"""The cells of the judging commands: scores, ids, windows and what coders said."""

from __future__ import annotations

from typing import Any

import pytest

from servanda.cli.judging.review_columns import (
    AGREEMENT,
    DISAGREEMENTS,
    GRADES,
    HISTORY,
    PERCENTAGES,
    REVIEW,
    SCORES,
)
from servanda.cli.render import Column

Columns = tuple[Column, ...]


def cell(columns: Columns, name: str, row: dict[str, Any]) -> str:
    return next(one for one in columns if one.name == name).cell(row)


@pytest.mark.parametrize(
    ("columns", "name", "row", "text"),
    [
        (REVIEW, "score", {"score": 0.5949}, "0.59"),
        (REVIEW, "why", {"why": ("weak verb", "no day")}, "weak verb; no day"),
        (REVIEW, "id", {"ids": ["c-0123456789", "co-0123456789"]}, "c-01234567 co-0123456"),
        (HISTORY, "when", {"at": "2026-01-10T08:00:00+00:00"}, "2026-01-10"),
        (AGREEMENT, "kappa", {"kappa": None}, ""),
        (AGREEMENT, "kappa", {"kappa": 0}, "0.000"),
        (
            DISAGREEMENTS,
            "said",
            {"said": [["Bo", "accept"], ["Cy", "reject"]]},
            "Bo: accept; Cy: reject",
        ),
        (SCORES, "score", {"value": 1}, "+1"),
        (SCORES, "score", {"value": -1}, "-1"),
        (SCORES, "score", {"value": 0}, "0"),
        (SCORES, "score", {"value": None}, "none"),
        (SCORES, "score", {"value": None, "disputed": [["Bo", 1]]}, "disputed"),
        (SCORES, "disputed", {"disputed": [["Bo", 1], ["Cy", None]]}, "Bo +1; Cy none"),
        (SCORES, "window", {"start": "2024-01-01", "end": None}, "2024-01-01/.."),
        (SCORES, "window", {}, ""),
        (PERCENTAGES, "percent", {"percent": 66.666}, "66.7 %"),
        (PERCENTAGES, "percent", {}, ""),
        (PERCENTAGES, "mean", {"mean": 1 / 3}, "0.3333"),
        (PERCENTAGES, "name", {"by": "commitment", "name": "co-0123456789"}, "co-0123456"),
        (PERCENTAGES, "name", {"by": "obligor", "name": "co-0123456789"}, "co-0123456789"),
        (GRADES, "grade", {"value": "B"}, "B"),
    ],
)
def test_a_cell_is_written(columns: Columns, name: str, row: dict[str, Any], text: str) -> None:
    assert cell(columns, name, row) == text


def test_what_is_undone_is_dim_and_what_is_blind_has_a_colour() -> None:
    style = next(one for one in HISTORY if one.name == "state").style
    assert callable(style)
    assert (style("undone"), style("blind"), style("in force")) == ("dim", "cyan", "")


@pytest.mark.parametrize(
    "columns", [REVIEW, HISTORY, AGREEMENT, DISAGREEMENTS, SCORES, PERCENTAGES, GRADES]
)
def test_no_two_columns_of_a_table_have_one_name(columns: Columns) -> None:
    names = [one.name for one in columns]
    assert len(names) == len(set(names))
