"""Views: by what had been reported, by what was so, in one order, with times worked out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ledgers import AT, DAY, LATER, WORDS, claims, ref, report, span
from servanda.errors import NotFoundError
from servanda.model import Basis, Claim, Dating, Precision, Report, Tenure, When
from servanda.store import Record, person_id


def put(record: Record, *reports: Report) -> None:
    for one in reports:
        record.put(one, claims(one), at=AT, reader="1")


def test_times_are_worked_out_by_the_reports_date_and_the_country(record: Record) -> None:
    put(record, report("a.txt"))
    view = record.view()
    (meeting,) = view.claims(kind="consultation")
    (promise,) = view.claims(kind="commitment")
    assert meeting.time("when") == When.on(DAY, basis=Basis.STATED)
    assert promise.time("due") == When.between(None, date(2033, 3, 31))
    # A date that stands alone counts in the calendar of the promise that uses its words.
    values = [one.time("ref") for one in view.claims(kind="date")]
    assert values[1] == When.between(date(2032, 4, 1), date(2033, 3, 31))
    assert meeting.value("when") == "2031-05-02"
    assert meeting.reasons == (("when", "“Thursday” is a weekday"),)
    assert (meeting.source, meeting.published) == ("a.txt", When.on(DAY, basis=Basis.STATED))


def test_an_undated_report_keeps_its_times_open(record: Record) -> None:
    put(record, report("a.txt", day=None))
    view = record.view()
    (meeting,) = view.claims(kind="consultation")
    assert (meeting.times, meeting.value("when")) == ((), "XXXX")
    assert view.claims(kind="tenure")[0].time("since") == When.month(2031, 4)
    assert view.reports()[0].dating == Dating()


def test_a_better_date_moves_all_that_rests_on_it_and_the_old_one_is_kept(record: Record) -> None:
    one = report("a.txt", day=None)
    put(record, one)
    better = Dating(When.on(date(2031, 5, 9)), Basis.DERIVED, ("a Thursday in May",))
    assert record.redate(one.id, better, at=LATER)
    assert not record.redate(one.id, better, at=LATER)
    view = record.view()
    assert view.report("a.txt").dating == better
    assert view.claims(kind="consultation")[0].time("when") == better.when
    cells = {(s.property, s.value) for s in view.statements(claims(one)[0].id)}
    assert ("when", "2031-05-09") in cells
    past = record.datings(one.id)
    assert [(p.dating, p.recorded, p.superseded) for p in past] == [
        (Dating(), AT, LATER),
        (better, LATER, None),
    ]
    # Reading the folder again, as blind as before, does not take the better date away.
    assert not record.put(one, claims(one), at=LATER, reader="1")
    assert record.view().report("a.txt").dating == better
    assert record.check() == []


def test_a_newly_stated_date_replaces_the_one_inferred(record: Record) -> None:
    put(record, report("a.txt", day=None))
    one = report("a.txt", day=DAY)
    record.redate(one.id, Dating(When.month(2031, 5)), at=LATER)
    assert record.put(one, claims(one), at=LATER, reader="2")
    assert record.view().report("a.txt").dating == one.dating


def test_redating_what_is_not_there(record: Record) -> None:
    with pytest.raises(NotFoundError):
        record.redate("r-0", Dating(), at=AT)


def test_known_by_shows_only_what_had_appeared_for_sure(record: Record) -> None:
    put(
        record,
        report("day.txt", day=date(2031, 5, 2)),
        report("month.txt", when=When.month(2031, 5)),
        report("open.txt", when=When(date(2031, 1, 1), None)),
        report("either.txt", when=When.one_of((date(2031, 5, 1), date(2031, 5, 8)))),
        report("undated.txt", day=None),
    )

    def names(day: date | None) -> list[str]:
        view = record.view(known_by=day)
        assert {c.source for c in view.claims()} == {r.name for r in view.reports()}
        told = {c for s in view.statements() for c in s.claims}
        assert told <= {c.claim.id for c in view.claims()}
        assert {h.report for h in view.search("barges")} == {r.name for r in view.reports()}
        return sorted(r.name for r in view.reports())

    assert names(date(2031, 5, 1)) == []
    assert names(date(2031, 5, 2)) == ["day.txt"]
    assert names(date(2031, 5, 8)) == ["day.txt", "either.txt"]
    assert names(date(2031, 5, 31)) == ["day.txt", "either.txt", "month.txt"]
    assert len(names(None)) == 5
    with pytest.raises(NotFoundError):
        record.view(known_by=date(2031, 5, 1)).report("day.txt")
    with pytest.raises(NotFoundError):
        record.view(known_by=date(2031, 5, 1)).claim(claims(report("day.txt"))[0].id)


def office(of: Report, person: str, **more: object) -> Claim:
    body = Tenure(person, "minister", "VE", **more)  # type: ignore[arg-type]
    return Claim.make(of.id, body, (span(of, "Tarn"),), rule="x")


def test_as_of_leaves_out_who_cannot_have_held_office_then(record: Record) -> None:
    one = report("a.txt", day=date(2031, 5, 20))
    april = ref(one, "April 2031", "month", year=2031, month=4)
    record.put(
        one,
        (
            office(one, "Always Said"),
            office(one, "Since April", since=april),
            office(one, "Until April", until=april),
            office(one, "Gone Already", former=True),
            office(one, "Not Yet", incoming=True),
        ),
        at=AT,
        reader="1",
    )

    def holders(day: date | None) -> set[str]:
        view = record.view(as_of=day)
        names = {c.claim.body.person for c in view.claims("tenure")}  # type: ignore[union-attr]
        subjects = {s.subject for s in view.statements() if s.property == "holds"}
        assert subjects == {person_id(name) for name in names}
        return names

    everyone = {"Always Said", "Since April", "Until April", "Gone Already", "Not Yet"}
    assert holders(None) == everyone
    assert holders(date(2031, 3, 31)) == {"Always Said", "Until April", "Gone Already"}
    assert holders(date(2031, 4, 15)) == everyone - {"Not Yet"}
    assert holders(date(2031, 5, 1)) == {"Always Said", "Since April", "Gone Already"}
    assert holders(date(2031, 5, 21)) == {"Always Said", "Since April", "Not Yet"}


def test_an_event_is_no_cell_before_it_took_place(record: Record) -> None:
    put(record, report("a.txt"))
    subject = claims(report("a.txt"))[0].id
    assert record.view(as_of=date(2031, 5, 1)).statements(subject) == ()
    assert record.view(as_of=DAY).statements(subject)
    assert record.view(as_of=date(2040, 1, 1)).statements(subject)


def test_the_order_is_by_date_then_name_then_place(record: Record) -> None:
    put(
        record,
        report("z.txt", day=date(2031, 1, 1)),
        report("u.txt", day=None),
        report("b.txt", day=date(2031, 5, 2)),
        report("m.txt", when=When.month(2031, 5)),
        report("a.txt", day=date(2031, 5, 2)),
    )
    view = record.view()
    names = ["z.txt", "m.txt", "a.txt", "b.txt", "u.txt"]
    assert [r.name for r in view.reports()] == names
    told = [(names.index(c.source), c.claim.evidence[0].start) for c in view.claims()]
    assert told == sorted(told)
    assert [head.name for head in view.headers()] == names


def test_claims_can_be_asked_for_by_kind_report_and_party(record: Record) -> None:
    put(record, report("a.txt"), report("b.txt", WORDS + " Sorrel agreed."))
    view = record.view()
    assert len(view.claims()) == 10
    assert len(view.claims(kind="date")) == 4
    assert {c.source for c in view.claims(report="b.txt")} == {"b.txt"}
    assert {c.claim.kind for c in view.claims(party="SO")} == {"consultation", "commitment"}
    assert view.claims(party="XX") == ()
    assert view.claims(kind="no such kind") == ()
    with pytest.raises(NotFoundError):
        view.claims(report="c.txt")


def test_a_report_is_found_by_name_id_or_stem(record: Record) -> None:
    one = report("box/a.txt")
    put(record, one, report("b.txt", "x" + WORDS), report("b.html", "y" + WORDS))
    view = record.view()
    assert view.report("box/a.txt") == view.report(one.id) == view.report("a") == one
    with pytest.raises(NotFoundError, match=r"b\.html, b\.txt"):
        view.report("b")
    with pytest.raises(NotFoundError):
        view.report("nothing")
    with pytest.raises(NotFoundError):
        view.claim("c-0")
    assert view.claim(claims(one)[0].id).claim == claims(one)[0]


def test_copies_of_a_wire_story_share_a_story(record: Record) -> None:
    put(record, report("a.txt", wire="Wirelet"), report("b.txt", wire="Wirelet"), report("c.txt"))
    stories = {c.source: c.story for c in record.view().claims()}
    assert stories["a.txt"] == stories["b.txt"] == "Wirelet"
    assert stories["c.txt"] == report("c.txt").id


def test_statements_are_the_cells_of_the_claims(record: Record) -> None:
    one = report("a.txt")
    put(record, one)
    view = record.view()
    promise = claims(one)[1]
    got = {(s.property, s.value) for s in view.statements(promise.id)}
    assert got == {
        ("obligors", "VE"),
        ("action", "lend"),
        ("object", "40 barges"),
        ("modality", "will"),
        ("beneficiary", "SO"),
        ("due", "../2033-03-31"),
        ("target", "40 barges"),
    }
    (holds,) = view.statements(person_id("TARN Ona"))
    assert (holds.property, holds.value) == ("holds", "minister|VE")
    assert holds.valid == When(date(2031, 4, 1), None, Precision.INTERVAL)
    assert holds.claims == (claims(one)[2].id,)
    assert holds.reported == one.dating.when
    assert (holds.recorded, holds.superseded) == (AT, None)


@pytest.mark.costly
def test_an_empty_record_answers(record: Record) -> None:
    view = record.view()
    assert (view.reports(), view.claims(), view.statements(), view.search("x")) == ((),) * 4
    assert record.check() == []
    assert record.counts().reports == 0


def test_when_the_record_first_and_last_learnt_of_a_report(record: Record) -> None:
    one, other = report("a.txt"), report("b.txt")
    record.put(one, claims(one), at=AT, reader="1")
    record.put(other, claims(other), at=LATER, reader="1")
    assert record.view().recorded() == {"a.txt": (AT, AT), "b.txt": (LATER, LATER)}


def test_a_better_date_is_learnt_too(record: Record) -> None:
    one = report("a.txt", day=None)
    record.put(one, claims(one), at=AT, reader="1")
    record.redate(one.id, Dating(When.on(DAY), Basis.DERIVED, ("stated elsewhere",)), at=LATER)
    assert record.view().recorded() == {"a.txt": (AT, LATER)}
    assert record.view(recorded_by=AT).recorded() == {"a.txt": (AT, AT)}


def test_when_the_record_learnt_of_a_report_out_of_view_is_left_out(record: Record) -> None:
    one = report("a.txt", day=None)
    record.put(one, claims(one), at=AT, reader="1")
    assert record.view(known_by=DAY).recorded() == {}


def test_reports_from_an_address_have_titles(record: Record) -> None:
    address, title = "https://example.org/news/talks-in-kelm", "Talks in Kelm"
    fetched = replace(report("talks-in-kelm"), url=address, title=title)
    bare = replace(report("b.html"), url="https://example.org/b.html", title=None)
    put(record, fetched, bare, replace(report("c.txt"), title="A file"))
    assert record.view().titles() == {"talks-in-kelm": title}
