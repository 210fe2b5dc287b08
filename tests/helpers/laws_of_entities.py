"""The laws of what a record's claims come to, each as a function that fails where one is broken."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from servanda.analysis.commitment_board import board
from servanda.analysis.kept_board import kept_board, kept_entities
from servanda.export.claim_lines import decisions_jsonl
from servanda.indexing.incremental_resolution import settle_record
from servanda.model import Action, Claim, Concern, Decision, Undo
from servanda.model.serialization import plain_row, word_from_plain
from servanda.pipeline import redate
from servanda.resolution.resolve import resolve_claims
from servanda.store import Record
from tellings import AT, Sentence, empty, readings, told
from trying import Law

_DATED = (0, 4)  # of the stops that are drawn
Reading = tuple[str, str | None, list[Sentence]]


def put(record: Record, reading: Reading) -> None:
    report, claims = told(*reading)
    record.put(report, claims, at=AT, reader="1")


def kept(record: Record) -> object:
    """Give all that is kept ready: entities, how they read on each day, ways of calling somebody."""
    entities = record.entities
    return entities.all(whole=True), entities.states(), entities.posts(), entities.names()


def settled(record: Record, stops: int) -> None:
    """Settle a record, and date it too in some of the histories, as reading does in all."""
    if stops in _DATED:
        redate(record, at=AT)
    else:
        settle_record(record)


def dates(record: Record) -> object:
    return {one.name: one.dating for one in record.view().headers()}


def order_is_irrelevant(found: list[Reading], mixed: list[Reading], stops: int) -> None:
    """Prove: whatever is read first, and settled and dated in between, the same entities come out."""
    with empty(0) as one, empty(1) as two:
        for number, reading in enumerate(found):
            put(one, reading)
            if stops >> number & 1:
                settled(one, stops)
        settled(one, stops)
        for reading in mixed:
            put(two, reading)
        settled(two, stops)
        assert dates(one) == dates(two)
        assert kept(one) == kept(two)


def corrections_leave_no_trace(found: list[Reading], stops: int) -> None:
    """Prove: reports corrected one by one come to what the last of each name come to at once."""
    with empty(0) as one, empty(1) as two:
        for number, reading in enumerate(found):
            put(one, reading)
            if stops >> number & 1:
                settled(one, stops)
        settled(one, stops)
        for reading in {name: (name, *rest) for name, *rest in found}.values():
            put(two, reading)
        settled(two, stops)
        assert dates(one) == dates(two)
        assert kept(one) == kept(two)
        if not stops:  # as proved elsewhere; now and then here as well
            assert one.check() == []


def ready_is_worked_out(found: list[Reading], day: date) -> None:
    """Prove: what is kept ready reads as what is worked out from the claims."""
    with empty() as record:
        for reading in found:
            put(record, reading)
        settle_record(record)
        view = record.view()
        rows = kept_board(record, day)
        assert rows is not None
        assert all(row.pop("confidence") for row in rows)
        world = resolve_claims(view.claims(), view.reports())
        assert rows == [plain_row(row) for row in board(world, today=day)]
        ready = kept_entities(record, {one.claim.id: one for one in view.claims()})
        assert resolve_claims(view.claims(), view.reports(), followed=ready) == world


def word(claims: list[Claim], numbers: tuple[int, int, int], minute: int) -> Decision | None:
    """Let a person decide on a claim, or on whether two of a kind are one entity."""
    if not claims:
        return None
    what, first, second = numbers
    one, at = claims[first % len(claims)], AT + timedelta(minutes=minute)
    if what < 2:
        action = (Action.ACCEPT, Action.REJECT)[what]
        return Decision.make(action, Concern.CLAIM, [one.id], author="Ada", at=at)
    like = [claim.id for claim in claims if claim.kind == one.kind and claim.id != one.id]
    if not like:
        return None
    near = like[second % len(like)]
    if what == 2:
        return Decision.make(Action.MERGE, Concern.MATCH, [one.id, near], author="Ada", at=at)
    return Decision.make(Action.SPLIT, Concern.MATCH, [one.id], others=[near], author="Ada", at=at)


def undoing_restores(found: list[Reading], numbers: list[tuple[int, int, int]], stops: int) -> None:
    """Prove: decisions settled and taken back leave the entities as they were."""
    with empty() as record:
        for reading in found:
            put(record, reading)
        claims = [one.claim for one in record.view().claims()]
        *first, last = [word(claims, chosen, n) for n, chosen in enumerate(numbers)]
        for number, one in enumerate(first):
            if one is not None:
                record.words.keep(one, at=AT)
            if stops >> number & 1:
                settle_record(record)
        settle_record(record)
        before = kept(record)
        if last is not None:
            record.words.keep(last, at=AT)
            settle_record(record)
            record.words.undo(last.id, Undo("Bo", AT), at=AT)
            settle_record(record)
        assert kept(record) == before


def rebuilt_is_the_same(
    found: list[Reading], numbers: list[tuple[int, int, int]], stops: int
) -> None:
    """Prove: the reports and the exported decisions make the same entities again, and the same dates."""
    with empty(0) as one, empty(1) as two:
        for reading in found:
            put(one, reading)
        claims = [told.claim for told in one.view().claims()]
        for number, chosen in enumerate(numbers):
            said = word(claims, chosen, number)
            if said is not None:
                one.words.keep(said, at=AT)
                if chosen[1] % 3 == 0:
                    one.words.undo(said.id, Undo("Bo", AT), at=AT)
            if stops >> number & 1:
                settled(one, stops)
        settled(one, stops)
        for reading in reversed({name: (name, *rest) for name, *rest in found}.values()):
            put(two, reading)
        lines = decisions_jsonl((known.word, known.undone) for known in one.words.all())
        two.words.take([word_from_plain(json.loads(line)) for line in lines], at=AT)
        settled(two, stops)
        assert dates(one) == dates(two)
        assert kept(one) == kept(two)


_FOUND = st.lists(readings, min_size=1, max_size=4)
_ONE_EACH = st.lists(readings, min_size=1, max_size=3, unique_by=lambda reading: reading[0])
_STOPS = st.sampled_from([0, 1, 2, 4, 3, 5, 6, 7])
_SAID = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=3
)
_DAY = st.sampled_from(["2031-05-01", "2031-05-20", "2032-01-01", "2033-06-01"])

LAWS: dict[str, tuple[Law, st.SearchStrategy[Any]]] = {
    "order of reading": (
        order_is_irrelevant,
        _ONE_EACH.flatmap(lambda one: st.tuples(st.just(one), st.permutations(one), _STOPS)),
    ),
    "corrections": (corrections_leave_no_trace, st.tuples(_FOUND, _STOPS)),
    "kept ready": (ready_is_worked_out, st.tuples(_FOUND, _DAY.map(date.fromisoformat))),
    "undoing": (undoing_restores, st.tuples(_ONE_EACH, _SAID, _STOPS)),
    "rebuilding": (rebuilt_is_the_same, st.tuples(_ONE_EACH, _SAID, _STOPS)),
}
