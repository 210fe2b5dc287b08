"""Front matter: simple scalars are read, everything else is left alone."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    assert isinstance(front_matter(b"---\n" + data + b"\n---\n"), dict)
