"""Of several dates at the head of a page, the one nearest to the report is its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from servanda.dating.by_own_words import date_report
from servanda.model import Basis, BlockKind, Dating, Text
from servanda.timex.finding import find

MakeText = Callable[..., Text]
BODY, DATELINE, HEADER = BlockKind.BODY, BlockKind.DATELINE, BlockKind.HEADER_DATE
RESIDUE, HEADLINE = BlockKind.RESIDUE, BlockKind.HEADLINE
TITLE = "Amberland opens a pier"
MET = (BODY, "The ministers agreed to build a pier.")


def dated(text: Text) -> Dating:
    return date_report(text, find(text.content))


def edtf(found: Dating) -> str | None:
    return None if found.when is None else found.when.edtf


def test_place_and_date_above_the_report_beat_a_date_at_the_top(page: MakeText) -> None:
    found = dated(
        page((HEADER, "Thu. Sep 21st, 2035"), (DATELINE, "Oslo, 20 January 2031\n\n"), MET)
    )
    assert (edtf(found), found.basis) == ("2031-01-20", Basis.STATED)
    assert any("Sep 21st" in reason for reason in found.conflicts)


def test_a_dateline_in_front_of_a_sentence_admits_the_day_after(page: MakeText) -> None:
    found = dated(page((DATELINE, "OSLO, 20 January 2031 (dpa) —"), MET))
    assert edtf(found) == "[2031-01-20,2031-01-21]"


def test_of_two_date_lines_the_nearer_is_believed(page: MakeText) -> None:
    found = dated(page((HEADER, "May 9, 2035"), (HEADLINE, TITLE), (HEADER, "May 2, 2031"), MET))
    assert edtf(found) == "2031-05-02"


def test_a_date_below_the_report_gives_way_to_one_above(page: MakeText) -> None:
    found = dated(page((HEADER, "May 2, 2031"), MET, (HEADER, "May 9, 2031")))
    assert edtf(found) == "2031-05-02"


def test_a_date_above_the_menu_is_the_clock_of_the_site(page: MakeText) -> None:
    menu = [(RESIDUE, word) for word in ("Support", "the website", "Categories")]
    found = dated(page((HEADER, "25 April 2034, Thursday, 13:42"), *menu, (HEADLINE, TITLE), MET))
    assert (edtf(found), found.basis) == ("../2034-04-25", Basis.DERIVED)


def test_a_date_above_the_title_alone_is_the_reports(page: MakeText) -> None:
    found = dated(page((HEADER, "25 April 2034"), (RESIDUE, "News"), (HEADLINE, TITLE), MET))
    assert edtf(found) == "2034-04-25"


@pytest.mark.parametrize(
    ("title", "when"),
    [
        ("Call with Minister Brandt: 13 February 2031", "[2031-02-13,2031-02-14,2031-02-15]"),
        ("Briefing of the ministry (13 February 2031)", "[2031-02-13,2031-02-14,2031-02-15]"),
        ("Ministers to meet on 13 February 2031", None),
        ("Accord of 13 February 2031: what it says", None),
    ],
)
def test_a_title_may_bear_the_day(page: MakeText, title: str, when: str | None) -> None:
    assert edtf(dated(page((HEADLINE, title), MET))) == when
