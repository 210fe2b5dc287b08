"""Proof: what a record keeps ready is what comes of working it out anew, and damage to it is found."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from random_reports import AT, SENTENCES, told
from servanda.indexing.proof import prove_ready
from servanda.indexing.update import update_index
from servanda.store import open_record

PROMISES, TALKS, OTHERS, _ = SENTENCES


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a sound record of reports that came one by one, one of them corrected, one undated."""
    path = tmp_path_factory.mktemp("sound") / "record.db"
    found = [
        ("n1", "2031-05-04", [PROMISES[0], TALKS[0], OTHERS[0]]),
        ("n2", None, [TALKS[3], OTHERS[9]]),
        ("n3", "2031-06-12", [PROMISES[3], TALKS[1], OTHERS[-1]]),
        ("n1", "2031-05-04", [PROMISES[1], TALKS[0], OTHERS[9]]),
    ]
    with open_record(f"sqlite:///{path}") as record:
        for reading in found:
            report, claims = told(*reading)
            record.put(report, claims, at=AT, reader="1")
            update_index(record, at=AT)
        assert record.check() == []
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.close()
    return path


def test_a_sound_record_is_proved_and_only_read(sound: Path, tmp_path: Path) -> None:
    before = sound.read_bytes()
    with open_record(f"sqlite:///{sound}") as record:
        assert prove_ready(record, reader="1", folder=tmp_path) == []
    assert sound.read_bytes() == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.costly
def test_what_is_still_to_be_settled_is_no_fault(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    shutil.copy(sound, path)
    with open_record(f"sqlite:///{path}") as record:
        record.put(*told("n9", "2031-06-13", [TALKS[2], PROMISES[5]]), at=AT, reader="1")
        assert prove_ready(record, reader="1") == []
    with open_record("sqlite://") as empty:
        assert prove_ready(empty, reader="1") == []


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ("DELETE FROM statement WHERE key = (SELECT max(key) FROM statement)", "statement is not"),
        ("UPDATE statement SET valid_start = '1999-01-01' WHERE property = 'holds'", "statement"),
        ("UPDATE entity SET row = replace(row, 'buy', 'sell') WHERE row IS NOT NULL", "what is"),
        ("UPDATE entity SET reasons = '[\"so\"]' WHERE key = 1", "what is"),
        (
            "DELETE FROM blocking_key WHERE claim = (SELECT max(claim) FROM blocking_key)",
            "the blocking_key",
        ),
        ("UPDATE name_use SET report = (SELECT min(id) FROM report)", "the name_use"),
        ("DELETE FROM state WHERE key = (SELECT max(key) FROM state)", "the state"),
        ("UPDATE tenure SET row = replace(row, 'Minister', 'King')", "the tenure"),
        ("UPDATE office_mention SET last_day = '2060-01-01'", "the office_mention"),
        ("UPDATE office_mention SET person = 'Nobody'", "the office_mention"),
        ("DELETE FROM meeting_mention WHERE word = 'NO|SE'", "the meeting_mention"),
        ("DELETE FROM tenure_mention WHERE key = 1", "the tenure_mention"),
    ],
)
def test_damage_to_what_is_kept_ready_is_found(
    sound: Path, tmp_path: Path, damage: str, why: str
) -> None:
    path = tmp_path / "record.db"
    shutil.copy(sound, path)
    other = sqlite3.connect(path)
    assert other.execute(damage.replace("UPDATE name_use", "UPDATE OR IGNORE name_use")).rowcount
    other.commit()
    other.close()
    with open_record(f"sqlite:///{path}") as record:
        problems = prove_ready(record, reader="1")
    assert any(why in problem.why for problem in problems), problems
    assert problems == sorted(set(problems))


def test_statements_of_older_readers_are_left_as_they_are(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    shutil.copy(sound, path)
    other = sqlite3.connect(path)
    other.execute("DELETE FROM statement WHERE key = (SELECT max(key) FROM statement)")
    other.commit()
    other.close()
    with open_record(f"sqlite:///{path}") as record:
        assert prove_ready(record, reader="2") == []
