"""Time expressions of any text, over REST: what `servanda times` prints."""

from __future__ import annotations

from typing import Any

import pytest

from desks import Browser
from servanda.server.api.times_api import TimesAnswer

TIMES = "/api/v1/times"


def timex(browser: Browser, **asked: Any) -> list[dict[str, Any]]:
    answer = browser.post(TIMES, json=asked)
    assert answer.status_code == 200, answer.text
    TimesAnswer.model_validate(answer.json())
    found: list[dict[str, Any]] = answer.json()["timex"]
    return found


def test_times_are_found_and_resolved_where_the_day_is_known(browser: Browser) -> None:
    text = "They met on Thursday. Norway will decide by March 2032."
    day, month = timex(browser, text=text, dct="2031-05-02")
    assert (day["text"], day["type"], day["value"]) == ("Thursday", "DATE", "2031-05-01")
    assert text[month["start"] : month["end"]] == month["text"]
    assert set(day) == {"start", "end", "text", "type", "value"}
    assert "X" in timex(browser, text=text)[0]["value"]
    assert timex(browser, text="") == []


def test_it_says_why_and_asks_whose_fiscal_year(browser: Browser) -> None:
    text = "It comes in fiscal 2031."
    ends = {
        country: timex(browser, text=text, country=country, why=True)[0]["when"]["latest"]
        for country in ("JP", "US")
    }
    assert ends == {"JP": "2032-03-31", "US": "2031-09-30"}
    assert timex(browser, text=text, why=True)[0]["reasons"]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"text": "x" * 500_001},
        {"text": "x", "dct": "Thursday"},
        {"text": "x", "published": "2031-01-01"},
    ],
)
def test_what_is_no_text_is_refused(browser: Browser, asked: dict[str, str]) -> None:
    answer = browser.post(TIMES, json=asked)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
