"""Feeds: one item an entry, and XML that is no feed or a bomb."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from servanda.errors import InputError
from servanda.model import RawItem
from servanda.sources import open_path
from servanda.sources.feeds import from_feed
from servanda.sources.markup import plain_text

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Amber Times</title>
<item><guid>g1</guid><title>Ports &amp; ships</title><link>https://example.org/1</link>
<pubDate>Mon, 03 Mar 2031 23:30:00 -0500</pubDate>
<description>&lt;p&gt;The ministers met.&lt;/p&gt;&lt;p&gt;They agreed.&lt;/p&gt;</description></item>
<item><title>Second</title><description>More talks.</description></item>
<item></item></channel></rss>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Amber</title>
<entry><id>urn:1</id><title>Talks</title><published>2031-03-03T10:00:00Z</published>
<content type="html">&lt;p&gt;Held.&lt;/p&gt;</content></entry></feed>"""


def test_an_entry_becomes_an_item() -> None:
    first, second, third = from_feed(RSS, "f.rss", "in/f.rss")
    assert isinstance(first, RawItem)
    assert first.name == "g1"
    assert first.data.decode() == "Ports & ships\n\nThe ministers met.\n\nThey agreed."
    assert first.metadata == {
        "encoding": "utf-8",
        "title": "Ports & ships",
        "publisher": "Amber Times",
        "url": "https://example.org/1",
        "published": "2031-03-03",  # the day where it was published, not in Greenwich
    }
    assert isinstance(second, RawItem)
    assert second.name == "f.rss#2"
    assert isinstance(third, InputError)
    assert "no text" in third.reason


def test_atom_and_suffixes(tmp_path: Path) -> None:
    for suffix in (".xml", ".atom", ".rss"):
        path = tmp_path / f"feed{suffix}"
        path.write_bytes(ATOM)
        (item,) = open_path(path)
        assert isinstance(item, RawItem)
        assert (item.name, item.metadata["published"]) == ("urn:1", "2031-03-03")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"<?xml version='1.0'?><note>hello</note>", "no feed"),
        (b"<rss version='2.0'><channel><title>x</title></channel></rss>", "no entries"),
        (b"not xml at all", "no feed"),
        (b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><rss>&a;</rss>", "entities"),
        (b"<rss><channel><item>", "no "),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes, word: str) -> None:
    (error,) = from_feed(data, "f.xml", "f.xml")
    assert isinstance(error, InputError)
    assert word in error.reason
    assert error.remedy


def test_xhtml_under_an_xml_name_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.xml"
    path.write_bytes(b"<?xml version='1.0'?><html xmlns='x'><body><p>Talks.</p></body></html>")
    (item,) = open_path(path)
    assert isinstance(item, RawItem)
    assert item.media_type == "text/html"


def test_markup_comes_off_and_scripts_are_silent() -> None:
    html = "<p>One &amp; two<br>three</p><script>x</script><ul><li>four</li></ul><p>five"
    assert plain_text(html) == "One & two\n\nthree\n\nfour\n\nfive"


NAMES = [
    "/dev/zero",
    "/etc/hostname",
    "feed.xml",
    "https://example.org/feed",
    "file:///etc/hostname",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", [".xml", ".rss", ".html", ".md", ".json", ".jsonl", ".txt", ""])
def test_bytes_are_never_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, suffix: str
) -> None:
    """What is read holds a path or an address and nothing else: no door opens it."""
    import builtins
    import socket

    from servanda.cleaning.assembly import prepare

    real = builtins.open

    def refuse(*given: Any, **named: Any) -> Any:
        assert given[0] not in {*NAMES, *(name.encode() for name in NAMES)}, f"opened {given}"
        return real(*given, **named)

    path = tmp_path / f"names{suffix}"
    path.write_bytes(name.encode())
    (tmp_path / "feed.xml").write_bytes(ATOM)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(socket, "getaddrinfo", None)
    monkeypatch.setattr(builtins, "open", refuse)
    for item in open_path(path):
        if isinstance(item, RawItem):
            assert item.data == name.encode()
            try:
                prepare(item)
            except InputError:
                continue


def test_many_bad_entries_are_counted() -> None:
    found = list(
        from_feed(b"<rss><channel>" + b"<item></item>" * 5_000 + b"</channel></rss>", "f", "f")
    )
    assert len(found) == 21
    assert "4,980 more" in str(found[-1])
