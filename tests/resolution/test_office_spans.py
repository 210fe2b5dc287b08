"""Terms of office put together from the tenures and consultations of several reports."""

from __future__ import annotations

from made import day, holds_office, resolved_in_any_order, span, talks

MINISTER = "Defence Minister"


def test_a_term_of_several_reports() -> None:
    since = span("2031-03-01", "2031-03-31")
    world = resolved_in_any_order(
        holds_office("n1", "Ada Brandt", MINISTER, "NR", since=since, published="2031-04-01"),
        holds_office(
            "n2",
            "Ada Brandt",
            "Minister of Defense",
            "NR",
            since=day("2031-03-05"),
            published="2031-05-01",
        ),
        talks("n3", f"Ada Brandt/NR/{MINISTER}", published="2031-06-01"),
    )
    [found] = world.offices
    assert (found.office, found.party, found.name) == ("minister:defence", "NR", "Ada Brandt")
    assert found.title == MINISTER
    assert found.since == day("2031-03-05")
    assert (found.first_seen, found.last_seen) == (day("2031-04-01"), day("2031-06-01"))
    assert found.reports == ("n1", "n2", "n3")
    [entity] = world.of("office")
    assert entity.id == found.id
    assert len(entity.claims) == 3


def test_a_former_holder_and_the_one_who_follows_hold_one_office() -> None:
    world = resolved_in_any_order(
        holds_office(
            "n1", "Ada Brandt", MINISTER, "NR", body={"former": True}, published="2031-04-01"
        ),
        holds_office("n2", "Leo Marsh", MINISTER, "NR", published="2031-05-01"),
    )
    former, holder = sorted(world.offices, key=lambda one: one.name)
    assert former.former
    assert former.former_by == day("2031-04-01").latest
    assert (holder.former, holder.first_seen) == (False, day("2031-05-01"))
    assert former.id == holder.id


def test_a_participants_office_alone_makes_no_term() -> None:
    world = resolved_in_any_order(talks("n1", f"Ada Brandt/NR/{MINISTER}", when=day("2031-05-01")))
    assert world.offices == ()


def test_the_minister_is_counted_for_the_persons_one_ministry() -> None:
    world = resolved_in_any_order(
        holds_office("n1", "Ada Brandt", MINISTER, "NR", published="2031-04-01"),
        holds_office("n2", "Ada Brandt", "ambassador", "NR", published="2031-05-01"),
        holds_office("n3", "Ada Brandt", "ambassador to Sudmark", "NR", published="2031-05-02"),
    )
    assert sorted(one.office for one in world.offices) == [
        "ambassador:to:sudmark",
        "minister:defence",
    ]


def test_a_participant_is_in_office_as_far_as_the_report_introduces_him() -> None:
    world = resolved_in_any_order(
        holds_office(
            "n1",
            "Ada Brandt",
            "President-elect",
            "NR",
            body={"incoming": True},
            published="2031-04-01",
        ),
        talks("n1", "Ada Brandt/NR/President-elect", published="2031-04-01"),
        holds_office("n2", "Ada Brandt", "President", "NR", published="2031-06-01"),
    )
    [found] = world.offices
    assert (found.incoming, found.first_seen) == (False, day("2031-06-01"))
