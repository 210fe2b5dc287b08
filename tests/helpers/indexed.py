"""A small record whose index is up to date, for asking it questions: what was put, and what loads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from random_reports import AT, Sentence, empty, told
from servanda.analysis.indexed.selection import Selection
from servanda.analysis.standing import ComputedStanding, IndexedStanding
from servanda.indexing.update import update_index
from servanda.model import (
    Assurance,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Incident,
    Modality,
    Participant,
    Quote,
    Structure,
    StructureStatus,
    Tenure,
)
from servanda.resolution.resolve import resolve_claims
from servanda.store import Entities, Record

Reading = tuple[str, str | None, Sequence[Sentence]]

_MET = (Participant("Ada Brandt", "Defence Minister", "NO"), Participant("Ivo Kern", None, "SE"))
_HELD = Consultation(ConsultationForm.MEETING, ConsultationStatus.HELD, _MET, ("NO", "SE"))
PROMISE = Commitment(("NO",), "buy", "the Heron drones", Modality.WILL, condition="if attacked")
READINGS: tuple[Reading, ...] = (
    (
        "n1",
        "2031-05-04",
        [
            ("They buy the Heron drones", "by December 2031", PROMISE),
            ("Ada Brandt is minister", "", Tenure("Ada Brandt", "Defence Minister", "NO")),
            ("Friendship is firm", "", Assurance(("NO",), "friendship", "friendship is firm")),
        ],
    ),
    (
        "n2",
        "2031-06-12",
        [
            ("They buy the Heron drones", "by December 2031", PROMISE),
            ("Ada Brandt talks", "on 9 June 2031", _HELD),
            ("A missile flew", "on 9 June 2031", Incident("fired a missile", "SE", "NO")),
            (
                "It stands",
                "by December 2031",
                Structure("Coastal Heron Command", "set up", StructureStatus.PLANNED, "NO"),
            ),
            ("We remember that day well", "", Quote("Ada Brandt", "remember that day")),
        ],
    ),
    (
        "n3",
        "2032-01-05",
        [
            ("Friendship is firm", "", Assurance(("NO",), "friendship", "friendship is firm")),
            ("We remember that day well", "", Quote("Ada Brandt", "remember that day")),
            ("Leo Marsh is minister", "", Tenure("Leo Marsh", "Defence Minister", "NO")),
        ],
    ),
)
"""Three reports: a promise made and repeated, talks, an incident, two ministers."""


def put_readings(record: Record, readings: Sequence[Reading]) -> None:
    """Put reports with their claims into a record."""
    for name, on, said in readings:
        report, claims = told(name, on, said)
        record.put(report, claims, at=AT, reader="1")


@contextmanager
def indexed(readings: Sequence[Reading] = READINGS) -> Iterator[Record]:
    """Give a record of some reports whose index is up to date."""
    with empty() as record:
        put_readings(record, readings)
        update_index(record)
        yield record


def both(
    record: Record, entities: Entities | None = None
) -> tuple[IndexedStanding, ComputedStanding]:
    """Give what stands by the index of a record, or what is laid over it, and by all claims."""
    loads = Selection(record, record.view(), entities)
    view = record.view()
    reports = view.reports()
    resolution = resolve_claims(view.claims(), reports, view.decisions())
    standing = IndexedStanding(loads.index, loads.entities, loads.capabilities)
    return standing, ComputedStanding(resolution, reports)
