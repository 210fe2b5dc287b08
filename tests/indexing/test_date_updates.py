"""Dating again what a few reports concern comes out as dating all of them anew, whatever happened."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from random import Random
from typing import Any

import pytest

from servanda.dating.by_own_words import date_report
from servanda.dating.by_record import redatings
from servanda.indexing import update
from servanda.indexing.report_facts import report_facts
from servanda.indexing.update import update_index
from servanda.model import (
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
from servanda.store import Record, open_record
from servanda.store.index.date_facts import ReportFacts
from servanda.store.index.index import RecordIndex
from servanda.timex.finding import find

STEPS = 40
AT = datetime(2040, 1, 1, tzinfo=UTC)
NAMES = [f"n{number}" for number in range(16)]
OFFICES = ("Foreign Minister", "Foreign Minister", "Ministry Spokesperson")
PEOPLE = {  # who comes first, and who comes after, mostly
    ("NR", False): ("Ada Brandt", "Brandt", "Ada Brant"),
    ("NR", True): ("Ivo Kern", "Kern Ivo", "Ole Ruud"),
    ("SM", False): ("Eva Holm", "Holm", "Eva M. Holm"),
    ("SM", True): ("Per Ost", "Per Ost", "Nora Holm"),
}
PLACES = ("Port Ansgar", "Port Ansgar", "Port Ansgar", "Holmby", None)
STORIES = (
    (
        "They signed a treaty on the shared use of the Grey Strait. It lets 40 ships of the Norland "
        "Navy call at Port Ansgar each year, opens an office in Holmby and ends a dispute of 12 years. "
        "The parliaments of Norland and Sudmark must still approve it, and the opposition in Astrup "
        "has said that it will vote against, with the Cape Ulf party of Rolf Dahl and Nora Vik."
    ),
    (
        "They opened the Long Sound bridge. It carries 900 lorries of Tarn Haulage from Cape Ulf to "
        "Astrup each day, costs 30 crowns and replaces the ferry Linde. The mayors Jo Tarn and Bo Fenn "
        "of Norland and Sudmark cut the tape, and the Post of Holmby has asked who will pay for the "
        "repairs of the Marsk pier, which Egil Wray of the Harbour Board had promised in Port Ansgar."
    ),
)
ALL_DAY = ["2030-02-01", "2030-06-01", "2031-03-10", "2031-03-11", "2031-11-14", "2032-05-05"]


@pytest.fixture
def record() -> Iterator[Record]:
    with open_record("sqlite://") as opened:
        yield opened


class Making:
    """Draws reports that have much to do with each other."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.stated = dice.choice([None, None, None, *ALL_DAY])
        self.late = dice.random() < 0.5 if self.stated is None else self.stated > "2031-06"
        self.text = ""
        self.bodies: list[tuple[Body, int, int]] = []

    def say(self, words: str, body: Body | None = None) -> None:
        start = len(self.text)
        self.text += words + " "
        if body is not None:
            self.bodies.append((body, start, start + len(words)))

    def report(self, name: str) -> tuple[Report, list[Claim]]:
        """Draw a report: office-holders, meetings, a story, days that bound its own."""
        dice = self.dice
        for _ in range(dice.choice((0, 1, 1, 2, 3))):
            self.holder()
        for _ in range(dice.choice((0, 0, 1, 1, 2))):
            self.meeting()
        if dice.random() < 0.4:
            self.story()
        if dice.random() < 0.3:
            month = dice.choice(("March", "November"))
            self.say(f"She spoke in Holmby on {month} 2, 2031.")
            self.say(f"She will speak in Astrup on {month} 20, 2031.")
        return self.made(name, dice.choice((None, None, "ABC", "DEF")))

    def who(self, party: str) -> str:
        late = self.late if self.dice.random() < 0.95 else not self.late
        return self.dice.choice(PEOPLE[party, late])

    def holder(self) -> None:
        dice = self.dice
        party = dice.choice(("NR", "SM"))
        person, office = self.who(party), dice.choice(OFFICES)
        kind = dice.random()
        if kind < 0.15:
            words = f"{office} {person} took office on October {dice.choice((1, 9))}, 2031."
            since = find(words)[0]
            start = len(self.text)
            ref = _moved(since, start)
            self.say(words, Tenure(person, office, party, ref))
            return
        before = "acting " if kind > 0.95 else ""
        start = len(self.text) + len(before)
        self.text += f"{before}{office} {person} gave a speech. "
        body = Tenure(person, office, party, former=0.9 < kind < 0.95)
        self.bodies.append((body, start, start + len(office) + 1 + len(person)))

    def meeting(self) -> None:
        dice = self.dice
        pair = dice.choice((("NR", "SM"), ("NR", "SM"), ("NR", "SM", "TL")))
        people = tuple(
            Participant(self.who(party), None, dice.choice((party, party, None)))
            for party in dice.choice((("NR", "SM"), ("SM", "NR"), ("NR", "SM"), ()))
        )
        form = dice.choice(("meeting", "meeting", "summit", "call", "2+2", "visit"))
        status = dice.choice(("held", "held", "planned", "cancelled"))
        day = dice.choice(
            ("today", "today", "on Friday", "on November 14, 2031", "on March 10, 2031", "")
        )
        place = dice.choice(PLACES)
        words = f"{' and '.join(p.name for p in people)} meet {day} in {place}."
        refs = find(words)
        ref = _moved(refs[0], len(self.text)) if refs else None
        country = dice.choice((None, "XA", "NR"))
        body = Consultation(
            ConsultationForm(form),
            ConsultationStatus(status),
            people,
            pair,
            place,
            country,
            when=ref,
        )
        self.say(words, body)

    def story(self) -> None:
        words = self.dice.choice(STORIES).split(". ")
        if self.dice.random() < 0.3:
            words = words[:-1]
        for who, party in (("Ada Brandt", "NR"), ("Eva Holm", "SM")):
            self.say(f"Foreign Minister {who} was there.", Tenure(who, "Foreign Minister", party))
        self.say(". ".join(words))

    def made(self, name: str, wire: str | None) -> tuple[Report, list[Claim]]:
        text = self.text.rstrip() or "Nothing."
        sha = sha256_text(text)
        identity = digest("r", name, sha)
        whole = Text(identity, text, (Block(0, len(text), BlockKind.BODY),))
        refs = find(text)
        dating = date_report(
            whole, refs, metadata={"published": self.stated} if self.stated else {}
        )
        aside = self.dice.random() < 0.05
        report = Report(
            identity,
            name,
            sha,
            name,
            whole,
            dating,
            wire=wire,
            relevant=not aside,
            irrelevant_because="a test" if aside else None,
        )
        spans = [*self.bodies, *((DateMention(ref), ref.start, ref.end) for ref in refs)]
        claims = {
            (
                one := Claim.make(
                    identity, body, (Evidence.of(identity, text, start, end),), rule="made"
                )
            ).id: one
            for body, start, end in spans
        }
        return report, list(claims.values())


def _moved(ref: TimeRef, by: int) -> TimeRef:
    return replace(ref, start=ref.start + by, end=ref.end + by)


def history(dice: Random, record: Record) -> Iterator[str]:
    """Put, correct, read anew and retract reports; say what was done."""
    put: dict[str, tuple[Report, list[Claim]]] = {}
    while True:
        name = dice.choice(NAMES)
        kind = dice.random()
        if kind < 0.15 and name in put:
            record.retract(name, at=AT)
            gone = put.pop(name)
            yield f"retract {name}"
            if dice.random() < 0.3:
                record.put(*gone, at=AT, reader="test")
                put[name] = gone
                yield f"put {name} again"
        elif kind < 0.3 and name in put:
            report, claims = put[name]
            kept = [one for one in claims if dice.random() < 0.7]
            record.put(report, kept, at=AT, reader=f"test {dice.random()}")
            put[name] = report, kept
            yield f"read {name} anew"
        else:
            put[name] = Making(dice).report(name)
            record.put(*put[name], at=AT, reader="test")
            yield f"put {name}"


def held(record: Record) -> dict[str, Dating]:
    return {report.id: report.dating for report in record.view().reports()}


def law(seed: int, url: str = "sqlite://") -> int:
    """Go through a history, dating now and then, and compare; return how many dates were found."""
    dice = Random(seed)  # noqa: S311 - a fixed history, no secret
    found, done = 0, []
    with open_record(url) as record:
        for said in islice(history(dice, record), STEPS):
            done.append(said)
            if dice.random() < 0.6:
                continue
            update_index(record, at=AT)
            done.append("date")
            got, own = held(record), record.view(as_read=True)
            assert got == dict(redatings(own)), (seed, done)
            found += sum(got[one.id] != one.dating for one in own.headers())
        update_index(record, at=AT)
        got = held(record)
        assert not update_index(record, at=AT)
        assert update_index(record, at=AT, everything=True).dated == 0
        assert held(record) == got
        assert record.check() == []
    return found


@pytest.mark.costly
def test_some_dated_again_are_all_dated_anew() -> None:
    assert sum(law(seed) for seed in range(2)) > 0


@pytest.mark.costly
def test_dated_in_small_batches_are_all_dated_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update, "_BATCH", 2)
    assert sum(law(seed) for seed in range(4, 6)) > 0


@pytest.mark.slow
def test_many_histories_keep_the_law() -> None:
    assert sum(law(seed) for seed in range(100, 400)) > 1000


@pytest.mark.costly
def test_what_others_change_meanwhile_is_dated_by_whoever_comes_last(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process puts a report while this one dates: that one is weighed as well."""
    dice = Random(5)  # noqa: S311 - fixed reports, no secret
    reports = [Making(dice).report(name) for name in NAMES]
    more = iter(reports[8:12])
    for one in reports[:8]:
        record.put(*one, at=AT, reader="test")
    keep_dates = RecordIndex.keep_dates

    def disturbed(self: RecordIndex, *args: Any, **named: Any) -> int | None:
        for one in islice(more, 1):
            record.put(*one, at=AT, reader="test")
            update_index(record, at=AT)
        return keep_dates(self, *args, **named)

    monkeypatch.setattr(RecordIndex, "keep_dates", disturbed)
    update_index(record, at=AT)
    assert held(record) == dict(redatings(record.view(as_read=True)))
    assert next(more, None) is None


@pytest.mark.costly
def test_a_run_that_was_stopped_is_gone_on_with(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = Random(7)  # noqa: S311 - fixed reports, no secret
    for name in NAMES:
        record.put(*Making(dice).report(name), at=AT, reader="test")
    told: list[tuple[int, int | None, str]] = []
    with monkeypatch.context() as patched:
        patched.setattr(update, "_BATCH", 3)
        patched.setattr(update, "report_facts", _stopping(5))
        with pytest.raises(KeyboardInterrupt):
            update_index(record, at=AT)
    update_index(record, at=AT, on_progress=lambda *args: told.append(args))
    assert told[0][:2] == (4, 4)  # four reports were left
    assert held(record) == dict(redatings(record.view(as_read=True)))
    assert record.check() == []


def _stopping(after: int) -> Callable[[Record, Collection[str]], tuple[ReportFacts, ...]]:
    calls = iter(range(after))

    def read(record: Record, reports: Collection[str]) -> tuple[ReportFacts, ...]:
        if next(calls, None) == after - 1:
            raise KeyboardInterrupt
        return report_facts(record, reports)

    return read
