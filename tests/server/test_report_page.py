"""A report: its claims marked in place and listed beside it, either leading to the other."""

from __future__ import annotations

import re
from html import unescape

import pytest

from desks import Browser
from indexed import READINGS
from random_reports import AT, told

MARKED = re.compile(r'<mark [^>]*data-claims="([^"]+)"[^>]*>(.*?)</mark>', re.DOTALL)


def test_every_claim_is_marked_where_it_stands_and_listed(browser: Browser) -> None:
    page = browser.get("/reports/n2").text
    marked = {one for ids, _ in MARKED.findall(page) for one in ids.split()}
    for claim in browser.claims("n2"):
        assert claim in marked
        assert f'id="m-{claim}"' in page
        assert f'href="#c-{claim}"' in page
        assert f'id="c-{claim}"' in page
        assert f'href="#m-{claim}"' in page


def test_the_text_is_whole(browser: Browser) -> None:
    page = browser.get("/reports/n2").text
    article = page[page.index("<article") : page.index("</article>")]
    article = re.sub(r'<a class="tag.*?</a>', "", article, flags=re.DOTALL)
    shown = unescape(re.sub(r"<[^>]+>", "", article)).partition(">")[2] or article
    text = browser.desk.record.view().report("n2").text.content
    assert text in unescape(re.sub(r"<[^>]+>", "", article))
    assert shown


@pytest.mark.parametrize("path", ["", "/brief", "/origin"])
def test_each_of_its_pages_is_there_by_id_and_by_name(browser: Browser, path: str) -> None:
    for name in ("n2", browser.report_id("n2")):
        answer = browser.get(f"/reports/{name}{path}")
        assert answer.status_code == 200
        assert answer.text.count("<h1") == 1


def test_no_report_is_a_helpful_page(browser: Browser) -> None:
    answer = browser.get("/reports/nothing")
    assert answer.status_code == 404
    assert "no such report" in answer.text
    assert "Search the record" in answer.text


def test_its_date_is_there_with_reasons(browser: Browser) -> None:
    page = browser.get("/reports/n2/origin").text
    assert "12\u00a0Jun\u00a02031" in page
    assert "stated" in page


def test_a_date_that_nobody_knows_is_said_once(browser: Browser) -> None:
    report, claims = told("n9", None, [("They talked about boats", "", READINGS[0][2][2][2])])
    browser.desk.record.put(report, claims, at=AT, reader="1")
    page = browser.get("/reports/n9/origin").text
    assert '<p class="lede">not known</p>' in page
    assert "unknown" not in page


def test_what_it_brought_leads_to_the_words(browser: Browser) -> None:
    page = browser.get("/reports/n2/brief").text
    assert "Compared with the 1 reports from before 12 Jun 2031" in page
    assert "fired a missile" in page
