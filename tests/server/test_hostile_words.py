"""Hostile words in reports, addresses, forms and headers: nothing acts, and nothing fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import icalendar
import pytest
from lxml import etree

from desks import Browser, desk_at
from hostile_words import faults, hostile_words
from random_reports import told
from servanda.indexing.update import update_index
from servanda.model import (
    Assurance,
    Body,
    Capability,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Incident,
    Modality,
    Omission,
    OmissionSort,
    Participant,
    Quote,
    Structure,
    StructureStatus,
    Tenure,
)
from servanda.server.searches.saved_searches import Owner, made_search
from servanda.server.searches.word_search import WordSearch
from servanda.store import open_record

WORDS = hostile_words()
PAGES = (
    "/",
    "/reports",
    "/commitments",
    "/commitments?view=board",
    "/timeline?zoom=decade&at=2031-06-01",
    "/snapshot?as_of=2033-01-01&beside=2031-05-05",
    "/people",
    "/wording",
    "/sources",
    "/review",
    "/add",
)
ASKING = (
    "/search?q={}",
    "/search?q=words&kind={}",
    "/search?q=words&source={}",
    "/wording?words={}",
    "/commitments?party={}",
    "/commitments?status={}",
    "/commitments?since={}",
    "/commitments?part={}",
    "/timeline?zoom={}",
    "/timeline?kind={}",
    "/snapshot?as_of={}",
    "/people?party={}",
    "/review?kind={}",
    "/review?before={}",
    "/reports?before={}",
    "/?today={}",
    "/?judged={}",
    "/searches/0123456789ab/feed.atom?key={}",
)
PLACES = (
    "/reports/{}",
    "/reports/{}/brief",
    "/reports/{}/origin",
    "/claims/{}",
    "/why/{}",
    "/commitments/{}",
    "/people/{}",
    "/add/{}",
    "/searches/{}/calendar.ics",
    "/static/{}",
    "/{}",
)
PARTS = 8
SHARE = 6
"""Every day each address gets every sixth word and each word meets every sixth address; the slow run tries all."""


def bodies(words: str) -> list[Body]:
    met = (Participant(words, words, "NO"), Participant("Ivo Kern", None, words))
    return [
        Commitment(("NO", words), "buy", words, Modality.WILL, words, condition=words),
        Consultation(ConsultationForm.MEETING, ConsultationStatus.HELD, met, ("NO", words), words),
        Incident(words, "SE", words, words),
        Structure(words, words, StructureStatus.PLANNED, words),
        Assurance(("NO",), words, words, words),
        Capability(words, words, words, words),
        Tenure(words, "Defence Minister", "NO"),
        Omission(words, OmissionSort.DENIED, words),
        Quote(words, words, via=words),
    ]


def time_of(body: Body) -> str:
    return "on 9 June 2031" if hasattr(body, "when") or hasattr(body, "due") else ""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Serve a record in which every cell of every report is hostile."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    with open_record(f"sqlite:///{folder / 'hostile.db'}") as record:
        for number, (_, given) in enumerate(WORDS):
            words = given.replace("\x00", "\x01")
            said = [
                (f"Sentence {place} {words}", time_of(body), body)
                for place, body in enumerate(bodies(words[:2000]))
            ]
            report, claims = told(f"h{number:03}", "2031-06-12", said)
            report = replace(
                report, title=words, publisher=words, url=words, origin=words, dateline_place=words
            )
            record.put(report, claims, at=datetime(2032, 1, 1, tzinfo=UTC), reader="1")
        update_index(record)
        with desk_at(record) as browser:
            yield browser


def test_the_list_is_long_enough() -> None:
    assert len(WORDS) >= 150
    assert len({words for _, words in WORDS}) == len(WORDS)
    assert len({sort for sort, _ in WORDS}) >= 10


@pytest.mark.costly
@pytest.mark.parametrize("path", PAGES)
def test_lists_of_hostile_reports_are_inert(hostile: Browser, path: str) -> None:
    answer = hostile.get(path)
    assert answer.status_code == 200
    assert faults(answer.text) == []


@pytest.mark.costly
@pytest.mark.parametrize("part", range(PARTS))
def test_hostile_reports_are_inert(hostile: Browser, part: int) -> None:
    for number in range(part, len(WORDS), PARTS):
        answer = hostile.get(f"/reports/h{number:03}")
        assert answer.status_code == 200, WORDS[number]
        assert faults(answer.text) == [], WORDS[number]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_all_that_is_said_of_hostile_reports_is_inert(hostile: Browser, part: int) -> None:
    for number in range(part, len(WORDS), PARTS):
        page = hostile.get(f"/reports/h{number:03}").text
        paths = [f"/reports/h{number:03}/brief", f"/reports/h{number:03}/origin"]
        claims = re.findall(r'id="c-(c-[0-9a-f]+)"', page)
        paths += [f"/claims/{one}" for one in claims] + [f"/why/{one}" for one in claims]
        paths += sorted(set(re.findall(r'href="(/(?:why|commitments|people)/[^"]+)"', page)))[:12]
        for path in paths:
            answer = hostile.get(path)
            assert answer.status_code == 200, (path, WORDS[number])
            assert faults(answer.text) == [], (path, WORDS[number])


@pytest.mark.parametrize(("number", "path"), list(enumerate([*ASKING, *PLACES])))
def test_hostile_addresses_are_inert(browser: Browser, number: int, path: str) -> None:
    ask_all(browser, path, WORDS[number % SHARE :: SHARE])


@pytest.mark.slow
@pytest.mark.parametrize("path", [*ASKING, *PLACES])
def test_all_hostile_addresses_are_inert(browser: Browser, path: str) -> None:
    ask_all(browser, path, WORDS)


def ask_all(browser: Browser, path: str, some: list[tuple[str, str]]) -> None:
    for _, words in some:
        told_so = quote(words[:3000].encode("utf-8", "replace"), safe="")
        answer = browser.get(path.format(told_so), follow_redirects=False)
        assert answer.status_code < 500, (path, words[:100])
        assert "evil" not in answer.headers.get("location", "")
        if answer.headers["content-type"].startswith("text/html"):
            assert faults(answer.text) == [], (path, words[:100])


@pytest.mark.costly
def test_saved_searches_of_hostile_words_are_inert(browser: Browser) -> None:
    save_all(browser, WORDS[::SHARE])


@pytest.mark.slow
def test_all_saved_searches_of_hostile_words_are_inert(hostile: Browser) -> None:
    save_all(hostile, WORDS)


def save_all(hostile: Browser, some: list[tuple[str, str]]) -> None:
    token = hostile.token("/add")
    for _, words in some:
        asked = {"name": words[:90], "q": "sentence", "kind": words[:2000], "form_token": token}
        page = hostile.post("/searches", data=asked)
        assert page.status_code in (200, 422), words[:100]
        assert faults(page.text) == [], words[:100]
        for one in re.findall(r'id="s-([0-9a-f]+)"', page.text):
            assert hostile.get(f"/searches/{one}/calendar.ics").status_code == 200
            hostile.post(f"/searches/{one}/delete", data={"form_token": token})


@pytest.mark.costly
def test_a_feed_and_a_calendar_of_hostile_reports_are_whole(hostile: Browser) -> None:
    saved = made_search(Owner(), "all", WordSearch("sentence"), hostile.desk.now())
    assert hostile.desk.searches is not None
    hostile.desk.searches.add(saved)
    feed = etree.fromstring(hostile.get(f"/searches/{saved.id}/feed.atom").content)
    links = feed.xpath("//*[local-name()='entry']/*[local-name()='link']/@href")
    assert len(links) > 100
    assert all(one.startswith("http://localhost:8765/reports/") for one in links)
    calendar = icalendar.Calendar.from_ical(
        hostile.get(f"/searches/{saved.id}/calendar.ics").content
    )
    assert calendar.walk("VEVENT") == []  # hostile deadlines have no last day


FIELDS = ("reason", "back", "form_token", "field.object", "field.due")


@pytest.mark.costly
@pytest.mark.parametrize("field", FIELDS)
def test_hostile_forms_are_inert(browser: Browser, field: str) -> None:
    send_all(browser, field, WORDS[:: len(FIELDS) * 2])


@pytest.mark.slow
@pytest.mark.parametrize("field", FIELDS)
def test_all_hostile_forms_are_inert(browser: Browser, field: str) -> None:
    send_all(browser, field, WORDS)


def send_all(browser: Browser, field: str, some: list[tuple[str, str]]) -> None:
    claim = browser.claims("n1", "commitment")[0]
    token = browser.token("/reports/n1")
    for _, given in some:
        words = given[:3000].encode("utf-8", "replace").decode()
        for path in (f"/claims/{claim}", f"/claims/{claim}/accept"):
            data = {"form_token": token, field: words}
            answer = browser.post(path, data=data, follow_redirects=False)
            assert answer.status_code < 500, (path, words[:100])
            assert re.match(r"/(?!/)|$", answer.headers.get("location", "")), words[:100]
            if answer.text:
                assert faults(answer.text) == [], (path, words[:100])
    assert faults(browser.get("/reports/n1").text) == []


HEADERS = ("Host", "Origin", "Cookie", "HX-Request", "Accept", "Range")


@pytest.mark.costly
@pytest.mark.parametrize(("number", "header"), list(enumerate(HEADERS)))
def test_hostile_headers_are_inert(browser: Browser, number: int, header: str) -> None:
    bear_all(browser, header, WORDS[number :: len(HEADERS)])


@pytest.mark.slow
@pytest.mark.parametrize("header", HEADERS)
def test_all_hostile_headers_are_inert(browser: Browser, header: str) -> None:
    bear_all(browser, header, WORDS)


def bear_all(browser: Browser, header: str, some: list[tuple[str, str]]) -> None:
    for _, words in some:
        value = words[:2000].encode("utf-8", "replace").translate(None, b"\x00\r\n")
        answer = browser.get("/reports/n1", headers={header.encode(): value})
        assert answer.status_code < 500, words[:100]
        assert faults(answer.text) == [], words[:100]
