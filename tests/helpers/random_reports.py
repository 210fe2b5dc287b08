"""Random reports of invented states with hand-made claims, for the laws of what they come to.

The calendar's words are looked up once each and nothing is parsed, so that ten thousand histories
are made in minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from hypothesis import strategies as st

from servanda.dating.by_own_words import date_report
from servanda.model import (
    Assurance,
    Block,
    BlockKind,
    Body,
    Capability,
    Claim,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Evidence,
    Incident,
    Modality,
    Omission,
    OmissionSort,
    Participant,
    Quote,
    Report,
    Structure,
    StructureStatus,
    Tenure,
    Text,
    TimeRef,
    digest,
    sha256_text,
)
from servanda.store import Record, open_record
from servanda.timex.finding import find
from trying import emptied

AT = datetime(2040, 1, 1, tzinfo=UTC)
DAYS = (None, "2031-05-04", "2031-06-12", "2032-01-05")

_TIMES = ("on 2 May 2031", "on 9 June 2031", "by December 2031", "on Thursday")
_WHO = ("Ada Brandt", "Brandt", "Rolf Brandt", "Leo Marsh")
_THINGS = ("60 Heron patrol drones", "the Heron drones", "the Coastal Heron Command")
_SIDES = (("NO",), ("SE",), ("NO", "SE"))

Sentence = tuple[str, str, Body]
"""The words before the time, the time, and the claim that a reader would make of it."""


def _promises() -> Iterator[Sentence]:
    for verb in ("buy", "set up"):
        for entity in _THINGS:
            for sides in _SIDES:
                for modality in (Modality.WILL, Modality.FULFILLED):
                    for time in _TIMES[:3]:
                        yield (
                            f"They {verb} {entity}",
                            time,
                            Commitment(sides, verb, entity, modality),
                        )


def _talks() -> Iterator[Sentence]:
    for one in _WHO:
        for status in (ConsultationStatus.HELD, ConsultationStatus.PLANNED):
            for form in (ConsultationForm.MEETING, ConsultationForm.CALL):
                for time in _TIMES:
                    people = (
                        Participant(one, "Minister", "NO"),
                        Participant("Ivo Kern", None, "SE"),
                    )
                    yield f"{one} talks", time, Consultation(form, status, people, ("NO", "SE"))


def _others() -> Iterator[Sentence]:
    for time in _TIMES[:3]:
        for state in (StructureStatus.PLANNED, StructureStatus.DONE):
            body = Structure("Coastal Heron Command", "set up", state, "NO")
            yield "It stands", time, body
        yield "A missile flew", time, Incident("fired a missile", "SE", "NO")
    for name in _WHO:
        for side in ("NO", "SE"):
            yield f"{name} is minister", "", Tenure(name, "Defence Minister", side)
    for entity in _THINGS:
        denied = Omission(f"a deal on {entity}", OmissionSort.DENIED, "NO")
        yield f"There is no deal on {entity}", "", denied


def _spoken() -> Iterator[Sentence]:
    """Give what is said again and again: in the same words, in others, of one matter or of none."""
    for sides in _SIDES:
        for about in ("the harbours of Tarn", "harbours in Tarn", "it"):
            for wording in ("stand firmly by", "will always stand by"):
                words = f"The two sides {wording} {about} as long as there are tides and boats"
                yield words, "", Assurance(sides, about, wording)
        yield "As they said, they stand by it", "", Assurance(sides, "it", "stand firmly by")
    for name in (None, *_WHO[:2]):
        for words in ("our friendship is as old as the sea itself", "we talked"):
            yield f"{name or 'Somebody'} said that {words}", "", Quote(name, words)
    for holder in (None, "NO"):
        yield "There are Heron drones", "", Capability("Heron drones", holder)
        yield "There are 60 Heron drones", "", Capability("Heron drones", holder, "60")


SENTENCES = (tuple(_promises()), tuple(_talks()), tuple(_others()), tuple(_spoken()))

said = st.lists(st.one_of(*(st.sampled_from(group) for group in SENTENCES)), max_size=3)
readings = st.tuples(st.sampled_from(["n1", "n2", "n3", "n4"]), st.sampled_from(DAYS), said)
"""A report by name, the day its page states, and its sentences; a name told twice is corrected."""


@cache
def _time(words: str) -> TimeRef | None:
    return find(words)[0] if words else None


@cache
def _stated(on: str | None) -> Report:
    text = "Nothing."
    whole = Text("r-0", text, (Block(0, len(text), BlockKind.BODY),))
    dating = date_report(whole, [], metadata={"published": on} if on else {})
    return Report("r-0", "x", sha256_text(text), "x", whole, dating)


def told(name: str, on: str | None, said: Sequence[Sentence]) -> tuple[Report, list[Claim]]:
    """Make a report of sentences, and the claims in it."""
    text = " ".join(f"{n}. {words} {time}." for n, (words, time, _) in enumerate(said))
    text = text or "Nothing."
    sha = sha256_text(text)
    identity = digest("r", name, sha)
    whole = Text(identity, text, (Block(0, len(text), BlockKind.BODY),))
    claims, start = [], 0
    for words, time, body in said:
        start = text.index(words, start)
        end = start + len(f"{words} {time}.")
        evidence = Evidence(identity, start, end, text[start:end])
        timed = _timed(body, time, start + len(words) + 1)
        claims.append(Claim.make(identity, timed, (evidence,), rule="made"))
        start = end
    return Report(identity, name, sha, name, whole, _stated(on).dating), claims


def _timed(body: Body, words: str, start: int) -> Body:
    ref = _time(words)
    if ref is None:
        return body
    slot = "due" if isinstance(body, Commitment) else "when"
    moved = replace(ref, start=start + ref.start, end=start + ref.end)
    return replace(body, **{slot: moved})


@cache
def _opened(number: int) -> Record:
    return open_record("sqlite://")


@contextmanager
def empty(number: int = 0) -> Iterator[Record]:
    """Give one of a few records that are kept open for all histories, with all its rows deleted."""
    yield emptied(_opened(number))
