"""Names that are kept: those that reports use now, sorted as they would be anew."""

from __future__ import annotations

from datetime import timedelta

from indexed import READINGS, put_readings
from random_reports import AT, empty
from servanda.analysis.indexed.kept_names import KeptNames, alias_of
from servanda.indexing.update import update_index
from servanda.resolution.persons.alias_index import AliasIndex
from servanda.store import Record


def anew(record: Record) -> AliasIndex:
    return AliasIndex(alias_of(one) for one in record.entities.names())


def test_names_come_and_go_and_whoever_has_them_keeps_theirs() -> None:
    with empty() as record:
        kept = KeptNames(record)
        assert not kept.aliases().aliases
        put_readings(record, READINGS)
        update_index(record)
        first = kept.aliases()
        assert first.aliases == anew(record).aliases != set()
        assert first.written == anew(record).written
        assert kept.aliases() is first
        record.retract("n2", at=AT + timedelta(days=1))
        update_index(record)
        assert kept.aliases().aliases == anew(record).aliases != first.aliases
        assert kept.aliases().usual + first.usual == anew(record).usual + first.usual
        assert first.aliases > anew(record).aliases
