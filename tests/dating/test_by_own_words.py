"""A report is dated from its own words, no more exactly than they allow, and says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from servanda.dating.by_own_words import date_report
from servanda.model import Basis, Block, BlockKind, Dating, Text, When
from servanda.timex.finding import find
from servanda.timex.resolving import Anchor, resolve

MakeText = Callable[..., Text]
BODY, DATELINE, HEADER = BlockKind.BODY, BlockKind.DATELINE, BlockKind.HEADER_DATE
CAPTION, RESIDUE, HEADLINE = BlockKind.CAPTION, BlockKind.RESIDUE, BlockKind.HEADLINE

IN_OFFICE = (
    "Ada Brandt",
    "Defence Minister",
    "XA",
    When.on(date(2031, 2, 3)),
    When.on(date(2032, 6, 30)),
)


def dated(text: Text, **known: object) -> Dating:
    return date_report(text, find(text.content), **known)  # type: ignore[arg-type]


def edtf(found: Dating) -> str | None:
    return None if found.when is None else found.when.edtf


def test_nothing_to_go_by(page: MakeText) -> None:
    found = dated(page((BODY, "The ministers agreed to build a pier.")))
    assert (found.when, found.basis) == (None, Basis.UNKNOWN)


def test_the_source_states_it(page: MakeText) -> None:
    found = dated(page((BODY, "They met on Monday.")), metadata={"published": "2031-03-11"})
    assert (edtf(found), found.basis) == ("2031-03-11", Basis.STATED)


def test_the_source_states_it_in_any_usual_form(page: MakeText) -> None:
    for stated in ("11 March 2031", "Tue, 11 Mar 2031 10:00:00 +0900", "2031/03/11", "11.03.2031"):
        found = dated(page((BODY, "They met on Monday.")), metadata={"published": stated})
        assert (edtf(found), found.basis) == ("2031-03-11", Basis.STATED)


def test_a_month_that_the_source_states_bounds_it(page: MakeText) -> None:
    found = dated(page((BODY, "They met.")), metadata={"published": "2031-03"})
    assert edtf(found) == "2031-03"


def test_a_stated_day_that_may_be_two_is_refused_and_it_is_said(page: MakeText) -> None:
    for stated in ({"published": "03/04/2031"}, {"published_refused": "03/04/2031"}):
        found = dated(page((BODY, "They met.")), metadata=stated)
        assert found.when is None
        assert found.conflicts == (
            "the source states “03/04/2031”, which is not taken: it may be 2031-04-03 or 2031-03-04",
        )


def test_a_published_line(page: MakeText) -> None:
    found = dated(page((HEADER, "Published : Oct. 5, 2031 - 09:21"), (BODY, "They met.")))
    assert (edtf(found), found.basis) == ("2031-10-05", Basis.STATED)


def test_a_clock_before_the_date(page: MakeText) -> None:
    found = dated(page((HEADER, "10:35 JST, October 5, 2031"), (BODY, "They met on Saturday.")))
    assert edtf(found) == "2031-10-05"


def test_a_date_line_without_blocks() -> None:
    found = dated(Text("r", "Pier agreed\n\nJuly 8, 2031\n\nThe ministers agreed on a pier.", ()))
    assert edtf(found) == "2031-07-08"


def test_the_day_a_page_was_saved_is_not_its_date(page: MakeText) -> None:
    text = page(
        (HEADER, "Today: March 14, 2035"), (HEADER, "January 18, 2031"), (BODY, "They signed.")
    )
    assert edtf(dated(text)) == "2031-01-18"


def test_who_said_a_motto_and_when_is_not_its_date(page: MakeText) -> None:
    text = page((BODY, "“We stand.”"), (BODY, "President Marsh, May 3, 2031"), (BODY, "It begins."))
    assert edtf(dated(text)) is None


def test_a_dateline_with_the_weekday_of_its_event(page: MakeText) -> None:
    # May 2 is a Friday in 2031 and in 2036, not in 2032
    text = page(
        (DATELINE, "Norport, May 2 (Wire)--"),
        (BODY, "Defence Minister Ada Brandt on Friday agreed to build a pier."),
    )
    found = dated(text, tenures=[IN_OFFICE])
    assert edtf(found) == "[2031-05-02,2031-05-03]"
    assert len(found.reasons) == 3
    event = resolve(find(text.content)[1], Anchor(found.when)).when
    assert event is not None
    assert event.edtf == "2031-05-02"


def test_a_dateline_alone_leaves_its_years_open(page: MakeText) -> None:
    text = page((DATELINE, "Norport, May 2 (Wire)--"), (BODY, "Ministers agreed to build a pier."))
    found = dated(text)
    assert found.when is None or not found.when.is_day


def test_the_weekday_of_the_story(page: MakeText) -> None:
    text = page((BODY, "Defence Minister Ada Brandt on Monday vowed to build a pier."))
    brief = (*IN_OFFICE[:4], When.on(date(2031, 2, 14)))
    found = dated(text, tenures=[brief])
    assert found.when is not None
    assert set(found.when.candidates) == {date(2031, 2, day) for day in (3, 4, 5, 10, 11, 12)}
    monday = resolve(find(text.content)[0], Anchor(found.when)).when
    assert monday is not None
    assert monday.edtf == "[2031-02-03,2031-02-10]"


def test_a_caption_of_the_same_weekday(page: MakeText) -> None:
    text = page(
        (CAPTION, "Soldiers at the pier, Wednesday, Nov. 12, 2031."),
        (BODY, "A pier was opened on Wednesday by the navy."),
    )
    found = dated(text)
    assert edtf(found) == "[2031-11-12,2031-11-13,2031-11-14]"
    when = resolve(find(text.content)[1], Anchor(found.when)).when
    assert when is not None
    assert when.edtf == "2031-11-12"


def test_an_old_picture_only_sets_a_lower_bound(page: MakeText) -> None:
    text = page((CAPTION, "The pier on May 3, 2029."), (BODY, "The pier was sold."))
    found = dated(text).when
    assert found is not None
    assert (found.earliest, found.latest) == (date(2029, 5, 3), None)


def test_a_deadline_still_ahead_and_a_date_long_past(page: MakeText) -> None:
    text = page(
        (BODY, "The pier was first proposed in 2029."),
        (BODY, "The headquarters will be opened by March 2032."),
    )
    found = dated(text).when
    assert found is not None
    assert (found.earliest, found.latest) == (date(2029, 1, 1), date(2032, 3, 31))


def test_a_year_in_a_name_tells_nothing(page: MakeText) -> None:
    text = page((BODY, "They backed the 2029 summit and hope to host the 2033 fair."))
    assert dated(text).when is None


def test_an_office_taken_last_month(page: MakeText) -> None:
    text = page((BODY, "Defence Minister Ada Brandt took office last month."))
    found = dated(text, tenures=[IN_OFFICE])
    assert edtf(found) == "2031-03"
    assert found.basis is Basis.ASSUMED


def test_public_terms_of_office(page: MakeText) -> None:
    text = page((BODY, "U.S. President Barack Obama praised the pier."))
    found = dated(text)
    assert edtf(found) == "2009-01-20/2017-01-20"
    assert found.basis is Basis.ASSUMED
    assert "in office" in found.reasons[0]


def test_a_former_holder_tells_nothing(page: MakeText) -> None:
    text = page((BODY, "Former U.S. President Barack Obama praised the pier."))
    assert dated(text).when is None


def test_residue_is_not_read(page: MakeText) -> None:
    text = page(
        (BODY, "The ministers agreed to build a pier."),
        (RESIDUE, "President Barack Obama in Norport, May 3, 2011, was seen."),
    )
    assert dated(text).when is None


def test_conflicts_are_told_and_the_firmer_kept(page: MakeText) -> None:
    text = page(
        (HEADER, "Published: May 3, 2031"),
        (BODY, "U.S. President Barack Obama praised the pier."),
    )
    found = dated(text)
    assert edtf(found) == "2031-05-03"
    assert len(found.conflicts) == 1
    assert "Obama" in found.conflicts[0]


def test_a_scraped_date_weeks_late_gives_way_to_the_dateline(page: MakeText) -> None:
    text = page(
        (HEADER, "date 2031-05-24"),
        (DATELINE, "Norport, May 2 (Wire)--"),
        (BODY, "Ministers on Friday agreed to build a pier."),
    )
    found = dated(text)
    assert edtf(found) == "[2031-05-02,2031-05-03]"
    assert found.conflicts


def test_an_address_with_a_date(page: MakeText) -> None:
    text = page((BODY, "They met."))
    found = dated(text, metadata={"url": "https://news.example/2031/05/02/pier"})
    assert edtf(found) == "2031-05-02"


def test_a_report_that_says_which_day_today_is(page: MakeText) -> None:
    text = page((BODY, "The pier was opened yesterday (May 2, 2031) by the navy."))
    assert edtf(dated(text)) == "2031-05-03"


def test_a_lone_weekday_or_dateline_is_of_any_year(page: MakeText) -> None:
    assert dated(page((BODY, "Ministers on Monday agreed to build a pier."))).when is None
    text = page((DATELINE, "Norport, May 2 (Wire)--"), (BODY, "Ministers on Friday agreed."))
    found = dated(text)
    assert found.when is None
    assert found.reasons


def test_a_stated_date_that_is_none_is_told_and_has_no_effect() -> None:
    body = "The ministers met on 4 March 2031."
    text = Text("r-0", body, (Block(0, len(body), BlockKind.BODY),))
    found = date_report(text, find(body), metadata={"published": "2031-13-45"})
    plain = date_report(text, find(body))
    assert (found.when, found.basis) == (plain.when, plain.basis)
    assert any("2031-13-45" in why for why in found.conflicts)
