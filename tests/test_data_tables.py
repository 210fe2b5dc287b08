"""Data tables: each says where it comes from, and each word list of it is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import servanda
from servanda.data_tables import one_of, rows, word_list, word_lists, word_set

PACKAGES = Path(servanda.__file__).parent
TABLES = sorted(PACKAGES.glob("*/data/*.tsv"))
LISTS = [
    pytest.param(table.parts[-3], kind, id=f"{table.parts[-3]}-{kind}")
    for table in TABLES
    if table.name == "words.tsv"
    for kind in word_lists(table.parts[-3])
]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.parts[-3]}-{table.stem}")
def test_a_table_says_what_it_holds_and_its_rows_are_whole(table: Path) -> None:
    assert table.read_text(encoding="utf-8").startswith("# ")
    found = rows(table.parts[-3], table.stem)
    assert found
    assert not any(cell != cell.strip() for row in found for cell in row)


@pytest.mark.parametrize(("package", "kind"), LISTS)
def test_every_list_is_used_and_has_no_word_twice(package: str, kind: str) -> None:
    code = "".join(path.read_text("utf-8") for path in (PACKAGES / package).rglob("*.py"))
    assert re.search(rf'\b\w*(?:word_list|word_set|one_of)\([^)]*["\']{kind}["\']', code)
    listed = word_list(package, kind)
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
