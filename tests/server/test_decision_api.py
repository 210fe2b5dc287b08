"""Decisions by programs: kept under the name of whoever asks, seen at once, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from desk_accounts import desk_with_accounts
from desks import Browser
from servanda.server.access.desk_roles import Role
from servanda.server.api.api_rows import DecisionRow

V1 = "/api/v1"


def decide(browser: Browser, code: int = 201, **asked: Any) -> Any:
    answer = browser.post(f"{V1}/decisions", json=asked)
    assert answer.status_code == code, answer.text
    found = answer.json()
    if code == 201:
        TypeAdapter(list[DecisionRow]).validate_python(found)
    return found


def rows(browser: Browser, kind: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = browser.get(f"{V1}/{kind}").json()["items"]
    return items


def test_what_is_rejected_leaves_every_list_and_comes_back(browser: Browser) -> None:
    incident = rows(browser, "incidents")[0]
    kept = decide(browser, action="reject", ids=[incident["id"]], reason="it says otherwise")[0]
    assert (kept["author"], kept["reason"]) == ("Ana", "it says otherwise")
    assert rows(browser, "incidents") == []
    claim = browser.get(f"{V1}/claims/{incident['claims'][0]}").json()
    assert claim["decisions"][0]["action"] == "reject"
    back = browser.post(f"{V1}/decisions/{kept['id']}/undo", json={"reason": "it does"})
    assert back.json()["undone"]["reason"] == "it does"
    assert [row["id"] for row in rows(browser, "incidents")] == [incident["id"]]
    assert browser.get(f"{V1}/decisions").json()["items"] == [back.json()]
    assert browser.post(f"{V1}/decisions/{kept['id']}/undo").status_code == 404


def test_two_are_merged_and_parted(browser: Browser) -> None:
    promise = rows(browser, "commitments")[0]
    first, second = promise["claims"]
    decide(browser, action="split", id=promise["id"], others=[second])
    parted = rows(browser, "commitments")
    assert sorted(row["claims"] for row in parted) == sorted([[first], [second]])
    decide(browser, action="merge", ids=[row["id"] for row in parted])
    assert [row["claims"] for row in rows(browser, "commitments")] == [promise["claims"]]


def test_two_persons_are_one(browser: Browser) -> None:
    people = {row["name"]: row["person"] for row in rows(browser, "offices")}
    kept = decide(browser, action="merge", ids=list(people.values()))[0]
    assert sorted(kept["value"]["names"]) == sorted(people)
    assert len({row["person"] for row in rows(browser, "offices")}) == 1


def test_a_field_and_a_status_are_amended(browser: Browser) -> None:
    promise = rows(browser, "commitments")[0]
    decide(browser, action="amend", id=promise["id"], fields={"status": "dropped"})
    assert rows(browser, "commitments")[0]["status"] == "dropped"
    decide(browser, action="amend", id=promise["claims"][0], fields={"due": "2033-03"})
    assert browser.get(f"{V1}/claims/{promise['claims'][0]}").json()["due"]["edtf"] == "2033-03"


@pytest.mark.costly
def test_a_claim_is_added_to_words_and_anchored_at_others(browser: Browser) -> None:
    text = browser.get(f"{V1}/reports/n2/text").text
    start = text.index("We remember")
    place = {"start": start, "end": start + 25, "exact": text[start : start + 25]}
    asked = {
        "action": "add",
        "report": "n2",
        "kind": "incident",
        "cells": {"act": "remember that day", "actor": "Norway"},
        "evidence": [place],
        "reason": "missed",
    }
    (kept,) = decide(browser, **asked)
    assert (kept["action"], kept["author"], kept["reason"]) == ("add", "Ana", "missed")
    (claim,) = kept["targets"]
    row = browser.get(f"{V1}/claims/{claim}").json()
    assert (row["rule"], row["act"], row["actor"]) == ("person.incident", "remember that day", "NO")
    assert row["evidence"] == [place]
    (moved,) = decide(browser, action="amend", id=claim, fields={"evidence": "that day well"})
    assert moved["value"][0]["exact"] == "that day well"
    assert browser.get(f"{V1}/claims/{claim}").json()["evidence"][0]["exact"] == "that day well"
    decide(browser, 422, **asked)  # it is there already
    decide(browser, 409, **{**asked, "evidence": [{**place, "exact": "We forget"}]})
    decide(browser, 422, **{**asked, "cells": {"act": "forget that day"}})
    decide(browser, 404, **{**asked, "report": "n99"})
    browser.post(f"{V1}/decisions/{kept['id']}/undo", json={})
    assert browser.get(f"{V1}/claims/{claim}").status_code == 404


def test_a_tie_is_added_and_rejected(browser: Browser) -> None:
    promise, meeting = (
        rows(browser, "commitments")[0]["id"],
        rows(browser, "consultations")[0]["id"],
    )
    tie = {"ids": [promise], "tie_to": meeting}
    decide(browser, 422, action="reject", **tie, tie="part_of")
    decide(browser, action="accept", **tie, tie="part_of")
    links = browser.get(f"{V1}/entities/{promise}").json()["links"]
    assert {"type": "part_of", "to": meeting}.items() <= links[0].items()
    decide(browser, action="reject", **tie, tie="part_of")
    assert browser.get(f"{V1}/entities/{promise}").json()["links"] == []


def test_a_blind_verdict_changes_nothing(browser: Browser) -> None:
    before = rows(browser, "incidents")
    decide(browser, action="reject", ids=[before[0]["id"]], blind=True)
    assert rows(browser, "incidents") == before


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        (404, {"action": "accept", "ids": ["c-0"]}),
        (404, {"action": "merge", "ids": ["pe-0", "pe-1"]}),
        (422, {"action": "accept", "ids": []}),
        (422, {"action": "approve", "ids": ["c-0"]}),
        (422, {"action": "accept", "ids": ["c-0"], "author": "Somebody else"}),
        (422, {"action": "accept", "ids": ["c-0"], "tie": "fulfils"}),
        (422, {"action": "amend", "id": "c-0", "fields": {}}),
        (422, {}),
    ],
)
def test_what_makes_no_sense_is_refused(browser: Browser, code: int, asked: dict[str, Any]) -> None:
    decide(browser, code, **asked)
    assert browser.get(f"{V1}/decisions").json()["items"] == []


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Browser, dict[Role, str]]]:
    with desk_with_accounts(tmp_path, monkeypatch) as found:
        yield found


def test_whose_word_it_is_is_known_and_not_asked(desk: tuple[Browser, dict[Role, str]]) -> None:
    browser, tokens = desk
    claim = browser.claims("n1")[0]
    asked = {"action": "accept", "ids": [claim]}
    for role, code in ((Role.READER, 403), (Role.CODER, 201)):
        bearer = {"Authorization": f"Bearer {tokens[role]}"}
        answer = browser.post(f"{V1}/decisions", json=asked, headers=bearer)
        assert answer.status_code == code
    assert answer.json()[0]["author"] == "Cy"
