"""Lists of a page that its extraction left out come back where they stood; menus do not."""

from __future__ import annotations

from servanda.cleaning.dropped_lists import with_lists
from servanda.cleaning.page_tree import page_tree

LEAD = "Amberland and Coria met at Varn on Monday."
POINTS = "<ul><li>to reopen the bridge by June 30</li><li>to <b>share</b> radar data</li></ul>"
ITEMS = "- to reopen the bridge by June 30\n- to share radar data"


def _with(text: str, body: str) -> str:
    return with_lists(text, page_tree(f"<html><body>{body}</body></html>"))


def test_a_list_after_the_article_element_follows_its_paragraph() -> None:
    text = f"{LEAD}\nThe two agreed:\nThey will meet again."
    body = f"<article><p>{LEAD}</p><p>The two agreed:</p></article>{POINTS}<p>They will meet again.</p>"
    assert _with(text, body) == f"{LEAD}\nThe two agreed:\n{ITEMS}\nThey will meet again."


def test_a_list_that_is_there_is_not_put_in_twice() -> None:
    text = f"{LEAD}\nThe two agreed:\n{ITEMS}"
    assert _with(text, f"<p>{LEAD}</p><p>The two agreed:</p>{POINTS}") == text


def test_items_without_a_colon_must_be_more_than_titles() -> None:
    assert "- to share radar data" in _with(LEAD, f"<p>{LEAD}</p>{POINTS}")
    assert _with(LEAD, f"<p>{LEAD}</p><ul><li>World</li><li>Sport</li></ul>") == LEAD


def test_menus_and_what_follows_no_paragraph_of_the_article_stay_out() -> None:
    links = "<ul><li><a href='/a'>Talks on ferries resume at Varn</a></li></ul>"
    assert _with(LEAD, f"<p>{LEAD}</p>{links}") == LEAD
    assert _with(LEAD, f"<p>{LEAD}</p><nav>{POINTS}</nav><aside>{POINTS}</aside>") == LEAD
    assert _with(LEAD, f"<p>{LEAD}</p><p>Elsewhere, others agreed:</p>{POINTS}") == LEAD
    assert _with(LEAD, f"{POINTS}<p>{LEAD}</p>") == LEAD
