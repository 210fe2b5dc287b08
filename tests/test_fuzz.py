"""Fuzz: the whole way from bytes to claims, over inputs that are put together or broken at random.

The seeds are the hostile lists (`tests/hostile`), so that what was found once is mixed with all else.
`SERVANDA_TEST_FUZZ` is the number of inputs; `make fuzz` tries thousands.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hostile_inputs import LEAD, files, pages, texts
from servanda.errors import InputError
from servanda.model import RawItem
from servanda.pipeline import read_items, read_text
from servanda.sources import open_path

EXAMPLES = int(os.environ.get("SERVANDA_TEST_FUZZ", "8"))
SECONDS = 5.0  # of processor time for some kilobytes; what runs away takes minutes
FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[*HealthCheck],
)

UNITS = sorted({one.unit.decode("utf-8", "replace") for one in texts()})
SENTENCES = (
    "The ministers of France and Germany met in Vienna on Monday.",
    "France will build ten ports in Germany by June 2030, Foreign Minister Ada Brandt said.",
    "“We have agreed,” she told reporters, “to open the border.”",
    "A French ship collided with a German patrol boat off Crete on May 3, 2031.",
    "Both sides set up a working group.\n\n",
    "PARIS, May 4 (Agency) — ",
)
PIECES = st.one_of(
    st.tuples(st.sampled_from(UNITS), st.integers(1, 60)),
    st.tuples(st.sampled_from(SENTENCES), st.integers(1, 3)),
    st.tuples(st.text(max_size=20), st.integers(1, 5)),
)
JOINTS = st.sampled_from(["", " ", "\n", "\n\n", ", ", ". "])
SUFFIXES = st.sampled_from(".txt .html .md .json .jsonl .xml .rss .unknown".split())
SEEDS = [one.data(600) for one in (*files(), *pages(), *texts()[::5])]


@pytest.fixture(scope="module", autouse=True)
def _ready() -> Iterator[None]:
    read_text(LEAD)  # the model is loaded before the clock runs
    return


def check(items: list[RawItem | InputError]) -> None:
    """Read items; each is read or refused by name, and evidence stands where it says."""
    begun = time.process_time()
    read = read_items(one for one in items if isinstance(one, RawItem))
    for one in [*(one for one in items if isinstance(one, InputError)), *read]:
        if isinstance(one, InputError):
            assert one.subject
            assert one.reason
            assert "defect" not in one.reason + one.remedy, one
            continue
        for claim in one.claims:
            for evidence in claim.evidence:
                evidence.verify(one.report.text.content)
    assert time.process_time() - begun < SECONDS * max(1, len(items))


@pytest.mark.costly
@FUZZ
@given(st.lists(st.tuples(PIECES, JOINTS), min_size=1, max_size=12), st.booleans())
def test_texts_put_together_at_random(
    parts: list[tuple[tuple[str, int], str]], behind_a_story: bool
) -> None:
    text = "".join(unit * times + joint for (unit, times), joint in parts)
    text = (LEAD * behind_a_story + text)[:6_000]
    data = text.encode("utf-8", "surrogatepass")
    check([RawItem("fuzz.txt", data, "text/plain", "fuzz.txt", {"language": "en"})])


@pytest.mark.costly
@FUZZ
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 9), st.binary(max_size=8))),
    SUFFIXES,
)
def test_bytes_broken_at_random(
    tmp_path_factory: pytest.TempPathFactory,
    seed: bytes,
    changes: list[tuple[int, int, bytes]],
    suffix: str,
) -> None:
    data = bytearray(seed)
    for at, taken, put in changes:
        data[at : at + taken] = put
    path = fuzzed(tmp_path_factory, bytes(data), suffix)
    check(list(open_path(path)))


@FUZZ
@given(st.binary(max_size=300), SUFFIXES)
def test_bytes_at_random(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    check(list(open_path(fuzzed(tmp_path_factory, data, suffix))))


def fuzzed(factory: pytest.TempPathFactory, data: bytes, suffix: str) -> Path:
    path = factory.getbasetemp() / f"fuzz{suffix}"
    path.write_bytes(data)
    return path
