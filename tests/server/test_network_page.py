"""The network of who consulted whom: a drawing, a table that says the same, and files of it."""

from __future__ import annotations

import re

import pytest

from desks import Browser


def dots(text: str) -> list[tuple[str, ...]]:
    return re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', text)


@pytest.mark.parametrize("level", ["states", "people"])
def test_the_table_says_what_the_drawing_shows(browser: Browser, level: str) -> None:
    page = browser.get("/network", params={"of": level}).text
    assert '<svg class="network" role="group"' in page
    assert len(dots(page)) >= 2
    assert "Who consulted whom, the closest first" in page
    assert page.count("<tr>") >= 2


def test_years_are_stepped_through_and_nodes_stay(browser: Browser) -> None:
    everything = browser.get("/network").text
    year = {"since": "2031-01-01", "until": "2031-12-31"}
    one = browser.get("/network", params=year).text
    assert dots(one) == dots(everything)
    assert re.search(r'since=2030-01-01&amp;until=2030-12-31[^"]*">Year before', one)
    empty = browser.get("/network", params={"since": "2012-01-01", "until": "2012-12-31"}).text
    assert dots(empty) == dots(everything)
    assert "Nobody consulted in these days" in empty
    assert 'class="dot"' not in empty


def test_a_view_of_before_is_drawn_too(browser: Browser) -> None:
    for level in ("states", "people"):
        answer = browser.get("/network", params={"known_by": "2031-06-30", "of": level})
        assert answer.status_code == 200
        assert "<circle" in answer.text


@pytest.mark.parametrize("name", ["network", "timeline"])
def test_a_drawing_is_saved_as_svg_and_png(browser: Browser, name: str) -> None:
    asked = {"zoom": "decade", "at": "2031-06-01"} if name == "timeline" else {}
    svg = browser.get(f"/{name}.svg", params=asked)
    assert svg.headers["content-type"] == "image/svg+xml"
    assert "var(" not in svg.text
    pytest.importorskip("resvg_py")
    png = browser.get(f"/{name}.png", params=asked)
    assert png.headers["content-type"] == "image/png"
    assert png.headers["content-disposition"] == f'attachment; filename="{name}.png"'
    assert png.content.startswith(b"\x89PNG")
    assert browser.get(f"/{name}.gif", params=asked).status_code == 404


def test_what_makes_no_sense_is_refused(browser: Browser) -> None:
    for asked in ({"of": "cats"}, {"since": "2031"}, {"party": "Narnia"}):
        assert browser.get("/network", params=asked).status_code == 422
    answer = browser.get("/network.svg", params={"party": "Iceland"})
    assert answer.status_code == 422
    assert "nothing to draw" in answer.text
