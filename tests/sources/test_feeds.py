"""Feeds: one item an entry, and XML that is no feed or a bomb."""

from __future__ import annotations

from pathlib import Path

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
