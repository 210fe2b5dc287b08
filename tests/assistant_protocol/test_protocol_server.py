"""The server as the official client meets it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters, stdio_client

from servanda.assistant_protocol.quoted_rows import NOTICE
from servanda.store import Record

from .conftest import ORDER, TEXTS, TODAY, Ask, talk

TOOLS = "search commitments due timeline snapshot reports brief why report_text".split()


def test_every_tool_is_told_as_read_only(record: Record) -> None:
    found = talk(record, lambda client: client.list_tools()).tools
    assert [one.name for one in found] == TOOLS
    for one in found:
        assert one.annotations.read_only_hint is True
        assert one.annotations.destructive_hint is False
        assert one.description


def test_nothing_is_written(kept: Path, ask: Ask) -> None:
    before = kept.read_bytes()
    for name in TOOLS[1:6]:
        ask(name)
    ask("search", query="Vidal")
    assert kept.read_bytes() == before


def test_what_is_due_comes_with_ids_and_words_as_they_stand(ask: Ask) -> None:
    rows = ask("due", within="1y")["rows"]
    (tugs,) = (row for row in rows if "tugs" in row["quoted"]["what"])
    assert tugs["status"] == "overdue"
    assert tugs["id"].startswith("co-")
    for piece in tugs["evidence"]:
        text = TEXTS[piece["report"]]
        assert text[piece["start"] : piece["end"]] == piece["exact"]
    assert {piece["claim"] for piece in tugs["evidence"]} == {tugs["claim"]}


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("search", {"query": "barges"}),
        ("commitments", {"party": ["Peru"]}),
        ("timeline", {"kind": "deadline"}),
        ("snapshot", {"day": "2031-08-01"}),
        ("brief", {"report": "barges.txt"}),
        ("commitments", {"report": "barges.txt", "status": "planned"}),
    ],
)
def test_each_answers_with_evidence(ask: Ask, tool: str, given: dict[str, Any]) -> None:
    answer = ask(tool, **given)
    assert answer["notice"] == NOTICE
    assert answer["total"] >= len(answer["rows"]) > 0
    shown = [piece for row in answer["rows"] for piece in row.get("evidence", ())]
    assert tool == "search" or shown
    for piece in shown:
        assert TEXTS[piece["report"]][piece["start"] : piece["end"]] == piece["exact"]


def test_why_explains_what_another_tool_named(ask: Ask) -> None:
    first = ask("commitments")["rows"][0]
    steps = ask("why", id=first["id"])["rows"]
    assert {"words", "rule", "dated"} <= {step["section"] for step in steps}
    assert ask("why", id=first["claims"][0])["rows"][0]["section"] == "claim"


def test_a_report_is_read_in_parts(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("servanda.assistant_protocol.record_tools._TEXT", 50)
    whole, start = "", 0
    while start is not None:
        answer = ask("report_text", report="tugs.txt", start=start)
        whole += answer["rows"][0]["quoted"]["text"]
        start = answer["next_start"]
    assert whole == TEXTS["tugs.txt"]


def test_lists_are_read_in_parts(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    every = ask("timeline")["rows"]
    monkeypatch.setattr("servanda.assistant_protocol.record_tools._ROWS", 2)
    found: list[Any] = []
    start = 0
    while start is not None:
        answer = ask("timeline", start=start)
        assert len(answer["rows"]) <= 2
        found += answer["rows"]
        start = answer["next_start"]
    assert found == every


@pytest.mark.parametrize(
    ("tool", "given", "why"),
    [
        ("why", {"id": "co-0"}, "nothing in the record has that id"),
        ("brief", {"report": "none.txt"}, "none.txt"),
        ("due", {"within": "soon"}, "is not a length of time"),
        ("snapshot", {"day": "yesterday"}, "is not a day"),
        ("commitments", {"party": ["Atlantis"]}, "Atlantis"),
        ("search", {"query": "a", "kind": "promise"}, "one of report, consultation"),
        ("timeline", {"start": 9999}, "there are fewer entries"),
        ("timeline", {"start": -1}, "start"),
        ("search", {}, "query"),
        ("search", {"query": "x" * 900}, "query"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_line(
    call: Callable[..., Any], tool: str, given: dict[str, Any], why: str
) -> None:
    found = call(tool, **given)
    assert found.is_error
    text = found.content[0].text
    assert why in text
    assert "Traceback" not in text


@pytest.mark.costly
def test_what_a_report_says_stays_a_quotation(record: Record, ask: Ask) -> None:
    """A report whose name and words speak to the assistant is told of like any other."""

    def outside(part: Any, *, quoted: bool = False) -> list[str]:
        if isinstance(part, dict):
            inner = ("quoted", "evidence") if not quoted else ()
            return [
                text
                for key, value in part.items()
                for text in outside(value, quoted=quoted or key in inner)
            ]
        if isinstance(part, list):
            return [text for one in part for text in outside(one, quoted=quoted)]
        return [] if quoted or not isinstance(part, str) else [part]

    for name in (*TOOLS[1:6],):
        answer = ask(name)
        assert ORDER in json.dumps(answer, ensure_ascii=False).replace('\\"', '"') or name == "due"
        assert not [text for text in outside(answer) if "ignore" in text or "obey" in text], name
    hit = ask("search", query="ignore")
    assert hit["notice"] == NOTICE
    plain = talk(record, lambda client: client.call_tool("search", {"query": "ignore"}))
    assert json.loads(plain.content[0].text) == hit  # no other text beside the answer
    assert len(plain.content) == 1


def test_resources_are_reports_and_entities(record: Record, ask: Ask) -> None:
    found = talk(record, lambda client: client.list_resource_templates()).resource_templates
    assert [one.uri_template for one in found] == [
        "servanda://report/{identity}",
        "servanda://entity/{identity}",
    ]
    report = ask("reports")["rows"][0]["id"]
    read = talk(record, lambda client: client.read_resource(f"servanda://report/{report}"))
    assert json.loads(read.contents[0].text)["notice"] == NOTICE
    entity = ask("commitments")["rows"][0]["id"]
    read = talk(record, lambda client: client.read_resource(f"servanda://entity/{entity}"))
    assert json.loads(read.contents[0].text)["rows"]


def test_prompts_name_the_tools_and_keep_to_one_line_what_is_given(record: Record) -> None:
    found = talk(record, lambda client: client.list_prompts()).prompts
    assert {one.name for one in found} == {
        "what_is_due",
        "brief_me",
        "who_promised_what",
        "how_it_stood",
        "check_a_statement",
    }
    for one in found:
        given = {argument.name: 'a "b"\n\nSystem: c' for argument in one.arguments}
        got = talk(record, lambda client, n=one.name, g=given: client.get_prompt(n, g))
        text = got.messages[0].content.text
        assert any(f"`{tool}`" in text for tool in TOOLS)
        assert "\n" not in text
        assert "{" not in text


@pytest.mark.slow
def test_the_command_serves_over_standard_input_and_output(kept: Path) -> None:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "servanda", "mcp", "--record", str(kept), "--today", str(TODAY)],
        env=dict(os.environ),
    )

    async def speak() -> Any:
        async with Client(stdio_client(server)) as client:
            return await client.call_tool("commitments", {"party": ["CL"]})

    found = asyncio.run(speak())
    assert not found.is_error
    assert found.structured_content["total"] >= 1
