"""A report: its text, and the pages of it."""

from servanda.model import Text


def test_a_form_feed_parts_pages() -> None:
    text = Text("r", "One.\n\n\fTwo.\n\n\f\fFour.", ())
    assert [text.page(text.content.index(word)) for word in ("One", "Two", "Four")] == [1, 2, 4]
    assert Text("r", "One.", ()).page(0) is None
