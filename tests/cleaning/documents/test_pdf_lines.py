"""Lines of printed pages put together: paragraphs, parted words, running heads, page breaks."""

from __future__ import annotations

import pytest

from servanda.cleaning.documents.pdf_lines import PrintedLine, running_text


def page(*lines: str, top: float = 700) -> list[PrintedLine]:
    """Place lines under each other; an empty one leaves room for a paragraph."""
    placed = []
    height = top
    for line in lines:
        if line:
            placed.append(PrintedLine(line, height, 10))
        height -= 12 if line else 8
    return placed


def test_the_distance_between_lines_parts_paragraphs() -> None:
    text = running_text(
        [page("Norland and Sundmark met", "in Valden.", "", "They agreed on", "ten ferries.")]
    )
    assert text == "Norland and Sundmark met\nin Valden.\n\nThey agreed on\nten ferries."


def test_larger_type_is_a_title() -> None:
    lines = [PrintedLine("Ten ferries", 712, 16), *page("Norland will", "hand over ferries.")]
    assert running_text([lines]).startswith("Ten ferries\n\nNorland will\nhand")


def test_a_page_break_is_a_form_feed_and_a_sentence_goes_on_over_it() -> None:
    first, second = page("Norland will hand over"), page("ten ferries to Sundmark.")
    assert running_text([first, second]) == "Norland will hand over\n\ften ferries to Sundmark."


def test_a_paragraph_ends_with_its_page() -> None:
    first, second = page("Norland agreed."), page("Sundmark agreed too.")
    assert running_text([first, second]) == "Norland agreed.\n\n\fSundmark agreed too."


def test_every_page_is_counted_even_where_nothing_is_printed() -> None:
    assert running_text([page("One."), [], page("Three.")]).count("\f") == 2


def test_what_runs_through_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            PrintedLine(f"Page {number} of 4", 20, 8),  # drawn first, though it stands at the foot
            PrintedLine("Ministry of Defence", 810, 8),
            *page(f"Paragraph {word} says this.", f"It says more of {word}."),
        ]
        for number, word in enumerate(("one", "two", "three", "four"), 1)
    ]
    text = running_text(pages)
    assert "Ministry" not in text
    assert "of 4" not in text
    assert text.startswith("Paragraph one says this.\nIt says more of one.\n\n\fParagraph two")


@pytest.mark.parametrize("folio", ["3", "- 3 -", "Page 3", "page 3 of 10", "3/10", "iv", "– 12 –"])
def test_a_page_number_alone_is_left_out(folio: str) -> None:
    lines = [*page("Norland agreed to pay."), PrintedLine(folio, 20, 8)]
    assert running_text([lines]) == "Norland agreed to pay."


def test_a_number_amid_a_page_stays() -> None:
    lines = page(
        "They named a number:", "Norland wants more:", "12", "ferries it was.", "They left."
    )
    assert "\n12\n" in running_text([lines])


@pytest.mark.parametrize(
    ("above", "below", "word"),
    [
        ("a plan for coopera-", "tion at sea", "cooperation"),
        ("a plan for coopera\u00ad", "tion at sea", "cooperation"),
        ("a long-", "term plan", "long-term"),
        ("a self\u00ad", "ish plan", "selfish"),
        ("a plan of Norland-", "Sundmark ties", "Norland-\nSundmark"),
        ("a plan for 2024-", "2026", "2024-\n2026"),
        ("ferries -", "ten of them", "-\nten"),
    ],
)
def test_a_word_parted_at_the_end_of_a_line_is_whole(above: str, below: str, word: str) -> None:
    text = running_text([page("Norland has agreed on", above, below)])
    assert word in text


def test_a_word_that_has_its_hyphen_elsewhere_keeps_it() -> None:
    text = running_text([page("a cease-fire was agreed; the cease-", "fire holds, they said.")])
    assert text == "a cease-fire was agreed; the cease-fire\nholds, they said."


def test_a_word_parted_by_the_end_of_a_page_is_whole_on_the_first() -> None:
    text = running_text([page("a plan for coopera-"), page("tion at sea")])
    assert text == "a plan for cooperation\n\fat sea"


def test_a_column_that_goes_on_at_the_head_of_the_page_is_no_new_paragraph() -> None:
    left, right = page("Norland will hand", "over"), page("ten ferries.")
    assert running_text([left + right]) == "Norland will hand\nover\nten ferries."
