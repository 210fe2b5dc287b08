"""Who acted and on whom in a proposed incident: by the words of the act itself."""

from __future__ import annotations

import pytest

from servanda.cleaning.assembly import make_report
from servanda.extraction.coreference.discourse import Discourse
from servanda.extraction.detector.incident_sides import incident_sides
from servanda.model import RawItem
from servanda.parsing.document import parse


def sides(text: str, word: str) -> tuple[str | None, str | None]:
    item = RawItem("made.txt", text.encode("utf-8"), "text/plain", "made.txt")
    parsed = parse(make_report(item))
    token = next(one for one in parsed.doc if one.text == word)
    return incident_sides(Discourse(parsed), token)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        # Kenya only speaks of it
        ("Kenya discussed Peru's unprovoked attack on Chile.", "attack"),
        ("Kenya condemned the Peruvian raid against Chile.", "raid"),
        ("Kenya spoke of a raid by Peru on the Chilean coast.", "raid"),
        ("Kenya regrets the raids conducted by Peru against Chile.", "raids"),
        ("Kenya said that Peru shelled Chilean villages.", "shelled"),
        # told outright
        ("Peru launched a raid on Chile.", "raid"),
        ("The raid on Chile was launched by Peru.", "raid"),
        ("Chile's ports, which have been attacked by the Peruvian army, are shut.", "attacked"),
    ],
)
def test_who_acts_is_whose_the_act_is(text: str, word: str) -> None:
    assert sides(text, word) == ("PE", "CL")


@pytest.mark.parametrize(
    ("text", "word", "target"),
    [
        ("A Kenyan peacekeeper was shot dead on Monday.", "shot", "KE"),
        ("Gunmen fired on the embassy of Oman in the evening.", "fired", "OM"),
        ("The Kenyan officers saw an attack on Peru in the evening.", "attack", "PE"),
        ("The officers of the watch saw missiles high in the evening sky.", "missiles", None),
    ],
)
def test_where_the_words_do_not_say_nobody_acted(text: str, word: str, target: str | None) -> None:
    assert sides(text, word) == (None, target)
