"""One person is one in the network and on People, however reports write the name; decisions are obeyed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from desks import TODAY, Browser, desk_at
from indexed import _HELD, indexed
from servanda.model import Participant, Tenure
from servanda.server.pages import people_page

IVO = Participant("Ivo Kern", None, "SE")


def met(day: int, *who: Participant) -> tuple[str, str, object]:
    return "They talk", f"on {day} June 2031", replace(_HELD, participants=who)


READINGS = (
    ("n1", "2031-06-04", [met(2, Participant("Yuki Brandt", "Defence Minister", "NO"), IVO)]),
    (
        "n2",
        "2031-06-12",
        [
            met(9, Participant("Brandt Yuki", "Defence Minister", "NO"), IVO),
            ("Brandt Yuki is minister", "", Tenure("Brandt Yuki", "Defence Minister", "NO")),
        ],
    ),
    ("n3", "2031-06-22", [met(19, Participant("Brandt Yuki", "envoy", "FI"), IVO)]),
)


@pytest.fixture
def browser() -> Iterator[Browser]:
    with indexed(READINGS) as record, desk_at(record, today=TODAY) as found:  # type: ignore[arg-type]
        yield found


def pairs(browser: Browser, **asked: str) -> dict[str, str]:
    """Return how many consultations each person had with Ivo Kern, by their id."""
    page = browser.get("/network", params={"of": "people", **asked}).text
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', page)
    found = {}
    for row in rows:
        held = re.search(r'data-label="Held">(?:<a [^>]+>)?(\d+)', row)
        (who,) = set(re.findall(r'/people/(pe-[0-9a-f]+)">[^<]*Brandt|Brandt[^<]*', row)) - {""}
        assert held
        found[who] = held[1]
    return found


def test_both_orders_of_a_name_are_one_person_and_another_state_has_another(
    browser: Browser,
) -> None:
    found = pairs(browser)
    assert sorted(found.values()) == ["1", "2"]
    assert pairs(browser, known_by="2032-01-01") == found
    people = browser.get("/people", params={"as_of": "2031-07-01"}).text
    (holder,) = set(re.findall(r'href="/people/(pe-[0-9a-f]+)', people))
    assert found[holder] == "2"
    assert "Yuki" in browser.get(f"/people/{holder}").text


def test_of_somebody_named_in_many_reports_the_last_are_shown(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = browser.get("/people", params={"as_of": "2031-07-01"}).text
    (holder,) = set(re.findall(r'href="/people/(pe-[0-9a-f]+)', people))
    whole = browser.get(f"/people/{holder}").text
    told = re.findall(r'href="/reports/[^"]+">(n\d)</a>', whole)
    assert told == sorted(told, reverse=True)
    assert set(told) == {"n1", "n2"}
    assert "search for the name" not in whole
    monkeypatch.setattr(people_page, "kept_for", lambda _, make: make())
    monkeypatch.setattr(people_page, "_LAST", 2)  # of three that have a name like that
    few = browser.get(f"/people/{holder}").text
    assert set(re.findall(r'href="/reports/[^"]+">(n\d)</a>', few)) == {"n2"}
    assert "search for the name" in few
    offices = re.compile(r"<caption>Offices.*?</table>", re.DOTALL)
    assert offices.findall(few) == offices.findall(whole)
    monkeypatch.setattr(people_page, "_LAST", 1)  # which names another person
    assert browser.get(f"/people/{holder}").text == whole


def test_a_decision_makes_them_one_and_undoing_it_two(browser: Browser) -> None:
    before = pairs(browser)
    asked = {"action": "merge", "ids": list(before)}
    (kept,) = browser.post("/api/v1/decisions", json=asked).json()
    assert list(pairs(browser).values()) == ["3"]
    browser.post(f"/api/v1/decisions/{kept['id']}/undo")
    assert pairs(browser) == before
