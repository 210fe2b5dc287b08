"""`servanda export`: every format of every kind, and what is refused."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result

from servanda.export.formats import EXPORTS, Export
from servanda.indexing.update import update_index
from servanda.store import open_record

from .conftest import FIRST, claims_of, report

Run = Callable[..., Result]


DAY = ("--today", "2024-09-01")


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_every_format_of_every_kind_can_be_written(
    run: Run, made_record: str, export: Export, tmp_path: Path
) -> None:
    for form in export.formats:
        target = tmp_path / f"x{form.suffix}" if form.files is None else tmp_path / "notes"
        done = run(
            "export", export.name, "--format", form.name, "-o", str(target),
            "--record", made_record, *DAY,
        )  # fmt: skip
        assert done.exit_code == 0, done.output
        assert target.exists()
        assert done.stdout == ""


def test_the_files_ending_names_the_format(run: Run, made_record: str, tmp_path: Path) -> None:
    target = tmp_path / "board.XLSX"
    assert run("export", "commitments", "-o", str(target), "--record", made_record).exit_code == 0
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    assert sheet["A1"].value == "id"


def test_csv_may_be_marked_for_spreadsheets(run: Run, made_record: str) -> None:
    plain = run("export", "commitments", "--format", "csv", "--record", made_record, *DAY)
    marked = run("export", "commitments", "--format", "csv", "--bom", "--record", made_record, *DAY)
    assert marked.stdout_bytes == b"\xef\xbb\xbf" + plain.stdout_bytes
    (row,) = csv.DictReader(io.StringIO(plain.stdout))
    assert (row["what"], row["due"]) == ("hand over ten ferries", "../2024-06-01")


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (("calendar", "--format", "csv"), "'calendar' has no such format; use ics"),
        (("claims", "--format", "table"), "'claims' has no such format; use jsonl, json"),
        (("calendar", "--bom"), "'calendar' is written as ics; it is for csv only"),
        (("notes",), "it is many files; name a folder for them: -o FOLDER"),
        (("notes", "-o", "-"), "it is many files; name a folder for them: -o FOLDER"),
        (("feed", "-o", "missing/x.atom"), "it cannot be written: No such file or directory"),
        (("feed", "-o", "."), "it cannot be written"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    run: Run, made_record: str, args: tuple[str, ...], reason: str
) -> None:
    done = run("export", *args, "--record", made_record)
    assert done.exit_code == 2
    told = " ".join(done.stderr.replace("\n", "; ").split())
    for part in reason.split("; "):
        assert part in told
    assert "Traceback" not in done.output


def test_an_unknown_kind_or_format_lists_what_there_is(run: Run, made_record: str) -> None:
    assert "'calendar'" in run("export", "calender", "--record", made_record).stderr
    done = run("export", "feed", "--format", "rss", "--record", made_record)
    assert done.exit_code == 2
    assert "'atom'" in done.stderr


def test_an_empty_record_is_told_so(run: Run, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    with open_record(url):
        pass
    for what in ("commitments", "calendar", "feed", "graph"):
        done = run("export", what, "--record", url)
        assert done.exit_code == 0
        assert "nothing to export" in done.stderr
    done = run("report", "--record", url, "-o", str(tmp_path / "r.html"))
    assert done.exit_code == 0
    assert "nothing on that relation" in done.stderr


@pytest.mark.costly
def test_exports_are_the_same_twice(run: Run, made_record: str) -> None:
    for export in EXPORTS.values():
        for form in export.formats:
            if form.files is None:
                args = ("export", export.name, "--format", form.name, "--record", made_record, *DAY)
                first = run(*args)
                assert first.exit_code == 0, first.output
                assert run(*args).stdout_bytes == first.stdout_bytes, (export.name, form.name)


def test_the_guides_python_runs(
    run: Run, made_record: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", "--record", made_record).exit_code == 0
    Path("servanda.db").write_bytes(Path(made_record.removeprefix("sqlite:///")).read_bytes())
    page = Path(__file__).parents[2] / "docs" / "guide" / "exporting.md"
    (block,) = re.findall(
        r"^```python\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    exec(compile(block.replace("JP", "NR"), page.name, "exec"), {})  # noqa: S102 - our own page
    assert '"event":["CONSULT"]' in capsys.readouterr().out


@pytest.mark.parametrize("what", ["feed", "calendar", "references"])
def test_what_is_exported_does_not_depend_on_the_order_of_reading(
    run: Run, tmp_path: Path, what: str
) -> None:
    found = []
    one, two = (
        report("first.txt", FIRST, date(2024, 5, 8)),
        report("other.txt", FIRST, date(2024, 5, 9)),
    )
    for number, order in enumerate(((one, two), (two, one))):
        url = f"sqlite:///{tmp_path / f'{number}.db'}"
        with open_record(url) as record:
            at = datetime(2030, 1, 1, tzinfo=UTC)
            for each in order:
                record.put(each, claims_of(each), at=at, reader="test")
            update_index(record, at=at)
        done = run("export", what, "--record", url, "--today", "2024-06-01")
        assert done.exit_code == 0, done.output
        found.append(done.stdout)
    assert found[0] == found[1]
    assert len(found[0]) > 200
