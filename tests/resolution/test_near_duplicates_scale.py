"""The bench of copies in small: floors of quality and speed, on invented templates and real ones."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parents[2] / "bench"
SHARED = Path(os.environ.get("SERVANDA_SHARED", Path(__file__).parents[3] / "shared"))
CORPUS = SHARED / "whitehouse" / "corpus_2021_2022.jsonl"
TOPICS = (
    "grain exports|free navigation|a new bridge|visas for students|rail links|fishing rights".split(
        "|"
    )
)


SOUNDS = "Bar Den Fol Gar Hel Jor Kan Lum Mer Nor Pel Ros".split()


def _invented() -> list[dict[str, str]]:
    """Make readouts as offices write them: one frame, other persons and topics, the same words."""
    made = []
    for number in range(72):
        first, second = SOUNDS[number % 12], SOUNDS[number // 12]
        leader, state = f"{first}a {second}{first.lower()}sen", f"{first}{second.lower()}land"
        topic, other = TOPICS[number % 6], TOPICS[(number // 6 + 1) % 6]
        text = (
            f"President Ada Brandt spoke today by telephone with {leader} of {state} about {topic}. President Brandt thanked "
            f"{leader} for the continued support of the Amber Sea Initiative and underscored how much depends on {topic}. "
            "The two leaders discussed the situation on Kelm Island, the work of the Northern Council, and ways for their "
            f"teams to remain in close contact over the coming weeks. They also welcomed the progress that experts of {state} "
            f"have made on {other}, condemned the recent attacks on ships, and looked forward to meeting in person."
        )
        made.append({"title": f"Readout of a call with {leader}", "text": text})
    return made


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(BENCH))
    yield importlib.import_module("copies")
    for name in ("copies", "reprints"):
        sys.modules.pop(name, None)


def _figures(
    bench: ModuleType, rows: Sequence[dict[str, str]], tmp_path: Path, count: int
) -> dict[str, float]:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    got = bench.measured("servanda", corpus, count, seed=2)
    return {
        "f1": got["all"][2],
        "precision": got["among"][0],
        "recall": got["among"][1],
        "speed": got["speed"],
    }


@pytest.mark.costly
def test_invented_readouts_of_few_templates(bench: ModuleType, tmp_path: Path) -> None:
    found = _figures(bench, _invented(), tmp_path, 1500)
    assert found["precision"] >= 0.99
    assert found["recall"] >= 0.9
    assert found["f1"] >= 0.95
    assert found["speed"] >= 500  # far below what it is: a floor against square time


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_file(), reason="the readouts are not here (SERVANDA_SHARED)")
def test_real_readouts_as_templates(bench: ModuleType, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    found = _figures(bench, rows, tmp_path, 10_000)
    assert found["precision"] >= 0.99
    assert found["recall"] >= 0.9
    assert found["f1"] >= 0.95


def test_the_documents_follow_from_the_seed(bench: ModuleType) -> None:
    one, again, other = (list(bench.documents(_invented(), 40, seed)) for seed in (1, 1, 2))
    assert one == again
    assert one != other
