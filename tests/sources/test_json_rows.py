"""Rows of JSON: what they may hold, and that a bad one costs only itself."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import InputError
from servanda.model import RawItem
from servanda.sources.json_rows import from_json, from_lines


def _lines(text: str | bytes, limit: int = 10_000) -> list[RawItem | InputError]:
    data = text.encode() if isinstance(text, str) else text
    return list(from_lines(io.BytesIO(data), "rows.jsonl", "in/rows.jsonl", limit))


def test_a_row_keeps_what_it_states() -> None:
    row = {
        "id": "w7",
        "text": "Talks were held.",
        "title": "Talks",
        "published": "2031-03",
        "url": "https://example.org/7",
        "publisher": "Amber Times",
        "language": None,
        "other": 3,
    }
    (item,) = _lines(json.dumps(row))
    assert isinstance(item, RawItem)
    assert (item.name, item.origin, item.media_type) == ("w7", "in/rows.jsonl:1", "text/plain")
    assert item.data == b"Talks were held."
    assert item.metadata == {
        "encoding": "utf-8",
        "title": "Talks",
        "published": "2031-03",
        "url": "https://example.org/7",
        "publisher": "Amber Times",
    }


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ({"published": 1931040000}, "1931040000"),
        ({"date": "12 March 2031"}, "12 March 2031"),
        (
            {"pubDate": "x", "published": "Wed, 12 Mar 2031 10:00:00 GMT"},
            "Wed, 12 Mar 2031 10:00:00 GMT",
        ),
        ({"published": True}, None),
    ],
)
def test_the_day_of_a_row_is_kept_as_it_is_written(stated: dict[str, object], kept: str) -> None:
    (item,) = _lines(json.dumps({"text": "Talks were held.", **stated}))
    assert isinstance(item, RawItem)
    assert item.metadata.get("published") == kept


def test_a_row_without_an_id_is_named_by_its_line() -> None:
    items = _lines('{"text": "One."}\n\n{"id": 12, "text": "Two."}\n{"id": "", "text": "Three."}')
    assert [i.name for i in items if isinstance(i, RawItem)] == [
        "rows.jsonl#1",
        "12",
        "rows.jsonl#4",
    ]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("not json", "not JSON"),
        ('{"text": "cut', "not JSON"),
        ("[1, 2]", "a list"),
        ('"words"', "a string"),
        ("{}", "no text"),
        ('{"text": null}', "no text"),
        ('{"text": 3}', "a number"),
        ('{"text": " "}', "empty"),
        ("[" * 200_000, "too deeply"),
        ("1" * 10_000, "not JSON"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_the_rest_is_read(line: str, word: str) -> None:
    found = _lines(f'{{"id": "a", "text": "One."}}\n{line}\n{{"id": "b", "text": "Two."}}\n', 10**6)
    assert [f.name for f in found if isinstance(f, RawItem)] == ["a", "b"]
    (error,) = [f for f in found if isinstance(f, InputError)]
    assert error.subject == "in/rows.jsonl:2"
    assert word in error.reason
    assert error.remedy


def test_a_row_over_the_limit_is_skipped_whole() -> None:
    long = json.dumps({"text": "x" * 5_000})
    found = _lines(f'{long}\n{{"id": "b", "text": "Two."}}\n', limit=500)
    assert isinstance(found[0], InputError)
    assert "larger than 500 bytes" in found[0].reason
    assert isinstance(found[1], RawItem)
    assert found[1].name == "b"


def test_a_file_whose_only_row_is_over_the_limit_is_not_called_empty() -> None:
    (only,) = _lines('{"text": "' + "x" * 900 + '"}', limit=500)
    assert isinstance(only, InputError)
    assert "larger than 500 bytes" in only.reason


def test_a_row_that_is_not_utf8_is_named() -> None:
    found = _lines(b'{"text": "caf\xe9"}\n{"id": "b", "text": "Two."}\n')
    assert isinstance(found[0], InputError)
    assert isinstance(found[1], RawItem)


def test_a_byte_order_mark_is_no_error() -> None:
    (item,) = _lines(b'\xef\xbb\xbf{"id": "a", "text": "One."}')
    assert isinstance(item, RawItem)


def test_a_lone_surrogate_becomes_a_replacement_character() -> None:
    (item,) = _lines('{"text": "a\\ud800b"}')
    assert isinstance(item, RawItem)
    assert item.data.decode() == "a\ufffdb"


def test_a_file_that_is_something_else_does_not_flood() -> None:
    found = _lines("no row\n" * 5_000)
    assert len(found) == 21
    assert "was not read" in str(found[-1])


def test_nothing_but_empty_lines_is_an_error() -> None:
    (error,) = _lines("\n \n")
    assert isinstance(error, InputError)


def _json(value: Any) -> list[RawItem | InputError]:
    return list(from_json(json.dumps(value).encode(), "f.json", "in/f.json"))


def test_a_json_file_may_be_a_row_a_list_or_a_feed() -> None:
    one = _json({"text": "One."})
    many = _json([{"id": "a", "text": "One."}, {"text": "Two."}, 3])
    feed = _json(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Amber Times",
            "items": [
                {
                    "id": "i1",
                    "title": "Talks",
                    "content_html": "<p>Held <b>today</b>.</p><p>More.</p>",
                    "date_published": "2031-03-03T10:00:00Z",
                },
                {"id": "i2", "content_text": "Two."},
                {"id": "i3"},
            ],
        }
    )
    assert [f.name for f in one if isinstance(f, RawItem)] == ["f.json"]
    assert [f.name for f in many if isinstance(f, RawItem)] == ["a", "f.json#2"]
    assert isinstance(many[2], InputError)
    first = feed[0]
    assert isinstance(first, RawItem)
    assert first.data.decode() == "Talks\n\nHeld today.\n\nMore."
    assert first.metadata["published"] == "2031-03-03T10:00:00Z"
    assert first.metadata["publisher"] == "Amber Times"
    assert isinstance(feed[2], InputError)


@pytest.mark.parametrize("value", [[], {}, 3, "x", None, {"items": 3}])
def test_json_that_is_no_report_is_refused(value: Any) -> None:
    found = _json(value)
    assert len(found) == 1
    assert isinstance(found[0], InputError)


def test_json_lines_under_a_wrong_name_are_read() -> None:
    data = b'{"text": "One."}\n{"text": "Two."}\n'
    found = list(from_json(data, "f.json", "f.json"))
    assert [f.name for f in found if isinstance(f, RawItem)] == ["f.json#1", "f.json#2"]


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    assert all(isinstance(f, RawItem | InputError) for f in _lines(data))
    assert all(isinstance(f, RawItem | InputError) for f in from_json(data, "f", "f"))
