"""What pages load, and how words and addresses of reports are written into them."""

from __future__ import annotations

from hashlib import sha256
from importlib import resources

import pytest

from servanda.server.page_templates import (
    ASSETS,
    _templates,
    asset,
    asset_bytes,
    exact,
    query_of,
    web_address,
)


def test_what_is_not_ours_is_what_its_name_says() -> None:
    (name,) = (one for one in ASSETS if one.startswith("htmx-"))
    digest = sha256(asset_bytes(name)).hexdigest()
    assert digest[:8] in name
    note = resources.files("servanda.server").joinpath("static", "VENDORED.md")
    assert digest in note.read_text(encoding="utf-8")


def test_an_address_of_a_file_changes_with_it() -> None:
    for name in ASSETS:
        assert asset(name).endswith(sha256(asset_bytes(name)).hexdigest()[:12])


def test_words_keep_their_lines_and_turn_nothing() -> None:
    assert str(exact("<b>\n  a\u202eb")) == "&lt;b&gt;\n  a\ufffdb"


def test_a_value_becomes_one_clean_line() -> None:
    line = _templates().from_string("{{ words }}").render
    assert line(words="as  it\tis\n\nsaid ") == "as it is said "
    assert line(words="a\u202e\x00 b") == "a\ufffd\ufffd b"
    assert line(words="4\u00a0Oct") == "4\u00a0Oct"


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("//example.org", False),
        ("http:example.org", False),
        ("http://[::1", False),
        ("", False),
        (None, False),
    ],
)
def test_only_the_web_is_led_to(url: str | None, found: bool) -> None:
    assert (web_address(url) is not None) is found


def test_a_query_leaves_out_what_is_empty() -> None:
    assert query_of({"a": "1", "b": "", "c": ["x", "y"]}, a="2", d=None) == "a=2&c=x&c=y"
