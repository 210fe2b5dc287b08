"""Whole answers to a record: the same by its index, whole or narrowed, and by all claims of a view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from indexed import indexed
from servanda.errors import NotFoundError, UsageError
from servanda.export.narrowing import Wanted
from servanda.indexing.update import update_index
from servanda.model import Action, Concern, Decision
from servanda.record_answers import (
    KINDS,
    completed,
    drift_answer,
    due_answer,
    explained,
    facets,
    kind_answer,
    picture_answer,
    search_answer,
    timeline_answer,
    with_confidence,
)
from servanda.record_questions import Moment, RecordQuestions
from servanda.store import Record, View

TODAY = date(2032, 2, 1)
NOON = datetime(2032, 2, 1, 12, tzinfo=UTC)
LATE = date(2032, 12, 31)  # no report is later: the view is narrowed, and yet holds all
EVER = datetime(2099, 1, 1, tzinfo=UTC)  # likewise
MOMENTS = (
    Moment(TODAY),
    Moment(TODAY, known_by=LATE),
    Moment(TODAY, recorded_by=EVER),
    Moment(TODAY, min_confidence=0.01),  # likewise, and the index does not answer
)


def asked(record: Record, moment: Moment = MOMENTS[0]) -> RecordQuestions:
    return RecordQuestions(record, moment, lambda _: None)


def test_every_list_is_the_same_with_the_index_and_without() -> None:
    wanted = Wanted(since=date(2031, 6, 1))
    with indexed() as record:
        ways = by_index, by_part, by_then, by_claims = [asked(record, one) for one in MOMENTS]
        assert [one.indexed for one in ways] == [True, False, False, False]
        assert [one.entities is not None for one in ways] == [True, True, True, False]
        assert [one.asking is not None for one in ways] == [True, True, True, False]
        for kind in KINDS:
            rows = [with_confidence(each, kind_answer(each, kind)) for each in ways]
            ids = [[row.get("id") for row in found] for found in rows]
            assert ids == [ids[-1]] * len(ways), kind
        for answer in (due_answer, timeline_answer):
            assert answer(by_index, wanted) == answer(by_claims, wanted)
            assert answer(by_part, wanted) == answer(by_claims, wanted)
            assert answer(by_then, wanted) == answer(by_claims, wanted)
        words = [search_answer(each, "friendship", wanted) for each in (by_index, by_claims)]
        assert words[0] == words[1]
        assert facets(words[0])["assurance"] == 1
        assert drift_answer(by_index, "friendship is firm") == drift_answer(
            by_claims, "friendship is firm"
        )


def test_why_and_briefs_of_a_day_are_those_of_all_claims_and_load_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with indexed() as record:
        before = date(2031, 12, 31)
        told = asked(record, Moment(TODAY, known_by=before, min_confidence=0.01))
        promise = next(one.id for one in told.resolution.entities if one.kind == "commitment")
        report = told.report("n2").id
        wanted = [explained(told, one) for one in (promise, report)]
        brief = told.brief(report)
        monkeypatch.setattr(View, "reports", _not_all(View.reports))
        monkeypatch.setattr(View, "claims", _not_all(View.claims))
        found = asked(record, Moment(TODAY, known_by=before))
        assert [explained(found, one) for one in (promise, report)] == wanted
        assert found.brief(report) == brief
        with pytest.raises(NotFoundError):
            found.brief("n3")  # of a later day


def _not_all(plain: Callable[..., Any]) -> Callable[..., Any]:
    """Let a view be asked for some reports or some claims alone."""

    def asked_for(view: View, *args: Any, **given: Any) -> Any:
        assert view.named is not None or given.get("ids") is not None
        return plain(view, *args, **given)

    return asked_for


def test_a_row_is_as_sure_as_its_surest_claim_read_or_judged() -> None:
    with indexed() as record:
        for kind in ("incidents", "offices", "consultations"):
            (row, *_) = with_confidence(asked(record), kind_answer(asked(record), kind))
            claims = [record.view().claim(one) for one in row["claims"]]
            assert row["confidence"] == max(one.claim.confidence for one in claims) < 1
            said = Decision.make(
                Action.ACCEPT, Concern.CLAIM, row["claims"][:1], author="Ada", at=NOON
            )
            record.words.add(said, at=NOON)
            update_index(record)
            for moment in MOMENTS:
                questions = asked(record, moment)
                (row, *_) = with_confidence(questions, kind_answer(questions, kind))
                assert row["confidence"] == 1


def test_a_picture_is_narrowed_in_every_part() -> None:
    with indexed() as record:
        whole = picture_answer(asked(record))
        swedish = picture_answer(asked(record), Wanted(parties=("SE",)))
    assert {row["party"] for row in whole["holders"]} == {"NO"}
    assert swedish["holders"] == []
    assert swedish["last_consultation"]["parties"] == ["NO", "SE"]


def test_an_id_may_be_given_by_its_beginning() -> None:
    with indexed() as record:
        promise = kind_answer(asked(record), "commitments")[0]["id"]
        for moment in MOMENTS:
            steps = explained(asked(record, moment), promise[:9])
            assert steps[0].id == promise
    assert completed("co-1", ["co-12", "st-1"]) == "co-12"
    assert completed("co-9", ["co-12"]) == "co-9"
    with pytest.raises(UsageError, match="2 ids begin like that"):
        completed("co-1", ["co-12", "co-13"])


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [("quotes", Wanted(status="held")), ("dates", Wanted(givers=("NO",)))],
)
def test_a_filter_that_says_nothing_to_a_kind_is_refused(kind: str, wanted: Wanted) -> None:
    with indexed() as record, pytest.raises(UsageError):
        kind_answer(asked(record), kind, wanted)


def test_a_status_that_is_none_is_refused_by_name() -> None:
    with indexed() as record, pytest.raises(UsageError, match="the statuses are planned"):
        due_answer(asked(record), Wanted(status="late"))
