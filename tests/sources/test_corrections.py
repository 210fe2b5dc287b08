"""What says that it takes the place of an earlier text, and what only speaks of corrections."""

from __future__ import annotations

import pytest

from servanda.sources.corrections import corrects


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("Correction: the bridge opens in July.", True),
        ("CORRECTED - The bridge opens in July", True),
        ("UPDATE 2-Bridge to open in July", True),
        ("(Corrects date in paragraph 3)\nThe bridge opens.", True),
        ("The bridge opens.\nThis article was amended on 3 March.", True),
        ("The bridge opens.\nAn earlier version of this report named June.", True),
        ("The ministers corrected the course of the talks.", False),
        ("Correctional officers from both states met.", False),
        ("They will update the accord of 2019.", False),
        ("The treaty replaces an earlier version of the accord.", False),
    ],
)
def test_what_says_that_it_is_a_correction(text: str, so: bool) -> None:
    assert corrects(text) is so
