"""The whole walk, with the real readers: files in, a record, answers out; and what goes wrong on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from servanda.store import open_record

from .conftest import Run

STORY = """\
Ministers of Norway and Finland meet in Oslo

OSLO, May 7, 2024 (Aurora Wire) - Norwegian Defence Minister Kari Strand met her Finnish
counterpart Mikko Salo in Oslo on Tuesday. Norway will hand over ten ferries to Finland by
June 2025, Strand said after the talks. The two did not discuss the price.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with one good report and everything that can be wrong with others."""
    place = tmp_path / "reports"
    place.mkdir()
    (place / "good.txt").write_text(STORY, encoding="utf-8")
    (place / "empty.txt").write_bytes(b"")
    (place / "binary.txt").write_bytes(bytes(range(256)) * 40)
    rows = [json.dumps({"id": "row", "text": STORY.replace("ten", "twelve")}), '{"id": "broken"']
    (place / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return place


def test_what_is_good_is_kept_and_what_is_not_is_named(run: Run, folder: Path) -> None:
    done = run("read", str(folder), str(folder / "absent.txt"), "--format", "json")
    assert done.exit_code == 3, done.output
    assert "Traceback" not in done.output
    summary = json.loads(done.stdout)
    assert summary["read"] == 2
    assert len(summary["refused"]) == 4
    for name in ("empty.txt", "binary.txt", "rows.jsonl", "absent.txt"):
        assert name in done.stderr
    listed = run("show", "reports", "--format", "csv").stdout
    assert "good.txt" in listed
    assert "\nrow," in listed


@pytest.mark.costly
def test_reading_twice_changes_nothing(run: Run, folder: Path) -> None:
    run("read", str(folder))
    before = [run("export", what).stdout for what in ("claims", "record", "texts")]
    again = json.loads(run("read", str(folder), "--format", "json").stdout)
    assert (again["read"], again["skipped"]) == (0, 2)
    assert [run("export", what).stdout for what in ("claims", "record", "texts")] == before


def test_from_the_words_to_the_answer_and_back(run: Run, folder: Path) -> None:
    run("read", str(folder / "good.txt"))
    found = json.loads(run("show", "commitments", "--format", "json").stdout)
    ferries = [row for row in found if "ferries" in row["what"]]
    assert [row["obligors"] for row in ferries] == [["NO"]]
    why = run("why", ferries[0]["id"])
    assert why.exit_code == 0
    assert "hand over ten ferries" in why.stdout
    assert "good.txt" in why.stdout
    assert run("check").exit_code == 0


def test_a_report_from_standard_input(run: Run) -> None:
    done = run("read", "-", stdin=STORY)
    assert done.exit_code == 0, done.output
    assert "Kari Strand" in run("show", "offices").stdout


@pytest.mark.costly
@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")
def test_control_c_keeps_what_was_read_and_the_same_command_goes_on(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(20):
        story = STORY.replace("ten", f"{number + 10}")
        (reports / f"{number:02}.txt").write_text(story, encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'kept.db'}"
    command = [sys.executable, "-m", "servanda", "read", "--record", url, str(reports)]
    # Standard input stays open, so that reading waits there for a report that never comes.
    with subprocess.Popen(
        [*command, "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        kept = waited = 0
        while not kept and waited < 600 and process.poll() is None:
            time.sleep(0.1)
            waited += 1
            kept = _kept(url, tmp_path / "kept.db")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors.decode()
    assert b"continues from there" in errors
    assert b"Traceback" not in errors
    before = _kept(url, tmp_path / "kept.db")
    assert 0 < before <= 20
    again = subprocess.run(
        [*command, "--format", "json"], capture_output=True, check=True, timeout=120
    )
    assert json.loads(again.stdout)["skipped"] == before
    assert _kept(url, tmp_path / "kept.db") == 20


@pytest.mark.costly
@pytest.mark.skipif(os.name != "posix", reason="pipes break as POSIX has it")
@pytest.mark.parametrize("asked", [("export", "texts"), ("show", "dates"), ("timeline",)])
def test_a_reader_who_has_seen_enough_is_no_failure(
    made_record: str, asked: tuple[str, ...]
) -> None:
    command = [sys.executable, "-m", "servanda", *asked, "--record", made_record]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        errors = process.stderr.read()
    assert process.returncode == 0, errors.decode()
    assert errors == b""


@pytest.mark.costly
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("asked", [("export", "texts"), ("show", "dates")])
def test_no_room_for_what_is_written_is_told(made_record: str, asked: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "servanda", *asked, "--record", made_record]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: standard output: it cannot be written: No space left")
    assert b"Traceback" not in done.stderr


@pytest.mark.costly
@pytest.mark.skipif(os.name != "posix", reason="the shell closes it as POSIX has it")
def test_a_closed_standard_output_is_no_failure(made_record: str) -> None:
    command = [sys.executable, "-m", "servanda", "show", "dates", "--record", made_record]
    closing = ["sh", "-c", 'exec "$@" >&-', "sh", *command]
    done = subprocess.run(closing, stderr=subprocess.PIPE, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


def _kept(url: str, path: Path) -> int:
    if not path.exists() or not path.stat().st_size:
        return 0
    try:
        with open_record(url, create=False) as record:
            return record.counts().reports
    except Exception:  # noqa: BLE001 - the other process is just making it
        return 0
