"""The day a page states: metadata, linked data and <time>, in any usual form; what is refused is kept."""

from __future__ import annotations

import pytest

from servanda.cleaning.page_statements import page_statements
from servanda.cleaning.page_tree import page_tree

LEAD = "<p>Amberland and Coria agreed on Monday to reopen the bridge over the Brim by June 30.</p>"


def _stated(body: str, head: str = "") -> dict[str, str]:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return page_statements(page, page_tree(page))


def _article(times: str) -> str:
    return f"<article><h1>Bridge to reopen</h1>{times}{LEAD}</article>"


@pytest.mark.parametrize(
    "times",
    [
        "<time datetime='2031-03-12'>x</time>",
        "<time datetime='12 March 2031'>x</time>",
        "<time datetime='Wed, 12 Mar 2031 10:00:00 +0900'>Wednesday</time>",
        "<time datetime='2031/03/12'></time>",
        "<time datetime='12.03.2031'></time>",
        "<time>March 12, 2031</time>",
        "<p class='byline'>By Ada Brandt, <time>12 March 2031</time></p>",
        "<div>Posted on <time>12 March 2031</time></div>",
        "<p>Updated <time datetime='2031-03-14'>Friday</time></p><time>12 March 2031</time>",
        "<time>4 May 2031</time><time class='entry-published'>12 March 2031</time>",
    ],
)
def test_a_time_above_the_story_dates_it(times: str) -> None:
    assert _stated(_article(times))["published"] == "2031-03-12"


@pytest.mark.parametrize(
    "body",
    [
        _article("<p>Updated <time datetime='2031-03-12'>x</time></p>"),
        _article(
            "<p>They last met at the old mill of Varn on <time>12 March 2031</time> and talked.</p>"
        ),
        _article("<time>two hours ago</time>"),
        _article("") + "<ul><li><a>Other</a> <time>12 March 2031</time></li></ul>",
        _article("") + "<div class='related'><time>12 March 2031</time></div>",
        LEAD + "<div><time>12 March 2031</time></div><div><time>13 March 2031</time></div>",
        _article("<div class='event-start'><time>12 March 2031</time></div>"),
    ],
)
def test_a_time_of_something_else_does_not(body: str) -> None:
    assert "published" not in _stated(body)


def test_what_may_be_two_days_is_kept_as_refused() -> None:
    head = "<meta name='date' content='03/04/2031'>"
    assert _stated(_article(""), head) == {"published_refused": "03/04/2031"}
    both = _stated(_article("<time>12 March 2031</time>"), head)
    assert both["published"] == "2031-03-12"
    assert "published_refused" not in both


def test_linked_data_in_words() -> None:
    head = (
        '<script type=\'application/ld+json\'>[{"datePublished": "March 12, 2031 10:00"}]</script>'
    )
    assert _stated(_article(""), head)["published"] == "2031-03-12"
