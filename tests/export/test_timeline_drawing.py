"""The timeline's geometry: marks within the drawing, apart from each other, and none that squeezes the rest."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from made import day, span
from servanda.export.html_page import svg
from servanda.export.timeline_drawing import MOST, Drawing, Mark, Tie, draw, drawn, joined
from servanda.model import When

TODAY = date(2031, 6, 1)


def held(number: int, when: When, lane: str = "Consultations") -> Mark:
    return Mark(number, lane, when, f"<{number}>", "held")


def lay_out(*marks: Mark) -> Drawing:
    found = draw(marks, TODAY)
    assert found is not None
    return found


def check(found: Drawing) -> None:
    for at, one in enumerate(found.shapes):
        assert one.x >= 0
        assert one.y >= 0
        assert one.x + one.width <= found.width
        assert one.y + one.height <= found.height
        for other in found.shapes[at + 1 :]:
            apart = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert apart or abs(one.y - other.y) > 1


def test_marks_lie_within_the_drawing_and_do_not_cover_each_other() -> None:
    found = lay_out(*(held(at, day(f"2031-05-{1 + at % 28:02}")) for at in range(1, 60)))
    assert len(found.shapes) == 59
    check(found)
    assert "&lt;7&gt;" in svg(found)


SPANS = st.builds(
    lambda at, days: When.between(
        date(1950, 1, 1) + timedelta(at), date(1950, 1, 1) + timedelta(at + days)
    ),
    st.integers(0, 60_000),
    st.sampled_from([0, 0, 0, 10, 400]),
)


@settings(deadline=None)
@given(st.lists(SPANS, min_size=1, max_size=30))
def test_whatever_the_days_no_mark_covers_another(whens: list[When]) -> None:
    whens.sort(key=lambda when: str(when.earliest))
    found = lay_out(*(held(at, when) for at, when in enumerate(whens)))
    check(found)
    assert found.today is not None
    assert all(0 <= tick.x <= found.width for tick in (*found.ticks, found.today))


def test_too_vague_or_too_many_are_listed_not_drawn() -> None:
    vague = Mark(1, "Incidents", span("2020-01-01", "2031-01-01"), "x", "held")
    many = [Mark(at, "Incidents", day("2031-05-03"), "x", "held") for at in range(MOST + 5)]
    assert drawn([vague]) == []
    assert draw([vague], date(2031, 1, 1)) is None
    assert len(drawn(many)) == MOST
    assert drawn(many)[-1].number == MOST + 4


def test_the_ends_of_the_calendar() -> None:
    found = lay_out(held(1, When.on(date.min)), held(2, When.on(date.max)))
    assert len(found.shapes) == 2


def test_a_far_deadline_does_not_squeeze_the_rest() -> None:
    near = [held(at, day(f"2031-0{at}-03")) for at in range(1, 7)]
    alone, both = lay_out(*near), lay_out(*near, held(7, day("2060-12-31"), "Deadlines"))
    assert not alone.breaks
    (right,) = both.breaks
    *shapes, far = both.shapes
    assert far.x > right
    assert both.ticks[-1].name.replace("\u00a0", " ") == "31 Dec 2060 →"
    widths = [found.shapes[5].x - found.shapes[0].x for found in (alone, both)]
    assert widths[1] > 0.9 * widths[0]
    assert all(one.x < right for one in shapes)


def test_a_far_beginning_does_not_squeeze_the_rest() -> None:
    near = [held(at, day(f"2031-0{at}-03")) for at in range(1, 7)]
    found = lay_out(held(7, day("1951-09-08")), *near)
    (left,) = found.breaks
    assert found.shapes[0].x < left
    assert "← 8 Sep 1951" in {tick.name.replace("\u00a0", " ") for tick in found.ticks}


def test_what_is_spread_evenly_is_drawn_to_scale() -> None:
    years = lay_out(*(held(at, day(f"20{20 + 3 * at}-01-01")) for at in range(8)))
    assert not years.breaks


def test_chosen_days_are_drawn_and_no_others() -> None:
    month = date(2031, 3, 1), date(2031, 3, 31)
    marks = [
        held(1, day("2031-02-27")),
        held(2, day("2031-03-03")),
        held(3, span("2031-03-20", "2031-06-30")),
        held(4, When.between(None, date(2033, 12, 31)), "Deadlines"),
        held(5, span("2030-12-01", "2031-05-31")),
    ]
    found = draw(marks, TODAY, between=month)
    assert found is not None
    assert [one.mark.number for one in found.shapes] == [2, 3, 5]
    check(found)
    ends = {one.mark.number: one.x + one.width for one in found.shapes}
    assert ends[3] == ends[5] > ends[2]
    assert found.today is None
    assert 'class="today"' not in svg(found)
    assert draw(marks, TODAY, between=(date(2032, 1, 1), date(2032, 1, 31))) is None
    with_today = draw(marks, date(2031, 3, 7), between=month)
    assert with_today is not None
    assert with_today.today is not None


def test_what_fulfils_a_plan_is_joined_to_it() -> None:
    plan = Mark(1, "Deadlines", day("2031-04-01"), "plan", "done", "co-1")
    met = Mark(2, "Consultations", day("2031-05-01"), "signing", "held", "co-2")
    shot = Mark(3, "Incidents", day("2031-05-01"), "shot", "held", "in-1")
    ties = [Tie("co-2", "fulfils", "co-1"), Tie("co-2", "responds_to", "in-1")]
    ties += [Tie("co-2", "repeats", "co-1"), Tie("co-9", "fulfils", "co-1")]
    found = draw([plan, met, shot], TODAY, ties)
    assert found is not None
    assert [(one.sort, one.words) for one in found.ties] == [
        ("fulfils", "2 fulfils 1"),
        ("responds_to", "2 answers 3"),
    ]
    assert joined([plan, met, shot], ties[:2]) == {
        1: ["fulfilled by 2"],
        2: ["fulfils 1", "answers 3"],
        3: ["answered by 2"],
    }
    text = svg(found)
    assert text.count('<path class="tie ') == 2
    assert 'class="tie responds_to"' in text
    assert "tie-end" not in svg(lay_out(held(1, day("2031-05-01"))))


def test_a_line_begins_and_ends_at_the_edges_of_its_marks() -> None:
    one = Mark(1, "Consultations", day("2031-04-01"), "plan", "planned", "co-1")
    other = Mark(2, "Consultations", day("2031-05-01"), "met", "held", "co-2")
    for first, second in ((one, other), (other, one)):
        found = draw([one, other], TODAY, [Tie(second.id, "fulfils", first.id)])
        assert found is not None
        (line,) = found.ties
        ends = {mark.mark.id: mark for mark in found.shapes}
        start = float(line.path[1:].split()[0])
        assert start == ends[first.id].x + ends[first.id].width / 2
