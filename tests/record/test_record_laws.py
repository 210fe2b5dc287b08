"""Laws of a record, on random histories: order is irrelevant, twice is once, nothing is erased."""

from __future__ import annotations

from datetime import date, timedelta

import hypothesis.strategies as st
from hypothesis import given, settings
from ledgers import AT, WORDS, by_words, claims, report

from servanda.model import Claim, Report, When
from servanda.record import Record, View, open_record

QUICK = settings(max_examples=12, deadline=None)

_DAYS = st.dates(date(2030, 1, 1), date(2031, 12, 31))
_WHEN = st.one_of(
    st.none(),
    _DAYS.map(When.on),
    st.tuples(_DAYS, st.integers(2, 60)).map(lambda p: When(p[0], p[0] + timedelta(days=p[1]))),
    _DAYS.map(lambda day: When(None, day)),
)


@st.composite
def reports(draw: st.DrawFn) -> list[tuple[Report, tuple[Claim, ...]]]:
    """Draw a few reports of distinct names, some undated, some copies, some with nothing read."""
    names = draw(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=4, unique=True))
    made = []
    for name in names:
        words = WORDS + draw(st.sampled_from(["", " Sorrel agreed.", " It rained."]))
        one = report(name, words, None, when=draw(_WHEN), wire=draw(st.sampled_from([None, "W"])))
        told = draw(st.lists(st.sampled_from(claims(one)), unique=True))
        made.append((one, tuple(told)))
    return made


def fill(record: Record, history: list[tuple[Report, tuple[Claim, ...]]]) -> None:
    for number, (one, told) in enumerate(history):
        record.put(one, told, at=AT + timedelta(minutes=number), reader="1")


def content(view: View) -> object:
    """Give all a view shows but when it was recorded."""
    cells = [(s.id, s.value, s.valid, s.reported, s.claims) for s in view.statements()]
    return view.reports(), view.claims(), cells, view.search("tarn*")


@QUICK
@given(reports(), st.randoms(use_true_random=False), _DAYS, st.booleans())
def test_the_order_of_reading_is_irrelevant(
    history: list[tuple[Report, tuple[Claim, ...]]], random: object, day: date, cut: bool
) -> None:
    mixed = list(history)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    mixed = [(one, told[::-1]) for one, told in mixed]
    bounds = {"known_by": day, "as_of": day} if cut else {}
    with (
        open_record("sqlite://", resolver=by_words) as one,
        open_record("sqlite://", resolver=by_words) as two,
    ):
        fill(one, history)
        fill(two, mixed)
        assert content(one.view(**bounds)) == content(two.view(**bounds))


@QUICK
@given(reports(), st.lists(st.integers(0, 3), max_size=4))
def test_reading_again_changes_nothing(
    history: list[tuple[Report, tuple[Claim, ...]]], again: list[int]
) -> None:
    with open_record("sqlite://", resolver=by_words) as record:
        fill(record, history)
        before = content(record.view()), record.view().statements(), record.counts()
        for number in again:
            one, told = history[number % len(history)]
            assert not record.put(one, told, at=AT + timedelta(days=9), reader="1")
        assert (content(record.view()), record.view().statements(), record.counts()) == before


@QUICK
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 2), _WHEN), max_size=6))
def test_any_history_is_sound_and_only_the_last_text_of_a_name_stands(
    history: list[tuple[str, int, When | None]],
) -> None:
    with open_record("sqlite://", resolver=by_words) as record:
        last = {}
        for number, (name, version, when) in enumerate(history):
            one = report(name, WORDS + "!" * version, None)
            at = AT + timedelta(minutes=number)
            record.put(one, claims(one)[version:], at=at, reader="1")
            record.redate(one.id, report(name, when=when, day=None).dating, at=at)
            last[name] = one.id
        assert record.check() == []
        assert {r.name: r.id for r in record.view().reports()} == last


@QUICK
@given(reports(), _DAYS)
def test_known_by_never_shows_a_later_report(
    history: list[tuple[Report, tuple[Claim, ...]]], day: date
) -> None:
    with open_record("sqlite://", resolver=by_words) as record:
        fill(record, history)
        shown = {r.id for r in record.view(known_by=day).reports()}
        for one, _ in history:
            when = one.dating.when
            sure = when is not None and when.latest is not None and when.latest <= day
            assert (one.id in shown) is sure
