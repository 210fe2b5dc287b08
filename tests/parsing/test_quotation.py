"""Stretches between quotation marks, of all the shapes that print uses."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.parsing.quotation import find_quoted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('He said "one two" twice.', ["one two"]),
        ("He said “one two” twice.", ["one two"]),
        ("He said «one two» twice.", ["one two"]),
        ("He said „one two“ twice.", ["one two"]),
        ("He said ``one two'' twice.", ["one two"]),
        ("He said ‘one two’ twice.", ["one two"]),
        ("He said “it’s one” twice.", ["it’s one"]),
        ('"One," he said, "two."', ["One,", "two."]),
        ('He said “one two" twice.', ["one two"]),
        ("He said â€œone twoâ€\u009d twice.", ["one two"]),
        ("He said â€œitâ€™s oneâ€ twice.", ["itâ€™s one"]),
        ("He said �one two� twice.", ["one two"]),
        ("It�s one plan and that�s two.", []),
        ("It’s Brandt’s plan.", []),
        ("He is 6' 2\" tall.", []),
    ],
)
def test_quotations(text: str, words: list[str]) -> None:
    assert [text[q.inner_start : q.inner_end] for q in find_quoted(text)] == words


def test_a_mark_without_a_partner_does_not_swallow_the_next_paragraph() -> None:
    text = 'He said "one.\n\nThen "two" came.'
    assert [text[q.inner_start : q.inner_end] for q in find_quoted(text)] == ["two"]


def test_marks_turned_to_question_marks_by_a_broken_page_are_no_quotation() -> None:
    assert find_quoted("He said ?one two? twice.") == []


@given(st.text(alphabet="ab“”\"«»„'‘’ \n", max_size=60))
def test_quotations_ascend_and_do_not_overlap(text: str) -> None:
    found = find_quoted(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(q.start < q.inner_start <= q.inner_end <= q.end for q in found)
