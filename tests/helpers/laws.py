"""The laws of a record, each as a function that fails where a history breaks it."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import hypothesis.strategies as st

from histories import (
    History,
    Player,
    Put,
    Redate,
    Say,
    come_to,
    content,
    days,
    empty,
    histories,
    made,
    one_each,
    says,
    shown,
    words,
)
from ledgers import AT
from servanda.errors import NotFoundError, UsageError
from servanda.export.claim_lines import decisions_jsonl
from servanda.model import Undo
from servanda.model.serialization import word_from_plain
from servanda.store import Record
from trying import Law

_LATER = timedelta(days=9)


def sound(record: Record, history: History) -> None:
    """Prove the whole record after some of the histories: it takes as long as all the rest."""
    if len(history) % 4 == 0:
        assert record.check() == []


def order_is_irrelevant(puts: list[Put], mixed: list[Put], day: date | None) -> None:
    """Prove: the same reports read in two orders give the same views."""
    with empty(0) as one, empty(1) as two:
        for record, order in ((one, puts), (two, mixed)):
            player = Player(record)
            for put in order:
                player.play(put)
        assert come_to(one.view()) == come_to(two.view())
        bounds = {"known_by": day, "as_of": day}
        assert shown(one.view(**bounds)) == shown(two.view(**bounds))


def saying_order_is_irrelevant(history: History, said: History, mixed: list[int]) -> None:
    """Prove: the same words on the same reports, kept in two orders, give the same views."""
    with empty(0) as one, empty(1) as two:
        for record in (one, two):
            Player(record).play_all(history)
        player = Player(one, at=AT + _LATER)
        player.play_all(said)
        kept = [known for known in one.words.all() if known.word.at > AT + _LATER]
        for number in sorted(range(len(kept)), key=lambda n: mixed[n % len(mixed)]):
            word, undone = kept[number].word, kept[number].undone
            # Carried over, as saying it twice in a row would store it once.
            two.words.import_all([(word, undone)], at=AT + _LATER)
        taken = [known for known in one.words.all() if known.undone is not None]
        for known in taken:  # a word of before may have been taken back as well
            if any(k.word.id == known.word.id and k.undone is None for k in two.words.all()):
                assert known.undone is not None
                two.words.undo(known.word.id, known.undone, at=AT + _LATER)
        assert shown(one.view()) == shown(two.view())


def known_by_shows_nothing_later(history: History, day: date) -> None:
    """Prove: a view of what was known by a day shows nothing of a report that may be of after it."""
    with empty() as record:
        Player(record).play_all(history)
        standing = {one.id: one for one in record.view().reports()}
        sure = {
            key
            for key, one in standing.items()
            if (when := one.dating.when) is not None
            and when.latest is not None
            and when.latest <= day
        }
        view = record.view(known_by=day)
        assert {one.id for one in view.reports()} == sure
        assert {one.id for one in view.headers()} == sure
        ids = {one.claim.id for one in view.claims()}
        assert {one.claim.report for one in view.claims()} <= sure
        every = {one.claim.id for one in record.view().claims() if one.claim.report in sure}
        assert ids == every  # and it leaves out no other
        assert all(claim in ids for one in view.statements() for claim in one.claims)
        names = {standing[key].name for key in sure}
        assert set(view.recorded()) == names
        assert {hit.report for hit in view.search("tarn*")} == names


def undoing_restores(history: History, last: Say) -> None:
    """Prove: what somebody says and takes back leaves the view as it was."""
    with empty() as record:
        player = Player(record)
        player.play_all(history)
        player.at = AT + _LATER
        before = come_to(record.view())
        word = player.word(last)
        if word is None:
            return
        try:
            stored = record.words.add(word, at=player.at)
        except (NotFoundError, UsageError):
            return
        if stored.id != word.id:
            return  # it was said last already
        record.words.undo(word.id, Undo("Bo", player.at), at=player.at)
        assert come_to(record.view()) == before
        sound(record, history)


def every_instant_stays(history: History, day: date | None) -> None:
    """Prove: the views taken after each step can be taken at the end, at the steps' instants."""
    bounds = {"known_by": day, "as_of": day}
    with empty() as record:
        player = Player(record)
        taken: dict[datetime, tuple[object, object]] = {}
        for step, minutes in history:
            player.play(step, minutes)
            last = record.about().last
            if last is not None:
                now = content(record.view()), content(record.view(**bounds))
                assert taken.setdefault(last, now) == now  # a change bears an instant of its own
        assert record.view(recorded_by=AT - _LATER).reports() == ()
        for then, views in taken.items():
            later = min((t for t in taken if t > then), default=then + _LATER)
            for instant in (then, later - timedelta(microseconds=1)):
                assert content(record.view(recorded_by=instant)) == views[0]
                assert content(record.view(recorded_by=instant, **bounds)) == views[1]
        sound(record, history)


def rebuilt_is_the_same(history: History, backwards: bool) -> None:
    """Prove: the reports that stand and the words that were said make the same record again."""
    with empty(0) as one, empty(1) as two:
        player = Player(one)
        player.play_all(history)
        again = Player(two, at=AT + _LATER)
        for name in sorted(player.puts, reverse=backwards):
            again.play(player.puts[name])
        lines = list(decisions_jsonl((kept.word, kept.undone) for kept in one.words.all()))
        read = [word_from_plain(json.loads(line)) for line in lines]
        taken = two.words.import_all(read, at=again.at)
        if len(player.puts) == sum(isinstance(step, Put) for step, _ in history):
            assert taken.refused == ()  # no report was corrected or taken out
            assert list(decisions_jsonl((k.word, k.undone) for k in two.words.all())) == lines
        assert come_to(two.view()) == come_to(one.view())
        assert two.words.import_all(read, at=again.at + _LATER).new == 0
        sound(two, history)


def reading_again_changes_nothing(history: History, name: str, reader: str) -> None:
    """Prove: a report read otherwise, and then again as before, leaves every view and word as it was."""
    with empty() as record:
        player = Player(record)
        player.play_all(history)
        before, carried = shown(record.view()), record.words.carried()
        put = player.puts.get(name)
        if put is None:
            return
        one, found = made(put.name, put.words, put.day)
        some = [claim for place, claim in enumerate(found) if put.chosen >> place & 1]
        record.put(one, some[1:], at=AT + _LATER, reader=reader)
        record.put(one, some, at=AT + _LATER, reader=put.reader)
        assert shown(record.view()) == before
        assert record.words.carried() == carried


_READ = histories.map(lambda history: [pair for pair in history if isinstance(pair[0], Put)])
_UNDATED = histories.map(
    lambda history: [pair for pair in history if not isinstance(pair[0], Redate)]
)
_MIXED = one_each.flatmap(lambda puts: st.tuples(st.just(puts), st.permutations(puts)))
_days = days.filter(lambda day: day is not None)

LAWS: dict[str, tuple[Law, st.SearchStrategy[Any]]] = {
    "order of reading": (order_is_irrelevant, st.tuples(_MIXED, days).map(lambda p: (*p[0], p[1]))),
    "order of saying": (
        saying_order_is_irrelevant,
        st.tuples(_READ, words, st.lists(st.integers(0, 9), min_size=1, max_size=6)),
    ),
    "known by": (known_by_shows_nothing_later, st.tuples(histories, _days)),
    "undoing": (undoing_restores, st.tuples(histories, says)),
    "every instant": (every_instant_stays, st.tuples(histories, days)),
    "rebuilding": (rebuilt_is_the_same, st.tuples(_UNDATED, st.booleans())),
    "reading again": (
        reading_again_changes_nothing,
        st.tuples(histories, st.sampled_from("abc"), st.sampled_from("12")),
    ),
}
