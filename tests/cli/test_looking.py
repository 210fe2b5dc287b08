"""Looking at a record that nobody can write to: it answers, and nothing is written beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run

LOOKS = (
    ("show", "commitments"),
    ("show", "offices"),
    ("picture",),
    ("due",),
    ("timeline",),
    ("search", "ferries"),
    ("drift", "hand over ten ferries"),
    ("export", "commitments"),
    ("export", "claims"),
)
DAY = ("--today", "2024-06-02")


def there(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in folder.iterdir()}


@pytest.fixture
def shut(stale_record: str, tmp_path: Path) -> Path:
    """Give a copy of a record with a stale index, alone in a folder."""
    kept = Path(stale_record.removeprefix("sqlite:///"))
    folder = tmp_path / "archive"
    folder.mkdir()
    copy = folder / "record.db"
    copy.write_bytes(kept.read_bytes())
    return copy


@pytest.mark.parametrize("look", LOOKS)
def test_a_file_that_may_only_be_read_answers(run: Run, shut: Path, look: tuple[str, ...]) -> None:
    url = f"sqlite:///file:{shut}?mode=ro&immutable=1&uri=true"
    before = there(shut.parent)
    found = run(*look, "--record", url, *DAY)
    assert found.exit_code == 0, found.stderr
    assert found.stdout
    assert "Traceback" not in found.stderr
    assert there(shut.parent) == before


@pytest.mark.parametrize("look", LOOKS[:4])
def test_a_record_on_a_full_disk_answers(
    run: Run, shut: Path, look: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("servanda.store.dialects.sqlite._room", lambda _: 0)
    before = there(shut.parent)
    found = run(*look, "--record", f"sqlite:///{shut}", *DAY)
    assert found.exit_code == 0, found.stderr
    assert found.stdout
    assert there(shut.parent) == before


def test_writing_to_a_full_disk_says_so(
    run: Run, shut: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("servanda.store.dialects.sqlite._room", lambda _: 0)
    found = run("db", "settle", "--record", f"sqlite:///{shut}")
    assert found.exit_code == 4
    assert "the disk is full" in found.stderr
    assert "Traceback" not in found.stderr
