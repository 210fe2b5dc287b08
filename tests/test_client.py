"""The client of a desk: asked of the real application, and held against what it publishes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from desk_accounts import desk_with_accounts
from desks import Browser, served
from servanda.client import Client, RefusedError
from servanda.server.access.desk_roles import Role


@pytest.fixture
def desk(browser: Browser) -> Client:
    return Client(http=browser)  # type: ignore[arg-type] # which is one of httpx


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    with served(tmp_path) as found:
        yield found


def test_lists_page_by_themselves(desk: Client) -> None:
    assert [row["report"] for row in desk.reports()] == ["n3", "n2", "n1"]
    first = next(desk.show("commitments", today=date(2031, 11, 1), party=["NO"]))
    assert first["obligors"] == ["NO"]
    assert next(desk.due(giver=["NO"]))["status"] == "overdue"
    assert {row["report"] for row in desk.claims(known_by=date(2031, 5, 31))} == {"n1"}
    snapshot = desk.snapshot(as_of=date(2031, 7, 1))
    assert snapshot["as_of"] == "2031-07-01"
    assert sum(len(snapshot[name]) for name in snapshot["counts"]) == snapshot["total"]
    assert list(desk.search("friendship", kind="assurance"))
    export = b"".join(desk.export("claims", report="n1"))
    assert export.count(b"\n") == len(list(desk.claims_of("n1"))) + 1


def test_an_answer_that_holds_is_not_sent_again(desk: Client, browser: Browser) -> None:
    sent = []
    browser.event_hooks["response"].append(lambda answer: sent.append(answer.status_code))
    one, other = desk.about(), desk.about()
    assert one == other
    assert sent == [200, 304]
    desk.accept(browser.claims("n1")[0])
    desk.about()
    assert sent == [200, 304, 201, 200]


def test_it_decides_and_takes_back(desk: Client) -> None:
    incident = next(desk.show("incidents"))
    kept = desk.reject(incident["id"], reason="no")
    assert list(desk.show("incidents")) == []
    assert desk.decision(kept["id"])["reason"] == "no"
    desk.undo(kept["id"])
    assert next(desk.show("incidents"))["id"] == incident["id"]
    promise = next(desk.show("commitments"))
    assert desk.amend(promise["id"], {"status": "dropped"})[0]["value"]["status"] == "dropped"
    assert [row["sort"] for row in desk.decisions()] == ["decision", "decision"]


def test_it_adds_a_claim_to_words_and_anchors_it_at_others(desk: Client) -> None:
    start = desk.text("n2").index("We remember")
    cells = {"act": "remember that day", "actor": "Norway"}
    kept = desk.add_claim("n2", "incident", cells, [(start, start + 25)], reason="missed")
    (claim,) = kept["targets"]
    assert [row["rule"] for row in desk.claims(kind="incident", report="n2")].count(
        "person.incident"
    ) == 1
    desk.amend(claim, {"evidence": "that day well"})
    row = next(row for row in desk.claims(kind="incident", report="n2") if row["id"] == claim)
    assert row["evidence"][0]["exact"] == "that day well"
    with pytest.raises(RefusedError, match="does not stand in the words selected"):
        desk.add_claim("n2", "incident", {"act": "nothing"}, [(start, start + 25)])


def test_it_asks_what_the_command_line_asks(desk: Client) -> None:
    assert all(row["kind"] == "claim" for row in desk.to_review(report="n2", kind="claim"))
    assert list(desk.show("incidents", credibility="4-6")) == []
    calendar = b"".join(desk.export("calendar", alarm="1w", today=date(2031, 7, 1)))
    assert b"BEGIN:VALARM" in calendar
    with pytest.raises(RefusedError, match="no such report"):
        next(desk.candidates("nothing"))


def test_it_scores_saves_searches_and_finds_times(desk: Client) -> None:
    promise = next(desk.show("commitments"))["id"]
    desk.judgements.set_guideline(promise, "all came", end=date(2031, 12, 31))
    kept = desk.judgements.score(promise, "Norway", None, reason="nobody says")
    (row,) = desk.judgements.scores(obligor="NO")
    assert (row["value"], row["guideline"], row["end"]) == (None, "all came", "2031-12-31")
    assert [one["scored"] for one in desk.judgements.percentages()] == [0, 0, 0]
    assert [one["id"] for one in desk.decisions(action="score")] == [kept["id"]]
    saved = desk.searches.save("drones", name="Drones")
    assert desk.searches.all() == [desk.searches.get(saved["id"])]
    assert desk.searches.feed(saved["id"]).startswith(b"<?xml")
    desk.searches.delete(saved["id"])
    assert desk.searches.all() == []
    (time,) = desk.times("They met on Thursday.", published=date(2031, 5, 2))
    assert time["value"] == "2031-05-01"
    assert desk.check()["state"] == "never"


@pytest.mark.costly
def test_it_adds_and_follows(desk: Client, tmp_path: Path) -> None:
    file = tmp_path / "boats.txt"
    file.write_text("Norway will send Sweden two boats by June 2031, Ada Brandt said.", "utf-8")
    job = desk.add_files([file])
    assert [one.state for one in desk.follow(job.id)][-1] == "done"
    assert desk.wait(job.id).reports == ("boats.txt",)
    assert desk.jobs()[0].over
    assert desk.text("boats.txt").startswith("Norway")


def test_what_is_refused_says_why_and_what_to_do(desk: Client) -> None:
    with pytest.raises(RefusedError) as refused:
        desk.report("nothing")
    assert refused.value.status == 404
    with pytest.raises(RefusedError, match="not a status"):
        next(desk.due(status="late"))
    with pytest.raises(RefusedError, match="does not answer") as silent:
        Client("http://127.0.0.1:9", timeout=2).about()
    assert silent.value.status == 0


def test_a_token_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk_with_accounts(tmp_path, monkeypatch) as (browser, tokens):
        admin = Client(http=browser, token=tokens[Role.ADMIN])  # type: ignore[arg-type]
        assert admin.me().name == "Ada"
        assert admin.add_account("New", "reader", "some good words")["role"] == "reader"
        assert admin.change_role("New", "coder")["role"] == "coder"
        admin.remove_account("New")
        assert len(admin.accounts()) == 4
        with pytest.raises(RefusedError, match="logged in"):
            Client(http=browser).me()  # type: ignore[arg-type]


@pytest.mark.costly
def test_every_published_address_has_a_method_and_the_other_way_round(browser: Browser) -> None:
    """Every method is called on a desk that answers anything; what it asked for is compared."""
    published = browser.get("/api/v1/openapi.json").json()["paths"]
    there = {(method.upper(), path) for path, ways in published.items() for method in ways}
    asked = set()

    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode().partition("?")[0]
        found = [one for one in there if one[0] == request.method and _fits(one[1], path)]
        assert found, (request.method, path)
        asked.update(found[:1] if len(found) == 1 else [one for one in found if one[1] == path])
        for name in request.url.params:
            ways = published[found[0][1]][request.method.lower()]
            assert name in {one["name"] for one in ways["parameters"]}, (path, name)
        many = request.method == "POST" and path.endswith("/decisions")
        return httpx.Response(200, json=[ANYTHING] if many or path in LISTED else ANYTHING)

    http = httpx.Client(transport=httpx.MockTransport(answer), base_url="http://desk.example")
    client: Any = Client(http=http)
    for call in CALLS:
        found = call(client)
        if isinstance(found, Iterator):
            list(found)
    from servanda.record_answers import KINDS

    for kind in KINDS[1:]:
        list(client.show(kind))
    assert asked == there


def _fits(template: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path) is not None


LISTED = ("/api/v1/jobs", "/api/v1/accounts", "/api/v1/why/x", "/api/v1/searches")
ANYTHING = {
    "items": [],
    "next": None,
    "id": "x",
    "state": "done",
    "what": "",
    "author": "",
    "done": 0,
    "total": None,
    "reports": [],
    "refused": [],
    "name": "",
    "role": None,
    "rights": [],
    "timex": [],
}
MOMENT = {"today": date(2031, 1, 1), "known_by": date(2031, 1, 1), "giver": ["NO"], "party": ["SE"]}
CALLS: tuple[Callable[[Any], Any], ...] = (
    lambda desk: desk.about(),
    lambda desk: desk.me(),
    lambda desk: desk.reports(order="published", **MOMENT),
    lambda desk: desk.report("x", today=date(2031, 1, 1)),
    lambda desk: desk.text("x"),
    lambda desk: desk.claims_of("x"),
    lambda desk: desk.candidates("x"),
    lambda desk: desk.to_review(),
    lambda desk: desk.brief("x", only=["new"]),
    lambda desk: desk.claims(kind="date", **MOMENT),
    lambda desk: desk.claim("x"),
    lambda desk: desk.entity("x"),
    lambda desk: desk.due(within="90d", kind=["commitment"], **MOMENT),
    lambda desk: desk.timeline(kind=["report"], party=["NO"]),
    lambda desk: desk.snapshot(**MOMENT),
    lambda desk: desk.search("x", kind="quote", **MOMENT),
    lambda desk: desk.drift("x", party=["NO"]),
    lambda desk: desk.wordings(),
    lambda desk: desk.why("x"),
    lambda desk: desk.export("claims", form="jsonl", **MOMENT),
    lambda desk: desk.decisions(action="merge", author="x", about="y", undone=True),
    lambda desk: desk.decision("x"),
    lambda desk: desk.accept("x"),
    lambda desk: desk.tie("x", "y"),
    lambda desk: desk.merge("x", "y"),
    lambda desk: desk.split("x", "y"),
    lambda desk: desk.undo("x"),
    lambda desk: desk.add_text("x"),
    lambda desk: desk.add_address("https://example.org/"),
    lambda desk: desk.add_files([__file__]),
    lambda desk: desk.jobs(),
    lambda desk: desk.job("x"),
    lambda desk: desk.cancel("x"),
    lambda desk: desk.follow("x"),
    lambda desk: desk.accounts(),
    lambda desk: desk.add_account("x", "reader", "y"),
    lambda desk: desk.change_role("x", "reader"),
    lambda desk: desk.remove_account("x"),
    lambda desk: desk.times("x", published=date(2031, 1, 1), country="JP", why=True),
    lambda desk: desk.check(),
    lambda desk: desk.begin_check(),
    lambda desk: desk.searches.all(),
    lambda desk: desk.searches.get("x"),
    lambda desk: desk.searches.save("x", kind="quote"),
    lambda desk: desk.searches.rename("x", "y"),
    lambda desk: desk.searches.delete("x"),
    lambda desk: desk.searches.feed("x"),
    lambda desk: desk.searches.calendar("x"),
    lambda desk: desk.searches.make_addresses("x"),
    lambda desk: desk.searches.end_addresses("x"),
    lambda desk: desk.judgements.agreement(coders=["x", "y"]),
    lambda desk: desk.judgements.disagreements(),
    lambda desk: desk.judgements.scores(commitment="x", obligor="NO", coder="y"),
    lambda desk: desk.judgements.percentages(obligor="NO"),
    lambda desk: desk.judgements.score("x", "NO", 1, start=date(2031, 1, 1)),
    lambda desk: desk.judgements.set_guideline("x", "y"),
    lambda desk: desk.judgements.changes(since=date(2031, 1, 1)),
)
