"""Every page: there, whole, one heading, nothing from elsewhere; empty records and no right are helped."""

from __future__ import annotations

import re

import pytest

from desks import Browser, desk_at
from servanda.server.access.desk_roles import RIGHTS, Person, Role
from servanda.store import open_record

PAGES = (
    "/",
    "/reports",
    "/reports?since=2031-05-01&until=2031-05-30",
    "/reports/n1",
    "/reports/n1/brief",
    "/reports/n1/origin",
    "/commitments",
    "/commitments?view=board",
    "/commitments?party=Norway&status=overdue&since=2031-01-01&until=2032-12-31",
    "/timeline",
    "/timeline?zoom=decade&at=2031-06-01&kind=deadline",
    "/snapshot",
    "/snapshot?as_of=2031-06-13&beside=2031-05-01",
    "/snapshot?as_of=2031-06-13&known_by=2031-06-13",
    "/people",
    "/people?as_of=2031-06-13&party=NO",
    "/wording",
    "/wording?words=friendship+is+firm",
    "/sources",
    "/search",
    "/search?q=drones",
    "/search?q=drones&kind=commitment&party=NO",
    "/searches",
    "/review",
    "/review?kind=claim",
    "/add",
    "/help",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text[:2000]
    page = answer.text
    assert page.count("<h1") == 1
    assert "<title>" in page
    assert 'lang="en"' in page
    assert 'href="#main"' in page
    assert len(answer.content) < 300_000
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page), (
        "something is loaded from elsewhere"
    )
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", page), "the policy would stop it"
    for one in re.findall(r"<(?:input|select|textarea)\b[^>]*>", page):
        if 'type="hidden"' not in one and 'type="checkbox"' not in one:
            name = re.search(r'id="([^"]+)"', one)
            assert name, one
            assert f'for="{name[1]}"' in page, one


@pytest.mark.parametrize("path", [p for p in PAGES if "/n1" not in p and p != "/searches"])
def test_an_empty_record_is_helped(path: str) -> None:
    with open_record("sqlite://") as record, desk_at(record) as browser:
        answer = browser.get(path)
    assert answer.status_code == 200
    assert "<h1" in answer.text


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/commitments?party=Nowhereland", "no party is called that"),
        ("/commitments?since=yesterday", "is not a day"),
        ("/commitments?since=2031-02-01&until=2031-01-01", "is before"),
        ("/timeline?zoom=century", "decade"),
        ("/snapshot?as_of=31.12.2031", "is not a day"),
        ("/?today=2031-13-01", "is not a day"),
        ("/reports?before=x", "before"),
        ("/people/pe-0000", "no such person"),
        ("/commitments/co-0000", "no such commitment"),
        ("/add/0000", "no such reading"),
    ],
)
def test_what_cannot_be_shown_says_why(browser: Browser, path: str, word: str) -> None:
    answer = browser.get(path)
    assert answer.status_code in (404, 422)
    assert word in answer.text.casefold()
    assert "Search the record" in answer.text


@pytest.mark.costly
def test_who_may_only_look_sees_no_button_that_decides(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Person("Rolf", RIGHTS[Role.READER], Role.READER)
    monkeypatch.setattr(browser.desk, "person_of", lambda _: reader)
    (claim,) = browser.claims("n2", "incident")
    for path in PAGES:
        page = browser.get(path).text
        assert "Accept</button>" not in page
        assert "/review/accept" not in page
        assert "Read it</button>" not in page
    for path in (f"/claims/{claim}/reject", "/review/accept", "/add", "/sources/grade"):
        answer = browser.submit(path, "/")
        assert answer.status_code == 403
        assert "reader" in answer.text
    assert browser.desk.record.words.all() == ()


def test_a_commitment_has_its_history_and_its_sources(browser: Browser) -> None:
    page = browser.get("/commitments").text
    (found, *_) = re.findall(r'href="(/commitments/co-[0-9a-f]+)"', page)
    page = browser.get(found).text
    assert "Buy the Heron drones" in page
    assert "Condition: if attacked" in page
    assert "the last day passed" in page
    assert ">n1<" in page
    assert ">n2<" in page


def test_a_snapshot_tells_what_is_different(browser: Browser) -> None:
    page = browser.get("/snapshot?as_of=2031-06-13&beside=2031-05-05").text
    changes = page[page.index("Different from") :]
    assert "sweden against norway: fired a missile" in changes.casefold()
    earlier = browser.get("/snapshot?as_of=2031-06-13&beside=2031-05-01").text
    assert "Norway: buy the Heron drones" in earlier
    assert "Coastal Heron Command" in changes


def test_a_step_of_an_explanation_looks_like_no_badge(browser: Browser) -> None:
    found = browser.get("/api/v1/commitments").json()["items"][0]["id"]
    page = browser.get(f"/why/{found}").text
    assert 'class="step of-status"' in page
    assert 'class="step of-words"' in page
    assert "<q>“" not in page


def test_a_timeline_of_a_month_shows_that_month(browser: Browser) -> None:
    near = browser.get("/timeline?zoom=month&at=2031-06-15").text
    assert 'class="today"' not in near
    assert ">16\u00a0Jun<" in near.replace(" ", "\u00a0")


def test_a_timeline_leads_from_its_marks_to_its_lines(browser: Browser) -> None:
    page = browser.get("/timeline?zoom=5+years&at=2031-06-01").text
    for number in re.findall(r'<a href="#e(\d+)">', page):
        assert f'id="e{number}"' in page
    answer = browser.get("/timeline.svg?zoom=year&at=2031-06-01")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert "<rect" in answer.text
    assert "var(" not in answer.text  # a saved drawing has its colours in itself


def test_a_search_has_facets_that_narrow_it(browser: Browser) -> None:
    page = browser.get("/search?q=missile").text
    assert "2 hits in 1 report" in page
    assert "kind=incident" in page
    narrowed = browser.get("/search?q=missile&kind=incident").text
    assert "1 hit in 1 report" in narrowed
    assert "Nothing found" in browser.get("/search?q=zeppelin").text
    assert "no word to look for" in browser.get("/search?q=%22").text.casefold()


def test_a_source_is_graded(browser: Browser) -> None:
    answer = browser.submit("/sources/grade", "/add", source="Post", grade="B")
    assert answer.status_code == 303
    (word,) = browser.desk.record.words.all()
    assert (word.word.subject, word.word.value, word.word.author) == ("Post", "B", "Ana")  # type: ignore[union-attr]
    assert browser.submit("/sources/grade", "/add", source="Post", grade="Z").status_code == 422


def test_an_item_is_judged_in_the_queue(browser: Browser) -> None:
    page = browser.get("/review?kind=match").text
    item = re.search(r'name="item" value="([^"]+)"', page)
    assert item, "one promise is told twice"
    answer = browser.submit(
        "/review/accept", "/review", item=item[1], kind="match", about="commitment"
    )
    assert answer.status_code == 303
    (word,) = browser.desk.record.words.all()
    assert word.word.action.value == "merge"  # type: ignore[union-attr]
    assert item[1] not in browser.get("/review?kind=match").text


def test_every_part_of_a_long_text_is_reached(browser: Browser) -> None:
    first = browser.get("/reports/n1?part=99")
    assert first.status_code == 200


def test_how_many_have_each_status_is_told_whichever_is_looked_at(browser: Browser) -> None:
    def tally(path: str) -> tuple[dict[str, str], set[str]]:
        page = browser.get(path).text
        found = re.findall(
            r'<a href="/commitments\?[^"]*status=(\w+)[^"]*"( aria-current="true")?>.*?</span> (\d+)</a>',
            page,
        )
        return {one: count for one, _, count in found}, {one for one, now, _ in found if now}

    every, chosen = tally("/commitments")
    assert every
    assert chosen == set()
    for status in every:
        assert tally(f"/commitments?status={status}") == (every, {status})
    several = browser.get("/commitments?status=revised,dropped").text
    assert '<option value="revised,dropped" selected>revised, dropped</option>' in several
