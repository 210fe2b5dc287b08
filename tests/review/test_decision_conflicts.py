"""What needs attention about persons' decisions: conflicts, and claims that were lost."""

from __future__ import annotations

from decisions import AGAIN, FIRST, MOVED, TODAY, A, B, C, decide, status
from made import promise
from servanda.model import Decision
from servanda.resolution.resolve import resolve_claims
from servanda.resolution.result import Resolution
from servanda.review.decision_conflicts import review_words
from servanda.review.queue import ReviewItem
from servanda.store.decisions.decision_carrying import Carried


def words(
    world: Resolution, *said: Decision, carried: tuple[Carried, ...] = ()
) -> list[ReviewItem]:
    return list(review_words(world, said, carried, today=TODAY))


def test_persons_who_contradict_each_other_are_named() -> None:
    said = [
        decide("accept", "claim", A),
        decide("reject", "claim", A, author="bo", minutes=1),
        decide("merge", "match", A, C, minutes=2),
        decide("split", "match", A, others=[C], author="bo", minutes=3),
    ]
    found = words(resolve_claims([FIRST, AGAIN, MOVED], judgements=said), *said)
    assert [one.about for one in found] == ["contradicted", "contradicted"]
    assert {one.ids for one in found} == {
        (said[0].id, said[1].id),
        (said[2].id, said[3].id),
    }
    own = [said[2], decide("split", "match", A, others=[C], minutes=3)]
    assert words(resolve_claims([FIRST, MOVED], judgements=own), *own) == []


def test_a_status_that_others_or_reports_deny() -> None:
    told = promise("n4", "NR", "buy", "60 Heron patrol drones", modality="fulfilled")
    said = [status("dropped", A, B), status("partly_done", A, B, author="bo", minutes=1)]
    world = resolve_claims([FIRST, AGAIN], judgements=said)
    (found,) = words(world, *said)
    assert found.why[0].startswith("status set to dropped by ana")
    only = [status("dropped", A, B, told.claim.id)]
    (found,) = words(resolve_claims([FIRST, AGAIN, told], judgements=only), *only)
    assert found.why[-1] == "n4 says otherwise"


def test_what_lost_its_claim_is_told_first() -> None:
    word = decide("reject", "claim", "c-gone")
    (place,) = word.anchors
    lost, moved = Carried(word.id, place, None), Carried(word.id, place, A)
    found = words(resolve_claims([FIRST]), word, carried=(moved, lost))
    assert [one.about for one in found] == ["orphaned", "carried"]
    assert found[0].score < found[1].score
    assert f"carried over to {A}" in found[1].what
