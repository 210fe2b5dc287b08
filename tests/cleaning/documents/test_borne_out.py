"""The title that a document states is one only where its text has it too."""

from __future__ import annotations

import pytest

from servanda.cleaning.documents.borne_out import borne_out


@pytest.mark.parametrize(
    ("title", "text", "stated"),
    [
        ("Norland hands over ferries", "NORLAND HANDS\nOVER FERRIES\n\nIt did.", True),
        ("release.pdf", "see release.pdf", False),
        ("Norland hands over ferries", "Sundmark was glad.", False),
        ("Norland hands over ferries", "x " * 600 + "Norland hands over ferries", False),
        ("", "Norland hands over ferries", False),
    ],
)
def test_a_title_is_borne_out_by_the_head_of_the_text(title: str, text: str, stated: bool) -> None:
    assert borne_out(title, text) == ({"title": title} if stated else {})
