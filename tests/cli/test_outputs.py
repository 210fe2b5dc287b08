"""Files are written whole or not at all; folders keep what servanda did not write."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from servanda.cli import outputs
from servanda.cli.outputs import put_file
from servanda.errors import UsageError
from servanda.export.formats import EXPORTS

Run = Callable[..., Result]


DAY = ("--today", "2024-09-01")


def test_a_file_in_the_way_of_a_folder(run: Run, made_record: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("export", "notes", "-o", str(tmp_path / "file" / "x"), "--record", made_record)
    assert done.exit_code == 2
    assert "it cannot be written" in done.stderr


def test_notes_of_others_stay(run: Run, made_record: str, tmp_path: Path) -> None:
    mine = tmp_path / "index.md"
    mine.write_text("my own thoughts", encoding="utf-8")
    done = run("export", "notes", "-o", str(tmp_path), "--record", made_record)
    assert done.exit_code == 2
    assert "servanda did not write it" in done.stderr
    assert mine.read_text(encoding="utf-8") == "my own thoughts"


def test_notes_are_renewed(run: Run, made_record: str, tmp_path: Path) -> None:
    for _ in range(2):
        done = run("export", "notes", "-o", str(tmp_path / "n"), "--record", made_record, *DAY)
        assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "n").rglob("*.md"))) == 6


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "x.csv"
    target.write_bytes(b"before")
    target.chmod(0o640)

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise UsageError("x", "it breaks off")

    with pytest.raises(UsageError, match="breaks off"):
        put_file(str(target), broken())
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]
    put_file(str(target), [b"after"])
    assert target.read_bytes() == b"after"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_terminal_gets_no_binary_file(monkeypatch: pytest.MonkeyPatch) -> None:
    form = EXPORTS["commitments"].format("xlsx")
    assert form is not None
    monkeypatch.setattr(outputs.sys.stdout, "isatty", lambda: True, raising=False)
    with pytest.raises(UsageError, match="a terminal cannot show it"):
        outputs.put_out([b""], form)
