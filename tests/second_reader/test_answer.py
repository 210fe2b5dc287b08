from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.second_opinion import Answer
from servanda.second_reader.answer import proposals_of
from servanda.second_reader.proposal import Ground

ENTRY: dict[str, Any] = {"quotations": [{"exact": "a b", "after": "c"}], "cells": {"act": "a"}}


def read(content: str, *, cut: bool = False) -> tuple[int, list[str]]:
    found, refused = proposals_of(Answer("r", "incident", "m", "p", content, cut=cut))
    assert all(one.refusal and one.refusal.ground is Ground.UNREADABLE for one in refused)
    return len(found), [one.refusal.detail for one in refused if one.refusal]


def listed(*entries: Any) -> str:
    return json.dumps({"claims": list(entries)})


@pytest.mark.parametrize(
    "content",
    [
        listed(ENTRY),
        f"Here it is:\n```json\n{listed(ENTRY)}\n```\nAnything else?",
        json.dumps({"thoughts": "none", "claims": [ENTRY]}, indent=4),
        listed(ENTRY).replace("}]}", "},]}"),
    ],
)
def test_json_is_found_in_what_a_model_puts_around_it(content: str) -> None:
    assert read(content) == (1, [])


def test_what_is_whole_in_an_answer_that_breaks_off_is_read() -> None:
    whole = listed(ENTRY, ENTRY, ENTRY)
    assert read(whole[: len(whole) - 20]) == (2, ["the answer breaks off within an entry"])
    assert read('{"claims": [') == (0, ["the answer breaks off within an entry"])
    assert read("", cut=True) == (0, ["the answer was cut off"])


@pytest.mark.parametrize(
    "entry",
    [
        7,
        [ENTRY],
        {"cells": {}},
        {"quotations": [], "cells": []},
        {"quotations": [7], "cells": {}},
        {"quotations": [{"exact": 7}], "cells": {}},
        {"quotations": "a b", "cells": {}},
    ],
)
def test_an_entry_of_another_form_is_refused_alone(entry: Any) -> None:
    count, refused = read(listed(ENTRY, entry, ENTRY))
    assert count == 2
    assert refused[0].startswith("no entry: ")


def test_a_quotation_may_be_a_plain_string() -> None:
    assert read(listed({"quotations": ["a b"], "cells": {}})) == (1, [])


@pytest.mark.parametrize("content", ["", "I cannot do that.", "[]", "{}", '{"claims": {}}'])
def test_an_answer_without_a_list_is_refused(content: str) -> None:
    assert read(content) == (0, ["no list of claims in the answer"])


def test_a_deep_or_long_answer_breaks_nothing() -> None:
    assert read('{"claims": [' + "[" * 100_000)[0] == 0
    assert read('{"claims": [' + "9" * 5_000 + "]}")[0] == 0


def test_what_no_database_keeps_is_taken_out() -> None:
    told = r'{"claims": [{"quotations": ["a\u0000\ud800b"], "cells": {"n": NaN, "m": [[[[[[[1]]]]]]]}}]}'
    ((found,), _) = proposals_of(Answer("r", "incident", "m", "p", told))
    assert found.quotations[0].exact == "a\ufffd?b"
    assert found.cells == {"n": "nan", "m": [[[["…"]]]]}


@given(st.text(max_size=300))
def test_any_text_can_be_an_answer(text: str) -> None:
    read(text)
    read('{"claims": [' + text)
