"""Floors on texts that are not part of the project; skipped, saying so, where they are not at hand."""

from __future__ import annotations

import importlib.util
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from servanda.cleaning.assembly import make_report
from servanda.dating.by_own_words import date_report
from servanda.errors import TimeError
from servanda.model import RawItem, TimeRef, When
from servanda.timex.expressions import times
from servanda.timex.finding import find
from servanda.timex.resolving import Anchor, is_calendar, resolve

SHARED = Path(os.environ.get("SERVANDA_SHARED", "../shared"))
pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the shared texts are not here (SERVANDA_SHARED)"
)
FLOORS = {
    "meantime": {"strict_f1": 85.0, "relaxed_f1": 91.0, "value_f1": 79.0},
    "wikiwars": {"strict_f1": 89.0, "relaxed_f1": 95.0, "value_f1": 86.0},
}


def rows(name: str) -> list[dict[str, Any]]:
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def marked(text: str, dct: str | None) -> list[dict[str, object]]:
    try:
        return [one.to_json() for one in times(text, dct)]
    except TimeError:
        return [one.to_json() for one in times(text)]


@pytest.mark.costly
@pytest.mark.parametrize("name", FLOORS)
def test_timex_scores(name: str) -> None:
    texts = rows(f"time/{name}.jsonl")
    spec = importlib.util.spec_from_file_location("score_time", SHARED / "score" / "score_time.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = {row["id"]: row["timex"] for row in texts}
    score = scorer.score(gold, {row["id"]: marked(row["text"], row["dct"]) for row in texts})
    for measure, floor in FLOORS[name].items():
        assert score[measure] >= floor, (measure, score)


def readings(ref: TimeRef, anchor: Anchor) -> set[str]:
    when = resolve(ref, anchor).when
    return set() if when is None else {when.edtf, f"{when.earliest}/{when.latest}"}


def whole(edtf: str) -> str:
    """Write an interval of years in days, as some keys give it."""
    if len(edtf) == len("2030/2039"):
        first, last = edtf.split("/")
        return f"{first}-01-01/{last}-12-31"
    return edtf


@pytest.mark.parametrize(
    ("keys", "folder", "country"),
    [("keys/gold.jsonl", "reports", "JP"), ("whitehouse/gold.jsonl", "whitehouse/texts", "US")],
)
def test_dates_of_reports_whose_day_is_known(keys: str, folder: str, country: str) -> None:
    asked = right = 0
    for row in rows(keys):
        text = (SHARED / folder / f"{row['id']}.txt").read_bytes().decode("utf-8")
        anchor = Anchor(When.on(date.fromisoformat(row["pub_date"])), country)
        refs = [ref for ref in find(text) if is_calendar(ref)]
        for one in row.get("dates", []):
            at = text.find(one["anchor"])
            end = at + len(one["anchor"])
            wanted = {
                whole(v) for v in (one["iso_value"], *one.get("alt", ())) if isinstance(v, str)
            }
            over = [ref for ref in refs if at >= 0 and ref.start < end and at < ref.end]
            asked += 1
            right += any(readings(ref, anchor) & wanted for ref in over)
    assert right / asked >= 0.92


@pytest.mark.costly
def test_an_undated_release_is_never_dated_wrong() -> None:
    dated = held = exact = right = 0
    for row in rows("whitehouse/corpus_2021_2022.jsonl")[::8]:
        data = row["text"].encode("utf-8")
        text = make_report(RawItem(row["id"], data, "text/plain", row["id"], {})).text
        when = date_report(text, find(text.content)).when
        if when is not None:
            day = date.fromisoformat(row["published"])
            dated += 1
            held += when.holds(day)
            exact += when.is_day
            right += when.is_day and when.holds(day)
    assert held >= 0.95 * dated
    assert right >= 0.95 * exact
