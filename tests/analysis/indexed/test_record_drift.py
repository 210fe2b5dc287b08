"""A wording through the reports of a record: the same uses as in all texts, found by search."""

from __future__ import annotations

from datetime import timedelta

import pytest

from indexed import READINGS, Reading, indexed
from random_reports import AT
from servanda.analysis.indexed.record_drift import AssuredMatters, assured_by_index, drift_by_index
from servanda.analysis.indexed.selection import Selection
from servanda.analysis.wordings.assured_matters import assured
from servanda.analysis.wordings.wording_drift import drift
from servanda.errors import UsageError
from servanda.indexing.update import update_index
from servanda.model import Action, Assurance, Concern, Decision, Quote
from servanda.resolution.resolve import resolve_claims
from servanda.store import Record, ReportHeader

FIRM = Assurance(("NO",), "free passage through the Vell Strait", "will keep it open")
MORE: tuple[Reading, ...] = (
    *READINGS,
    ("n4", "2031-07-01", [("Norland will keep the strait open and safe", "", FIRM)]),
    (
        "n5",
        "2031-08-01",
        [
            ("Norland keeps the straits open", "", FIRM),
            ("It is keeping the “Vell Strait” open", "", Quote("Ada Brandt", "Vell Strait")),
        ],
    ),
    ("n6", None, [("The parties' self-defence policies were opened to the public", "", FIRM)]),
    ("n7", "2031-09-01", [("Kéeping thé straït opèn", "", FIRM)]),
)


def every(_: object) -> bool:
    return True


def resolved(record: Record) -> Selection:
    return Selection(record, record.view())


@pytest.mark.parametrize(
    "formula",
    [
        "keep the strait open",
        "open strait",
        "strait",
        "self-defence policy",
        "policies",
        "friendship is firm",
        "Vell Strait",
        "the moon over Kelm",
    ],
)
def test_index_and_claims_agree(formula: str) -> None:
    with indexed(MORE) as record:
        view = record.view()
        reports = view.reports()
        world = resolve_claims(view.claims(), reports, view.decisions())
        expected = drift(world, reports, formula)
        assert drift_by_index(resolved(record), formula, every) == expected
        assert bool(expected.uses) == (formula != "the moon over Kelm")


def test_who_speaks_is_said_of_the_first_uses_alone_where_so_many_are_asked_for() -> None:
    with indexed(MORE) as record:
        every_one = drift_by_index(resolved(record), "strait", every)
        few = drift_by_index(resolved(record), "strait", every, voiced=2)
        assert few.uses[:2] == every_one.uses[:2]
        assert [use.wording for use in few.uses] == [use.wording for use in every_one.uses]
        assert few.variants == every_one.variants
        assert few.stories == every_one.stories
        assert few.uses != every_one.uses
        assert all(use.parties == () for use in few.uses[3:])


def test_only_reports_that_are_asked_for() -> None:
    def first(one: ReportHeader) -> bool:
        return one.name == "n4"

    with indexed(MORE) as record:
        found = drift_by_index(resolved(record), "strait", first)
        assert {use.report for use in found.uses} == {"n4"}


@pytest.mark.parametrize("parties", [(), ("NO",), ("SE",)])
def test_assurances_of_several_reports(parties: tuple[str, ...]) -> None:
    with indexed(MORE) as record:
        view = record.view()
        reports = view.reports()
        world = resolve_claims(view.claims(), reports, view.decisions())
        expected = assured(world, reports, parties=parties)
        assert assured_by_index(resolved(record), every, parties=parties) == expected
        assert bool(expected) == ("SE" not in parties)


def test_what_persons_judged_counts_as_they_did() -> None:
    """One of four that say the same is rejected, another is said to be about something else."""
    with indexed(MORE) as record:
        firm = [one for one in record.view().claims("assurance") if one.claim.body == FIRM]
        rejected, amended = firm[0].claim.id, firm[1].claim.id
        words = (
            Decision.make(Action.REJECT, Concern.CLAIM, (rejected,), author="Ana", at=AT),
            Decision.make(
                Action.AMEND,
                Concern.CLAIM,
                (amended,),
                author="Ana",
                at=AT + timedelta(minutes=1),
                field="about",
                value="friendship",
            ),
        )
        for word in words:
            record.words.add(word, at=word.at)
        update_index(record)
        view = record.view()
        reports = view.reports()
        expected = assured(resolve_claims(view.claims(), reports, view.decisions()), reports)
        assert assured_by_index(resolved(record)) == expected
        told = {use.report for one in expected for use in one.uses}
        assert told == {one.source for one in firm[2:]}


def test_the_list_says_how_many_wordings_there_are_and_the_last_day_without_them() -> None:
    with indexed(MORE) as record:
        listed = AssuredMatters(resolved(record))
        every_one = listed.worded(listed.matters)
        assert [one.wordings for one in listed.matters] == [len(one.variants) for one in every_one]
        assert listed.told_last(listed.matters) == [one.last for one in every_one]


def test_the_most_told_come_first_and_alone_where_so_many_are_asked_for() -> None:
    with indexed(MORE) as record:
        selection = resolved(record)
        every_one = assured_by_index(selection, every)
        assert assured_by_index(selection, every, most=1) == every_one[:1]
        listed = AssuredMatters(selection, every)
        assert [listed.stories(one) for one in listed.matters] == [d.stories for d in every_one]


def test_which_assurances_there_are_needs_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    with indexed(MORE) as record:
        selection = resolved(record)
        monkeypatch.setattr(Selection, "texts", lambda *_: pytest.fail("a text was read"))
        assert AssuredMatters(selection, every).matters


def test_a_wording_of_small_words_alone_is_refused() -> None:
    with indexed(MORE[:1]) as record, pytest.raises(UsageError):
        drift_by_index(resolved(record), "of the", every)
