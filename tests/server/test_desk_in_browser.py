"""A morning at the desk in a real browser, over the real server process; and what axe finds on each page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from desks import put_three
from server_process import AXE, CHROMIUM, browsing, serious_faults, serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
PAGES = (
    "/",
    "/reports",
    "/reports/n2",
    "/reports/n2/brief",
    "/reports/n2/origin",
    "/reports/n2/add?words=We+remember+that+day&kind=commitment",
    "/commitments",
    "/commitments?view=board",
    "/timeline?zoom=decade&at=2031-06-01",
    "/network",
    "/network?of=people&since=2031-01-01&until=2031-12-31",
    "/reports/n2/explained",
    "/snapshot?as_of=2031-06-13&beside=2031-05-05",
    "/people",
    "/wording?words=friendship+is+firm",
    "/sources",
    "/search?q=missile",
    "/searches",
    "/review",
    "/add",
    "/help",
    "/nothing",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start `servanda serve` on a small record, and stop it at the end."""
    record = tmp_path_factory.mktemp("browser") / "desk.db"
    put_three(f"sqlite:///{record}")
    with serving(str(record), "--author", "Ana") as url:
        yield url


@pytest.fixture
def page(address: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Open a page of a browser; whatever goes wrong in it fails the test."""
    with browsing(address, **getattr(request, "param", {})) as found:
        yield found


def test_a_morning(page: Any, address: str) -> None:
    page.goto("/")
    assert page.locator("h1").inner_text() == "Today"
    page.get_by_role("link", name="n2", exact=True).click()
    marks, claims = page.locator("mark"), page.locator("li.claim:visible")
    assert marks.count() >= claims.count() > 3
    # Keys go from claim to claim, and light up each where it stands.
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("li.claim.lit").count() == 1
    assert page.locator("mark.lit").count() >= 1
    # A wrong claim is rejected without leaving the page, and the rejection undone.
    page.keyboard.press("r")
    page.locator("li.claim.rejected").wait_for()
    assert "rejected by Ana" in page.locator("li.claim.rejected .word").inner_text()
    assert page.locator("mark.rejected").count() >= 1
    page.keyboard.press("u")
    page.locator("li.claim.rejected").wait_for(state="detached")
    page.keyboard.press("w")
    page.locator("li.claim.lit .step.of-words").first.wait_for()
    # A mark leads to its claim.
    marks.last.click()
    assert page.locator("li.claim.lit").count() == 1
    # Another value, by a form.
    page.keyboard.press("k")
    page.keyboard.press("e")
    page.get_by_label("Reason").fill("misread")
    field = page.locator(".fields input:visible:not(#f-reason)").first
    field.fill("Ada Brandt")
    page.get_by_role("button", name="Keep the amendment").click()
    page.wait_for_url(re.compile(r"/reports/r-[0-9a-f]+#c-"))
    assert page.locator("li.claim.amended").count() == 1
    # Search finds, and leads to the words.
    page.keyboard.press("/")
    page.keyboard.type("missile")
    page.keyboard.press("Enter")
    page.locator(".brief-row a").last.click()
    page.locator("li.claim.lit").wait_for()
    # A new report is read in the background, and is what is new today.
    page.goto("/add")
    page.get_by_label("The words of the report").fill(
        "VALDEN, Jan. 20 (Post) — The defense ministers of Norway and Sweden met in Oslo on Monday "
        "and agreed to build a joint radar station by June 2033, Norway's ministry said."
    )
    page.get_by_label("Published on").fill("2032-01-20")
    page.get_by_role("button", name="Read it", exact=True).click()
    page.locator("#job[data-state=done]").wait_for(timeout=180_000)
    page.locator("#job a").first.click()
    assert page.locator("li.claim").count() >= 1
    page.goto("/")
    page.get_by_role("button", name="Mark all as seen").click()
    assert "Nothing new" in page.locator("#new").inner_text()


def test_words_are_selected_and_become_a_claim(page: Any) -> None:
    page.goto("/reports/n2")
    page.evaluate(
        """() => {
          const piece = [...document.querySelectorAll(".text [data-start]")]
            .find((one) => one.textContent.includes("We remember"));
          const at = piece.textContent.indexOf("We remember");
          const range = document.createRange();
          range.setStart(piece.firstChild, at + 4);
          range.setEnd(piece.firstChild, at + 16);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    page.locator("#picked").wait_for()
    assert page.locator("[data-picked]").inner_text() == "remember that"
    page.keyboard.press("n")
    page.keyboard.press("i")  # of the kinds, the first that begins so
    page.get_by_role("button", name="Add a claim").click()
    page.wait_for_url(re.compile(r"/add\?"))
    end = page.get_by_role("slider", name="Where the words end")
    end.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("ArrowRight")
    assert "“well”" in end.get_attribute("aria-valuetext")
    assert page.locator("mark.picked").inner_text() == "remember that day well"
    assert page.locator("[data-follows=words]").inner_text() == "remember that day well"
    page.get_by_label("Act (needed)").fill("remember that day well")
    page.get_by_role("button", name="Add the claim").click()
    page.wait_for_url(re.compile(r"#c-"))
    assert page.locator("li.claim.added.lit").count() == 1
    # Its words are moved by dragging an end.
    page.keyboard.press("m")
    page.wait_for_url(re.compile(r"/anchor"))
    handle = page.locator(".handle.start").bounding_box()
    target = page.evaluate(
        """() => {
          const node = document.querySelector("mark.picked").firstChild;
          const range = document.createRange();
          range.setStart(node, node.data.indexOf("day"));
          range.setEnd(node, node.data.indexOf("day") + 3);
          const box = range.getBoundingClientRect();
          return { x: box.x + 1, y: box.y + box.height / 2 };
        }"""
    )
    page.mouse.move(handle["x"] + 1, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(target["x"], target["y"], steps=4)
    page.mouse.up()
    assert page.locator("mark.picked").inner_text() == "day well"
    page.get_by_role("button", name="Anchor it here").click()
    page.wait_for_url(re.compile(r"#c-"))
    assert page.locator("mark.k-incident.lit").inner_text() == "day well"
    # And what was added is taken back.
    page.keyboard.press("j")
    page.locator("li.claim.amended .word").first.get_by_role("button", name="Undo").click()
    page.wait_for_url(re.compile(r"/reports/r-[0-9a-f]+$"))
    assert page.locator("li.claim.added, li.claim.amended").count() == 0


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts(page: Any) -> None:
    page.goto("/reports/n2")
    page.locator("a.tag.k-incident").first.click()
    assert page.url.partition("#")[2].startswith("c-")
    incident = page.locator("li.claim.k-incident")
    incident.get_by_role("button", name="Accept").click()
    assert page.locator("li.claim.k-incident.accepted").count() == 1
    page.locator("li.claim.k-incident").get_by_role("button", name="Undo").click()
    assert page.locator("li.claim.k-incident.accepted").count() == 0


NARROW = {"viewport": {"width": 360, "height": 740}}


@pytest.mark.parametrize("page", [NARROW], indirect=True)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone(page: Any, path: str) -> None:
    page.goto(path)
    beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert beyond <= 0


@pytest.mark.parametrize(
    "page", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True, ids=str
)
def test_axe_finds_nothing_serious(page: Any) -> None:
    found = []
    for path in PAGES:
        page.goto(path)
        found += [(path, *fault) for fault in serious_faults(page)]
    page.goto("/commitments")
    page.locator("main a[href^='/commitments/co-']").first.click()
    found += serious_faults(page)
    assert found == []


def test_axe_finds_what_is_wrong(page: Any) -> None:
    page.goto("/help")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"/static/mark.svg\">'")
    assert [one[0] for one in serious_faults(page)] == ["image-alt"]


def test_axe_is_as_it_was_published() -> None:
    assert sha256(AXE.read_bytes()).hexdigest()[:8] in AXE.name
