"""Laws of what claims come to, on random histories: settled in any order, it comes out the same."""

from __future__ import annotations

from datetime import date

import pytest

from laws_of_entities import LAWS, index_answers_as_claims, order_is_irrelevant
from random_reports import AT, empty
from servanda.indexing.update import update_index
from servanda.model import Commitment, Modality, Omission, OmissionSort
from servanda.pipeline import redate
from trying import FEW, MANY, hold


@pytest.mark.costly
@pytest.mark.parametrize("law", LAWS)
def test_no_history_breaks(law: str) -> None:
    assert hold(*LAWS[law], FEW // 2)


@pytest.mark.slow
@pytest.mark.parametrize("law", LAWS)
def test_ten_thousand_histories_do_not_break(law: str) -> None:
    assert hold(*LAWS[law], MANY) >= MANY


def test_an_empty_record_is_settled_at_once() -> None:
    with empty() as record:
        assert not update_index(record)
        assert redate(record, at=AT) == 0


@pytest.mark.costly
def test_what_is_tied_to_a_entity_is_settled_when_that_grows() -> None:
    """Untie a denial from a promise that has become another one by a report that names neither."""
    sides, drones = ("NO",), "the Heron drones"
    many = "60 Heron patrol drones"
    promise = Commitment(sides, "buy", drones, Modality.WILL)
    kept = Commitment(sides, "buy", many, Modality.FULFILLED)
    denial = Omission(f"a deal on {drones}", OmissionSort.DENIED, "NO")
    found = [
        ("n1", None, [(f"They buy {drones}", "on 9 June 2031", promise)]),
        ("n2", None, []),
        ("n3", None, [(f"There is no deal on {drones}", "", denial)]),
        ("n4", None, [(f"They buy {many}", "on 9 June 2031", kept)]),
    ]
    for stops in range(8):
        order_is_irrelevant(found, found, stops)


def test_a_decision_made_twice_leaves_the_reports_and_the_history_in_the_index() -> None:
    """Say twice of a promise that it was done: two entries of its history are the same."""
    kept = Commitment(("NO",), "set up", "the Heron drones", Modality.FULFILLED)
    found = [("n1", None, [("They set up the Heron drones", "on 9 June 2031", kept)])]
    done = (4, 0, 0)
    index_answers_as_claims(found, [done, done], date(2032, 1, 1))
