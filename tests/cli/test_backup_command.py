"""`servanda backup`: a copy that is whole and checked, and nothing overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run


@pytest.mark.costly
def test_copy_and_back_up(run: Run, made_record: str) -> None:
    done = run("db", "copy", made_record, "copy.db", "--format", "json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["reports"] == 2
    assert "every row was counted" in done.stderr
    for again in (("db", "copy", made_record, "copy.db"), ("backup", "copy.db")):
        done = run(*again, "--record", made_record)
        assert done.exit_code == 4
        assert "copy.db" in done.stderr
        assert "Traceback" not in done.stderr
    assert run("backup", "--record", "copy.db").exit_code == 0
    (backup,) = Path().glob("servanda-*Z.db")
    assert run("check", "--record", str(backup)).exit_code == 0
    assert run("backup", "postgresql://x/y", "--record", "copy.db").exit_code == 2
