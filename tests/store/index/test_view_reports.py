"""Which reports a view has otherwise than the index: by the day they appeared, by when they changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from indexed import READINGS, put_readings
from random_reports import AT
from servanda.store import open_record


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_reports_by_day_and_by_instant(database: str, request: pytest.FixtureRequest) -> None:
    url = "sqlite://" if database == "sqlite" else request.getfixturevalue("postgres_url")
    with open_record(url) as record:
        put_readings(record, READINGS)
        then, ids = record.about().last, {one.name: one.id for one in record.view().headers()}
        entities = record.entities
        assert entities.not_known_by(date(2031, 12, 31)) == {ids["n3"]}
        assert entities.not_known_by(date(2032, 12, 31)) == frozenset()
        assert entities.changed_since(then) == frozenset()
        record.retract("n1", at=then + timedelta(hours=1))
        put_readings(record, [("n9", None, [])])
        [late] = [one.id for one in record.view().headers() if one.name == "n9"]
        assert entities.changed_since(then) == {ids["n1"], late}
        assert entities.stood_at(then, [*ids.values(), late]) == set(ids.values())
        assert entities.changed_since(AT - timedelta(days=1)) == {*ids.values(), late}
        assert entities.not_known_by(date(2031, 12, 31)) == {ids["n3"], late}
        held = record.view(recorded_by=then).held
        assert entities.not_known_by(date(2031, 12, 31), held) == {ids["n3"]}
