"""Model values as plain data: the same text for the same value, and whatever comes in is checked."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import UsageError
from servanda.model import (
    Action,
    Anchor,
    Commitment,
    Concern,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Decision,
    Grade,
    Modality,
    Participant,
    Scale,
    Score,
    Target,
    TimeRef,
    TimexType,
    Undo,
    When,
    status_value,
)
from servanda.model.ids import ClaimId
from servanda.model.serialization import (
    anchor_from_plain,
    body_from_plain,
    body_to_plain,
    from_plain,
    misfit,
    plain_row,
    to_plain,
    word_from_plain,
    word_to_plain,
)

AT = datetime(2031, 6, 1, 12, tzinfo=UTC)
SAID: dict[str, Any] = {"author": "ana", "at": AT}
DUE = TimeRef(4, 14, "June 2031", TimexType.DATE, "month", (("y", 2031), ("m", 6)), relation="by")
PROMISE = Commitment(("NR",), "lend", "40 barges", Modality.WILL, due=DUE, target=Target("40"))


def made(action: str, concern: str, *targets: str, **more: Any) -> Decision:
    return Decision.make(Action(action), Concern(concern), targets, **{**SAID, **more})


# -- values --------------------------------------------------------------------------------------


def test_what_the_record_keeps_leaves_out_what_is_empty() -> None:
    assert body_to_plain(PROMISE) == {
        "kind": "commitment",
        "obligors": ["NR"],
        "action": "lend",
        "object": "40 barges",
        "modality": "will",
        "due": {
            "start": 4,
            "end": 14,
            "text": "June 2031",
            "type": "DATE",
            "form": "month",
            "args": [["y", 2031], ["m", 6]],
            "relation": "by",
        },
        "target": {"quantity": "40"},
        "comes_about": False,
    }
    assert body_from_plain(body_to_plain(PROMISE)) == PROMISE


def test_an_answer_has_every_field_and_times_as_the_contract_writes_them() -> None:
    @dataclass(frozen=True)
    class Row:
        who: str | None
        when: When | None
        days: tuple[date, ...]
        parts: dict[Any, Any]

    row = Row(None, When.month(2031, 6), (), {3: Modality.WILL, "at": AT})
    assert plain_row(row) == {
        "who": None,
        "when": {"earliest": "2031-06-01", "latest": "2031-06-30", "edtf": "2031-06"},
        "days": [],
        "parts": {"3": "will", "at": "2031-06-01T12:00:00+00:00"},
    }
    assert to_plain(row)["when"]["start"] == "2031-06-01"
    assert plain_row([row, None, 0.5]) == [plain_row(row), None, 0.5]


def test_whatever_a_time_is_it_comes_back() -> None:
    for when in (None, When.month(2031, 6), When.one_of((date(2031, 1, 1), date(2031, 1, 8)))):
        assert from_plain(When | None, to_plain(when)) == when


@pytest.mark.parametrize(
    "plain", [{"kind": "rumour"}, {}, {"kind": "quote", "mood": "sad"}, {"kind": "quote"}]
)
def test_what_is_no_body_is_refused(plain: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        body_from_plain(plain)


@pytest.mark.parametrize(
    ("kind", "value", "wanted"),
    [
        (str, 3, "text"),
        (int, True, "a whole number"),
        (bool, 1, "true or false"),
        (date, "soon", "a day in ISO 8601"),
        (datetime, None, "an instant in ISO 8601"),
        (Modality, "maybe", "one of agreed, will"),
        (Modality, ["will"], "one of agreed, will"),
        (int | None, "3", "a whole number"),
        (str | int, None, "text; or a whole number"),
        (tuple[str, ...], "NR", "a list"),
        (tuple[str, ...], ["NR", 3], "a list of which each is text"),
        (Participant, "Tarn", "an object with name, office, party"),
        (Participant, {"office": "king"}, "an object with name"),
        (Participant, {"name": "Tarn", "age": 3}, "no such field: age"),
        (Commitment, {**to_plain(PROMISE), "target": {"quantity": 4}}, "target: quantity: text"),
    ],
)
def test_what_does_not_fit_is_named(kind: Any, value: Any, wanted: str) -> None:
    assert misfit(kind, value).startswith(wanted)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (str | None, None),
        (date, "2031-06-01"),
        (tuple[Participant, ...], [{"name": "Tarn"}]),
        (ClaimId, "c-1"),
        (Any, {"x": [1]}),
        (Consultation, {"form": ConsultationForm.CALL, "status": ConsultationStatus.HELD}),
    ],
)
def test_what_fits_fits(kind: Any, value: Any) -> None:
    assert misfit(kind, value) == ""


# -- persons' words ------------------------------------------------------------------------------


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
    ("line", "reason"),
    [
        ([], "not a JSON object"),
        ({"sort": ["score"]}, "there is no sort"),
        ({**word_to_plain(WORDS[0]), "others": None}, "others: a list"),
        ({**word_to_plain(WORDS[0]), "at": "2031-06-01T12:00:00"}, "time zone"),
        ({**word_to_plain(WORDS[0], Undo("bo", AT)), "reason": "x"}, "not the hash"),
        ({**word_to_plain(WORDS[0]), "undone": {"author": "bo", "at": "2031-06-01"}}, "time zone"),
        ({**word_to_plain(WORDS[5]), "value": True}, "a whole number"),
        ({**word_to_plain(WORDS[7]), "scale": "mood"}, "scale: one of"),
    ],
)
def test_what_is_no_word_is_refused_with_the_reason(line: Any, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        word_from_plain(line)


def test_an_anchor_comes_back_or_is_refused() -> None:
    place = Anchor(ClaimId("c-1"), "r-1", "a.txt", "quote", 3, 9, "so, so", (ClaimId("c-2"),))
    assert anchor_from_plain(to_plain(place)) == place
    with pytest.raises(ValueError, match="start: a whole number"):
        anchor_from_plain({**to_plain(place), "start": "3"})
