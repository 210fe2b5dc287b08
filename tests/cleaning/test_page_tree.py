"""What no reader sees is no text; tables that lay out a page, and lists of terms, are text."""

from __future__ import annotations

import time

import pytest

from servanda.cleaning.page_tree import own_words, page_tree

SHOWN = (
    "<p>Amberland and Coria agreed on Monday to reopen the bridge over the Brim by June 30, and to "
    "set up a commission that is to report every six months.</p>"
)
GHOST = "<p>Amberland will send forty tanks.</p>"


def _words(body: str, head: str = "") -> str:
    return own_words(page_tree(f"<html><head>{head}</head><body>{body}</body></html>"))


@pytest.mark.parametrize(
    "around",
    [
        "<div hidden>{}</div>",
        "<div hidden=''>{}</div>",
        "<div style='display:none'>{}</div>",
        "<div style='color: red; DISPLAY : None !important'>{}</div>",
        "<div style='visibility:hidden'>{}</div>",
        "<template>{}</template>",
        "<noscript>{}</noscript>",
        "<dialog>{}</dialog>",
        "<div role='dialog' aria-hidden='true'>{}</div>",
        "<div class='cookie-banner' aria-hidden='TRUE'>{}</div>",
        "<div aria-hidden='true'>{}</div>",
        "<div class='gone'>{}</div>",
        "<div id='later'>{}</div>",
        "<section style='display:none'><div><div>{}</div></div></section>",
    ],
)
def test_what_is_hidden_is_no_text(around: str) -> None:
    style = "<style>/* .x{} */ p.a{color:red} .gone, #later { display : none }</style>"
    found = _words(f"<article>{SHOWN}{around.format(GHOST)} and this.</article>", style)
    assert "forty tanks" not in found
    assert "reopen the bridge" in found
    assert "and this." in found


@pytest.mark.parametrize(
    "around",
    [
        "<div style='display:block'>{}</div>",
        "<dialog open>{}</dialog>",
        "<div aria-hidden='false'>{}</div>",
        "<div class='menu'>{}</div>",  # shown where it is open
        "<div class='print'>{}</div>",  # hidden in print alone
        "<div class='small'>{}</div>",
        "<details><summary>More</summary>{}</details>",
    ],
)
def test_what_a_reader_may_see_is_text(around: str) -> None:
    style = (
        "<style>.menu{display:none} .menu.open{display:block} .js .small{display:none} "
        "@media print { .print { display: none } } </style>"
    )
    assert "forty tanks" in _words(f"<article>{SHOWN}{around.format(GHOST)}</article>", style)


def test_a_page_saved_behind_a_dialog_keeps_its_report() -> None:
    page = f"<main aria-hidden='true'>{SHOWN}{GHOST}</main><div role='dialog'>Allow cookies?</div>"
    assert "reopen the bridge" in _words(page)


def test_a_body_that_a_script_shows_is_the_page() -> None:
    tree = page_tree(f"<html><body style='display:none'>{SHOWN}</body></html>")
    assert "reopen the bridge" in own_words(tree)


def _paragraphs(body: str) -> list[str]:
    tree = page_tree(f"<html><body>{body}</body></html>")
    return [own_words(one) for one in tree.iter("p", "li", "td")]


def test_the_cells_of_a_layout_table_are_paragraphs_and_a_dateline_joins_its_own() -> None:
    cell = SHOWN.removeprefix("<p>").removesuffix("</p>")
    found = _paragraphs(
        f"<table><tr><td><h1>Bridge</h1></td></tr><tr><td>VARN, March 12, 2031 --</td><td>{cell}</td>"
        "</tr></table>"
    )
    assert found == [f"VARN, March 12, 2031 -- {cell}"]


def test_nested_tables_of_a_page() -> None:
    found = _paragraphs(
        f"<table><tr><td>Menu</td><td><table><tr><td>{SHOWN}</td></tr></table></td></tr></table>"
    )
    assert len(found) == 2
    assert found[0] == "Menu"
    assert found[1].startswith("Amberland and Coria agreed")


def test_a_table_of_figures_stays_one() -> None:
    found = _paragraphs(
        "<table><tr><th>Year</th><th>Ferries</th></tr><tr><td>2031</td><td>four</td></tr></table>"
        "<table><tr><td>2031</td><td>four</td><td>Varn</td></tr></table>"
    )
    assert found == ["2031", "four", "2031", "four", "Varn"]


def test_terms_become_items() -> None:
    found = _paragraphs("<dl><dt>Bridge</dt><dd>It reopens by June.</dd><dt>Patrol</dt></dl>")
    assert found == ["Bridge: It reopens by June.", "Patrol"]


def test_hostile_styles_and_elements_cost_little() -> None:
    begun = time.process_time()
    for style in ("{" * 10**5, "a" * 10**6, "/*" * 10**5, "}" * 10**5, "@media x{" * 10**4):
        _words(SHOWN, f"<style>{style}</style>")
    _words("<div aria-hidden='true'>x</div>" * 5_000 + SHOWN)
    _words("<table><tr><td>" * 120 + SHOWN)
    assert time.process_time() - begun < 5.0
