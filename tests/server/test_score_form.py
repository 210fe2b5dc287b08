"""Compliance at the desk: scores are kept under a name, shown with their reasons, disputed in the open."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from desks import NOW, Browser
from servanda.server.access.desk_roles import RIGHTS, Person, Role


def commitment(browser: Browser) -> str:
    """Return the page of the promise to buy drones."""
    (found, *_) = re.findall(
        r'href="(/commitments/co-[0-9a-f]+)"', browser.get("/commitments").text
    )
    return str(found)


def score(browser: Browser, **given: str) -> Any:
    page = commitment(browser)
    fields = {"obligor": "NO", "value": "0", **given}
    return browser.submit(f"{page}/score", page, **fields)


def compliance(browser: Browser) -> str:
    page = browser.get(commitment(browser)).text
    return page[page.index('id="compliance"') : page.index("Sources by story")]


def test_a_score_is_kept_and_shown(browser: Browser) -> None:
    assert "<table" not in compliance(browser)
    answer = score(
        browser, guideline="all bought", start="2031-06-01", end="2031-12-31", reason="half came"
    )
    assert answer.status_code == 303
    (word,) = browser.desk.record.words.all()
    assert (word.word.obligor, word.word.value, word.word.coder) == ("NO", 0, "Ana")  # type: ignore[union-attr]
    shown = compliance(browser)
    for words in (
        "Norway",
        "0 in progress",
        "Ana",
        "all bought · half came",
        "31\u00a0Dec\u00a02031",
    ):
        assert words in shown
    browser.desk.now = lambda: NOW + timedelta(minutes=1)
    score(browser, value="+1")
    shown = compliance(browser)
    assert "+1 full" in shown
    assert "half came" not in shown


def test_who_differ_are_shown_as_they_differ(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    score(browser, value="+1")
    other = Person("Bo", RIGHTS[Role.CODER], Role.CODER)
    monkeypatch.setattr(browser.desk, "person_of", lambda _: other)
    score(browser, value="-1")
    assert "disputed: Ana +1 full; Bo −1 none" in compliance(browser)


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"value": "2"}, "none of the scale"),
        ({"value": ""}, "none of the scale"),
        ({"obligor": " "}, "names no obligor"),
        ({"start": "yesterday"}, "is not a day"),
        ({"start": "2031-06-02", "end": "2031-06-01"}, "ends before it begins"),
    ],
)
def test_what_is_no_score_says_why(browser: Browser, given: dict[str, str], word: str) -> None:
    answer = score(browser, **given)
    assert answer.status_code == 422
    assert word in answer.text
    assert browser.desk.record.words.all() == ()


def test_only_a_commitment_is_scored_and_only_by_who_may_judge(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = commitment(browser)
    nothing = browser.submit("/commitments/co-0000/score", page, obligor="NO", value="0")
    assert nothing.status_code == 404
    reader = Person("Rolf", RIGHTS[Role.READER], Role.READER)
    monkeypatch.setattr(browser.desk, "person_of", lambda _: reader)
    assert score(browser).status_code == 403
    assert "Keep the score" not in browser.get(page).text
