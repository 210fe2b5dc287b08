"""What no person can decide is refused, with the reason."""

from __future__ import annotations

import pytest

from decided import MEETING, PROMISE, decide, put
from ledgers import LATER
from servanda.errors import UsageError
from servanda.model import (
    Concern,
    Decision,
)
from servanda.store import Record


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        (
            decide("amend", PROMISE.id, field="colour", value="red"),
            "no commitment has such a field",
        ),
        (decide("amend", PROMISE.id, field="due", value="soon"), "not a time in EDTF"),
        (decide("amend", PROMISE.id, field="due", value=2031), "written as EDTF"),
        (decide("amend", PROMISE.id, field="modality", value="maybe"), "one of agreed, will"),
        (decide("amend", PROMISE.id, field="obligors", value="VE"), "a list"),
        (decide("amend", PROMISE.id, field="obligors", value=["VE", 3]), "a list of which each is"),
        (decide("amend", PROMISE.id, field="target", value={"unit": "barges"}), "quantity"),
        (decide("amend", MEETING.id, field="participants", value=[{"who": "x"}]), "an object with"),
        (decide("amend", MEETING.id, field="duration_minutes", value=True), "a whole number"),
        (decide("merge", PROMISE.id, MEETING.id, concern=Concern.MATCH), "never one entity"),
        (
            decide("amend", MEETING.id, concern=Concern.STATUS, field="status", value={}),
            "only commitments have a status",
        ),
        (
            decide(
                "amend",
                PROMISE.id,
                concern=Concern.STATUS,
                field="status",
                value={"status": "lost"},
            ),
            "this is not a status",
        ),
        (
            decide("accept", PROMISE.id, concern=Concern.MATCH, others=[MEETING.id], field="likes"),
            "no such tie",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(record: Record, word: Decision, reason: str) -> None:
    put(record)
    with pytest.raises(UsageError, match=reason):
        record.words.add(word, at=LATER)
    assert record.words.all() == ()
