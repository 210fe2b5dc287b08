"""Data tables: each says where it comes from, and each word list of it is used."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import servanda
from servanda.data_tables import one_of, rows, word_list, word_lists, word_set

PACKAGES = Path(servanda.__file__).parent
TABLES = sorted(PACKAGES.glob("*/data/*.tsv"))
OF_LISTS = "words clause_words commitment_words consultation_words reference_words relevance_words tenure_words"
LISTS = [
    pytest.param(package, table.stem, kind, id=f"{package}-{table.stem}-{kind}")
    for table in TABLES
    if table.stem in OF_LISTS.split()
    for package in [table.parts[-3]]
    for kind in word_lists(package, table.stem)
]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.parts[-3]}-{table.stem}")
def test_a_table_says_what_it_holds_and_its_rows_are_whole(table: Path) -> None:
    assert table.read_text(encoding="utf-8").startswith("# ")
    found = rows(table.parts[-3], table.stem)
    assert found
    assert not any(cell != cell.strip() for row in found for cell in row)


@cache
def code_of(package: str) -> str:
    return "".join(path.read_text("utf-8") for path in (PACKAGES / package).rglob("*.py"))


@pytest.mark.parametrize(("package", "table", "kind"), LISTS)
def test_every_list_is_used_and_has_no_word_twice(package: str, table: str, kind: str) -> None:
    named = "" if table == "words" else f"[^)]*[\"']{table}[\"']"
    asked = rf'\b\w*(?:word_list|word_set|one_of)\([^)]*["\']{kind}["\']{named}'
    assert re.search(asked, code_of(package))
    listed = word_list(package, kind, table)
    assert len(listed) == len(set(listed))


def test_rows_and_lists() -> None:
    assert rows("timex", "fiscal", 4)[0] == ("JP", "4", "start", "")
    assert word_list("timex", "promised")[:2] == ("vowed", "pledged")
    assert word_set("timex", "promised") == set(word_list("timex", "promised"))
    assert re.fullmatch(one_of("timex", "promised"), "pledged")
    with pytest.raises(KeyError):
        word_set("timex", "no such list")
    with pytest.raises(FileNotFoundError):
        rows("timex", "no_such_table")
