"""Phrases: the number that an action is to reach."""

from __future__ import annotations

import pytest

from readings import Read
from servanda.extraction.phrases import target_of
from servanda.model import Target


@pytest.mark.parametrize(
    ("text", "target"),
    [
        # what is counted, but not a few, nor the figure in a maker's name
        ("Norway will buy 30 trucks.", Target("30", "trucks")),
        ("Norway will buy two trucks.", None),
        ("Norway will buy Boeing 737 planes.", None),
        # a sum is the object itself, a share what it is of
        ("Norway will pay $40 million.", Target("$40 million", None)),
        ("Norway will set a target of 20 percent.", Target("20 percent", None)),
        # of several verbs that one colours, the last has the object
        ("Norway will begin buying 30 trucks.", Target("30", "trucks")),
        ("Norway will supply Chile with 30 trucks.", Target("30", "trucks")),
    ],
)
def test_the_number_that_is_to_be_reached(
    discourse: Read, text: str, target: Target | None
) -> None:
    verb = next(token.head for token in discourse(text).parsed.doc if token.lower_ == "will")
    assert target_of(verb) == target
