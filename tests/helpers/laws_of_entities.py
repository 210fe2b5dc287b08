"""The laws of what a record's claims come to, each as a function that fails where one is broken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from random_reports import AT, Sentence, empty, readings, told
from servanda.analysis.briefing import brief
from servanda.analysis.commitment_board import board, table_cells
from servanda.analysis.daily_states import Reader
from servanda.analysis.dated_entries import timeline
from servanda.analysis.due_list import due
from servanda.analysis.indexed.explanation import explain
from servanda.analysis.indexed.record_briefing import brief_by_index
from servanda.analysis.indexed.selection import Selection, indexed_entities
from servanda.analysis.listed import (
    list_commitments,
    list_due,
    table_commitments,
)
from servanda.analysis.provenance import why
from servanda.analysis.snapshot import draw_picture
from servanda.analysis.standing import ComputedStanding, IndexedStanding
from servanda.analysis.timeline_list import list_timeline
from servanda.export.claim_lines import decisions_jsonl
from servanda.export.record_lines import entities_plain, listed_rows
from servanda.indexing.neighbourhood import Nearby, Neighbourhood
from servanda.indexing.provisional import entities_on_demand, provisional_entities
from servanda.indexing.report_facts import roster_of
from servanda.indexing.update import update_index
from servanda.model import Action, Claim, CommitmentStatus, Concern, Decision, Undo
from servanda.model.serialization import plain_row, word_from_plain
from servanda.pipeline import redate
from servanda.resolution import Resolution
from servanda.resolution.claim_keys import KEYED
from servanda.resolution.resolve import resolve_claims
from servanda.store import Entities, Record, View
from servanda.store.index.asked import WHOLE
from trying import Law

_DATED = (0, 4)  # of the stops that are drawn
_NAMED = ("pe-", "of-", "as-", "ca-", "qu-")  # ids of what the index does not have
Reading = tuple[str, str | None, list[Sentence]]


def put(record: Record, reading: Reading) -> None:
    report, claims = told(*reading)
    record.put(report, claims, at=AT, reader="1")


def kept(record: Record) -> object:
    """Give all that is kept ready: entities, how they read on each day, ways of calling somebody."""
    entities = record.entities
    return entities.all(whole=True), entities.states(), entities.tenures(), entities.names()


def settled(record: Record, stops: int) -> None:
    """Bring the index of a record up to date, as reading does in some of the histories."""
    if stops in _DATED:
        redate(record, at=AT)
    else:
        update_index(record)


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


def through_index(record: Record, entities: Entities, view: View | None = None) -> IndexedStanding:
    """Give what stands by the index of a record, or by what is laid over it."""
    loads = Selection(record, view or record.view(), entities)
    return IndexedStanding(entities, loads.entities, loads.capabilities)


def from_claims(record: Record, view: View | None = None) -> tuple[ComputedStanding, Resolution]:
    """Give what stands by all claims in view, resolved anew."""
    view = view or record.view()
    reports = view.reports()
    world = resolve_claims(view.claims(), reports, view.decisions())
    return ComputedStanding(world, reports), world


def answers_agree(record: Record, entities: Entities, day: date, view: View | None = None) -> None:
    """Prove: every list through the index is the one from all claims, and the one in types."""
    view = view or record.view()
    index, (claims, world) = through_index(record, entities, view), from_claims(record, view)
    for whole in (True, False):
        rows = list_commitments(index, day, whole=whole)
        assert rows == list_commitments(claims, day, whole=whole)
        assert draw_picture(index, day, whole=whole) == draw_picture(claims, day, whole=whole)
    for standing in (index, claims):
        told = [Reader(day).exported(*one) for one in claims.on("commitment", day, WHOLE)]
        told = [[row["id"], *table_cells(row)] for row in told]
        assert list(table_commitments(standing, day)) == told
    rows = list_commitments(index, day)
    assert all(row.pop("confidence") for row in rows)
    assert rows == [plain_row(row) for row in board(world, today=day)]
    ahead = day + timedelta(days=60)
    for until, status in ((None, ()), (ahead, ()), (None, tuple(CommitmentStatus))):
        found = list_due(index, day, until=until, status=status)
        assert found == list_due(claims, day, until=until, status=status)
        assert found == [plain_row(r) for r in due(world, today=day, until=until, status=status)]
    reports = view.reports()
    for since, until in ((None, None), (day, None), (day - timedelta(days=40), ahead)):
        lines = list_timeline(index, since=since, until=until, today=day)
        assert lines == list_timeline(claims, since=since, until=until, today=day)
        typed = timeline(world, reports, since=since, until=until, today=day)
        assert lines == [plain_row(entry) for entry in typed]


def explanations_agree(
    record: Record, entities: Entities, day: date, view: View | None = None
) -> None:
    """Prove: what the index explains, it explains as all claims in view do."""
    view = view or record.view()
    selection, (_, world) = Selection(record, view, entities), from_claims(record, view)
    reports = view.reports()
    keyed = [one.id for one in world.entities if one.kind in KEYED]
    named = [one.id for one in reports[-1:]]
    for identity in (*keyed[:3], *sorted(world.claims)[:3], *named):
        found = explain(selection, identity, today=day)
        assert found == why(world, reports, identity, today=day), identity


def rows_agree(record: Record, entities: Entities, day: date, view: View | None = None) -> None:
    """Prove: the entities that the index lists are written as those of all claims."""
    _, world = from_claims(record, view)
    for kind in KEYED:
        if kind != "commitment":
            rows = listed_rows(entities, kind)
            assert all(row.pop("confidence") for row in rows)
            assert rows == list(entities_plain(world, (), today=day, kinds=(kind,)))


def briefings_agree(record: Record, entities: Entities, view: View | None = None) -> None:
    """Prove: a briefing through the index is the one from all claims in view."""
    view = view or record.view()
    selection, (_, world) = Selection(record, view, entities), from_claims(record, view)
    reports = view.reports()
    for report in reports[-1:]:  # the last one has the most before it
        assert brief_by_index(selection, report) == brief(world, reports, report.id), report.name


def _say(record: Record, numbers: list[tuple[int, int, int]], minute: int = 0) -> None:
    """Store the decisions that numbers stand for, a minute after each other."""
    claims = [one.claim for one in record.view().claims()]
    for at, chosen in enumerate(numbers, minute):
        said = word(claims, chosen, at)
        if said is not None:
            record.words.add(said, at=AT)


@contextmanager
def _recorded(found: list[Reading], numbers: list[tuple[int, int, int]]) -> Iterator[Record]:
    """Give a record of some reports, with decisions about them."""
    with empty() as record:
        for reading in found:
            put(record, reading)
        _say(record, numbers)
        yield record


def index_answers_as_claims(
    found: list[Reading], numbers: list[tuple[int, int, int]], day: date
) -> None:
    """Prove: what the index answers is what all claims answer, with persons' decisions too."""
    with _recorded(found, numbers) as record:
        update_index(record)
        index_agrees(record, record.entities, day)
        view = record.view()
        followed = indexed_entities(record.entities, {one.claim.id: one for one in view.claims()})
        told = view.claims(), view.reports(), view.decisions()
        assert resolve_claims(*told, keyed=followed) == resolve_claims(*told)


def index_agrees(record: Record, entities: Entities, day: date) -> None:
    """Prove: every question is answered by entities as by all claims."""
    answers_agree(record, entities, day)
    rows_agree(record, entities, day)
    explanations_agree(record, entities, day)
    briefings_agree(record, entities)


def behind_answers_as_claims(
    found: list[Reading], numbers: list[tuple[int, int, int]], day: date, taken: int
) -> None:
    """Prove: an index that is behind answers as all claims do, and is left as it is."""
    with empty() as record:
        for reading in found[:taken]:
            put(record, reading)
        update_index(record)
        before = kept(record)
        for reading in found[taken:]:
            put(record, reading)
        _say(record, numbers)
        entities = provisional_entities(record, many=len(found) + 1)
        if entities is not None:
            index_agrees(record, entities, day)
        assert kept(record) == before


def view_agrees(record: Record, view: View, day: date, many: float) -> None:
    """Prove: what is laid over the index for a view answers as all claims in view do."""
    before = kept(record)
    entities = provisional_entities(record, view, many=many)
    if entities is not None:
        answers_agree(record, entities, day, view)
        rows_agree(record, entities, day, view)
    asked = entities_on_demand(record, view, many=many)
    if asked is not None:
        explanations_agree(record, asked, day, view)
        same_beginnings(record, asked, view)
    again = entities_on_demand(record, view, many=many)  # of which nothing was asked yet
    if again is not None:
        briefings_agree(record, again, view)
    assert kept(record) == before


def same_beginnings(record: Record, entities: Entities, view: View) -> None:
    """Prove: the ids in view that begin alike are those of all claims and reports in view."""
    _, world = from_claims(record, view)
    selection = Selection(record, view, entities)
    there = {*world.claims, *(one.id for one in view.reports())}
    there |= {one.id for one in world.entities if one.kind in KEYED}
    for beginning in sorted({one[:4] for one in there})[:3]:
        found = {one for one in selection.beginning(beginning) if not one.startswith(_NAMED)}
        alike = {one for one in there if one.startswith(beginning)}
        assert found == alike


def known_by_a_day_answers_as_claims(
    found: list[Reading], numbers: list[tuple[int, int, int]], day: date, known_by: date
) -> None:
    """Prove: an index without what was not known by a day answers as all claims known by then do."""
    with empty() as record:
        for reading in found:
            put(record, reading)
        if numbers:
            _say(record, numbers[:1])
            update_index(record)  # what is said after that is new to it
        _say(record, numbers[1:], 1)
        view_agrees(record, record.view(known_by=known_by), day, len(found) + 1)


def recorded_by_an_instant_answers_as_claims(
    found: list[Reading], numbers: list[tuple[int, int, int]], day: date, cut: tuple[int, int]
) -> None:
    """Prove: an index with what stood otherwise laid over it answers as all claims that stood do."""
    then, last = cut
    with empty() as record:
        for number, (name, on, said) in enumerate(found):
            report, claims = told(name, on, said)
            record.put(report, claims, at=AT + timedelta(days=number), reader="1")
            _say(record, numbers[number : number + 1], number * 1440)
            if last >> number & 1:
                redate(record, at=AT + timedelta(days=number, hours=1))
        if last >> len(found) & 1:
            record.retract(found[0][0], at=AT + timedelta(days=len(found)))
        update_index(record)
        view = record.view(recorded_by=AT + timedelta(days=then, hours=2))
        view_agrees(record, view, day, len(found) + 1)


def word(claims: list[Claim], numbers: tuple[int, int, int], minute: int) -> Decision | None:
    """Let a person decide on a claim, or on whether two of a kind are one entity."""
    if not claims:
        return None
    what, first, second = numbers
    one, at = claims[first % len(claims)], AT + timedelta(minutes=minute)
    if what == 4:
        if one.kind != "commitment":
            return None
        status = ("done", "overdue", "dropped", "planned")[second % 4]
        value = {"status": status, "on": f"203{1 + first % 3}-05-0{1 + second}"}
        return Decision.make(
            Action.AMEND,
            Concern.STATUS,
            [one.id],
            field="status",
            value=value,
            author="Ada",
            at=at,
        )
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
                record.words.add(one, at=AT)
            if stops >> number & 1:
                update_index(record)
        update_index(record)
        before = kept(record)
        if last is not None:
            # What its author said last already is stored once, and taking it back takes that back.
            stored = record.words.add(last, at=AT)
            update_index(record)
            if stored.id == last.id:
                record.words.undo(last.id, Undo("Bo", AT), at=AT)
                update_index(record)
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
                stored = one.words.add(said, at=AT)
                if chosen[1] % 3 == 0:
                    one.words.undo(stored.id, Undo("Bo", AT), at=AT)
            if stops >> number & 1:
                settled(one, stops)
        settled(one, stops)
        for reading in reversed({name: (name, *rest) for name, *rest in found}.values()):
            put(two, reading)
        lines = decisions_jsonl((known.word, known.undone) for known in one.words.all())
        two.words.import_all([word_from_plain(json.loads(line)) for line in lines], at=AT)
        settled(two, stops)
        assert dates(one) == dates(two)
        assert kept(one) == kept(two)


def resolved_bit_by_bit(
    found: list[Reading], numbers: list[tuple[int, int, int]], order: int
) -> None:
    """Prove: reports looked at one after the other, and resolved each time, come to what all come to."""
    with _recorded(found, numbers) as record:
        update_index(record)
        view, roster = record.view(), roster_of(record.entities)
        ids = sorted((head.id for head in view.headers()), key=lambda one: one[order % 8 :])
        whole, steps = Neighbourhood(view, roster), Neighbourhood(view, roster)
        whole.add(ids)
        for at, one in enumerate(ids):
            steps.look(Nearby(promising=frozenset(ids[at : at + order % 3])))
            steps.resolved()
            steps.add([one])
            steps.resolved()
        one, other = whole.resolved(), steps.resolved()
        assert other.resolution == one.resolution
        assert other.keys == one.keys
        clusters = (
            {
                frozenset(c for c in part.keys if part.components.together(c, claim))
                for claim in part.keys
            }
            for part in (one, other)
        )
        assert next(clusters) == next(clusters)


_FOUND = st.lists(readings, min_size=1, max_size=4)
_ONE_EACH = st.lists(readings, min_size=1, max_size=3, unique_by=lambda reading: reading[0])
_STOPS = st.sampled_from([0, 1, 2, 4, 3, 5, 6, 7])
_SAID = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 8), st.integers(0, 8)), min_size=1, max_size=3
)
_DAY = st.sampled_from(["2031-05-01", "2031-05-20", "2032-01-01", "2033-06-01"])

LAWS: dict[str, tuple[Law, st.SearchStrategy[Any]]] = {
    "order of reading": (
        order_is_irrelevant,
        _ONE_EACH.flatmap(lambda one: st.tuples(st.just(one), st.permutations(one), _STOPS)),
    ),
    "corrections": (corrections_leave_no_trace, st.tuples(_FOUND, _STOPS)),
    "index": (
        index_answers_as_claims,
        st.tuples(_FOUND, _SAID, _DAY.map(date.fromisoformat)),
    ),
    "resolved bit by bit": (
        resolved_bit_by_bit,
        st.tuples(_FOUND, _SAID, st.integers(0, 23)),
    ),
    "index behind": (
        behind_answers_as_claims,
        st.tuples(_FOUND, _SAID, _DAY.map(date.fromisoformat), st.integers(0, 3)),
    ),
    "known by a day": (
        known_by_a_day_answers_as_claims,
        st.tuples(_FOUND, _SAID, *[_DAY.map(date.fromisoformat)] * 2),
    ),
    "recorded by an instant": (
        recorded_by_an_instant_answers_as_claims,
        st.tuples(
            _FOUND,
            _SAID,
            _DAY.map(date.fromisoformat),
            st.tuples(st.integers(0, 3), st.integers(0, 31)),
        ),
    ),
    "undoing": (undoing_restores, st.tuples(_ONE_EACH, _SAID, _STOPS)),
    "rebuilding": (rebuilt_is_the_same, st.tuples(_ONE_EACH, _SAID, _STOPS)),
}
