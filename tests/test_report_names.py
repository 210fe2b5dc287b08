"""Two texts named alike are two reports; one takes the place of another of its place, or that it corrects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from servanda.pipeline import read_items, read_paths
from servanda.report_names import ReportNames
from servanda.sources import open_path
from servanda.store import Record, open_record

AT = datetime(2031, 3, 1, tzinfo=UTC)
BRIDGE = "VARN, March 3, 2031 -- Norway and Chile agreed on Monday to reopen the border bridge by June 30."
FERRY = "LIMA, May 2, 2031 -- Peru and Kenya signed a pact on ferries and ten tugboats on Friday."
CORRECTED = (
    BRIDGE.replace("June 30", "July 31") + "\n\n(This story has been corrected to say July 31.)"
)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(f"sqlite:///{tmp_path / 'record.db'}") as opened:
        yield opened


def _file(tmp_path: Path, place: str, text: str) -> Path:
    path = tmp_path / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _names(record: Record) -> dict[str, str]:
    return {one.name: one.text.content for one in record.view().reports()}


def _read(record: Record, *paths: Path) -> tuple[int, int]:
    summary = read_paths(paths, record, at=AT)
    assert summary.refused == []
    return summary.read, summary.skipped


@pytest.mark.costly
def test_two_files_of_one_name_are_both_kept(record: Record, tmp_path: Path) -> None:
    one, two = _file(tmp_path, "a/report.txt", BRIDGE), _file(tmp_path, "b/report.txt", FERRY)
    assert _read(record, one, two) == (2, 0)
    assert _names(record) == {"report.txt": BRIDGE, "b/report.txt": FERRY}
    assert _read(record, two) == (0, 1)
    assert _read(record, two, one) == (0, 2)
    assert record.check() == []


def test_in_runs_of_their_own_too_and_from_within_the_folder(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, text in (("a", BRIDGE), ("b", FERRY)):
        _file(tmp_path, f"{folder}/report.txt", text)
        monkeypatch.chdir(tmp_path / folder)
        assert _read(record, Path("report.txt")) == (1, 0)
    assert len(_names(record)) == 2
    assert _read(record, tmp_path / "b") == (0, 1)


@pytest.mark.costly
def test_a_changed_file_takes_the_place_of_its_older_text(record: Record, tmp_path: Path) -> None:
    one, two = _file(tmp_path, "a/report.txt", BRIDGE), _file(tmp_path, "b/report.txt", FERRY)
    _read(record, one, two)
    _file(tmp_path, "b/report.txt", FERRY.replace("Kenya", "Ghana"))
    assert _read(record, one, two) == (1, 1)
    assert _names(record)["b/report.txt"] == FERRY.replace("Kenya", "Ghana")
    assert record.counts().retracted == 1


def test_a_correction_from_elsewhere_takes_the_place_of_what_it_corrects(
    record: Record, tmp_path: Path
) -> None:
    one, two = _file(tmp_path, "a/report.txt", BRIDGE), _file(tmp_path, "b/report.txt", CORRECTED)
    assert _read(record, one, two) == (2, 0)
    assert _names(record) == {"report.txt": CORRECTED}
    assert _read(record, one, two) == (0, 2)
    assert _names(record) == {"report.txt": CORRECTED}


@pytest.mark.parametrize("calls", [1, 2])
def test_a_correction_read_before_what_it_corrects_leaves_the_same(
    record: Record, tmp_path: Path, calls: int
) -> None:
    one, two = _file(tmp_path, "a/report.txt", BRIDGE), _file(tmp_path, "b/report.txt", CORRECTED)
    told = [_read(record, two, one)] if calls == 1 else [_read(record, two), _read(record, one)]
    assert told == ([(1, 1)] if calls == 1 else [(1, 0), (0, 1)])
    assert _names(record) == {"report.txt": CORRECTED}
    assert _read(record, one, two) == (0, 2)
    assert record.check() == []


def test_a_story_that_is_not_nearly_the_correction_is_kept_beside_it(
    record: Record, tmp_path: Path
) -> None:
    told = BRIDGE + " The ports of both will be dredged, a spokesman for the harbour masters added."
    one, two = _file(tmp_path, "a/report.txt", told), _file(tmp_path, "b/report.txt", CORRECTED)
    _read(record, two, one)
    assert _names(record) == {"report.txt": CORRECTED, "a/report.txt": told}


def test_a_correction_of_another_story_does_not(record: Record, tmp_path: Path) -> None:
    other = f"Correction: an earlier version named another port.\n\n{FERRY}"
    one, two = _file(tmp_path, "a/report.txt", BRIDGE), _file(tmp_path, "b/report.txt", other)
    _read(record, one, two)
    assert len(_names(record)) == 2


@pytest.mark.costly
def test_rows_of_one_id(record: Record, tmp_path: Path) -> None:
    def row(text: str, **more: str) -> str:
        return json.dumps({"id": "x", "text": text, **more}) + "\n"

    one = _file(tmp_path, "one.jsonl", row(BRIDGE) + row(FERRY))
    two = _file(tmp_path, "two.jsonl", row(FERRY.replace("Peru", "Ghana")))
    assert _read(record, one, two) == (3, 0)
    assert set(_names(record)) == {"x", "x#2", "two.jsonl#x"}
    assert _read(record, one, two) == (0, 3)
    _file(tmp_path, "two.jsonl", row(FERRY.replace("Peru", "Togo")))
    assert _read(record, two) == (1, 0)
    assert set(_names(record)) == {"x", "x#2", "two.jsonl#x"}


def test_rows_of_one_address_are_editions_wherever_they_stand(
    record: Record, tmp_path: Path
) -> None:
    rows = [
        {"id": "x", "url": "https://a.example/x", "text": text}
        for text in (BRIDGE, BRIDGE.replace("June", "July"))
    ]
    paths = [_file(tmp_path, f"{n}.jsonl", json.dumps(row)) for n, row in enumerate(rows)]
    assert _read(record, *paths) == (2, 0)
    assert _names(record) == {"x": rows[1]["text"]}
    assert _read(record, *paths) == (0, 2)


def test_what_is_piped_in_is_one_report_each(record: Record, tmp_path: Path) -> None:
    names = ReportNames(record)
    found = []
    for text in (BRIDGE, FERRY, BRIDGE):
        with _file(tmp_path, "in", text).open("rb") as stream:
            (item,) = open_path("-", stdin=stream)
        assert not isinstance(item, Exception)
        (reading,) = read_items([item])
        assert not isinstance(reading, Exception)
        found.append(names.settle(item, text))
    assert found[0].item.name == "stdin"
    assert found[1].item.name.startswith("stdin#")
    assert [one.again for one in found] == [False, False, True]
