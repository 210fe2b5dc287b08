"""Where a text came from: whole paths, and names that tell two texts of one name apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.model import RawItem
from servanda.sources.origins import full_origin, names_of, place_of


def _item(name: str, origin: str, data: bytes = b"x") -> RawItem:
    return RawItem(name, data, "text/plain", origin, {})


def test_a_file_has_its_whole_path_with_the_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jsonl").write_text("{}")
    monkeypatch.chdir(tmp_path)
    assert full_origin("a.jsonl") == str(tmp_path / "a.jsonl")
    assert full_origin("./a.jsonl:3") == str(tmp_path / "a.jsonl:3")
    assert place_of(full_origin("a.jsonl:3")) == str(tmp_path / "a.jsonl")


@pytest.mark.parametrize(
    "origin", ["https://a.example/x#3", "standard input:2", "no such file", "", "x\0", "y" * 5000]
)
def test_what_is_no_file_stays_as_it_is(origin: str) -> None:
    assert full_origin(origin) == origin


def test_files_are_told_apart_by_their_folders() -> None:
    names = names_of(_item("x.txt", "/w/north/day/x.txt"))
    assert names[:3] == ("x.txt", "day/x.txt", "north/day/x.txt")
    assert names_of(_item("day/x.txt", "/w/north/day/x.txt"))[1] == "north/day/x.txt"


def test_addresses_are_told_apart_by_query_path_and_host() -> None:
    names = names_of(_item("story", "https://a.example/news/story?id=7"))
    assert names[:1] == ("story",)
    names = names_of(_item("index.html", "https://a.example/b/index.html"))
    assert names[:3] == ("index.html", "b/index.html", "a.example/b/index.html")


def test_rows_are_told_apart_by_their_file() -> None:
    assert names_of(_item("r7", "/w/two.jsonl:4"))[:3] == ("r7", "two.jsonl#r7", "w/two.jsonl#r7")
    assert names_of(_item("two.jsonl#4", "/w/two.jsonl:4"))[0] == "two.jsonl#4"


def test_the_last_name_is_of_this_origin_alone() -> None:
    a, b = (names_of(_item("x", origin))[-1] for origin in ("label a", "label b"))
    assert a != b
    piped = [names_of(_item("stdin", "standard input", data))[-1] for data in (b"1", b"2")]
    assert piped[0] != piped[1]
