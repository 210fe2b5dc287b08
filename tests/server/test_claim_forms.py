"""Accept, reject, amend and undo, by forms and by a script; every word under a name."""

from __future__ import annotations

import pytest

from desks import Browser
from servanda.model import Decision


def words(browser: Browser) -> list[tuple[str, str, bool]]:
    """Return action, author and whether undone of every decision, in order."""
    return [
        (one.word.action.value, one.word.author, one.undone is not None)
        for one in browser.desk.record.words.all()
        if isinstance(one.word, Decision)
    ]


@pytest.mark.costly
@pytest.mark.parametrize(("verb", "state"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_verdict_is_kept_and_undone(browser: Browser, verb: str, state: str) -> None:
    (claim,) = browser.claims("n2", "incident")
    answer = browser.submit(f"/claims/{claim}/{verb}", "/reports/n2")
    assert answer.status_code == 303
    assert answer.headers["location"].endswith(f"#c-{claim}")
    assert words(browser) == [(verb, "Ana", False)]
    page = browser.get("/reports/n2").text
    assert f'class="claim k-incident {state}"' in page
    assert (claim in browser.claims("n2")) is (verb == "accept")
    (kept,) = browser.desk.record.words.all()
    undone = browser.submit(f"/decisions/{kept.word.id}/undo", "/reports/n2", claim=claim)
    assert undone.status_code == 303
    assert words(browser) == [(verb, "Ana", True)]
    assert claim in browser.claims("n2")


def test_a_script_gets_the_claim_as_it_is_now(browser: Browser) -> None:
    (claim,) = browser.claims("n2", "incident")
    data = {"form_token": browser.token("/reports/n2")}
    answer = browser.post(f"/claims/{claim}/reject", data=data, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith("<li")
    assert 'data-state="rejected"' in answer.text


@pytest.mark.parametrize("token", ["", "0" * 64, "nonsense"])
def test_a_form_that_was_not_drawn_here_is_refused(browser: Browser, token: str) -> None:
    (claim,) = browser.claims("n2", "incident")
    browser.get("/reports/n2")
    answer = browser.post(f"/claims/{claim}/reject", data={"form_token": token})
    assert answer.status_code == 403
    assert words(browser) == []


def test_a_form_of_another_browser_is_refused(browser: Browser) -> None:
    (claim,) = browser.claims("n2", "incident")
    token = browser.token("/reports/n2")
    browser.cookies.clear()
    answer = browser.post(f"/claims/{claim}/reject", data={"form_token": token})
    assert answer.status_code == 403
    assert words(browser) == []


def test_fields_are_amended(browser: Browser) -> None:
    claim = browser.claims("n1", "commitment")[0]
    page = browser.get(f"/claims/{claim}").text
    assert 'value="the Heron drones"' in page
    answer = browser.submit(
        f"/claims/{claim}",
        f"/claims/{claim}",
        **{"field.object": "ten Heron drones", "field.due": "2031-11", "reason": "misread"},
    )
    assert answer.status_code == 303
    (one,) = (x for x in browser.desk.record.view().claims() if x.claim.id == claim)
    assert one.claim.body.object == "ten Heron drones"  # type: ignore[union-attr]
    assert one.times[0][1].edtf == "2031-11"
    assert all(one.word.reason == "misread" for one in browser.desk.record.words.all())


def test_a_value_that_cannot_be_is_shown_again_with_the_reason(browser: Browser) -> None:
    claim = browser.claims("n1", "commitment")[0]
    answer = browser.submit(f"/claims/{claim}", f"/claims/{claim}", **{"field.due": "one day soon"})
    assert answer.status_code == 422
    assert "this is not a time in EDTF" in answer.text
    assert 'value="one day soon"' in answer.text
    assert words(browser) == []


@pytest.mark.parametrize("path", ["/claims/none", "/why/none", "/claims/none/accept"])
def test_what_is_not_there_is_named(browser: Browser, path: str) -> None:
    answer = browser.submit(path, "/reports/n2") if "accept" in path else browser.get(path)
    assert answer.status_code == 404
    assert "none" in answer.text.casefold()


def test_who_took_part_is_amended_in_a_line(browser: Browser) -> None:
    claim = browser.claims("n2", "consultation")[0]
    page = browser.get(f"/claims/{claim}").text
    assert 'name="field.participants"' in page
    fields = {"field.participants": "Ada Brandt (minister, NR); Bo Lee"}
    browser.submit(f"/claims/{claim}", f"/claims/{claim}", **fields)
    (one,) = (x for x in browser.desk.record.view().claims() if x.claim.id == claim)
    assert [each.name for each in one.claim.body.participants] == ["Ada Brandt", "Bo Lee"]  # type: ignore[union-attr]


def test_it_leads_only_to_our_own_pages(browser: Browser) -> None:
    (claim,) = browser.claims("n2", "incident")
    for back in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        answer = browser.submit(f"/claims/{claim}/accept", "/reports/n2", back=back)
        assert answer.headers["location"].startswith("/reports/")
