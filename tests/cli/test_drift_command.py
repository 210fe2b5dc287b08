"""`servanda drift`: what changed in a wording is marked."""

from __future__ import annotations

from .conftest import FIRST, Run


def test_drift_marks_what_changed(run: Run, made_record: str) -> None:
    done = run("drift", "the bond stays firm", "--record", made_record)
    assert "Ada Brandt" in done.stdout
    assert "The bond is firm" in FIRST
    nothing = run("drift", "windmills", "--record", made_record)
    assert nothing.exit_code == 0
    assert "no report uses 'windmills'" in nothing.stderr
    assert run("drift", "of the", "--record", made_record).exit_code == 2
