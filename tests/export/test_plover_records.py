"""PLOVER records and rows: the codebook's fields and lists, dates in order, one source each."""

from __future__ import annotations

import json
from typing import Any

from scopes import REPORTS, scope
from servanda.export.plover import quads, scores
from servanda.export.plover_records import CODEBOOK, events_jsonl, events_table

# The codebook's lists, as far as we use them, written down apart from the code.
CATEGORIES = {"AGREE", "CONSULT", "SUPPORT", "REJECT", "ACCUSE", "MOBILIZE", "COERCE", "ASSAULT"}
MODES = {
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "REJECT": {"assist", "change", "yield", "meet"},
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
    "COERCE": {"seize", "arrest", "cyber"},
    "ASSAULT": {"heavy-weapons", "crowd-control"},
}
AUXILIARY = {"historical", "future", "hypothetical", "negation"}


def read() -> list[dict[str, Any]]:
    return [json.loads(line) for line in events_jsonl(scope())]


def test_every_record_is_as_the_codebook_has_it() -> None:
    records = read()
    assert len({record["id"] for record in records}) == len(records)
    for record in records:
        (category,) = record["event"]
        assert category in CATEGORIES
        assert set(record["mode"]) <= MODES.get(category, set())
        assert set(record["auxiliary"]) <= AUXILIARY
        assert (record["quad_code"], record["quad_category"]) == quads()[category]
        assert record["actor"]
        assert all(len(each["code"]) == 3 for each in (*record["actor"], *record["recipient"]))
        assert record["date"] <= record["enddate"]
    dates = [record["date"] for record in records]
    assert dates == sorted(dates)


def test_the_flat_rows_are_the_same_events() -> None:
    table = events_table(scope())
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows()]
    assert [row["id"] for row in rows] == [record["id"] for record in read()]
    assert {row["actor"] for row in rows} >= {("NRU", "SMR"), ("TCD",)}


def test_a_record_cites_its_report_and_names_the_codebook() -> None:
    record = next(one for one in read() if one["text_info"]["report"] == "n1.txt")
    assert record["cite_info"] == {
        "title": REPORTS[0].title,
        "publication": "Valden {Post}",
        "url": REPORTS[0].url,
        "language": "en",
        "coder": "servanda",
        "codebook": CODEBOOK,
    }


def test_every_score_belongs_to_a_category_and_a_mode_of_it() -> None:
    for category, mode in scores():
        assert category in quads()
        assert mode is None or mode in MODES[category]
