"""A record of another build, rebuilt from its own texts: what is carried over, refused, resumed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from servanda import pipeline
from servanda.errors import RecordError, RecordFormatError, UsageError
from servanda.export.claim_lines import decisions_jsonl
from servanda.model import Action, Concern, Decision, Grade, RawItem, Scale, Score, Undo
from servanda.model.second_opinion import Answer
from servanda.pipeline import put_items
from servanda.proposing import take_answers, to_ask, weigh_pending
from servanda.rebuilding import Rebuilt, rebuild
from servanda.store import OlderRecord, Record, open_record

AT = datetime(2031, 5, 7, 12, tzinfo=UTC)
LATER = AT + timedelta(days=400)
TUGS = (
    "Chilean Defence Minister Rosa Vidal met her Peruvian counterpart Luis Ocampo in Lima on "
    "Tuesday. Chile will send six tugs to Peru by June 2032, Vidal said after the talks.\n"
)
BARGES = (
    "Peru will lend 40 barges to Chile by fiscal 2033, Defence Minister Luis Ocampo said in Lima "
    "on Friday after talks with his Chilean counterpart.\n"
)
PORT = (
    "---\ndate: 2031-03-04\n---\n\nChile and Peru agreed on Monday to open a joint port by 2034.\n"
)
STATED = {
    "title": "Forty barges",
    "publisher": "The Lima Courier",
    "published": "2031-05-02",
    "url": "https://example.org/barges",
}


def item(name: str, text: str, **stated: str) -> RawItem:
    return RawItem(name, text.encode(), "text/plain", name, {"encoding": "utf-8", **stated})


ITEMS = (
    item("tugs.txt", TUGS),
    item("barges", BARGES, **STATED),
    item("port.md", PORT, published="2031-03-04"),
)


def judged(record: Record) -> list[str]:
    """Let persons accept, reject, score and grade; one takes a decision back. Return the lines."""
    promises = {one.claim.report: one.claim.id for one in record.view().claims("commitment")}
    names = {one.name: one.id for one in record.view().reports()}
    tugs, barges = promises[names["tugs.txt"]], promises[names["barges"]]
    keep = record.words.add
    keep(Decision.make(Action.ACCEPT, Concern.CLAIM, [tugs], author="Ada", at=AT), at=AT)
    said = Decision.make(Action.REJECT, Concern.CLAIM, [barges], author="Ada", at=AT)
    record.words.undo(keep(said, at=AT).id, Undo("Bo", AT, "it is there"), at=AT)
    keep(Score.make("CL", [tugs], 1, coder="Bo", at=AT, guideline="six tugs"), at=AT)
    keep(Grade.make(Scale.RELIABILITY, "The Lima Courier", "B", author="Bo", at=AT), at=AT)
    return decided(record)


def decided(record: Record) -> list[str]:
    return list(decisions_jsonl((one.word, one.undone) for one in record.words.all()))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a record, its tables then changed to those of a build that is not this one's."""
    path = tmp_path_factory.mktemp("built") / "old.db"
    with open_record(f"sqlite:///{path}") as record:
        put_items(ITEMS, record, at=AT)
        put_items([item("tugs.txt", f"{TUGS}Correction: a name was misspelt.\n")], record, at=AT)
        judged(record)
        record.followed.add("https://example.org/feed", at=AT)
        record.followed.add("https://example.org/old", at=AT)
        record.followed.remove("https://example.org/old", at=AT)
    file = sqlite3.connect(path)
    file.executescript(
        "UPDATE meta SET value = 'servanda record' WHERE key = 'format';"
        "UPDATE meta SET value = '8' WHERE key = 'schema';"
        "DROP TABLE alembic_version; DROP TABLE statement;"
        "ALTER TABLE edition DROP COLUMN language; ALTER TABLE edition DROP COLUMN wire;"
        "ALTER TABLE edition ADD COLUMN colour TEXT"
    )
    file.close()
    return path


@pytest.fixture
def old(built: Path, tmp_path: Path) -> Iterator[OlderRecord]:
    path = tmp_path / "old.db"
    path.write_bytes(built.read_bytes())
    with OlderRecord(f"sqlite:///{path}") as found:
        yield found


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Record]:
    with open_record(f"sqlite:///{tmp_path / 'new.db'}") as record:
        yield record


def alter(old: OlderRecord, *statements: str) -> None:
    file = sqlite3.connect(old.url.removeprefix("sqlite:///"))
    for statement in statements:
        file.execute(statement)
    file.commit()
    file.close()


@pytest.mark.costly
def test_texts_and_what_was_stated_are_read_anew(old: OlderRecord, new: Record) -> None:
    with pytest.raises(RecordFormatError, match="servanda db rebuild"):
        open_record(old.url)
    before = Path(old.url.removeprefix("sqlite:///")).read_bytes()
    done = rebuild(old, new, at=LATER)
    assert (done.read.read, done.read.refused, done.refused_words) == (3, [], ())
    assert done.earlier == 1  # the text that was corrected
    assert new.check() == []
    found = {one.name: one for one in new.view().reports()}
    assert found["tugs.txt"].text.content.endswith("misspelt.\n")
    barges = found["barges"]
    assert (barges.title, barges.publisher, barges.url) == (
        STATED["title"],
        STATED["publisher"],
        STATED["url"],
    )
    days = {name: one.dating.when.edtf for name, one in found.items() if one.dating.when}
    assert days["barges"] == "2031-05-02"
    assert days["port.md"] == "2031-03-04"
    assert Path(old.url.removeprefix("sqlite:///")).read_bytes() == before


@pytest.mark.costly
def test_a_rebuilt_record_is_the_one_that_reading_makes(
    old: OlderRecord, new: Record, tmp_path: Path
) -> None:
    rebuild(old, new, at=LATER)
    with open_record(f"sqlite:///{tmp_path / 'read.db'}") as again:
        put_items([*ITEMS[1:]], again, at=AT)
        put_items([item("tugs.txt", f"{TUGS}Correction: a name was misspelt.\n")], again, at=AT)
        ours = {one.claim for one in new.view(as_read=True).claims()}
        assert ours == {one.claim for one in again.view(as_read=True).claims()}
        assert {one.id: one for one in new.view(as_read=True).reports()} == {
            one.id: one for one in again.view(as_read=True).reports()
        }


def test_decisions_scores_and_grades_are_carried_over(
    old: OlderRecord, new: Record, built: Path, tmp_path: Path
) -> None:
    done = rebuild(old, new, at=LATER)
    assert (done.words.new, done.words.undone) == (4, 1)
    words = [found for found in old.words() if isinstance(found, tuple)]
    assert decided(new) == list(decisions_jsonl(words))
    accepted = {one.claim.report for one in new.view().claims("commitment") if one.judged}
    assert accepted == {one.id for one in new.view().reports() if one.name == "tugs.txt"}


@pytest.mark.costly
def test_what_is_followed_is_carried_over(old: OlderRecord, new: Record) -> None:
    rebuild(old, new, at=LATER)
    assert [one.address for one in new.followed.all()] == ["https://example.org/feed"]


def test_a_build_without_following_follows_nothing(old: OlderRecord) -> None:
    alter(old, "DROP TABLE visit", "DROP TABLE followed")
    assert old.followed() == ()


def test_what_cannot_be_carried_over_is_named(old: OlderRecord, new: Record) -> None:
    alter(
        old,
        "UPDATE decision SET reason = 'changed by hand' WHERE action = 'accept'",
        "UPDATE edition SET superseded = recorded WHERE name = 'barges'",
        "UPDATE score SET blind = 7, window_start = 'soon'",
    )
    done = rebuild(old, new, at=LATER)
    reasons = sorted(one.reason for one in done.refused_words)
    assert len(reasons) == 3
    assert any("not the hash of what it says" in reason for reason in reasons)
    assert any("no such claim" in reason for reason in reasons)
    assert any("soon" in reason for reason in reasons)
    assert done.words.new == 1
    assert done.earlier == 2
    assert new.check() == []


@pytest.mark.costly
def test_broken_off_it_goes_on_where_it_stopped(
    old: OlderRecord, new: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "TOGETHER", 1)

    class StopError(Exception):
        pass

    def stop(done: int, total: int | None, name: str) -> None:
        assert (done, total, name) == (1, 3, "barges")
        raise StopError

    with pytest.raises(StopError):
        rebuild(old, new, at=LATER, on_progress=stop)
    assert new.counts().reports == 1
    done = rebuild(old, new, at=LATER)
    assert (done.read.read, done.read.skipped, done.words.new) == (2, 1, 4)
    with pytest.raises(RecordError, match="not empty"):  # it is whole: nothing goes on
        rebuild(old, new, at=LATER)


def test_a_record_that_holds_anything_else_is_left_alone(old: OlderRecord, new: Record) -> None:
    put_items([item("mine.txt", BARGES)], new, at=AT)
    with pytest.raises(RecordError, match="not empty"):
        rebuild(old, new, at=LATER)
    assert [one.name for one in new.view().reports()] == ["mine.txt"]


def test_one_begun_from_another_record_does_not_go_on(
    old: OlderRecord, new: Record, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(Path(old.url.removeprefix("sqlite:///")).read_bytes())

    def stop(done: int, total: int | None, name: str) -> None:
        raise UsageError(name, "enough", f"{done} of {total}")

    with pytest.raises(UsageError):
        rebuild(old, new, at=LATER, on_progress=stop)
    with OlderRecord(f"sqlite:///{other}") as source, pytest.raises(RecordError, match="not empty"):
        rebuild(source, new, at=LATER)


@pytest.mark.costly
def test_one_begun_from_another_record_and_still_empty_is_begun_anew(
    old: OlderRecord, new: Record
) -> None:
    new.begin_rebuild("sqlite:///elsewhere.db")
    assert rebuild(old, new, at=LATER).read.read == 3


def test_a_text_that_cannot_be_read_is_refused_and_the_rest_read(
    old: OlderRecord, new: Record
) -> None:
    alter(old, "UPDATE text SET content = '' WHERE content LIKE 'Peru will lend%'")
    done: Rebuilt = rebuild(old, new, at=LATER)
    assert done.read.read == 2
    assert [one.subject for one in done.read.refused] == ["barges"]


@pytest.mark.costly
def test_what_models_answered_is_weighed_again(tmp_path: Path) -> None:
    with open_record(f"sqlite:///{tmp_path / 'old.db'}") as first:
        put_items(ITEMS, first, at=AT)
        (request,) = to_ask(first, "tiny", reports=_named(first, "tugs.txt"), kinds=("capability",))
        said = '{"claims": [{"quotations": ["send six tugs"], "cells": {"name": "tugs"}}]}'
        answer = Answer(request.report, "capability", "tiny", request.prompt, said, 3, 4)
        take_answers(first, [answer], at=lambda: AT)
        weigh_pending(first, at=lambda: AT)
        before = {one.claim for one in first.view().claims()}
    with (
        OlderRecord(f"sqlite:///{tmp_path / 'old.db'}") as old,
        open_record(f"sqlite:///{tmp_path / 'new.db'}") as new,
    ):
        rebuild(old, new, at=LATER)
        assert new.proposals.answers(answer.report) == (answer,)
        assert {one.claim for one in new.view().claims()} == before
        assert any(one.rule.startswith("model.capability (tiny") for one in before)


def _named(record: Record, name: str) -> set[str]:
    return {one.id for one in record.view().reports() if one.name == name}
