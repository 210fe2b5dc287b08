"""Decisions, scores and grades: what can be said, its id, and its form as plain data."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import UsageError
from servanda.model import (
    Action,
    Anchor,
    Concern,
    Decision,
    Grade,
    Scale,
    Score,
    Undo,
    When,
    status_said,
    status_value,
)
from servanda.model.amendment import amendable, check_amendment, read_edtf
from servanda.model.ids import ClaimId
from servanda.model.serialization import word_from_plain, word_to_plain

AT = datetime(2031, 6, 1, 12, tzinfo=UTC)
SAID: dict[str, Any] = {"author": "ana", "at": AT}


def made(action: str, concern: str, *targets: str, **more: Any) -> Decision:
    return Decision.make(Action(action), Concern(concern), targets, **{**SAID, **more})


def test_the_id_is_that_of_what_is_said_not_of_where_it_stood() -> None:
    place = Anchor(ClaimId("c-1"), "r-1", "a.txt", "quote", 3, 9, "so, so")
    one = made("reject", "claim", "c-2", "c-1", "c-1")
    assert one.targets == ("c-1", "c-2")
    assert made("reject", "claim", "c-1", "c-2", anchors=[place]).id == one.id
    elsewhere = AT.astimezone(timezone(timedelta(hours=9)))
    assert made("reject", "claim", "c-1", "c-2", at=elsewhere).id == one.id
    others = (
        made("accept", "claim", "c-1", "c-2"),
        made("reject", "claim", "c-1"),
        made("reject", "claim", "c-1", "c-2", author="bo"),
        made("reject", "claim", "c-1", "c-2", reason="so"),
        made("reject", "claim", "c-1", "c-2", blind=True),
        made("reject", "claim", "c-1", "c-2", at=AT + timedelta(microseconds=1)),
        made("reject", "match", "c-1", others=["c-2"]),
    )
    assert len({one.id, *(other.id for other in others)}) == 8


@pytest.mark.parametrize(
    ("action", "concern", "targets", "more", "reason"),
    [
        ("reject", "claim", (), {}, "no claim"),
        ("reject", "claim", ("c-1",), {"author": " "}, "nobody is named"),
        ("reject", "claim", ("c-1",), {"at": datetime(2031, 6, 1)}, "time zone"),  # noqa: DTZ001
        ("reject", "claim", ("c-1",), {"others": ["c-2"]}, "two sides"),
        ("reject", "match", ("c-1",), {}, "two sides"),
        ("reject", "status", ("c-1",), {}, "accepted or rejected"),
        ("merge", "match", ("c-1",), {}, "two claims or more"),
        ("merge", "claim", ("c-1", "c-2"), {}, "merged and split"),
        ("split", "match", ("c-1",), {}, "both sides"),
        ("split", "match", ("c-1",), {"others": ["c-1"]}, "both sides"),
        ("amend", "claim", ("c-1",), {}, "names the field"),
        ("amend", "match", ("c-1",), {"others": ["c-2"], "field": "x"}, "names the field"),
    ],
)
def test_parts_that_do_not_go_together(
    action: str, concern: str, targets: tuple[str, ...], more: dict[str, Any], reason: str
) -> None:
    with pytest.raises(UsageError, match=reason):
        made(action, concern, *targets, **more)


@pytest.mark.parametrize("value", [2, -2, True, 0.5, "1"])
def test_what_is_no_score(value: Any) -> None:
    with pytest.raises(UsageError, match="no score"):
        Score.make("NR", ["c-1"], value, coder="ana", at=AT)


WORDS = [
    made("amend", "claim", "c-1", field="obligors", value=["NR", "SM"], reason="“so”\n"),
    made("amend", "claim", "c-1", field="due", value=None),
    made("split", "match", "c-1", others=["c-2"], blind=True),
    made("amend", "status", "c-1", field="status", value=status_value("done", date(2031, 1, 1))),
    Score.make("NR", ["c-1"], None, coder="ana", at=AT, guideline="all", start=date(2031, 1, 1)),
    Score.make("NR", ["c-1"], -1, coder="ana", at=AT, end=date(2031, 1, 1), blind=True),
    Score.make("NR", ["c-1"], 0, coder="ana", at=AT),
    Grade.make(Scale.CREDIBILITY, "a.txt", "6", author="ana", at=AT, reason="unheard of"),
]


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.id)
@pytest.mark.parametrize("undone", [None, Undo("bo", AT, "no"), Undo("bo", AT)])
def test_a_word_goes_out_and_comes_back(word: Any, undone: Undo | None) -> None:
    line = json.dumps(word_to_plain(word, undone))
    assert word_from_plain(json.loads(line)) == (word, undone)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
NAMES = st.sampled_from([*word_to_plain(WORDS[0]), *word_to_plain(WORDS[4]), "undone", "x"])


@given(st.sampled_from(WORDS), st.dictionaries(NAMES, PLAIN, min_size=1, max_size=3))
def test_whatever_stands_in_a_line_it_is_a_word_or_refused(word: Any, given: Any) -> None:
    line = {**word_to_plain(word), **given}
    with contextlib.suppress(UsageError):  # any other error is a defect
        found, _ = word_from_plain(line)
        assert found.id == word.id


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2031-05-02", "2031-05-02"),
        (" 2031-05 ", "2031-05"),
        ("2031", "2031"),
        ("2031~", "2031~"),
        ("2031-05/2031-06-10", "2031-05-01/2031-06-10"),
        ("../2031-06", "../2031-06-30"),
        ("2031/..", "2031-01-01/.."),
        ("[2031-05-02,2031-05-09]", "[2031-05-02,2031-05-09]"),
    ],
)
def test_times_as_people_give_them(text: str, edtf: str) -> None:
    assert read_edtf(text).edtf == edtf


@given(st.dates(), st.integers(0, 800))
def test_every_time_we_write_can_be_given(first: date, days: int) -> None:
    last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal() - 1))
    if first <= last:
        when = When.between(first, last)
        again = read_edtf(when.edtf)
        assert (again.earliest, again.latest) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "soon", "2031-13", "2031-02-30", "../..", "2032/2031", "[]", "0000", 2031, None]
)
def test_what_is_no_time(text: object) -> None:
    with pytest.raises(UsageError):
        read_edtf(text)


def test_what_can_be_amended() -> None:
    assert {"due", "obligors", "target"} <= set(amendable("commitment"))
    with pytest.raises(UsageError, match="no such kind"):
        amendable("wish")
    check_amendment("commitment", "target", {"quantity": "40", "unit": None})
    check_amendment("tenure", "former", True)  # noqa: FBT003
    with pytest.raises(UsageError, match="true or false"):
        check_amendment("tenure", "former", 1)


def test_a_status_is_one_of_ours() -> None:
    assert status_value("Partly-Done") == {"status": "partly_done"}
    with pytest.raises(UsageError, match="no such status"):
        status_value("lost")
    said = status_said(made("amend", "status", "c-1", field="status", value={"status": "done"}))
    assert said is not None
    assert (said.on, said.why) == (AT.date(), "in the judgement of ana on 2031-06-01")
    assert status_said(made("accept", "claim", "c-1")) is None
    for value in ("done", {"status": "done", "when": "now"}, {"status": "done", "on": "now"}):
        with pytest.raises(UsageError):
            status_said(made("amend", "status", "c-1", field="status", value=value))
