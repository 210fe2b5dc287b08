"""`servanda report`: one printable page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


DAY = ("--today", "2024-09-01")


def test_a_report_is_one_page(run: Run, made_record: str, tmp_path: Path) -> None:
    target = tmp_path / "r.html"
    done = run(
        "report", "--party", "Nauru", "--party", "SM", "-o", str(target),
        "--record", made_record, *DAY,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    text = target.read_text(encoding="utf-8")
    assert "<h1>Nauru – San Marino</h1>" in text
    assert "ten ferries" in text
    printed = run("report", "--record", made_record, "--title", "Ours & theirs", *DAY)
    assert "<h1>Ours &amp; theirs</h1>" in printed.stdout


def test_a_period_has_to_have_a_length(run: Run, made_record: str) -> None:
    done = run("report", "--since", "2024-05-02", "--until", "2024-05-01", "--record", made_record)
    assert done.exit_code == 2
    assert "is before --since" in done.stderr


def test_a_report_that_is_not_there(run: Run, made_record: str) -> None:
    done = run("export", "calendar", "--report", "third", "--record", made_record)
    assert done.exit_code == 1
