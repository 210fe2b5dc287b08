"""`servanda check`, also with `--deep`."""

from __future__ import annotations

import json
import sqlite3

import pytest

from servanda.pipeline import READER

from .conftest import Run


def rows(done_stdout: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in done_stdout.splitlines()]


@pytest.mark.costly
def test_check_works_out_anew_what_is_kept_ready(run: Run, made_record: str) -> None:
    assert "rebuilt" not in run("check", "--record", made_record).stderr
    done = run("check", "--deep", "--record", made_record)
    assert done.exit_code == 0, done.output
    assert "rebuilt from its reports, the record comes out the same" in done.stderr
    run("picture", "--record", made_record)
    file = sqlite3.connect(made_record.removeprefix("sqlite:///"))
    assert file.execute("DELETE FROM statement WHERE property = 'object'").rowcount
    file.execute("UPDATE reading SET reader = ?", (READER,))
    file.commit()
    file.close()
    assert run("check", "--record", made_record).exit_code == 0
    done = run("check", "--deep", "--record", made_record, "--format", "jsonl")
    assert done.exit_code == 4
    assert all("statement is not kept" in str(row["why"]) for row in rows(done.stdout))
