"""Claims and texts leave in exactly the contract's shape, in a fixed order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, get_args

import pytest

from made import day, orders, promise, report, resolved, span, talks
from servanda.export import claims_jsonl, texts_jsonl
from servanda.export.claim_lines import KINDS
from servanda.model import (
    Assurance,
    Body,
    Capability,
    DateMention,
    Incident,
    Modality,
    Omission,
    OmissionSort,
    Quote,
    Report,
    ResolvedClaim,
    Structure,
    StructureStatus,
    Target,
    Tenure,
    TimeRef,
    TimexType,
)

MAY_3 = {"earliest": "2031-05-03", "latest": "2031-05-03", "edtf": "2031-05-03"}
BY_JUNE = {"earliest": None, "latest": "2031-06-30", "edtf": "../2031-06-30"}


def export(*claims: ResolvedClaim, reports: Iterable[Report] = ()) -> list[dict[str, Any]]:
    return [json.loads(one) for one in claims_jsonl(reports, claims)]


def test_a_report_line_says_what_is_known_of_it() -> None:
    one = report("n1.txt", "Norland said so.", "2031-05-03", title="Norland says", wire="NPA")
    [line] = export(reports=[one])
    assert line == {
        "kind": "report",
        "report": "n1.txt",
        "id": one.id,
        "published": MAY_3,
        "published_basis": "stated",
        "published_reasons": ["given"],
        "title": "Norland says",
        "publisher": None,
        "wire": "NPA",
        "language": None,
        "relevant": True,
        "irrelevant_because": None,
        "copy_of": None,
        "url": None,
    }


def test_a_report_without_a_date_says_unknown() -> None:
    [line] = export(reports=[report("n1.txt")])
    assert (line["published"], line["published_basis"]) == (None, "unknown")


def test_copies_are_named() -> None:
    one = report("n2.txt")
    [line] = (json.loads(x) for x in claims_jsonl([one], [], copies={"n2.txt": "n1.txt"}))
    assert line["copy_of"] == "n1.txt"


def test_a_consultation_line() -> None:
    [line] = export(
        talks(
            "n1.txt",
            "Ada Brandt/NR/Defence Minister; Leo Marsh/SM",
            form="call",
            when=day("2031-05-03"),
            place="Ostby",
            body={"duration_minutes": 50},
        )
    )
    assert line["id"].startswith("c-")
    assert line["evidence"] == [{"start": 0, "end": 11, "exact": "these words"}]
    assert (line["rule"], line["confidence"]) == ("test", 0.9)
    shown = ("kind", "report", "form", "status", "place", "when", "duration_minutes", "parties")
    assert {key: line[key] for key in shown} == {
        "kind": "consultation",
        "report": "n1.txt",
        "form": "call",
        "status": "held",
        "place": "Ostby",
        "when": MAY_3,
        "duration_minutes": 50,
        "parties": ["NR", "SM"],
    }
    assert line["participants"] == [
        {"name": "Ada Brandt", "office": "Defence Minister", "party": "NR"},
        {"name": "Leo Marsh", "office": None, "party": "SM"},
    ]


def test_a_commitment_line() -> None:
    [line] = export(
        promise(
            "n1.txt",
            "NR SM",
            "buy",
            "Heron drones",
            due=span(None, "2031-06-30"),
            body={"target": Target("60", "drones"), "condition": "if funds allow"},
        )
    )
    keys = ("obligors", "action", "object", "beneficiary", "due", "condition", "modality")
    assert [line[k] for k in keys] == [
        ["NR", "SM"],
        "buy",
        "Heron drones",
        None,
        BY_JUNE,
        "if funds allow",
        "plans",
    ]
    assert line["target"] == {"quantity": "60", "unit": "drones"}
    assert line["speaker"] is None


@pytest.mark.parametrize(
    ("body", "want"),
    [
        (
            Assurance(("SM",), "defence of NR", "unshakeable", "Leo Marsh", Modality.VOWS),
            {
                "parties": ["SM"],
                "speaker": "Leo Marsh",
                "about": "defence of NR",
                "wording": "unshakeable",
                "modality": "vows",
            },
        ),
        (
            Capability("Heron", "NR", "60", "drones", 900),
            {"name": "Heron", "holder": "NR", "quantity": "60", "unit": "drones", "range_km": 900},
        ),
        (
            Structure("Amber Command", "set up", StructureStatus.STARTED, "NR"),
            {"unit": "Amber Command", "change": "set up", "status": "started", "party": "NR"},
        ),
        (
            Incident("rammed a trawler", "SM", "NR", "Amber Sea"),
            {"act": "rammed a trawler", "actor": "SM", "target": "NR", "place": "Amber Sea"},
        ),
        (
            Tenure("Ada Brandt", "Defence Minister", "NR"),
            {"person": "Ada Brandt", "office": "Defence Minister", "since": None, "until": None},
        ),
        (
            Omission("prices", OmissionSort.NOT_DISCUSSED, "Ada Brandt"),
            {"what": "prices", "sort": "not_discussed", "who": "Ada Brandt"},
        ),
        (
            Quote("Ada Brandt", "a fair bargain", direct=False),
            {"speaker": "Ada Brandt", "direct": False},
        ),
    ],
)
def test_the_other_kinds(body: Body, want: dict[str, Any]) -> None:
    [line] = export(resolved("n1.txt", body))
    assert line["kind"] == body.kind
    assert {key: line[key] for key in want} == want


def test_a_date_line_has_type_value_and_basis() -> None:
    ref = TimeRef(0, 5, "May 3", TimexType.DATE, "day")
    [line] = export(resolved("n1.txt", DateMention(ref), ref=day("2031-05-03")))
    shown = ("text", "type", "value", "when", "basis")
    assert [line[k] for k in shown] == ["May 3", "DATE", "2031-05-03", MAY_3, "derived"]


def test_an_unresolved_date_has_no_value() -> None:
    ref = TimeRef(0, 5, "Friday", TimexType.DATE, "weekday")
    [line] = export(resolved("n1.txt", DateMention(ref)))
    assert [line[k] for k in ("value", "when", "basis")] == [None, None, "unknown"]


def test_the_order_does_not_depend_on_the_order_given() -> None:
    reports = [report(f"n{i}.txt") for i in range(3)]
    claims = [promise(f"n{i}.txt", "NR", "build", f"pier {i}") for i in range(5)]
    claims += [talks(f"n{i}.txt", "Ada Brandt/NR") for i in range(5)]
    first = list(claims_jsonl(reports, claims))
    for order in orders(claims):
        assert list(claims_jsonl(reports[::-1], order)) == first


def test_every_kind_of_claim_has_its_place() -> None:
    assert sorted(KINDS) == sorted(cls.kind for cls in get_args(Body))


def test_texts_keep_every_character_and_offset() -> None:
    words = "Norland\r\n“said”\tso. \ud83d"
    [line] = (json.loads(one) for one in texts_jsonl([report("n1.txt", words, "2031-05-03")]))
    assert line["text"] == words.replace("\ud83d", "\ufffd")
    assert line["published"] == MAY_3
    assert (line["report"], line["title"], line["url"]) == ("n1.txt", None, None)


def test_a_value_is_exported_though_the_days_are_not_known() -> None:
    ref = TimeRef(0, 5, "May 3", TimexType.DATE, "day")
    claim = replace(resolved("n1.txt", DateMention(ref)), values=(("ref", "XXXX-05-03"),))
    [line] = map(json.loads, claims_jsonl([], [claim]))
    assert (line["value"], line["when"], line["basis"]) == ("XXXX-05-03", None, "unknown")
