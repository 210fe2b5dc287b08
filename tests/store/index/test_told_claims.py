"""Claims as they are told, without their times: the same on every database."""

from __future__ import annotations

from decided import put
from ledgers import AT, DAY, claims, report
from servanda.model.serialization import body_to_plain
from servanda.store import Record


def test_the_standing_claims_of_a_kind_with_their_words_and_days(record: Record) -> None:
    undated = report("b.txt", day=None)
    for one in (report("a.txt"), undated, report("c.txt")):
        put(record, one)
    record.retract("c.txt", at=AT)
    expected = {
        (
            claim.id,
            one.id,
            one.name,
            claim.evidence[0].exact,
            None if one is undated else DAY,
        ): body_to_plain(claim.body)
        for one in (report("a.txt"), undated)
        for claim in claims(one)
        if claim.kind == "commitment"
    }
    found = record.entities.told("commitment")
    assert {
        (one.id, one.report, one.source, one.words, one.earliest): one.body for one in found
    } == expected
    assert [one.earliest for one in found] == [one.latest for one in found]
    assert record.entities.told("incident") == []
