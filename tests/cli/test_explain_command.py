"""`servanda explain`: each candidate with what proposed it, what counted and what became of it."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import Run

TEXT = (
    "VALDEN, May 7, 2031 - Norwegian Foreign Minister Ida Holm met Chilean Foreign Minister Rosa Vidal in Oslo on Monday. "
    "Norway will build a pier in Chile by June 2032, Holm said. The two ministers did not discuss fish."
)


def rows(run: Run, tmp_path: Path, *options: str) -> list[dict[str, object]]:
    path = tmp_path / "talks.txt"
    path.write_text(TEXT, encoding="utf-8")
    done = run("explain", str(path), "--format", "jsonl", *options)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_candidate_names_its_words_and_its_outcome(run: Run, tmp_path: Path) -> None:
    found = rows(run, tmp_path)
    assert {"consultation", "promise", "omission", "date", "tenure"} <= {r["kind"] for r in found}
    for row in found:
        assert TEXT[row["start"] : row["end"]] == row["text"]  # type: ignore[misc]
        assert row["proposed_by"]
        assert row["outcome"]
    assert [r["start"] for r in found] == sorted(r["start"] for r in found)  # type: ignore[type-var]


def test_what_counted_stands_beside_the_score(run: Run, tmp_path: Path) -> None:
    (promise,) = [r for r in rows(run, tmp_path, "--kind", "promise") if "pier" in str(r["text"])]
    assert isinstance(promise["score"], float)
    assert isinstance(promise["threshold"], float)
    counted = promise["counted"]
    assert isinstance(counted, list)
    assert {"feature", "weight"} == set(counted[0])


def test_a_table_for_people(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "talks.txt"
    path.write_text(TEXT, encoding="utf-8")
    done = run("explain", str(path))
    assert done.exit_code == 0
    assert "outcome" in done.stdout


def test_what_is_missing_is_refused_and_the_rest_explained(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "talks.txt"
    path.write_text(TEXT, encoding="utf-8")
    done = run("explain", str(tmp_path / "none.txt"), str(path), "--format", "jsonl")
    assert done.exit_code == 3
    assert "none.txt" in done.stderr
    assert done.stdout
