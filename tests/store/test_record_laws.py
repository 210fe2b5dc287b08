"""Laws of a record on random histories: order is irrelevant, undone is unsaid, nothing is erased."""

from __future__ import annotations

from datetime import timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from histories import Player, Put, days, made, one_each
from laws import LAWS
from ledgers import AT, WORDS, by_words, claims, report
from servanda.model import When
from servanda.store import open_record
from trying import FEW, MANY, hold, tries

QUICK = settings(max_examples=tries(6), deadline=None)


@pytest.mark.costly
@pytest.mark.parametrize("law", LAWS)
def test_no_history_breaks(law: str) -> None:
    assert hold(*LAWS[law], FEW)


@pytest.mark.slow
@pytest.mark.parametrize("law", LAWS)
def test_ten_thousand_histories_do_not_break(law: str) -> None:
    assert hold(*LAWS[law], MANY) >= MANY


@pytest.mark.costly
@QUICK
@given(one_each, st.lists(st.integers(0, 3), max_size=4))
def test_reading_the_same_again_is_no_change(puts: list[Put], again: list[int]) -> None:
    with open_record("sqlite://", resolver=by_words) as record:
        player = Player(record)
        for put in puts:
            player.play(put)
        before, last = record.view().statements(), record.about().last
        for number in again:
            put = puts[number % len(puts)]
            one, told = made(put.name, put.words, put.day)
            some = [claim for place, claim in enumerate(told) if put.chosen >> place & 1]
            assert not record.put(one, some, at=AT + timedelta(days=9), reader=put.reader)
        assert record.view().statements() == before
        assert record.about().last == last


@pytest.mark.costly
@QUICK
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 2), days), max_size=6))
def test_any_history_is_sound_and_only_the_last_text_of_a_name_stands(
    history: list[tuple[str, int, object]],
) -> None:
    with open_record("sqlite://", resolver=by_words) as record:
        last = {}
        for number, (name, version, day) in enumerate(history):
            one = report(name, WORDS + "!" * version, None)
            at = AT + timedelta(minutes=number)
            record.put(one, claims(one)[version:], at=at, reader="1")
            when = When.on(day) if day else None
            record.redate(one.id, report(name, when=when, day=None).dating, at=at)
            last[name] = one.id
        assert record.check() == []
        assert {r.name: r.id for r in record.view().reports()} == last
