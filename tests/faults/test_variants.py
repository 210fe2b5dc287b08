"""Kinds of faults that were met in use: further members of each are read right."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from servanda.errors import InputError
from servanda.export.claim_lines import claims_jsonl
from servanda.model import RawItem
from servanda.pipeline import READER, read_items
from servanda.store import open_record
from servanda.timex import times

from .judging import Variant, variants, wrong

AT = datetime(2031, 1, 1, tzinfo=UTC)
VARIANTS = list(enumerate(variants()))
READ = [(number, one) for number, one in VARIANTS if not one.day.startswith("dct ")]
TIMED = [(number, one) for number, one in VARIANTS if one.day.startswith("dct ")]


def _called(case: tuple[int, Variant]) -> str:
    return f"{case[1].kind}-{case[0]}"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[dict[str, Any]]]:
    """Read every text by itself, and return what is exported of it."""
    items = [
        RawItem(str(n), one.text.encode(), "text/plain", str(n), {"published": one.day})
        for n, one in READ
    ]
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    with open_record(f"sqlite:///{tmp_path_factory.mktemp('faults') / 'record.db'}") as record:
        for reading in read_items(items):
            assert not isinstance(reading, InputError)
            record.put(reading.report, reading.claims, at=AT, reader=READER)
        view = record.view()
        for line in claims_jsonl(view.reports(), view.claims()):
            row = json.loads(line)
            found[row["report"]].append(row)
    return found


@pytest.mark.parametrize("case", READ, ids=_called)
def test_what_a_text_tells(
    case: tuple[int, Variant], told: Mapping[str, list[dict[str, Any]]]
) -> None:
    number, one = case
    assert wrong(one.right, told[str(number)]) == [], one.text


@pytest.mark.parametrize("case", TIMED, ids=_called)
def test_what_an_expression_means(case: tuple[int, Variant]) -> None:
    one = case[1]
    values = [found.value for found in times(one.text, one.day.removeprefix("dct "))]
    for right in one.right:
        want, negative = right.split(" ", 1)[1], right.startswith("!")
        has = any(value.startswith(want) for value in values)
        assert has != negative, (one.text, values)


def test_every_kind_has_four_members() -> None:
    assert set(Counter(one.kind for _, one in VARIANTS).values()) == {4}
    assert len({one.kind for _, one in VARIANTS}) == 34
