"""How a report was read: each claim with what proposed it, and what was stopped."""

from __future__ import annotations

from typing import Any

import pytest

from desks import Browser
from servanda.data_tables import rows
from servanda.errors import InputError
from servanda.model import Report
from servanda.server.explainer import Explainer
from servanda.server.failures import TooMuchError
from servanda.server.pages.explained_page import believed, candidates, told_feature
from servanda.server.pages.report_page import rows_of
from servanda.workers.process import Lost


def candidate(kind: str, start: int, end: int, outcome: str, **more: Any) -> dict[str, Any]:
    counted = [{"feature": "R:incident", "weight": 2.5}, {"feature": "w:fly", "weight": -0.4}]
    given = {"proposed_by": f"{kind}.verb", "score": 3.25, "threshold": 1.5, "counted": counted}
    return {
        "kind": kind,
        "start": start,
        "end": end,
        "text": "x",
        "outcome": outcome,
        **given,
        **more,
    }


class Known:
    """An explainer that has the candidates of every report ready."""

    def __init__(self, found: list[dict[str, Any]]) -> None:
        self.found = found
        self.asked: list[Report] = []

    def candidates(self, report: Report) -> list[dict[str, Any]]:
        self.asked.append(report)
        return self.found

    def close(self) -> None:
        """Nothing is open."""


def explained(browser: Browser, *found: dict[str, Any], fragment: bool = False) -> str:
    browser.desk.explainer = Known(list(found))  # type: ignore[assignment]
    answer = browser.get("/reports/n2/explained", params={"fragment": "true"} if fragment else {})
    assert answer.status_code == 200
    return answer.text


def test_each_claim_stands_with_what_proposed_it_and_what_counted(browser: Browser) -> None:
    text = browser.desk.record.view().report("n2").text.content
    start = text.index("A missile")
    told = candidate("incident", start, start + 31, "claim of the rule; the models add nothing")
    page = explained(browser, told)
    incident = page[page.index("tag k-incident") :]
    assert "proposed by <b>incident.verb</b>: claim of the rule" in incident
    assert "the model says 3.25, and believes from 1.50 on" in incident
    assert "the rule incident" in incident
    assert 'the word “fly” <span class="soft">-0.4</span>' in incident
    assert page.count("proposed by") == 1
    assert "no candidates that were stopped" in page


def test_what_was_stopped_is_listed_with_why(browser: Browser) -> None:
    page = explained(browser, candidate("promise", 0, 20, "no claim: the words deny it"))
    fold = page[page.index("<details") :]
    assert "1 candidate that was stopped" in fold
    assert "no claim: the words deny it" in fold
    assert "kind k-commitment" in fold
    assert "proposed by" not in page[: page.index("<details")]


def test_a_part_of_it_is_drawn_for_the_page_of_the_report(browser: Browser) -> None:
    part = explained(browser, fragment=True)
    assert "<html" not in part
    assert "</details>" in part
    assert "/explained?fragment=true" in browser.get("/reports/n2").text


def test_it_is_read_with_the_date_that_its_own_words_give(browser: Browser) -> None:
    explained(browser)
    known: Any = browser.desk.explainer
    (report,) = known.asked
    assert report.dating == browser.desk.record.view(as_read=True).report("n2").dating


def test_a_promise_may_be_a_commitment_or_an_assurance(browser: Browser) -> None:
    class Asked:
        desk = browser.desk

    report = browser.desk.record.view().report("n1")
    listed = rows_of(Asked(), report.id)  # type: ignore[arg-type]
    whole = candidate("promise", 0, len(report.text.content), "claim x, confidence 0.90")
    found = {one.row.kind: len(one.of) for one in believed(listed, candidates([whole]))}
    assert found["commitment"] == 1
    assert "date" not in found
    assert all(
        count == 0 for kind, count in found.items() if kind not in ("commitment", "assurance")
    )


def test_features_are_told_in_words() -> None:
    assert told_feature("w:promise") == "the word “promise”"
    assert told_feature("b:set_up") == "the two words “set up”"
    assert told_feature("zz:thing") == "zz:thing"
    assert all("{}" in words for _, words in rows("server", "feature_words"))


class _Worker:
    """Does no work: it gives what it is told to, or is lost."""

    def __init__(self, given: Any) -> None:
        self.given, self.calls = given, 0

    def do(self, *_: Any) -> Any:
        self.calls += 1
        if isinstance(self.given, Exception):
            raise self.given
        return iter([self.given])

    def close(self) -> None:
        """There is no process."""


def test_a_report_is_read_once(browser: Browser) -> None:
    report = browser.desk.record.view().report("n2")
    explainer = Explainer()
    explainer._worker = worker = _Worker([candidate("incident", 0, 5, "no claim")])  # type: ignore[assignment]
    assert explainer.candidates(report) == explainer.candidates(report)
    assert worker.calls == 1
    explainer.close()


def test_what_takes_too_long_is_said(browser: Browser) -> None:
    report = browser.desk.record.view().report("n2")
    explainer = Explainer()
    explainer._worker = _Worker(Lost("it takes more than 1 s"))  # type: ignore[assignment]
    with pytest.raises(InputError, match="it takes more than 1 s"):
        explainer.candidates(report)
    for _ in range(3):
        explainer._places.acquire()
    with pytest.raises(TooMuchError, match="others wait"):
        explainer.candidates(report)


@pytest.mark.slow
def test_a_stored_report_is_explained_in_a_worker() -> None:
    from servanda.pipeline import read_text

    told = "OSLO, March 3, 2030 - Norway and Sweden agreed to build a joint radar station by 2033."
    report = read_text(told).report
    explainer = Explainer()
    try:
        found = candidates(explainer.candidates(report))
    finally:
        explainer.close()
    assert any(one.kind == "promise" and not one.stopped for one in found)
    assert {one.words for one in found if one.kind == "date"} >= {"2033"}
