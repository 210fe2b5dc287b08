"""Views of claims at least so sure: everywhere, with persons' words above any number."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ledgers import AT, LATER, claims, report
from servanda.errors import NotFoundError, UsageError
from servanda.model import Action, Concern, Decision
from servanda.store import Judged, Record

ONE = report("a.txt")


def put(record: Record, sure: dict[str, float]) -> dict[str, str]:
    """Keep a report whose claims of a kind bear these numbers, others 0.9; give ids by kind."""
    told = [replace(one, confidence=sure.get(one.kind, 0.9)) for one in claims(ONE)]
    record.put(ONE, told, at=AT, reader="1")
    return {one.kind: one.id for one in told}


def kinds(record: Record, least: float | None, judged: Judged = Judged.APPLIED) -> set[str]:
    return {one.claim.kind for one in record.view(min_confidence=least, judged=judged).claims()}


def test_only_claims_at_least_so_sure_are_seen_at_every_door(record: Record) -> None:
    ids = put(record, {"commitment": 0.6, "consultation": 0.75})
    every = kinds(record, None)
    assert kinds(record, 0.0) == every
    assert kinds(record, 0.75) == every - {"commitment"}
    assert kinds(record, 0.76) == every - {"commitment", "consultation"}
    assert kinds(record, 1) == set()
    view = record.view(min_confidence=0.7)
    assert view.claims(kind="commitment") == ()
    with pytest.raises(NotFoundError):
        view.claim(ids["commitment"])
    assert view.claim(ids["consultation"]).claim.confidence == 0.75
    assert all(hit.claim is None for hit in view.search("barges", kind="commitment"))
    assert ids["commitment"] in {one.subject for one in record.view().statements()}
    assert ids["commitment"] not in {one.subject for one in view.statements()}
    assert [one.name for one in view.reports()] == ["a.txt"]  # reports stay
    told = dict(view.batches([ONE.id]))
    assert {one.claim.kind for one in told[next(iter(told))]} == every - {"commitment"}


def test_what_a_person_accepted_or_amended_is_sure_enough(record: Record) -> None:
    ids = put(record, {"commitment": 0.6, "consultation": 0.6, "tenure": 0.6})
    later = LATER + timedelta(minutes=1)

    def keep(action: str, kind: str, **more: str) -> None:
        said = Decision.make(
            Action(action), Concern.CLAIM, (ids[kind],), author="ana", at=later, **more
        )
        record.words.add(said, at=later)

    keep("accept", "commitment")
    keep("amend", "consultation", field="place", value="Brix")
    keep("reject", "tenure", reason="misread")
    assert {"commitment", "consultation"} <= kinds(record, 0.95)
    assert "tenure" not in kinds(record, 0.5)
    assert "tenure" not in kinds(record, 0.95, Judged.ALL)
    assert "commitment" not in kinds(record, 0.95, Judged.NONE)


@pytest.mark.parametrize("value", [-0.1, 1.01, 80, float("nan"), True, "0.8"])
def test_what_is_no_confidence_is_refused(record: Record, value: float) -> None:
    with pytest.raises(UsageError, match="from 0 to 1"):
        record.view(min_confidence=value)
