"""A record whose index is behind: it answers with what is new laid over the index, and stays as it is."""

from __future__ import annotations

from datetime import date

from indexed import PROMISE, READINGS, both, indexed, put_readings
from laws_of_entities import answers_agree, index_agrees, kept, rows_agree, through_index
from random_reports import AT, empty
from servanda.analysis.listed import list_commitments
from servanda.indexing.provisional import provisional_entities
from servanda.indexing.update import update_index
from servanda.model import Action, Concern, Decision

DAY = date(2032, 2, 1)
MANY = 9.0  # times the record: lay over it whatever is new


def test_an_index_that_is_up_to_date_answers_itself() -> None:
    with indexed() as record:
        found = provisional_entities(record)
        assert found is not None
        assert found.all() == record.entities.all()


def test_a_record_without_an_index_has_none_to_lay_over() -> None:
    with empty() as record:
        put_readings(record, READINGS)
        assert provisional_entities(record, many=MANY) is None


def test_too_much_that_is_new_is_left_to_all_claims() -> None:
    with indexed(READINGS[:1]) as record:
        put_readings(record, READINGS[1:])
        assert provisional_entities(record) is None
        assert provisional_entities(record, many=MANY) is not None


def test_a_new_report_is_laid_over_and_nothing_is_kept() -> None:
    more = ("n9", "2031-08-01", [("They buy the Heron drones", "by December 2031", PROMISE)])
    with indexed() as record:
        before = kept(record)
        put_readings(record, [more])
        entities = provisional_entities(record, many=MANY)
        assert entities is not None
        [row] = list_commitments(both(record, entities)[0], DAY)
        assert row["reports"] == ["n1", "n2", "n9"]
        index_agrees(record, entities, DAY)
        assert kept(record) == before
        assert record.index.stale() == 1
        update_index(record)
        assert kept(record) != before
        assert [one.claims for one in record.entities.all()] == [
            one.claims for one in entities.all()
        ]


def test_a_retracted_report_and_a_decision_are_laid_over() -> None:
    with indexed() as record:
        record.retract("n1", at=AT)
        [flight] = record.view().claims("incident")
        said = Decision.make(Action.REJECT, Concern.CLAIM, [flight.claim.id], author="Ada", at=AT)
        record.words.add(said, at=AT)
        entities = provisional_entities(record, many=MANY)
        assert entities is not None
        assert {one.kind for one in entities.all()} == {"commitment", "consultation", "structure"}
        index_agrees(record, entities, DAY)


def test_what_was_known_by_a_day_is_the_index_without_later_reports_and_statuses() -> None:
    known_by = date(2031, 12, 31)
    with indexed() as record:
        promise = record.view().claims("commitment")[0].claim.id
        value = {"status": "done", "on": "2032-01-10"}
        said = Decision.make(
            Action.AMEND,
            Concern.STATUS,
            [promise],
            field="status",
            value=value,
            author="Ada",
            at=AT,
        )
        record.words.add(said, at=AT)
        update_index(record)
        view = record.view(known_by=known_by)
        entities = provisional_entities(record, view, many=MANY)
        assert entities is not None
        answers_agree(record, entities, DAY, view)
        rows_agree(record, entities, DAY, view)
        standing = through_index(record, entities, view)
        assert [row["status"] for row in list_commitments(standing, DAY)] == ["overdue"]
        assert {row["name"] for _, cells, _ in standing.on("office", DAY) for row in cells} == {
            "Ada Brandt"
        }
        assert {name for _, name, *_ in entities.dated_reports()} == {"n1", "n2"}
        assert provisional_entities(record, view) is None  # a third of the reports is out of view
        assert list_commitments(both(record)[0], DAY)[0]["status"] == "done"
