"""A report of some length that names nobody is not parsed, and comes to what it would come to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from servanda.cleaning.assembly import make_report, prepare
from servanda.model import RawItem, Report
from servanda.parsing.document import parse, parse_many
from servanda.parsing.named import named_in
from servanda.pipeline import explain_items, read_items

_GARDEN = (
    "Tomatoes want a warm bed and an early start, and most growers sow them under glass in March. ",
    "The seedlings are moved outdoors once the nights are mild, some forty days later. ",
    "They agreed to meet again in the spring and will water the beds until June. ",
    "Nobody promised a good harvest, but whoever feeds the soil will have less to regret. ",
    "Stakes of hazel or of bamboo hold the stems, which otherwise bend under the weight of their fruit. ",
    "Side shoots are pinched out every week, so that light and air come to the leaves below. ",
    "Water goes to the roots and never on the leaves, as a wet leaf invites blight before the summer is over. ",
    "A mulch of straw keeps the ground moist through dry weeks and spares the watering can a daily round. ",
    "By August the first trusses are red, and what is picked in the morning tastes best at noon. ",
    "Green ones ripen indoors beside an apple, wrapped in paper, until the first frost has come and gone. ",
    "Seeds of the finest fruit are washed, dried on a cloth and kept in an envelope for another year. ",
    "Plants that failed are burnt and not composted, and the bed is given to beans or onions next time. ",
)
GARDEN = "How to grow tomatoes\n\n" + "".join(_GARDEN)


def _item(text: str) -> RawItem:
    return RawItem("page", text.encode(), "text/plain", "page", {"published": "2024-05-07"})


def _report(text: str) -> Report:
    return make_report(prepare(_item(text)))


def test_a_long_report_that_names_nobody_is_told_by_its_words() -> None:
    assert named_in(_report(GARDEN)).nobody


@pytest.mark.parametrize(
    "text",
    [
        GARDEN + "A firm from Norway sells the seeds.",
        GARDEN + "The foreign minister likes them.",
        "".join(_GARDEN[:2]),
    ],
    ids=["a state", "an office", "a few words"],
)
def test_whoever_is_named_or_may_be_meant_is_parsed(text: str) -> None:
    assert not named_in(_report(text)).nobody


def test_what_an_office_puts_out_is_parsed() -> None:
    report = replace(_report(GARDEN), publisher="U.S. Department of State")

    assert not named_in(report).nobody


def test_only_who_asks_for_it_is_spared_the_parse() -> None:
    report = _report(GARDEN)
    (spared,), whole = parse_many([report], sparing=True), parse(report)

    assert not any(token.dep_ for token in spared.doc)
    assert all(token.dep_ for token in whole.doc if not token.is_space)
    assert [t.start for t in spared.times] == [t.start for t in whole.times]


def test_it_comes_to_what_the_whole_parse_comes_to() -> None:
    (reading,), (explained,) = read_items([_item(GARDEN)]), explain_items([_item(GARDEN)])

    assert not isinstance(reading, Exception)
    assert not isinstance(explained, Exception)
    assert (reading.report.relevant, reading.claims) == (False, ())
    assert reading.report.irrelevant_because == explained.because == "no state is named"
    assert reading.report.dating == explained.report.dating


def test_others_of_the_same_batch_are_read_as_ever() -> None:
    talks = "OSLO, 3 May 2024. The foreign minister of Norway met her Danish counterpart on Friday."
    (alone,) = read_items([_item(talks)])
    first, second = read_items([_item(GARDEN), _item(talks)])

    assert not isinstance(first, Exception)
    assert first.claims == ()
    assert second == alone
