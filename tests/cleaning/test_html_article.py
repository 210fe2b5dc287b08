"""HTML pages: the article's text, what the page states of itself, and pages that are bombs."""

from __future__ import annotations

import time

import pytest

from servanda.cleaning.assembly import make_report, prepare
from servanda.errors import UndecodableError
from servanda.model import RawItem
from webpages import DL, LEAD, SECOND, THIRD, TITLE, B, H, kinds

BODY = f"<p>OSLO (Reuters) — {LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>"


def _page(head: str = "", body: str = BODY) -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{TITLE} | Amber Times</title>{head}</head>"
        f"<body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav><article><h1>{TITLE}</h1>"
        f"{body}</article><footer>© 2031 The Amber Times. All rights reserved.</footer></body></html>"
    )


def _item(html: str | bytes, **metadata: str) -> RawItem:
    data = html.encode() if isinstance(html, str) else html
    return RawItem("page.html", data, "text/html", "in/page.html", metadata)


def test_the_article_comes_out_with_its_headline_first() -> None:
    made = make_report(_item(_page()))
    assert kinds(made) == [(H, TITLE), (DL, "OSLO (Reuters) —"), (B, LEAD), (B, SECOND), (B, THIRD)]
    assert (made.title, made.wire, made.dateline_place) == (TITLE, "Reuters", "Oslo")
    assert made.relevant


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (
            '<meta property="article:published_time" content="2031-03-03T09:21:00+09:00">',
            "2031-03-03",
        ),
        ('<meta content="2031-03" name="DC.date">', "2031-03"),
        ("<meta name=date content=2031>", "2031"),
        (
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2031-03-03"}]}</script>',
            "2031-03-03",
        ),
        ('<meta name="date" content="March 3rd">', None),
        ('<script type="application/ld+json">{"datePublished": </script>', None),
        ("", None),
    ],
)
def test_the_day_is_as_precise_as_the_page_states_it(head: str, day: str | None) -> None:
    metadata = prepare(_item(_page(head))).metadata
    assert metadata.get("published") == day
    assert ("own metadata" in metadata.get("published_reason", "")) == (day is not None)


def test_what_the_source_states_goes_before_what_the_page_states() -> None:
    head = '<meta property="og:site_name" content="Amber Times"><meta name="date" content="2031">'
    metadata = prepare(_item(_page(head), published="2031-03-03")).metadata
    assert metadata["published"] == "2031-03-03"
    assert metadata["publisher"] == "Amber Times"


def test_preparing_twice_changes_nothing() -> None:
    once = prepare(_item(_page()))
    assert prepare(once) == once
    assert make_report(once) == make_report(_item(_page()))


def test_charsets_of_pages() -> None:
    body = BODY.replace("Ada Brandt", "Zoë Brandt")
    head = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'
    html = _page(head, body).encode("cp1252", "xmlcharrefreplace")
    assert "Zoë Brandt" in make_report(_item(html)).text.content
    xhtml = "<?xml version='1.0' encoding='utf-8'?>" + _page(body=body)
    assert "Zoë Brandt" in make_report(_item(xhtml)).text.content


@pytest.mark.parametrize(
    ("html", "word"),
    [
        ("<html><body></body></html>", "no article text"),
        ("<html><body><script>f()</script><a href='/'>Home</a></body></html>", "no article text"),
        ("<p>" * 200_000, "tags"),
        ("<html><body>" + "<div>" * 5_000 + BODY, "nested"),
        ("<html><body>" + "<b><i>" * 3_000 + BODY, "nested"),
        ("<!DOCTYPE x [<!ENTITY a 'aaaa'>]><html>" + BODY, "entities"),
        ("<html><p>" + "x" * 13_000_000, "characters of markup"),
    ],
)
def test_a_page_without_article_and_a_bomb_are_refused_at_once(html: str, word: str) -> None:
    begun = time.process_time()
    with pytest.raises(UndecodableError, match=word) as caught:
        make_report(_item(html))
    assert caught.value.remedy
    assert caught.value.subject == "in/page.html"
    assert time.process_time() - begun < 5.0
