"""Persons that are kept: those whom reports name now, as they would be found anew."""

from __future__ import annotations

from datetime import timedelta

import pytest

from indexed import READINGS, put_readings
from random_reports import AT, empty
from servanda.analysis.indexed import kept_names
from servanda.analysis.indexed.kept_names import KeptNames, alias_of
from servanda.indexing.update import update_index
from servanda.resolution.persons.roster import Roster
from servanda.store import Record


def anew(record: Record) -> Roster:
    return Roster(alias_of(one) for one in record.entities.names())


def same(one: Roster, other: Roster) -> bool:
    return (one.aliases, one.persons, dict(one.names)) == (
        other.aliases,
        other.persons,
        dict(other.names),
    )


@pytest.mark.parametrize("many", [0.0, 99.0])
def test_names_come_and_go_and_whoever_has_them_keeps_theirs(
    many: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_names, "_MANY", many)
    with empty() as record:
        kept = KeptNames(record)
        assert not kept.roster().aliases
        put_readings(record, READINGS)
        update_index(record)
        first = kept.roster()
        assert same(first, anew(record))
        assert first.aliases
        assert kept.roster() is first
        before = set(first.aliases)
        record.retract("n2", at=AT + timedelta(days=1))
        update_index(record)
        assert same(kept.roster(), anew(record))
        assert first.aliases == before > kept.roster().aliases
