"""Tenures that later reports extend come out as from all reports at once, of few as of many."""

from __future__ import annotations

import pytest

from indexed import Reading, indexed, put_readings
from laws_of_entities import kept
from servanda.indexing import tenure_rows
from servanda.indexing.update import update_index
from servanda.model import Tenure
from servanda.store import Entities

BRANDT = ("Ada Brandt is minister", "", Tenure("Ada Brandt", "Defence Minister", "NO"))
FIRST: list[Reading] = [
    ("n0", "2031-01-04", [BRANDT]),
    ("n9", "2031-12-04", [BRANDT]),
    *((f"other{at}", "2031-05-04", []) for at in range(40)),  # so that not all is resolved anew
]


def more(count: int) -> list[Reading]:
    """Make reports of days between, one of a later day, one that bears none."""
    between: list[Reading] = [
        (f"m{at}", f"2031-{11 - at:02}-05", [BRANDT]) for at in range(count - 2)
    ]
    return [*between, ("late", "2032-02-01", [BRANDT]), ("undated", None, [BRANDT])]


@pytest.mark.parametrize("count", [3, 10])
def test_mentions_are_put_where_they_belong(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    placed = Entities.placed

    def noted(self: Entities, claims: list[str]) -> object:
        asked.append(len(claims))
        return placed(self, claims)  # type: ignore[arg-type]

    with indexed([*FIRST, *more(count)]) as whole:
        expected = kept(whole)
    monkeypatch.setattr(Entities, "placed", noted)
    with indexed(FIRST) as record:
        put_readings(record, more(count))
        assert asked == []
        update_index(record)
        assert kept(record) == expected
        [one] = record.entities.tenures()
        assert len(one.row["claims"]) == len(one.row["reports"]) == count + 2
        assert one.row["reports"][:1] + one.row["reports"][-1:] == ["n0", "undated"]
    assert asked == ([1] * len(asked) if count <= tenure_rows.FEW else [2])
    assert asked
