"""Front matter: simple scalars are read, everything else is left alone."""

from __future__ import annotations

import codecs
import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.errors import UndecodableError
from servanda.model import RawItem
from servanda.sources import open_path
from servanda.sources.front_matter import front_matter

FRONT = """---
title: "Talks: four ports"
Date: 2031-03-03   # day of the talks
tags: [ports, ships]
author:
  name: nobody
source: Amber Times
link: https://example.org/7
---

# Talks
"""


def test_scalars_become_metadata() -> None:
    assert front_matter(FRONT.encode()) == {
        "title": "Talks: four ports",
        "published": "2031-03-03",
        "publisher": "Amber Times",
        "url": "https://example.org/7",
    }


def test_encodings_and_line_ends_do_not_matter() -> None:
    expected = front_matter(FRONT.encode())
    assert front_matter(codecs.BOM_UTF8 + FRONT.encode()) == expected
    assert front_matter(FRONT.encode("utf-16")) == expected
    assert front_matter(FRONT.replace("\n", "\r\n").encode()) == expected


@pytest.mark.parametrize(
    "text",
    ["# Talks\n", "---\n", "---\nno end: 1\n", "text\n---\ntitle: x\n---\n", "", "---\n---\n"],
)
def test_without_front_matter_there_is_none(text: str) -> None:
    assert front_matter(text.encode()) == {}


def test_the_file_stays_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "talks.md"
    path.write_text(FRONT)
    (item,) = open_path(path)
    assert isinstance(item, RawItem)
    assert item.data == FRONT.encode()
    assert item.metadata["published"] == "2031-03-03"


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"title: "]))
def test_whatever_stands_there_it_is_read_or_refused(data: bytes, key: bytes) -> None:
    with contextlib.suppress(UndecodableError):  # any other error is a defect
        assert isinstance(front_matter(b"---\n" + key + data + b"\n---\n"), dict)


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("title: Talks: four ports", "mapping values are not allowed here (line 2)"),
        ("tags: [a\ntitle: x", "(line"),
        ("title: !!python/object/apply:os.system ['true']", None),
        ("title: " + "[" * 5_000, "nested too deep"),
        ("title: \x07", "special characters"),
    ],
)
def test_bad_yaml_is_named_and_refused(tmp_path: Path, block: str, reason: str | None) -> None:
    path = tmp_path / "talks.md"
    path.write_text(f"---\n{block}\n---\nText.\n")
    (item,) = open_path(path)
    if reason is None:  # a tag is not obeyed, and what bears it is no plain value
        assert isinstance(item, RawItem)
        assert "title" not in item.metadata
        return
    assert isinstance(item, UndecodableError)
    assert item.subject == str(path)
    assert reason in item.reason


def test_a_line_drawn_above_a_text_is_no_front_matter() -> None:
    text = "---\nNever, he said: no.\n---\nMore.\n"
    assert front_matter(text.encode()) == {}


def test_only_the_head_of_a_file_is_looked_at() -> None:
    text = "---\ntitle: x\nnote: " + "y" * 20_000 + "\n---\nText.\n"
    assert front_matter(text.encode()) == {}


def test_values_are_taken_as_written() -> None:
    text = "---\ndate: 2031-03-03T23:00:00+09:00\nlang: no\ntitle: >\n  Talks\n  on ports\n---\n"
    assert front_matter(text.encode()) == {
        "published": "2031-03-03T23:00:00+09:00",
        "language": "no",
        "title": "Talks on ports",
    }
