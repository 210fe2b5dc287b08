"""Every cell of every table: changed or taken out, it is noticed, or it is said here why it is not."""

# ruff: noqa: S608 - the names in the SQL are those of our own tables

from __future__ import annotations

import random
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table

from random_reports import AT, SENTENCES, told
from servanda.errors import RecordError
from servanda.indexing.proof import prove_ready
from servanda.indexing.update import update_index
from servanda.model import Action, Concern, Decision, Grade, Scale, Score, Undo
from servanda.store import open_record
from servanda.store.all_tables import metadata

PROMISES, TALKS, OTHERS, _ = SENTENCES
TABLES = {table.name: table for table in metadata.sorted_tables}

IMMATERIAL = {
    # Numbers of rows that no other row refers to.
    "decision": {"key"},
    "score": {"key"},
    "grade": {"key"},
    "undo": {"key"},
    "reading": {"key"},
    "state": {"key"},
    "tenure": {"key"},
    "tenure_mention": {"key"},
    "statement": {"key"},
    "dating": {"key"},
    # Marks of how far working out has come: where one is lost, it begins anew.
    "meta": {"key", "value"},
}
TOLD_ONCE = {
    # What nothing else in the record tells, so that no row can prove another.
    "edition": {
        *("name", "origin", "title", "publisher", "wire", "url", "language"),
        *("dateline_place", "relevant", "because", "dating", "recorded"),
    },
    "block": {"start", "end", "kind"},
    "claim": {"rule", "confidence", "recorded"},
    "statement": {"recorded"},
    "dating": {"recorded"},
    "reading": {"reader", "recorded"},
    "decision": {"recorded", "anchors"},
    "score": {"recorded", "anchors"},
    "grade": {"recorded"},
    "undo": {"author", "at", "reason"},
}
WHOLE_ROWS_TOLD_ONCE = {"decision", "score", "grade", "meta", "block"}
ONLY_STANDING = {"statement"}
"""What stood once is proved by its claim and its id: the days in it are not worked out again."""
EMPTY = {"pending", "passage", "signature", "answer", "proposal", "followed", "visit"}
"""What is still to be done, what only longer reports have, and what nothing is derived from: answers of
models, and addresses that are followed. `tests/store` damages or tries these."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a sound record with a row in every table, as far as it goes."""
    path = tmp_path_factory.mktemp("sound") / "record.db"
    found = [
        ("n1", "2031-05-04", [PROMISES[0], TALKS[0], OTHERS[0]]),
        ("n2", None, [TALKS[3], OTHERS[9]]),
        ("n3", "2031-06-12", [PROMISES[3], TALKS[1], OTHERS[-1], PROMISES[0]]),
        ("n1", "2031-05-04", [PROMISES[1], TALKS[0], OTHERS[9], OTHERS[2]]),
    ]
    with open_record(f"sqlite:///{path}") as record:
        for reading in found:
            record.put(*told(*reading), at=AT, reader="1")
        one, two, *_ = [c.claim.id for c in record.view().claims("commitment")]
        words = record.words
        words.add(Decision.make(Action.ACCEPT, Concern.CLAIM, [one], author="A", at=AT), at=AT)
        said = Decision.make(Action.REJECT, Concern.CLAIM, [two], author="A", at=AT)
        words.undo(words.add(said, at=AT).id, Undo("B", AT), at=AT + timedelta(days=1))
        words.add(Score.make("NO", [one], 1, coder="A", at=AT), at=AT)
        words.add(Grade.make(Scale.CREDIBILITY, "n1", "3", author="A", at=AT), at=AT)
        update_index(record, at=AT)
        assert record.check() == []
        assert prove_ready(record, reader="1") == []
    file = sqlite3.connect(path)
    file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.close()
    return path


def other(value: Any) -> Any:
    """Give another value that such a cell might hold."""
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1])
    if isinstance(value, int):
        return value + 1 if value not in (0, 1) else 1 - value
    if isinstance(value, float):
        return value / 2
    if value is None:
        return "2031-01-01"
    digits = [at for at, each in enumerate(value) if each.isdigit()]
    if digits:
        at = digits[-1]
        return f"{value[:at]}{(int(value[at]) + 1) % 10}{value[at + 1 :]}"
    return f"{value}x" if not value.endswith(("]", "}")) else "[7]"


def noticed(path: Path) -> bool:
    """Whether opening, checking or working out anew tells of the damage."""
    try:
        with open_record(f"sqlite:///{path}") as record:
            return bool(record.check() or prove_ready(record, reader="1"))
    except RecordError:
        return True


def damaged(path: Path, table: Table, column: str | None, dice: random.Random) -> bool:
    """Change a cell of some row, or take the row out; False where the database does not let one."""
    file = sqlite3.connect(path)
    keys = [key.name for key in table.primary_key.columns]
    names = ", ".join(f'"{key}"' for key in keys)
    which = "WHERE superseded IS NULL" if table.name in ONLY_STANDING else ""
    rows = file.execute(f'SELECT {names} FROM "{table.name}" {which}').fetchall()
    where = " AND ".join(f'"{key}" IS ?' for key in keys)
    row = dice.choice(rows)
    try:
        if column is None:
            file.execute(f'DELETE FROM "{table.name}" WHERE {where}', row)
        else:
            cell = f'SELECT "{column}" FROM "{table.name}" WHERE {where}'
            value = other(file.execute(cell, row).fetchone()[0])
            change = f'UPDATE "{table.name}" SET "{column}" = ? WHERE {where}'
            file.execute(change, (value, *row))
        file.commit()
    except sqlite3.IntegrityError:
        return False
    finally:
        file.close()
    return True


def test_every_table_but_few_is_tried(sound: Path) -> None:
    file = sqlite3.connect(sound)
    counts = {name: file.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in TABLES}
    file.close()
    assert {name for name, rows in counts.items() if not rows} <= EMPTY


@pytest.mark.parametrize("name", ["text", "report", "claim", "evidence", "alembic_version"])
def test_a_row_taken_out_is_noticed(sound: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "record.db"
    shutil.copy(sound, path)
    assert damaged(path, TABLES[name], None, random.Random(1))  # noqa: S311 - a choice
    assert noticed(path)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(TABLES) - EMPTY))
def test_whatever_is_changed_is_noticed(sound: Path, tmp_path: Path, name: str) -> None:
    path, dice, table = tmp_path / "record.db", random.Random(name), TABLES[name]  # noqa: S311 - a choice
    known = IMMATERIAL.get(name, set()) | TOLD_ONCE.get(name, set())
    cells: list[str | None] = [one.name for one in table.c if one.name not in known]
    cells += [] if name in WHOLE_ROWS_TOLD_ONCE else [None]
    missed = []
    for cell in cells:
        shutil.copy(sound, path)
        if damaged(path, table, cell, dice) and not noticed(path):
            missed.append(cell or "the whole row")
        for left in tmp_path.glob("record.db-*"):
            left.unlink()
    assert missed == []
