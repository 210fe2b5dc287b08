"""What the rest of a record adds to the date of an undated report, and what it must not add."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from servanda.analysis.provenance import earlier, why
from servanda.dating.by_own_words import date_report
from servanda.model import (
    Basis,
    Block,
    BlockKind,
    Body,
    Claim,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    DateMention,
    Dating,
    Evidence,
    Participant,
    Report,
    Tenure,
    Text,
    TimeRef,
    digest,
    sha256_text,
)
from servanda.pipeline import redate
from servanda.resolution.resolve import resolve_claims
from servanda.store import Record, open_record
from servanda.timex.finding import find

AT = datetime(2040, 1, 1, tzinfo=UTC)
BRANDT = "Norland Foreign Minister Ada Brandt"
KERN = "Norland Foreign Minister Ivo Kern"
HOLM = "Sudmark Foreign Minister Eva Holm"


@dataclass(frozen=True)
class Told:
    """A report made by hand, with its claims."""

    report: Report
    claims: tuple[Claim, ...]


def told(
    name: str,
    text: str,
    *bodies: tuple[Body, str],
    on: str | None = None,
    wire: str | None = None,
) -> Told:
    """Make a report; each body comes with the words that tell it, `on` is its stated date."""
    sha = sha256_text(text)
    identity = digest("r", name, sha)
    whole = Text(identity, text, (Block(0, len(text), BlockKind.BODY),))
    refs = find(text)
    stated = {"published": on} if on else {}
    dating = date_report(whole, refs, metadata=stated)
    report = Report(identity, name, sha, name, whole, dating, wire=wire)
    pairs = [*bodies, *((DateMention(ref), text[ref.start : ref.end]) for ref in refs)]
    claims = []
    for body, words in pairs:
        start = body.ref.start if isinstance(body, DateMention) else text.index(words)
        evidence = Evidence(identity, start, start + len(words), words)
        claims.append(Claim.make(identity, body, (evidence,), rule="test"))
    return Told(report, tuple(claims))


def holder(words: str, *, party: str = "NR", since: TimeRef | None = None) -> tuple[Body, str]:
    """Make a tenure of "<State> <Office> <Given> <Family>"."""
    parts = words.split()
    return Tenure(" ".join(parts[-2:]), " ".join(parts[1:-2]), party, since), words


def named(name: str, who: str, on: str | None = None) -> Told:
    return told(name, f"{who} gave a speech at the port ({name}).", holder(who), on=on)


def met(
    name: str,
    text: str,
    *,
    form: str = "meeting",
    status: str = "held",
    place: str | None = None,
    country: str | None = None,
    on: str | None = None,
) -> Told:
    """Make a report of a consultation of two ministers; its first date is the day."""
    refs = find(text)
    body = Consultation(
        ConsultationForm(form),
        ConsultationStatus(status),
        (Participant("Ada Brandt", None, "NR"), Participant("Eva Holm", None, "SM")),
        ("NR", "SM"),
        place,
        country,
        refs[0],
    )
    return told(name, text, (body, text), on=on)


@pytest.fixture
def record() -> Iterator[Record]:
    with open_record("sqlite://") as opened:
        yield opened


def put(record: Record, all_told: Sequence[Told]) -> None:
    for one in all_told:
        record.put(one.report, one.claims, at=AT, reader="test")


def dated(record: Record, *all_told: Told, name: str = "u") -> Dating:
    """Read everything, date it again, and return the date of the report `name`."""
    put(record, all_told)
    redate(record, at=AT)
    return record.view().report(name).dating


def bounds(dating: Dating) -> tuple[str | None, str | None]:
    when = dating.when
    if when is None:
        return None, None
    first, last = when.earliest, when.latest
    return (first.isoformat() if first else None, last.isoformat() if last else None)


# -- terms of office -------------------------------------------------------------------------


def began() -> Told:
    text = f"{BRANDT} took office on October 1, 2031."
    return told("d", text, holder(BRANDT, since=find(text)[0]), on="2031-12-05")


def test_a_term_told_elsewhere_bounds_the_report_that_names_the_holder(record: Record) -> None:
    dating = dated(record, named("u", BRANDT), began())
    assert bounds(dating) == ("2031-10-01", None)
    assert dating.basis is Basis.ASSUMED
    assert any(" d " in f"{reason} " or "as d tells" in reason for reason in dating.reasons)


def test_another_person_or_office_is_not_bounded(record: Record) -> None:
    defence = "Norland Defence Minister Ada Brandt"
    assert dated(record, named("u", KERN), named("v", defence), began()).when is None
    assert record.view().report("v").dating.when is None


@pytest.mark.parametrize("word", ["former", "deputy", "acting", "Alternate"])
def test_a_word_before_the_office_makes_it_another(record: Record, word: str) -> None:
    words = f"Norland {word} Foreign Minister Ada Brandt"
    body = Tenure("Ada Brandt", "Foreign Minister", "NR", former=word == "former")
    one = told("u", f"{words} gave a speech.", (body, "Foreign Minister Ada Brandt"))
    assert dated(record, one, began()).when is None


def test_successors_and_predecessors_bound_a_term(record: Record) -> None:
    seen = [
        named("a1", BRANDT, "2030-02-01"),
        named("a2", BRANDT, "2030-06-01"),
        named("b1", KERN, "2031-03-01"),
        named("b2", KERN, "2031-05-01"),
    ]
    dating = dated(record, named("u", BRANDT), named("v", KERN), *seen)
    assert bounds(dating) == (None, "2031-03-01")
    assert "b1" in " ".join(dating.reasons)
    assert bounds(record.view().report("v").dating) == ("2030-06-01", None)


def test_one_report_makes_nobody_a_successor(record: Record) -> None:
    seen = [named("a1", BRANDT, "2030-02-01"), named("b1", KERN, "2031-03-01")]
    assert dated(record, named("u", BRANDT), *seen).when is None


def test_two_in_one_office_by_turns_bound_nothing(record: Record) -> None:
    days = ["2030-01-05", "2030-03-05", "2030-05-05", "2030-07-05"]
    seen = [named(f"d{n}", (BRANDT, KERN)[n % 2], on) for n, on in enumerate(days)]
    assert dated(record, named("u", BRANDT), *seen).when is None


@pytest.mark.parametrize(("each", "want"), [(2, None), (6, "2031-01-09")])
def test_a_spokesperson_has_a_successor_only_where_chance_is_ruled_out(
    record: Record, each: int, want: str | None
) -> None:
    first, second = "Norland Ministry Spokesperson Ida Vik", "Norland Ministry Spokesperson Per Ost"
    seen = [named(f"a{n}", first, f"2030-0{n + 1}-09") for n in range(each)]
    seen += [named(f"b{n}", second, f"2031-0{n + 1}-09") for n in range(each)]
    assert bounds(dated(record, named("u", first), *seen)) == (None, want)


# -- copies ----------------------------------------------------------------------------------

STORY = (
    "Norland Foreign Minister Ada Brandt and Sudmark Foreign Minister Eva Holm signed a treaty on "
    "the shared use of the Grey Strait. The treaty lets 40 ships of the Norland Navy call at Port "
    "Ansgar each year and sets up an office in Holmby. Brandt said the treaty ends a dispute of 12 "
    "years. Holm called it fair to fishers on both sides. The parliaments of Norland and Sudmark "
    "must still approve it, and the opposition in Holmby has said that it will vote against."
)


def story(name: str, text: str = STORY, on: str | None = None, wire: str | None = None) -> Told:
    return told(name, text, holder(BRANDT), holder(HOLM, party="SM"), on=on, wire=wire)


def test_a_dated_reprint_dates_a_report_to_a_few_days(record: Record) -> None:
    assert bounds(dated(record, story("u"), story("d", on="2031-03-10"))) == (
        "2031-03-08",
        "2031-03-12",
    )


def test_a_shortened_reprint_needs_the_mark_of_one_wire(record: Record) -> None:
    cut = STORY[: STORY.index(" The parliaments")]
    assert dated(record, story("u", cut), story("d", on="2031-03-10")).when is None
    marked = [story("v", cut, wire="ABC"), story("e", on="2031-03-10", wire="ABC")]
    assert bounds(dated(record, *marked, name="v")) == ("2031-03-08", "2031-03-12")


def test_a_template_filled_again_dates_nothing(record: Record) -> None:
    other = STORY.replace("Grey Strait", "Long Sound").replace("40", "55").replace("12", "30")
    other = other.replace("Holmby", "Astrup").replace("Port Ansgar", "Cape Ulf")
    assert dated(record, story("u"), story("d", other, on="2031-03-10")).when is None


# -- events ----------------------------------------------------------------------------------

NEWS = "Ada Brandt met Eva Holm today in Port Ansgar."
PLAN = "Ada Brandt will meet Eva Holm on November 14, 2031 in Port Ansgar."


def plan(name: str = "d", text: str = PLAN) -> Told:
    return met(name, text, status="planned", place="Port Ansgar", on="2031-11-01")


def test_what_was_planned_for_a_day_nearly_dates_the_report_that_tells_of_it_today(
    record: Record,
) -> None:
    dating = dated(record, met("u", NEWS, place="Port Ansgar"), plan())
    assert bounds(dating) == ("2031-11-13", "2031-11-15")  # a plan may slip by a day
    assert any("d plans on 2031-11-14" in reason for reason in dating.reasons)


def test_a_weekday_told_as_news_leaves_the_days_after_it(record: Record) -> None:
    news = met("u", "Ada Brandt met Eva Holm on Friday in Port Ansgar.", place="Port Ansgar")
    assert bounds(dated(record, news, plan())) == ("2031-11-14", "2031-11-16")  # Friday to Sunday


def test_another_weekday_is_another_meeting(record: Record) -> None:
    news = met("u", "Ada Brandt met Eva Holm on Monday in Port Ansgar.", place="Port Ansgar")
    dating = dated(record, news, plan())
    assert dating.when is None


def test_what_was_planned_and_held_on_a_day_dates_to_the_day(record: Record) -> None:
    held = met("e", NEWS + " They spoke of ships.", place="Port Ansgar", on="2031-11-14")
    dating = dated(record, met("u", NEWS, place="Port Ansgar"), plan(), held)
    assert bounds(dating) == ("2031-11-14", "2031-11-14")


def test_two_that_fit_date_nothing(record: Record) -> None:
    again = plan("e", PLAN.replace("November 14", "December 3"))
    assert dated(record, met("u", NEWS, place="Port Ansgar"), plan(), again).when is None


@pytest.mark.parametrize("place", [None, "virtual", "Holmby"])
def test_without_the_place_it_may_be_another_meeting(record: Record, place: str | None) -> None:
    assert dated(record, met("u", NEWS, place=place), plan()).when is None


@pytest.mark.costly
def test_calls_told_alike_date_nothing(record: Record) -> None:
    text = "Ada Brandt spoke with Eva Holm today."
    known = met("d", text, form="call", on="2031-03-10")
    assert dated(record, met("u", text, form="call"), known).when is None


@pytest.mark.parametrize(
    ("place", "country", "want"),
    [("Ansgar", "XA", "2031-03-10"), ("Holmby", "NR", None), ("Geneva", "CH", None)],
)
def test_meeting_elsewhere_is_told_by_the_place_but_not_at_home(
    record: Record, place: str, country: str, want: str | None
) -> None:
    text = f"Ada Brandt met Eva Holm today in {place}."
    known = met("d", text + " They shook hands.", place=place, country=country, on="2031-03-10")
    dating = dated(record, met("u", text, place=place, country=country), known)
    assert bounds(dating) == (want, want)


# -- what never changes ----------------------------------------------------------------------


def test_a_stated_day_stays_whatever_others_say(record: Record) -> None:
    one = named("u", BRANDT, "2029-01-01")
    assert dated(record, one, began()) == one.report.dating


def test_what_does_not_agree_is_a_conflict_without_effect(record: Record) -> None:
    text = f"{BRANDT} gave a speech in May 2025. She will speak in Holmby in June 2025."
    one = told("u", text, holder(BRANDT))
    own = one.report.dating.when
    assert own is not None
    assert own.latest is not None
    assert own.latest < date(2031, 10, 1)
    dating = dated(record, one, began())
    assert dating.when == own
    assert any("as d tells" in conflict for conflict in dating.conflicts)


def test_the_older_dating_is_kept_and_the_chain_is_shown(record: Record) -> None:
    one = named("u", BRANDT)
    dated(record, one, began())
    first, second = record.datings(one.report.id)
    assert first.dating == one.report.dating
    assert first.superseded is not None
    assert second.superseded is None
    view = record.view()
    steps = why(resolve_claims(view.claims(), view.reports()), view.reports(), "u")
    assert any("as d tells" in step.text for step in steps if step.label == "dated")
    past = [(x.dating, x.recorded, x.superseded) for x in record.datings(one.report.id)]
    (step,) = earlier(one.report, past)
    assert step.text == "until 1 Jan 2040 the record said not known (unknown)"


def world() -> list[Told]:
    """Make a record in which several reports are dated by several others."""
    return [
        began(),
        named("u1", BRANDT),
        *(named(f"k{n}", KERN, f"2033-0{n}-01") for n in (1, 2, 3)),
        named("b", BRANDT, "2032-05-05"),
        named("u2", KERN),
        story("u3"),
        story("s", on="2032-03-10"),
        met("u4", NEWS, place="Port Ansgar"),
        plan("p"),
    ]


def datings(record: Record) -> dict[str, Dating]:
    return {report.name: report.dating for report in record.view().reports()}


@pytest.mark.costly
@pytest.mark.parametrize("seed", range(6))
def test_the_order_and_the_batches_have_no_say(seed: int) -> None:
    with open_record("sqlite://") as record:
        put(record, world())
        redate(record, at=AT)
        want = datings(record)
    assert all(want[name].when is not None for name in ("u1", "u2", "u3", "u4"))
    drawn = random.Random(seed)  # noqa: S311 - a fixed order, no secret
    order = world()
    drawn.shuffle(order)
    with open_record("sqlite://") as record:
        while order:
            many = drawn.randint(1, 4)
            put(record, order[:many])
            redate(record, at=AT)
            order = order[many:]
        assert datings(record) == want
        assert redate(record, at=AT) == 0
        assert redate(record, at=AT, everything=True) == 0
        assert record.check() == []


def test_what_rests_on_a_retracted_report_goes_with_it(record: Record) -> None:
    assert dated(record, named("u", BRANDT), began()).when is not None
    assert (
        dated(record, told("d", "The port was closed for repairs.", on="2031-12-05")).when is None
    )
    assert redate(record, at=AT) == 0


def test_a_report_set_aside_is_left_alone(record: Record) -> None:
    one = named("u", BRANDT)
    aside = replace(one.report, relevant=False, irrelevant_because="a test")
    assert dated(record, Told(aside, one.claims), began()).when is None
