"""Check: each kind of damage is found, and named."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from ledgers import AT, LATER, WORDS, by_words, claims, report
from servanda.store import open_record


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a sound record of two reports."""
    path = tmp_path_factory.mktemp("sound") / "record.db"
    with open_record(f"sqlite:///{path}", resolver=by_words) as record:
        for number, name in enumerate(("a.txt", "b.txt")):
            one = report(name, WORDS + "!" * number)
            record.put(one, claims(one), at=AT, reader="1")
        assert record.check() == []
    return path


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ("UPDATE text SET content = replace(content, 'Tarn', 'Torn')", "hash"),
        ("UPDATE text SET content = replace(content, 'Tarn', 'Torn')", "expected"),
        ("UPDATE evidence SET start = start + 1", "expected"),
        ("UPDATE evidence SET exact = 'never said'", "expected 'never said'"),
        ("DELETE FROM evidence", "no evidence"),
        ("UPDATE claim SET body = replace(body, '40 barges', '50 barges')", "not the hash"),
        ('UPDATE claim SET body = \'{"kind":"rumour"}\'', "cannot be read"),
        ("UPDATE claim SET body = '[1]'", "cannot be read"),
        ("UPDATE statement SET value = 'agreed' WHERE value = 'will'", "not the hash"),
        ("UPDATE statement SET claim = 99999", "claim that is not there"),
        ("UPDATE claim SET superseded = recorded", "its claim does not"),
        ("UPDATE claim SET report = 'r-0'", "row of report that is not there"),
        ("UPDATE evidence SET claim = claim + 5000", "row of claim that is not there"),
        ('UPDATE block SET "end" = 100000', "outside the text"),
        ("UPDATE report SET name = 'other.txt'", "not the hash"),
        ("DELETE FROM text", "text is missing"),
        ("DELETE FROM dating", "without a dating"),
        ("DELETE FROM reading", "without a reading"),
        ("DELETE FROM edition", "report does not"),
        ("UPDATE edition SET superseded = '2000-01-01T00:00:00.000000+00:00'", "before it began"),
        ("UPDATE dating SET latest = '2000-01-01'", "sorted by differ"),
        ('UPDATE dating SET dating = \'{"when":{"start":"soon"}}\'', "cannot be read"),
        ("UPDATE dating SET dating = '{'", "damaged"),
        ("UPDATE claim SET recorded = 'yesterday'", "damaged"),
        ("DELETE FROM text_words WHERE rowid = 1", "in the index"),
    ],
)
def test_damage_is_found(sound: Path, tmp_path: Path, damage: str, why: str) -> None:
    path = tmp_path / "record.db"
    shutil.copy(sound, path)
    other = sqlite3.connect(path)
    other.execute(damage)
    other.commit()
    other.close()
    with open_record(f"sqlite:///{path}", resolver=by_words) as record:
        problems = record.check()
    assert any(why in problem.why for problem in problems), problems
    assert problems == sorted(set(problems))
    assert all(problem.what for problem in problems)


def test_what_was_retracted_is_proved_as_well(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with open_record(f"sqlite:///{path}", resolver=by_words) as record:
        for words in (WORDS, WORDS + " Sorrel agreed."):
            one = report("a.txt", words)
            record.put(one, claims(one), at=LATER, reader="1")
        assert record.check() == []
        other = sqlite3.connect(path)
        other.execute("UPDATE evidence SET exact = 'x' WHERE claim = 1 AND ordinal = 0")
        other.commit()
        other.close()
        assert len(record.check()) == 1


def test_a_cell_whose_bytes_are_no_text_is_named(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.db"
    shutil.copy(sound, path)
    with sqlite3.connect(path) as file:
        file.execute("UPDATE report SET name = CAST(x'61ff62' AS TEXT) WHERE name = 'b.txt'")
    file.close()
    with open_record(f"sqlite:///{path}", resolver=by_words) as record:
        assert "report, row 2, name: its bytes are not UTF-8" in {p.why for p in record.check()}
