"""From bytes to a record: what is read, skipped, set aside and refused, and what stops it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import as_file
from pathlib import Path
from typing import Any

import pytest

from servanda import pipeline, sample
from servanda.cleaning import html_article
from servanda.errors import InputError, UndecodableError, UsageError
from servanda.model import Basis, RawItem
from servanda.pipeline import (
    READER,
    Explained,
    Reading,
    Summary,
    explain_paths,
    read_items,
    read_paths,
    read_text,
)
from servanda.store import Record, open_record
from servanda.workers import Budget

AT = datetime(2031, 5, 7, 12, tzinfo=UTC)

STORY = (
    "Chilean Defence Minister Rosa Vidal met her Peruvian counterpart Luis Ocampo in Lima on "
    "Tuesday. Chile will send six tugs to Peru by June 2032, Vidal said after the talks.\n"
)
GAME = (
    "Chile beat Peru on Sunday. The striker scored the first goal after a penalty, the coach "
    "praised the midfielder, and the goalkeeper left the match early.\n"
)
FOREIGN = (
    "Die Verteidigungsminister von Norwegen und Deutschland haben am Dienstag in Oslo vereinbart, "
    "gemeinsam drei Schiffe zu bauen. Das teilte das Ministerium nach dem Treffen mit.\n"
)

Kept = dict[str, list[str]]


def item(name: str, data: bytes | str) -> RawItem:
    raw = data if isinstance(data, bytes) else data.encode("utf-8")
    return RawItem(name, raw, "text/plain", name)


def kept(record: Record) -> Kept:
    """Return all that stands in a record: every report with its claims, word for word."""
    view = record.view()
    return {r.name: [repr(c.claim) for c in view.claims(report=r.name)] for r in view.reports()}


# -- reading, pure ---------------------------------------------------------------------------


def test_one_text_is_read() -> None:
    reading = read_text(STORY, name="one", published="2031-05-07")
    assert reading.report.name == "one"
    assert reading.report.text.content == STORY
    assert reading.report.dating.basis is Basis.STATED
    assert {"consultation", "commitment", "tenure", "date"} <= {c.kind for c in reading.claims}
    for claim in reading.claims:
        assert claim.report == reading.report.id
        for evidence in claim.evidence:
            evidence.verify(STORY)


def test_the_same_text_is_read_the_same() -> None:
    assert read_text(STORY) == read_text(STORY)


def test_without_a_date_none_is_made_up() -> None:
    assert read_text(STORY).report.dating.basis is not Basis.STATED


@pytest.mark.parametrize("text", ["", "  \n\t\n"])
def test_nothing_is_no_text(text: str) -> None:
    with pytest.raises(InputError, match="empty"):
        read_text(text)


def test_bad_items_come_out_as_errors_in_their_place() -> None:
    binary = bytes(range(256)) * 40
    items = [
        item("a", STORY),
        item("b", binary),
        item("c", STORY.replace("six", "nine")),
        item("d", b""),
        item("e", GAME),
    ]
    results = list(read_items(iter(items)))
    assert [type(r).__name__ for r in results[:3]] == ["Reading", "UndecodableError", "Reading"]
    assert isinstance(results[1], UndecodableError)
    assert results[1].subject == "b"
    named = [r.report.name if isinstance(r, Reading) else r.subject for r in results]
    assert named == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize(
    ("error", "bound"), [(MemoryError(), False), (MemoryError(), True), (SystemError(), True)]
)
def test_memory_that_is_used_up_while_claims_are_read_is_no_defect(
    monkeypatch: pytest.MonkeyPatch, error: Exception, *, bound: bool
) -> None:
    _fails_with(monkeypatch, error, bound=bound)
    with pytest.raises(MemoryError):  # which ends a worker: tests/workers
        read_text(STORY)


def test_an_error_of_compiled_code_is_a_defect_where_memory_is_not_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _fails_with(monkeypatch, SystemError("error return without exception set"), bound=False)
    (refused,) = read_items([item("a", STORY)])
    assert isinstance(refused, InputError)
    assert "defect" in refused.remedy


def _fails_with(monkeypatch: pytest.MonkeyPatch, error: Exception, *, bound: bool) -> None:
    """Let every reader fail, in a process whose memory is bound or not."""
    resource = pytest.importorskip("resource")
    limits = (10**9 if bound else resource.RLIM_INFINITY, resource.RLIM_INFINITY)

    def full(*_: object) -> None:
        raise error

    monkeypatch.setattr("servanda.extraction.read_parsed", full)
    monkeypatch.setattr(resource, "getrlimit", lambda _: limits)


def test_more_than_one_batch_keeps_the_order() -> None:
    items = [item(f"{n:02}", STORY.replace("six", f"{n + 10}")) for n in range(18)]
    results = list(read_items(items))
    assert [r.report.name for r in results if isinstance(r, Reading)] == [i.name for i in items]


def test_a_page_about_sport_is_kept_and_set_aside() -> None:
    (reading,) = read_items([item("game", GAME)])
    assert isinstance(reading, Reading)
    assert not reading.report.relevant
    assert reading.report.irrelevant_because == "a page about sport"
    assert reading.claims == ()


def test_another_language_is_kept_and_marked() -> None:
    (reading,) = read_items([item("fremd", FOREIGN)])
    assert isinstance(reading, Reading)
    assert reading.report.language == "de"
    assert not reading.report.relevant
    assert "language" in (reading.report.irrelevant_because or "")
    assert reading.claims == ()
    assert reading.report.text.content == FOREIGN


def test_a_read_text_alone_or_among_others_says_the_same() -> None:
    """What stands beside a report in its batch has no say in it."""
    alone = read_text(STORY, name="a").claims
    beside = [item("z", GAME), item("a", STORY), item("y", STORY.replace("Chile", "Kenya"))]
    among = list(read_items(beside))[1]
    assert isinstance(among, Reading)
    assert [c.body for c in among.claims] == [c.body for c in alone]


# -- into a record ---------------------------------------------------------------------------


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(f"sqlite:///{tmp_path / 'record.db'}") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with two good reports, a match, a foreign one, and two that cannot be read."""
    place = tmp_path / "reports"
    place.mkdir()
    (place / "a.txt").write_text(STORY, encoding="utf-8")
    (place / "b.txt").write_bytes(bytes(range(256)) * 40)
    (place / "c.txt").write_text(STORY.replace("six", "nine"), encoding="utf-8")
    (place / "d.txt").write_bytes(b"")
    (place / "game.txt").write_text(GAME, encoding="utf-8")
    (place / "fremd.txt").write_text(FOREIGN, encoding="utf-8")
    return place


def test_a_folder_is_read_and_what_cannot_be_read_is_named(record: Record, folder: Path) -> None:
    told: list[tuple[int, str]] = []
    summary = read_paths(
        [folder, folder / "absent.txt"],
        record,
        at=AT,
        on_progress=lambda done, _total, name: told.append((done, name)),
    )
    assert (summary.read, summary.skipped, summary.irrelevant) == (4, 0, 2)
    refused = sorted(Path(error.subject).name for error in summary.refused)
    assert refused == ["absent.txt", "b.txt", "d.txt"]
    assert all(error.reason for error in summary.refused)
    assert sorted(kept(record)) == ["a.txt", "c.txt", "fremd.txt", "game.txt"]
    assert summary.claims["commitment"] == 2
    assert record.counts().claims["commitment"] == 2
    one_by_one = [done for done, _ in told[:-1]]  # at the end, all of them are put together
    assert one_by_one == sorted(set(one_by_one))
    assert record.check() == []


@pytest.mark.costly
def test_what_is_set_aside_is_kept_with_the_reason(record: Record, folder: Path) -> None:
    read_paths([folder], record, at=AT)
    view = record.view()
    game, foreign = view.report("game.txt"), view.report("fremd.txt")
    assert game.irrelevant_because == "a page about sport"
    assert foreign.language == "de"
    assert not foreign.relevant
    assert view.claims(report="game.txt") == ()
    assert view.claims(report="fremd.txt") == ()


def test_reading_twice_changes_nothing(record: Record, folder: Path) -> None:
    read_paths([folder], record, at=AT)
    before, counted = kept(record), record.counts()
    again = read_paths([folder], record, at=AT.replace(year=2032))
    assert (again.read, again.skipped) == (0, 4)
    assert len(again.refused) == 2
    assert kept(record) == before
    assert record.counts() == counted


@pytest.mark.costly
def test_a_page_is_taken_out_of_its_markup_once(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "".join(f"<p>{sentence}.</p>" for sentence in STORY.strip().split(". "))
    page = tmp_path / "page.html"
    page.write_text(
        f"<html><head><title>Talks</title></head><body><article>{body}</article></body>"
    )
    taken: list[str] = []
    extract = html_article.extract

    def counted(markup: str, **more: Any) -> tuple[str, dict[str, str]]:
        taken.append(markup)
        return extract(markup, **more)

    monkeypatch.setattr(html_article, "extract", counted)
    assert read_paths([page], record, at=AT).read == 1
    assert len(taken) == 1
    assert read_paths([page], record, at=AT).skipped == 1


@pytest.mark.costly
def test_a_file_that_changed_is_read_again(record: Record, folder: Path) -> None:
    read_paths([folder], record, at=AT)
    (folder / "a.txt").write_text(STORY.replace("six", "seven"), encoding="utf-8")
    again = read_paths([folder], record, at=AT.replace(year=2032))
    assert (again.read, again.skipped) == (1, 3)
    assert record.check() == []


def test_two_texts_of_one_name_are_not_taken_for_a_correction(
    record: Record, tmp_path: Path
) -> None:
    rows = [{"id": "x", "text": STORY}, {"id": "x", "text": STORY.replace("six", "nine")}]
    rows += [{"id": "y", "text": STORY}, {"id": "y", "text": STORY}]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for read, skipped in ((3, 1), (0, 4)):
        summary = read_paths([path], record, at=AT)
        assert (summary.read, summary.skipped, summary.refused) == (read, skipped, [])
    assert record.view().report("x").text.content == STORY
    assert record.view().report("x#2").text.content == rows[1]["text"]
    assert record.counts().retracted == 0


def test_an_instant_needs_a_time_zone(record: Record, folder: Path) -> None:
    with pytest.raises(UsageError, match="time zone"):
        read_paths([folder], record, at=AT.replace(tzinfo=None))
    assert kept(record) == {}


@pytest.mark.costly
def test_control_c_keeps_what_was_read_and_the_same_call_goes_on(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "TOGETHER", 2)

    def stop(done: int, _total: int | None, _name: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_paths([folder], record, at=AT, on_progress=stop)
    first = kept(record)
    assert 0 < len(first) < 4
    assert record.check() == []
    rest = read_paths([folder], record, at=AT)
    assert rest.skipped == len(first)
    assert rest.read == 4 - len(first)
    whole = kept(record)
    assert {name: whole[name] for name in first} == first
    assert record.check() == []


# -- the bundled sample ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def reports() -> Iterator[Path]:
    with as_file(sample.reports()) as place:
        yield place


@pytest.fixture(scope="module")
def at_once(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Summary, Kept]:
    """Read the sample in one go, in one process."""
    url = f"sqlite:///{tmp_path_factory.mktemp('once') / 'record.db'}"
    with open_record(url) as record:
        summary = read_paths([reports], record, at=AT)
        assert record.check() == []
        return summary, kept(record)


def test_the_sample_is_read_whole(at_once: tuple[Summary, Kept]) -> None:
    summary, found = at_once
    assert summary.refused == []
    assert summary.read == len(found)
    assert summary.irrelevant >= 1
    assert sum(summary.claims.values()) == sum(map(len, found.values()))


@pytest.mark.costly
@pytest.mark.usefixtures("warm_workers")
def test_two_processes_find_what_one_finds(
    record: Record, reports: Path, at_once: tuple[Summary, Kept]
) -> None:
    told: list[str] = []
    summary = read_paths(
        [reports], record, at=AT, processes=2, on_progress=lambda _d, _t, name: told.append(name)
    )
    assert kept(record) == at_once[1]
    assert summary == at_once[0]
    assert len(told) == summary.read + 1  # at the end, all of them are put together
    assert record.check() == []


PROGRAM = """\
import sys
from datetime import UTC, datetime
from servanda import pipeline
from servanda.store import open_record

pipeline.TOGETHER = 4

def tell(done, total, name):
    print(name, flush=True)

with open_record(sys.argv[1]) as record:
    at = datetime(2031, 5, 7, 12, tzinfo=UTC)
    pipeline.read_paths([sys.argv[2]], record, at=at, on_progress=tell)
"""


@pytest.mark.costly
@pytest.mark.skipif(os.name != "posix", reason="processes are killed as POSIX has it")
def test_a_kill_loses_at_most_what_was_not_yet_kept(
    tmp_path: Path, reports: Path, at_once: tuple[Summary, Kept]
) -> None:
    url = f"sqlite:///{tmp_path / 'killed.db'}"
    command = [sys.executable, "-c", PROGRAM, url, str(reports)]
    told: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        for line in program.stdout:
            told.append(line.strip())
            if len(told) == 5:
                program.kill()
                break
        told += [line.strip() for line in program.stdout if line.endswith("\n")]
    with open_record(url) as record:
        first = kept(record)
        assert set(told) <= set(first)  # what it said was kept is kept
        assert len(first) <= len(told) + 4
        assert record.check() == []
        rest = read_paths([reports], record, at=AT)
        assert (rest.skipped, rest.read) == (len(first), len(at_once[1]) - len(first))
        assert kept(record) == at_once[1]
        assert record.check() == []


def test_the_version_of_reading_is_part_of_what_is_known(record: Record, folder: Path) -> None:
    read_paths([folder], record, at=AT)
    report = record.view().report("a.txt")
    assert record.knows(report.id, READER)
    assert not record.knows(report.id, READER + "+")


@pytest.mark.costly
def test_what_is_explained_is_bound_too(tmp_path: Path) -> None:
    talks, long = tmp_path / "talks.txt", tmp_path / "long.txt"
    talks.write_text("The foreign ministers of France and Germany met in Vienna on May 3, 2031.")
    long.write_text("The foreign ministers of France and Germany met in Vienna. " * 8_000)
    first, second = explain_paths([long, talks], budget=Budget(seconds=2.0, megabytes=1_000))
    assert isinstance(first, InputError)
    assert (first.subject, "processor time" in first.reason) == ("long.txt", True)
    assert isinstance(second, Explained)
    assert second.candidates
