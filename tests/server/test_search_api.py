"""Saved searches over REST: one's own, each a feed and a calendar; addresses with a key for others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from desk_accounts import desk_with_accounts
from desks import Browser, desk_at, served
from servanda.server.access.desk_roles import Role
from servanda.server.api.search_api import SearchAddresses, SearchRow

V1 = "/api/v1"


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    with served(tmp_path, searches=tmp_path / "searches.json") as found:
        yield found


def save(browser: Browser, code: int = 201, **asked: Any) -> dict[str, Any]:
    answer = browser.post(f"{V1}/searches", json=asked)
    assert answer.status_code == code, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_search_is_kept_named_found_and_deleted(browser: Browser) -> None:
    kept = save(browser, q="drones", kind="commitment", name="Drones")
    SearchRow.model_validate(kept)
    place = f"{V1}/searches/{kept['id']}"
    assert browser.get(f"{V1}/searches").json() == [kept] == [browser.get(place).json()]
    assert "Drones" in browser.get("/searches").text
    named = browser.put(f"{place}/name", json={"name": "Of Norway"}).json()
    assert named == {**kept, "name": "Of Norway"}
    save(browser, 422, q="boats", name="of norway")
    assert browser.delete(place).status_code == 204
    assert browser.get(f"{V1}/searches").json() == []
    assert browser.get(place).status_code == 404
    assert browser.delete(place).status_code == 404


def test_its_feed_and_calendar_are_those_of_the_page(browser: Browser) -> None:
    kept = save(browser, q="drones")
    feed, calendar = (browser.get(kept[name]) for name in ("feed", "calendar"))
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert feed.content == browser.get(f"/searches/{kept['id']}/feed.atom").content
    assert calendar.content == browser.get(f"/searches/{kept['id']}/calendar.ics").content
    assert b"BEGIN:VEVENT" in calendar.content
    again = browser.get(kept["feed"], headers={"If-None-Match": feed.headers["etag"]})
    assert again.status_code == 304
    before = browser.get(kept["feed"], params={"known_by": "2031-05-31"})
    assert before.status_code == 200
    assert browser.get(kept["feed"], params={"key": "x"}).status_code == 422


def test_a_list_that_holds_is_not_sent_again(browser: Browser) -> None:
    save(browser, q="drones")
    first = browser.get(f"{V1}/searches")
    tag = {"If-None-Match": first.headers["etag"]}
    assert browser.get(f"{V1}/searches", headers=tag).status_code == 304
    save(browser, q="boats")
    assert browser.get(f"{V1}/searches", headers=tag).status_code == 200


def test_an_address_opens_for_whoever_has_it_until_it_is_ended(browser: Browser) -> None:
    kept = save(browser, q="drones")
    place = f"{V1}/searches/{kept['id']}/address"
    answer = browser.post(place)
    assert (answer.status_code, answer.headers["cache-control"]) == (201, "no-store")
    found = answer.json()
    TypeAdapter(SearchAddresses).validate_python(found)
    assert browser.get(found["feed"]).status_code == 200
    assert browser.get(found["calendar"]).status_code == 200
    assert browser.get(f"{V1}/searches").json()[0]["has_address"] is True
    assert browser.delete(place).status_code == 204
    assert browser.get(found["feed"]).status_code == 404


@pytest.mark.parametrize(
    "asked", [{}, {"q": ""}, {"q": "..."}, {"q": "x" * 301}, {"q": "x", "owner": "Ada"}]
)
def test_what_is_no_search_is_refused(browser: Browser, asked: dict[str, str]) -> None:
    save(browser, 422, **asked)


def test_nobody_sees_the_searches_of_others_and_a_token_makes_no_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {"searches": tmp_path / "searches.json"}
    with desk_with_accounts(tmp_path, monkeypatch, **settings) as (browser, tokens):
        mine, theirs = (
            {"Authorization": f"Bearer {tokens[role]}"} for role in (Role.READER, Role.ADMIN)
        )
        kept = browser.post(f"{V1}/searches", json={"q": "drones"}, headers=mine).json()
        place = f"{V1}/searches/{kept['id']}"
        assert browser.get(f"{V1}/searches", headers=theirs).json() == []
        for path in (place, kept["feed"], kept["calendar"]):
            assert browser.get(path, headers=mine).status_code == 200
            assert browser.get(path, headers=theirs).status_code == 404
        assert browser.delete(place, headers=theirs).status_code == 404
        assert browser.post(f"{place}/address", headers=mine).status_code == 403


def test_a_server_without_a_file_of_searches_says_how_to_have_one(browser: Browser) -> None:
    with desk_at(browser.desk.record, searches=None) as other:
        if other.desk.searches is None:
            answer = other.get(f"{V1}/searches")
            assert answer.status_code == 404
            assert "--searches" in answer.json()["remedy"]
