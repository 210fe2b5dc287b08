"""One report after the other, or all at once: what a record keeps comes out the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laws_of_entities import answers_agree
from servanda.dating.by_own_words import date_report
from servanda.indexing.update import update_index
from servanda.model import (
    Assurance,
    Block,
    BlockKind,
    Body,
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
from servanda.store import EntityRow, Record, open_record
from servanda.timex.finding import find
from trying import tries

AT = datetime(2040, 1, 1, tzinfo=UTC)
DAYS = st.sampled_from(["on 2 May 2031", "on 3 May 2031", "on 9 June 2031", "by December 2031"])
WHO = st.sampled_from(["Ada Brandt", "Brandt", "Rolf Brandt", "Leo Marsh", "Ivo Kern"])
OBJECTS = st.sampled_from(
    ["60 Heron patrol drones", "the Heron drones", "the Coastal Heron Command", "a fishing pact"]
)
CONDITIONS = st.sampled_from([None, "in the event of an attack", "if SE fires a missile"])
UNTIMED = Tenure | Omission | Quote | Assurance
SIDES = st.sampled_from(["NO", "SE", "NO SE"])


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, Body]:
    """Draw a sentence and the claim that a reader would make of it, its time left to the words."""
    time, sides = draw(DAYS), tuple(draw(SIDES).split())
    kind = draw(st.sampled_from(["promise", "talks", "unit", "office", "act", "answer", "denial"]))
    if kind == "promise":
        verb, entity = draw(st.sampled_from(["buy", "sign", "set up"])), draw(OBJECTS)
        modality = draw(st.sampled_from([Modality.WILL, Modality.FULFILLED]))
        body = Commitment(sides, verb, entity, modality, condition=draw(CONDITIONS))
        return f"They {verb} {entity} {time}.", body
    if kind == "talks":
        names = draw(st.lists(WHO, min_size=1, max_size=2, unique=True))
        form = draw(st.sampled_from(list(ConsultationForm)[:4]))
        status = draw(st.sampled_from([ConsultationStatus.HELD, ConsultationStatus.PLANNED]))
        people = tuple(
            Participant(n, "Minister", s) for n, s in zip(names, ("NO", "SE"), strict=False)
        )
        return f"{' and '.join(names)} talk {time}.", Consultation(
            form, status, people, ("NO", "SE")
        )
    if kind == "unit":
        state = draw(st.sampled_from([StructureStatus.PLANNED, StructureStatus.DONE]))
        return f"It stands {time}.", Structure("Coastal Heron Command", "set up", state, "NO")
    if kind == "office":
        name = draw(WHO)
        return f"{name} is minister {time}.", Tenure(name, "Defence Minister", sides[0])
    if kind == "act":
        return f"A missile flew {time}.", Incident("fired a missile", "SE", "NO")
    if kind == "answer":
        words = f"They condemn that SE fired a missile {time}."
        answers = Incident("fired a missile", "SE", "NO"), Quote("Ada Brandt", words)
        return words, draw(st.sampled_from([*answers, Assurance(("NO",), "calm", words, "Brandt")]))
    entity = draw(OBJECTS)
    return f"There is no deal on {entity}.", Omission(
        f"a deal on {entity}", OmissionSort.DENIED, "NO"
    )


def told(name: str, on: str | None, said: Sequence[tuple[str, Body]]) -> tuple[Report, list[Claim]]:
    text = " ".join(f"{n}. {words}" for n, (words, _) in enumerate(said)) or "Nothing."
    sha = sha256_text(text)
    identity = digest("r", name, sha)
    whole = Text(identity, text, (Block(0, len(text), BlockKind.BODY),))
    dating = date_report(whole, [], metadata={"published": on} if on else {})
    claims, at = [], 0
    for words, body in said:
        at = text.index(words, at)
        evidence = Evidence(identity, at, at + len(words), words)
        claims.append(Claim.make(identity, _timed(body, text, evidence), (evidence,), rule="made"))
    return Report(identity, name, sha, name, whole, dating), claims


def _timed(body: Body, text: str, within: Evidence) -> Body:
    refs = [r for r in find(text) if within.start <= r.start < within.end]
    ref: TimeRef | None = refs[0] if refs else None
    slot = "due" if isinstance(body, Commitment) else "when"
    return body if isinstance(body, UNTIMED) else replace(body, **{slot: ref})


REPORTS = st.lists(
    st.tuples(
        st.sampled_from(["n1", "n2", "n3", "n4", "n5"]),  # a name read twice is a new edition
        st.sampled_from([None, "2031-05-04", "2031-06-12", "2032-01-05"]),
        st.lists(sentences(), max_size=4),
    ),
    min_size=1,
    max_size=8,
)


def kept(record: Record) -> dict[str, EntityRow]:
    return {one.id: one for one in record.entities.all(whole=True)}


def listed(record: Record) -> tuple[object, ...]:
    """All that is kept of how entities and offices read."""
    return record.entities.states(), record.entities.tenures()


@pytest.mark.costly
@settings(
    max_examples=tries(4),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(REPORTS, st.data())
def test_one_by_one_or_all_at_once(
    found: list[tuple[str, str | None, list[tuple[str, Body]]]], data: st.DataObject
) -> None:
    with open_record("sqlite://") as single, open_record("sqlite://") as whole:
        for name, on, said in found:
            report, claims = told(name, on, said)
            for record in (single, whole):
                record.put(report, claims, at=AT, reader="1")
            if data.draw(st.booleans()):
                update_index(single)
        update_index(single)
        assert not update_index(single)
        update_index(whole)
        assert kept(single) == kept(whole)
        assert listed(single) == listed(whole)
        assert single.check() == []
        assert single.entities.names() == whole.entities.names()


@pytest.mark.costly
@settings(
    max_examples=tries(4),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(REPORTS, st.data())
def test_in_parts_or_all_at_once(
    found: list[tuple[str, str | None, list[tuple[str, Body]]]], data: st.DataObject
) -> None:
    with open_record("sqlite://") as parted, open_record("sqlite://") as whole:
        for name, on, said in found:
            report, claims = told(name, on, said)
            for record in (parted, whole):
                record.put(report, claims, at=AT, reader="1")
            if data.draw(st.integers(0, 3)) == 0:
                update_index(parted, part=data.draw(st.integers(1, 3)))
        seen: list[tuple[int, int | None, str]] = []
        update_index(
            parted,
            on_progress=lambda *so_far: seen.append(so_far),
            part=data.draw(st.integers(1, 3)),
        )
        assert all(total is not None and done <= total for done, total, _ in seen)
        assert not seen or seen[-1][0] == seen[-1][1]
        assert not update_index(parted)
        update_index(whole)
        assert kept(parted) == kept(whole)
        assert listed(parted) == listed(whole)
        assert parted.check() == []
        assert parted.entities.names() == whole.entities.names()


@pytest.mark.costly
@settings(max_examples=tries(4), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(REPORTS, st.sampled_from(["2031-05-01", "2031-05-20", "2032-01-01", "2033-06-01"]))
def test_the_index_answers_as_all_claims_do(
    found: list[tuple[str, str | None, list[tuple[str, Body]]]], iso: str
) -> None:
    day = date.fromisoformat(iso)
    with open_record("sqlite://") as record:
        for name, on, said in found:
            report, claims = told(name, on, said)
            record.put(report, claims, at=AT, reader="1")
        update_index(record)
        assert record.index.stale() == 0
        answers_agree(record, record.entities, day)


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ("DELETE FROM entity_claim", "no claim is about it"),
        ("UPDATE link SET \"to\" = 'co-0000'", "it is not there"),
        (
            (
                "INSERT INTO entity_claim SELECT entity.key, entity_claim.claim FROM entity_claim, entity"
                """ WHERE entity.key <> entity_claim.entity AND entity.kind = 'structure'"""
            ),
            "two entities",
        ),
    ],
)
def test_damage_to_what_is_kept_is_found(tmp_path: Path, damage: str, why: str) -> None:
    path = tmp_path / "record.db"
    said: list[tuple[str, Body]] = [
        (
            "They sign the Heron pact by December 2031.",
            Commitment(("NO",), "sign", "the Heron pact", Modality.WILL),
        ),
        (
            "The Heron Command stands.",
            Structure("Heron Command", "set up", StructureStatus.DONE, "NO"),
        ),
        (
            "They set up the Heron Command by December 2031.",
            Commitment(("NO",), "set up", "the Heron Command", Modality.WILL),
        ),
    ]
    with open_record(f"sqlite:///{path}") as record:
        record.put(*told("n1", "2031-05-04", said), at=AT, reader="1")
        update_index(record)
        assert record.check() == []
    with sqlite3.connect(path) as connection:
        connection.execute(damage)
    connection.close()
    with open_record(f"sqlite:///{path}") as record:
        assert any(why in problem.why for problem in record.check())
