"""One JSON object a line, whatever the texts hold."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from servanda.export.json_lines import json_array, json_line, json_text

ANY = st.text(st.characters(exclude_categories=()))  # halves of surrogate pairs too


@given(ANY, st.lists(ANY))
def test_any_text_is_one_line_of_valid_json(words: str, several: list[str]) -> None:
    line = json_line({"b": words, "a": tuple(several), "c": {"d": words}})
    assert "\n" not in line
    found = json.loads(line)
    assert list(found) == ["b", "a", "c"]
    assert len(found["b"]) == len(words)
    line.encode()


def test_half_a_pair_becomes_the_replacement_character() -> None:
    assert json_line({"a": ["x\ud83d"]}) == '{"a":["x\ufffd"]}'


@given(ANY)
def test_printed_json_steers_no_terminal_and_is_what_it_was(words: str) -> None:
    words = words.encode("utf-8", "replace").decode() + "\x9b\x7f\u202e\u2069"
    for written in (json_text([words], indent=True), json_line({"a": words})):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written)
        assert words in (json.loads(written) if written[0] == "[" else json.loads(written).values())


def test_lines_make_an_array() -> None:
    assert json.loads("".join(json_array(['{"a":1}\n', '{"a":2}']))) == [{"a": 1}, {"a": 2}]
    assert json.loads("".join(json_array([]))) == []
