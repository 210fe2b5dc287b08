"""A claim is added to words selected in a report, and anchored at others, by forms without scripts."""

from __future__ import annotations

import re

import pytest

from desks import Browser
from servanda.model.addition import is_added

WORDS = "We remember that day well"
CELLS = {"field.act": "remember that day", "field.actor": "Norway", "field.when": "2031-06"}


def fields(browser: Browser, words: str = WORDS, kind: str = "incident") -> dict[str, str]:
    """Choose words and a kind as the first form does; return what the second one carries."""
    page = browser.get("/reports/n2/add", params={"words": words, "kind": kind})
    assert page.status_code == 200
    second = page.text[page.text.index('id="cells"') :]
    return dict(re.findall(r'name="(start|end|kind)" value="([^"]*)"', second))


def test_words_and_kind_lead_to_the_cells(browser: Browser) -> None:
    page = browser.get("/reports/n2/add").text
    assert "Copy the words" in page
    assert 'name="field.' not in page
    chosen = fields(browser)
    text = browser.desk.record.view().report("n2").text.content
    assert text[int(chosen["start"]) : int(chosen["end"])] == WORDS
    assert chosen["kind"] == "incident"
    page = browser.get("/reports/n2/add", params=chosen).text
    assert f'<mark class="picked">{WORDS}</mark>' in page
    assert "(needed)" in page


@pytest.mark.costly
def test_a_claim_is_added_under_a_name_and_undone(browser: Browser) -> None:
    sent = {**fields(browser), **CELLS, "reason": "missed"}
    answer = browser.submit("/reports/n2/add", "/reports/n2", **sent)
    assert answer.status_code == 303
    claim = answer.headers["location"].partition("#c-")[2]
    (one,) = (x for x in browser.desk.record.view().claims() if x.claim.id == claim)
    assert is_added(one.claim)
    assert (one.words, one.when and one.when.edtf) == (WORDS, "2031-06")
    page = browser.get("/reports/n2").text
    assert 'class="claim k-incident added"' in page
    assert "added by Ana" in page
    assert "added by Ana" in browser.get(f"/why/{claim}").text
    (kept,) = browser.desk.record.words.all()
    back = browser.submit(f"/decisions/{kept.word.id}/undo", "/reports/n2", claim=claim)
    assert claim not in browser.claims("n2")
    assert back.headers["location"] == f"/reports/{browser.report_id('n2')}"
    browser.submit("/reports/n2/add", "/reports/n2", **{**sent, "reason": "it does say so"})
    (last,) = (one for one in browser.desk.record.words.all() if one.undone is None)
    data = {"form_token": browser.token("/reports/n2"), "claim": claim}
    script = {"HX-Request": "true"}
    told = browser.post(f"/decisions/{last.word.id}/undo", data=data, headers=script)
    assert told.headers["hx-redirect"] == back.headers["location"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"field.act": "remembered nothing"}, "does not stand in the words selected"),
        ({"field.act": ""}, "without it there is no incident"),
        ({"field.actor": "Norwegia"}, "no party is called that"),
        ({"start": "x"}, "is no place"),
        ({"start": "900000", "end": "900002"}, "no words at"),
        ({"kind": "rumour"}, "no claim of that kind"),
    ],
)
def test_what_the_words_do_not_bear_is_shown_again_with_the_reason(
    browser: Browser, changed: dict[str, str], told: str
) -> None:
    sent = {**fields(browser), **CELLS, **changed}
    answer = browser.submit("/reports/n2/add", "/reports/n2", **sent)
    assert answer.status_code == 422
    assert told in answer.text
    if "kind" not in changed and "start" not in changed:
        assert 'value="2031-06"' in answer.text
    assert browser.desk.record.words.all() == ()


def test_a_claim_is_anchored_at_other_words(browser: Browser) -> None:
    (claim,) = browser.claims("n2", "incident")
    page = browser.get(f"/claims/{claim}/anchor").text
    words = re.search(r'<mark class="picked">(.*?)</mark>', page)
    assert words is not None
    sent = {"words": "missile flew on 9 June 2031", "start": "0", "end": "2"}
    answer = browser.submit(f"/claims/{claim}/anchor", f"/claims/{claim}/anchor", **sent)
    assert answer.status_code == 303
    found = browser.desk.record.view().claim(claim)
    assert found.words == "missile flew on 9 June 2031"
    assert "anchored anew at “missile flew on 9 June 2031” by Ana" in (
        browser.get(f"/why/{claim}").text
    )
    again = browser.submit(f"/claims/{claim}/anchor", f"/claims/{claim}/anchor", **sent)
    assert again.status_code == 422
    assert "rests on these words already" in again.text
    (kept,) = browser.desk.record.words.all()
    browser.submit(f"/decisions/{kept.word.id}/undo", "/reports/n2", claim=claim)
    assert browser.desk.record.view().claim(claim).words != found.words


def test_offsets_alone_anchor_it_too(browser: Browser) -> None:
    (claim,) = browser.claims("n2", "incident")
    text = browser.desk.record.view().report("n2").text.content
    start = text.index("missile flew")
    sent = {"start": str(start), "end": str(start + 12)}
    browser.submit(f"/claims/{claim}/anchor", f"/claims/{claim}/anchor", **sent)
    assert browser.desk.record.view().claim(claim).words == "missile flew"


def test_without_words_nothing_is_anchored(browser: Browser) -> None:
    (claim,) = browser.claims("n2", "incident")
    for sent in ({}, {"words": "Finland"}, {"start": "4", "end": "2"}):
        answer = browser.submit(f"/claims/{claim}/anchor", f"/claims/{claim}/anchor", **sent)
        assert answer.status_code == 422
    assert browser.desk.record.words.all() == ()


def test_line_ends_do_not_move_what_is_selected(browser: Browser) -> None:
    from servanda.server.page_templates import exact

    assert str(exact("a\r\n<b>\rc")) == "a&#13;\n&lt;b&gt;&#13;c"
