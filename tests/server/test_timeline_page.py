"""The timeline joins what fulfils a plan to the plan, and what answers an incident to the incident."""

from __future__ import annotations

import re

import pytest

from desks import Browser
from servanda.server.pages import timeline_page

ASKED = {"zoom": "decade", "at": "2031-06-01"}


def tied(browser: Browser) -> None:
    """Say that the talks answer the incident."""
    items = browser.get("/api/v1/timeline").json()["items"]
    talks = next(one["id"] for one in items if one["kind"] == "consultation")
    incident = next(one["id"] for one in items if one["kind"] == "incident")
    asked = {"action": "accept", "ids": [talks], "tie_to": incident, "tie": "responds_to"}
    assert browser.post("/api/v1/decisions", json=asked).status_code == 201


def test_nothing_is_joined_without_a_tie(browser: Browser) -> None:
    page = browser.get("/timeline", params=ASKED).text
    assert 'class="tie' not in page
    assert "what answers an incident" not in page


def test_what_answers_an_incident_is_joined_to_it(browser: Browser) -> None:
    tied(browser)
    page = browser.get("/timeline", params=ASKED).text
    assert page.count('class="tie responds_to"') == 1
    numbers = {
        kind: number
        for number, kind in re.findall(
            r'<tr id="e(\d+)">.*?<span class="kind k-(\w+)">', page, flags=re.DOTALL
        )
    }
    told = re.findall(r'<span class="extra">([^<]+)</span>', page)
    assert told == [f"answers {numbers['incident']}", f"answered by {numbers['consultation']}"]
    assert "dashed: what answers an incident" in page
    assert 'class="tie responds_to"' in browser.get("/timeline.svg", params=ASKED).text


def test_ties_are_the_same_without_the_index(browser: Browser) -> None:
    tied(browser)
    indexed = browser.get("/timeline", params=ASKED).text
    anew = browser.get("/timeline", params={**ASKED, "known_by": "2032-02-01"}).text
    lines = re.compile(r'<path class="tie[^>]*>')
    assert lines.findall(anew) == lines.findall(indexed)
    assert lines.findall(anew)


def test_every_mark_that_is_drawn_stands_in_the_list(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of too many entries those around the day are listed, and no mark leads to one that is not."""
    asked = {**ASKED, "at": "2031-06-09"}
    whole = browser.get("/timeline", params=asked).text
    count = len(re.findall(r'<tr id="e\d+"', whole))
    assert count > 3
    assert "entries: those around" not in whole
    monkeypatch.setattr(timeline_page, "_MOST", 3)
    page = browser.get("/timeline", params={**asked, "until": "2035-01-01"}).text
    page = page.replace("\xa0", " ")
    listed = set(re.findall(r'<tr id="(e\d+)"', page))
    assert listed == {"e1", "e2", "e3"}
    assert set(re.findall(r'href="#(e\d+)"', page)) <= listed
    assert f"3 of {count} entries: those around 9 Jun 2031" in page


def test_where_not_all_are_listed_bars_say_how_many_there_are_and_lead_closer(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {**ASKED, "at": "2031-06-09"}
    assert 'class="amounts"' not in browser.get("/timeline", params=asked).text
    monkeypatch.setattr(timeline_page, "_MOST", 3)
    page = browser.get("/timeline", params={**asked, "party": "NO"}).text.replace("\xa0", " ")
    counts = [int(one) for one in re.findall(r'aria-label="[^"]* to [^"]*: (\d+)"', page)]
    [(_, count)] = re.findall(r"(\d+) of (\d+) entries", page)
    assert sum(counts) == int(count)
    links = [
        one.replace("&amp;", "&") for one in re.findall(r'<a href="(\?[^"]+)" aria-label', page)
    ]
    assert len(links) == len(counts)
    at = counts.index(max(counts))
    closer = browser.get(f"/timeline{links[at]}")
    assert closer.status_code == 200
    assert "party=NO" in links[at]
    assert "zoom=year" in links[at]
    assert browser.get("/timeline", params={**asked, "zoom": "week"}).status_code == 200
