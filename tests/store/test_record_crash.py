"""Kill -9 at random points: what was finished is there, whole, once, and the work goes on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from keeping import LAST_KEPT, add_revision, restore
from servanda.store import migrations, open_record
from servers import COSTLY, Server

HERE = Path(__file__).parents[1] / "helpers"
PROGRAM = HERE / "put_fifty.py"
FEW, MANY = 2, 220
WORKS = [
    "reading",
    *(pytest.param(one, marks=pytest.mark.costly) for one in ("reviewing", "deciding", "indexing")),
]


UPGRADE = """
    op.execute("CREATE TABLE later (number INTEGER, words TEXT)")
    op.execute("INSERT INTO later SELECT place, body FROM claim")
    op.execute("CREATE INDEX later_number ON later (number)")
    op.execute("UPDATE later SET words = words || words")
    op.execute("ALTER TABLE later ADD COLUMN more TEXT")
    op.execute("UPDATE later SET more = words || number")
"""


def kill(work: str, trials: int, places: list[str], revisions: Path | None = None) -> int:
    """Let `killed.py` do its work; return how often something was killed in the middle of it.

    `revisions` is the folder of those with which records are upgraded.
    """
    done = subprocess.run(
        [sys.executable, "-W", "ignore", HERE / "killed.py", work, str(trials), "7", *places],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SERVANDA_TEST_REVISIONS": str(revisions or "")},
    )
    assert done.returncode == 0, done.stderr
    killed: int = json.loads(done.stdout)["killed"]
    return killed


@pytest.fixture
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[str]]:
    """Name as many places as the trials of a work may need, on the store the test asks for."""
    store, count = request.param
    if store == "sqlite":
        yield [f"sqlite:///{tmp_path / f'{number}.db'}" for number in range(count)]
        return
    server: Server = request.getfixturevalue("postgres")
    made = [server.schema() for _ in range(count)]
    yield made
    for url in made:
        server.drop(url)


def cases(few: int, many: int) -> list[object]:
    """Give the few trials of every day and the many of a slow run, on both databases."""
    return [
        pytest.param(trials, (store, min(trials, most) + 2), id=f"{store}-{trials}", marks=marks)
        for store, mark in (("sqlite", ()), ("postgresql", COSTLY))
        for trials, most, marks in (
            (few, few, mark),
            (many, many, (*mark, pytest.mark.slow)),
        )
    ]


@pytest.mark.costly
@pytest.mark.parametrize(("trials", "places"), cases(FEW, MANY), indirect=["places"])
@pytest.mark.parametrize("work", WORKS)
def test_a_kill_loses_at_most_the_change_in_hand(work: str, trials: int, places: list[str]) -> None:
    assert kill(work, trials, places) >= trials // 2


@pytest.mark.costly
@pytest.mark.parametrize(("trials", "places"), cases(2, 60), indirect=["places"])
def test_a_record_is_made_whole_or_not_at_all(trials: int, places: list[str]) -> None:
    kill("founding", trials, places)


@pytest.mark.costly
@pytest.mark.parametrize(("trials", "places"), cases(2, 60), indirect=["places"])
def test_a_record_is_copied_whole_or_not_at_all(
    trials: int, places: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SERVANDA_TEST_COPIED", str(tmp_path / "copied.db"))
    kill("copying", trials, places)


@pytest.mark.costly
@pytest.mark.parametrize(("trials", "places"), cases(FEW, MANY), indirect=["places"])
def test_a_record_is_upgraded_whole_or_not_at_all(
    trials: int, places: list[str], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """By a revision made up here, as there is none yet after the first."""
    folder = tmp_path / "revisions"
    shutil.copytree(migrations._FOLDER, folder)
    last = migrations.revisions()[-1]
    add_revision(folder, migrations.number(last) + 1, last, UPGRADE.strip())
    server = None if places[0].startswith("sqlite") else request.getfixturevalue("postgres")
    for url in places:
        restore(LAST_KEPT, url, server)
    killed = kill("migrating", trials, places, folder)
    # An upgrade takes so little that on a busy machine few kills may come in the middle of it.
    assert trials < MANY or killed >= trials // 3


def start(url: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, str(PROGRAM), url], stdout=subprocess.PIPE, text=True)


@pytest.mark.costly
def test_two_that_read_at_once_make_one_record(shared_url: str) -> None:
    with start(shared_url) as one, start(shared_url) as two:
        assert one.stdout is not None
        assert two.stdout is not None
        one.stdout.read()
        two.stdout.read()
        assert (one.wait(), two.wait()) == (0, 0)
    with open_record(shared_url) as record:
        assert record.counts().reports == 50
        assert record.check() == []
