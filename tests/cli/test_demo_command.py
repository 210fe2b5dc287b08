"""`servanda demo`: what it shows, and that it leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servanda.cli.main import main

from .conftest import Run


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Result]:
    """Run the demo once; give the record it made and what it showed."""
    record = str(tmp_path_factory.mktemp("demo") / "demo.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "100")
        done = CliRunner().invoke(main, ["demo", "--record", record], prog_name="servanda")
    return record, done


def test_the_demo_shows_what_came_of_the_sample(shown: tuple[str, Result]) -> None:
    _, done = shown
    assert done.exit_code == 0, done.output
    for heading in ("reports read", "What was promised", "The timeline", "Who held which office"):
        assert heading in done.stdout
    table = done.stdout[: done.stdout.index("What to type next")]
    lines = [line for line in table.splitlines() if not line.startswith("record")]
    assert max(map(len, lines)) <= 100


def test_what_to_type_next_can_be_typed(run: Run, shown: tuple[str, Result]) -> None:
    record, done = shown
    lines = done.stdout[done.stdout.index("What to type next") :].splitlines()[1:]
    typed = [line[line.index("servanda") :].split()[1:] for line in lines if "FOLDER" not in line]
    (serve,) = [words for words in typed if words[0] == "serve"]  # it runs until it is stopped
    assert record in serve
    typed.remove(serve)
    assert len(typed) >= 3
    for words in typed:
        assert record in words
        again = run(*words)
        assert again.exit_code == 0, again.output
        assert again.stdout, words


@pytest.mark.costly
def test_without_a_record_the_demo_leaves_nothing_behind(run: Run) -> None:
    done = run("demo")
    assert done.exit_code == 0, done.output
    assert "--record" in done.stdout
    assert list(Path.cwd().iterdir()) == []
