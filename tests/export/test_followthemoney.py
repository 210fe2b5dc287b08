"""FollowTheMoney entities: schemata, properties and references as that model has them.

The library needs a compiler and is no part of the tests; what we use of its model (version 4) is
written down here. Where it is installed, it reads the entities itself.
"""

from __future__ import annotations

import csv
import io
import json
import re
from hashlib import sha1
from typing import Any

import pytest

from scopes import CLAIMS, REPORTS, scope
from servanda.export.followthemoney import entities_jsonl, entity_statements, party_id
from servanda.export.narrowing import Wanted
from servanda.export.table_files import csv_file

ENTITY = {"name": "name", "country": "country", "keywords": "string", "summary": "text"}
INTERVAL = {"date": "date", "startDate": "date", "endDate": "date", "proof": "Document"}
SCHEMATA: dict[str, dict[str, str]] = {
    "Article": {
        "title": "string",
        "fileName": "string",
        "author": "string",
        "publisher": "string",
        "publishedAt": "date",
        "language": "language",
        "sourceUrl": "url",
    },
    "Event": {**ENTITY, **INTERVAL, "involved": "LegalEntity", "location": "address"},
    "Occupancy": {**INTERVAL, "holder": "Person", "post": "Position", "status": "string"},
    "Organization": ENTITY,
    "Person": {**ENTITY, "alias": "name", "position": "string"},
    "Position": {**ENTITY, "organization": "Organization"},
    "Project": {
        **ENTITY,
        **INTERVAL,
        "goal": "string",
        "phase": "string",
        "status": "string",
        "description": "text",
    },
    "ProjectParticipant": {"project": "Project", "participant": "LegalEntity", "role": "string"},
    "PublicBody": ENTITY,
}
IS_A = {
    "Article": {"Document"},
    "Organization": {"LegalEntity"},
    "Person": {"LegalEntity"},
    "PublicBody": {"Organization", "LegalEntity"},
}
REQUIRED = {
    "Event": ["name"],
    "Person": ["name"],
    "Position": ["name"],
    "Occupancy": ["holder", "post"],
}
DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?$")


def read(**more: Any) -> dict[str, dict[str, Any]]:
    found = [json.loads(line) for line in entities_jsonl(scope(**more))]
    assert len({one["id"] for one in found}) == len(found)
    return {one["id"]: one for one in found}


def of(schema: str, **more: Any) -> list[dict[str, Any]]:
    return [one["properties"] for one in read(**more).values() if one["schema"] == schema]


def test_every_property_is_the_schemas_and_every_reference_leads_somewhere() -> None:
    found = read()
    assert {one["schema"] for one in found.values()} >= {"Article", "Event", "Project", "Occupancy"}
    for one in found.values():
        known = SCHEMATA[one["schema"]]
        assert set(REQUIRED.get(one["schema"], ())) <= set(one["properties"])
        for name, values in one["properties"].items():
            kind = known[name]
            assert values
            assert all(isinstance(value, str) and value for value in values)
            if kind[0].isupper():
                schemata = {found[value]["schema"] for value in values}
                assert all(kind == s or kind in IS_A.get(s, ()) for s in schemata), (name, schemata)
            elif kind == "date":
                assert all(DATE.match(value) for value in values)
            elif kind == "country":
                assert all(re.fullmatch("[a-z]{2}", value) for value in values)


def test_what_the_entities_say() -> None:
    (post,) = of("Occupancy")
    assert read()[post["post"][0]]["properties"]["name"] == ["NR Defence Minister"]
    assert {"Nauru", "San Marino", "Chad"} <= {p["name"][0] for p in of("PublicBody")}
    ferries = next(p for p in of("Project") if p.get("endDate") == ["2031-08-31"])
    assert (ferries["status"], ferries["goal"]) == (["overdue"], ["hand over ten ferries"])
    roles = {(p["participant"][0], p["role"][0]) for p in of("ProjectParticipant")}
    assert (party_id("NR"), "obligor") in roles
    assert (party_id("SM"), "beneficiary") in roles
    talks = next(p for p in of("Event") if p.get("date") == ["2031-05-03"])
    assert talks["location"] == ["Ostby", "Kelm"]
    assert len(talks["proof"]) == 2
    (article,) = (p for p in of("Article") if p["fileName"] == ["n1.txt"])
    assert (article["publishedAt"], article["language"]) == (["2031-01-10"], ["eng"])
    assert article["sourceUrl"] == [REPORTS[0].url]


def test_the_statement_table() -> None:
    text = "".join(csv_file(entity_statements(scope())))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    found = read()
    assert {row["entity_id"] for row in rows} == set(found)
    told = [row for row in rows if row["prop"] != "id"]
    values = sum(len(v) for one in found.values() for v in one["properties"].values())
    assert len(told) == values
    for row in told:
        key = f"{row['dataset']}.{row['entity_id']}.{row['prop']}.{row['value']}"
        assert row["id"] == sha1(key.encode(), usedforsecurity=False).hexdigest()
        kind = SCHEMATA[row["schema"]][row["prop"]]
        assert row["prop_type"] == ("entity" if kind[0].isupper() else kind)
        assert row["first_seen"] <= row["last_seen"]


def test_no_value_in_the_statement_table_starts_a_formula() -> None:
    rows = list(csv.DictReader(io.StringIO("".join(csv_file(entity_statements(scope()))))))
    values = [row["value"] for row in rows]
    assert "'=cmd|' /C calc'!A0" in values
    assert not [value for value in values if value.startswith(("=", "+", "-", "@"))]


def test_filters_apply() -> None:
    assert {one["schema"] for one in read(wanted=Wanted(report="n3")).values()} <= {
        "Article",
        "Event",
        "Person",
        "PublicBody",
    }
    assert read(claims=(), reports=()) == {}


def test_an_organisation_is_no_state() -> None:
    from dataclasses import replace

    body = replace(CLAIMS[2].claim.body, actor="G7")  # type: ignore[type-var]
    claim = replace(CLAIMS[2], claim=replace(CLAIMS[2].claim, body=body))
    found = read(claims=(claim,))
    assert found[party_id("G7")]["schema"] == "Organization"
    assert "country" not in found[party_id("G7")]["properties"]


def test_followthemoney_reads_them() -> None:
    model = pytest.importorskip("followthemoney").model
    for one in read().values():
        proxy = model.get_proxy(one)
        for name, values in one["properties"].items():
            prop = proxy.schema.get(name)
            assert [prop.type.clean(value) for value in values] == values
