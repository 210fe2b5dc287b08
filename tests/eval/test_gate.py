"""The gate lets figures rise, stops them from falling, and never changes a floor in silence."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from eval.floors import Baseline, fingerprints
from eval.gate import Sample, gate, main
from eval.score import Result, score
from hypothesis import given
from hypothesis import strategies as st

FIGURES = st.dictionaries(st.sampled_from("abcd"), st.floats(0, 1))


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "n1.txt").write_text("Ada Brandt rested on Friday.")
    (tmp_path / "key.jsonl").write_text("{}\n")
    return Sample(tmp_path, tmp_path / "baseline.json")


def _reading(*, found: bool) -> Callable[[Sample], Result]:
    text = "Ada Brandt rested on Friday."
    key = {
        "id": "n1",
        "is_relevant": True,
        "pub_date": None,
        "dates": [{"anchor": "on Friday", "iso_value": "2031-03-07"}],
    }
    claim = {
        "kind": "date",
        "report": "n1",
        "value": "2031-03-07",
        "evidence": [{"start": 18, "end": 27, "exact": "on Friday"}],
    }
    return lambda _: score([key], [claim] if found else [], {"n1": text}, misses=True)


class Run:
    """Runs the gate on a sample and keeps what it said."""

    def __init__(self, sample: Sample) -> None:
        """Run on this sample."""
        self.sample = sample
        self.said = ""

    def __call__(self, *arguments: str, found: bool = True) -> int:
        told: list[str] = []
        status = gate(arguments, self.sample, _reading(found=found), told.append)
        self.said = "".join(told)
        return status

    def floors(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.sample.baseline.read_text())["floors"]
        return data


@pytest.fixture
def run(sample: Sample) -> Run:
    return Run(sample)


def test_without_floors_the_gate_holds_nothing_and_says_so(run: Run) -> None:
    assert run() == 2
    assert "--raise" in run.said
    assert not run.sample.baseline.exists()


def test_floors_are_raised_and_then_hold(run: Run) -> None:
    assert run("--raise", found=False) == 0
    assert run.floors()["date.f1"] == 0.0
    assert run("--raise") == 0
    assert "raised date.f1 to 1.000" in run.said
    assert run() == 0


def test_a_fall_fails_and_raising_does_not_hide_it(run: Run) -> None:
    run("--raise")
    assert run(found=False) == 1
    assert "FELL date.f1: 0.000, floor 1.000" in run.said
    assert run("--raise", found=False) == 1
    assert run.floors()["date.f1"] == 1.0


def test_a_figure_that_is_no_longer_measured_has_fallen(run: Run) -> None:
    run("--raise")
    run(found=False)
    assert "FELL date.value: not measured, floor 1.000" in run.said


def test_lowering_names_the_floor_and_is_said_aloud(run: Run) -> None:
    run("--raise")
    assert run("--lower", "date.f1", found=False) == 1  # other floors still stand
    assert "LOWERED date.f1 from 1.000 to 0.000" in run.said
    assert run.floors()["date.f1"] == 0.0
    assert run("--lower", "no.such") == 2


def test_another_sample_is_refused_until_it_is_pinned(run: Run) -> None:
    run("--raise")
    (run.sample.folder / "reports" / "n1.txt").write_text("Changed.")
    assert run() == 2
    assert "reports/n1.txt" in run.said
    assert run("--raise") == 2
    assert run("--pin") == 0
    assert "PINNED anew: reports/n1.txt" in run.said
    assert run() == 0


def test_a_reading_that_fails_is_told_without_a_traceback(sample: Sample) -> None:
    def broken(_: Sample) -> Result:
        message = "servanda read ended with 4: the record is busy"
        raise RuntimeError(message)

    told: list[str] = []
    assert gate([], sample, broken, told.append) == 4
    assert told == ["servanda read ended with 4: the record is busy\n"]


@given(FIGURES, FIGURES)
def test_raising_never_lowers_and_what_was_reached_always_holds(
    before: dict[str, float], after: dict[str, float]
) -> None:
    first = Baseline().raised(before)
    second = first.raised(after)
    assert all(second.floors[name] >= floor for name, floor in first.floors.items())
    assert first.falls(before) == []
    best = {name: max(before.get(name, 0), after.get(name, 0)) for name in {**before, **after}}
    assert second.falls(best) == []


def test_fingerprints_tell_added_removed_and_changed(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("1")
    two.write_text("2")
    baseline = Baseline().pinned(fingerprints([one, two], tmp_path))
    one.write_text("!")
    (tmp_path / "three").write_text("3")
    pins = fingerprints([one, tmp_path / "three"], tmp_path)
    assert baseline.changed(pins) == ["one", "three", "two"]


@pytest.mark.costly
def test_the_bundled_sample_holds_its_floors(capsys: pytest.CaptureFixture[str]) -> None:
    if importlib.util.find_spec("servanda.pipeline") is None:
        pytest.skip("servanda.pipeline does not exist yet: nothing reads the sample")
    if not Sample().baseline.is_file():
        pytest.skip("eval/baseline.json does not exist yet: no floors are pinned")
    assert main([]) == 0, capsys.readouterr().out
