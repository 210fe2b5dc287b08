"""The learning curve: draws that hold one another, thresholds, F1 and slope by hand."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from eval.learning_curve import best_threshold, drawn, f1_of, slope

from eval import learning_curve


def test_a_larger_draw_holds_the_smaller_one() -> None:
    reports: list[Any] = [SimpleNamespace(collection="open", id=f"a{n}") for n in range(40)]
    few, many = drawn(reports, 10), drawn(reports, 25)
    assert (len(few), len(many)) == (10, 25)
    assert set(few) < set(many)
    assert drawn(reports, 10) == few
    assert drawn(reports[::-1], 10) == sorted(39 - number for number in few)


def test_the_threshold_is_where_f1_is_highest() -> None:
    scores = np.array([3.0, 2.0, 1.0, 0.0])
    told = np.array([True, True, False, True])
    assert best_threshold(scores, told) == 0.0
    assert best_threshold(scores, np.array([True, True, False, False])) == 2.0
    assert f1_of(scores >= 2.0, told) == pytest.approx(0.8)
    assert f1_of(scores >= 9.0, ~(scores >= 0)) == 0.0


def test_the_slope_is_what_a_doubling_brings() -> None:
    assert slope([(100, 0.5), (200, 0.6), (400, 0.7)]) == pytest.approx(0.1)
    assert slope([(100, 0.5)]) == 0.0


def test_without_texts_it_says_so_and_passes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert learning_curve.main(["--texts", str(tmp_path / "nowhere")]) == 0
    assert capsys.readouterr().out.startswith("skipped: ")
