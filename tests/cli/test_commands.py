"""Every command on a small record made by hand: what it prints, where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from servanda.cli.asking.show_command import KINDS

from .conftest import Run


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_every_kind_in_every_form(run: Run, made_record: str, kind: str, form: str) -> None:
    done = run("show", kind, "--record", made_record, "--format", form, "--today", "2024-08-01")
    assert done.exit_code == 0, done.output
    assert max(map(len, done.stdout.splitlines()), default=0) <= 100 or form != "table"


def test_show_reports(run: Run, made_record: str) -> None:
    found = rows(run("show", "reports", "--record", made_record, "--format", "jsonl").stdout)
    assert [row["report"] for row in found] == ["first.txt", "second.txt"]
    assert found[0]["published"]["edtf"] == "2024-05-08"
    assert found[1]["published"] is None


def test_show_quotes_with_their_words(run: Run, made_record: str) -> None:
    done = run("show", "quotes", "--record", made_record)
    assert "The bond is firm" in done.stdout
    assert "Ada Brandt" in done.stdout


def test_options_may_stand_before_the_command(run: Run, made_record: str) -> None:
    before = run("--record", made_record, "--format", "json", "show", "reports")
    after = run("show", "reports", "--record", made_record, "--format", "json")
    assert before.exit_code == 0
    assert before.stdout == after.stdout


def test_the_environment_names_the_record(
    run: Run, made_record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SERVANDA_RECORD", made_record)
    assert "first.txt" in run("show", "reports").stdout


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--report", "first"], 1),
        (["--report", "first.txt"], 1),
        (["--report", "second.txt"], 0),
        (["--party", "nr"], 1),
        (["--party", "SM"], 1),
        (["--party", "nr", "--party", "sm"], 1),
        (["--party", "nauru", "--party", "TV"], 0),
        (["--since", "2024-06-01"], 1),
        (["--since", "2024-06-02"], 0),
        (["--until", "2024-05-31"], 0),
    ],
)
def test_filters(run: Run, made_record: str, options: list[str], expected: int) -> None:
    args = ["--record", made_record, "--format", "jsonl", "--today", "2024-05-10", *options]
    done = run("show", "dates" if "--since" in options or "--until" in options else "quotes", *args)
    if "--party" in options:
        done = run("show", "commitments", *args)
    assert done.exit_code == 0
    assert len(rows(done.stdout)) == expected


def test_a_report_that_is_not_there_is_not_found(run: Run, made_record: str) -> None:
    done = run("show", "quotes", "--record", made_record, "--report", "third.txt")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "third.txt" in done.stderr


def test_known_by_leaves_out_later_reports(run: Run, made_record: str) -> None:
    done = run("show", "quotes", "--record", made_record, "--known-by", "2024-05-07")
    assert done.exit_code == 0
    assert "no quotes" in done.stderr


def test_csv_holds_the_whole_id(run: Run, made_record: str) -> None:
    done = run("show", "omissions", "--record", made_record, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert row["what"] == "the price"
    assert len(row["id"]) == 22


def test_why_follows_the_beginning_of_an_id(run: Run, made_record: str) -> None:
    listed = rows(run("show", "quotes", "--record", made_record, "--format", "jsonl").stdout)
    done = run("why", listed[0]["id"][:8], "--record", made_record)
    assert done.exit_code == 0, done.output
    assert "The bond is firm" in done.stdout
    assert "first.txt" in done.stdout


def test_why_of_what_is_not_there(run: Run, made_record: str) -> None:
    done = run("why", "c-0000", "--record", made_record)
    assert done.exit_code == 1
    assert "c-0000" in done.stderr


def test_why_of_an_ambiguous_beginning(run: Run, made_record: str) -> None:
    done = run("why", "c-", "--record", made_record)
    assert done.exit_code == 2
    assert "ids begin like that" in done.stderr


def test_search(run: Run, made_record: str) -> None:
    done = run("search", "ferries", "--record", made_record, "--format", "jsonl")
    kinds = {row["kind"] for row in rows(done.stdout)}
    assert {"report", "commitment"} <= kinds
    none = run("search", "submarines", "--record", made_record)
    assert none.exit_code == 0
    assert "nothing found" in none.stderr


def test_export_texts_and_claims_agree(run: Run, made_record: str) -> None:
    texts = rows(run("export", "texts", "--record", made_record).stdout)
    claims = rows(run("export", "claims", "--record", made_record).stdout)
    content = {row["report"]: row["text"] for row in texts}
    spans = [(row["report"], span) for row in claims for span in row.get("evidence", ())]
    assert len(spans) == 6
    for report, span in spans:
        assert content[report][span["start"] : span["end"]] == span["exact"]


def test_export_as_one_array(run: Run, made_record: str) -> None:
    lines = rows(run("export", "claims", "--record", made_record).stdout)
    done = run("export", "claims", "--record", made_record, "--format", "json")
    assert json.loads(done.stdout) == lines


def test_an_export_may_be_narrowed(run: Run, made_record: str) -> None:
    for what, expected in (("claims", 7), ("texts", 1)):
        done = run("export", what, "--report", "first", "--record", made_record)
        assert len(rows(done.stdout)) == expected
    some = rows(run("export", "record", "--party", "SM", "--record", made_record).stdout)
    assert {row["kind"] for row in some} >= {"consultation", "commitment"}
    assert run("export", "texts", "--report", "third", "--record", made_record).exit_code == 1


def test_export_has_no_table(run: Run, made_record: str) -> None:
    done = run("export", "claims", "--record", made_record, "--format", "csv")
    assert done.exit_code == 2
    assert "jsonl" in done.stderr


def test_timeline_and_picture_run_in_every_form(run: Run, made_record: str) -> None:
    for name in ("timeline", "picture"):
        for form in ("table", "json", "jsonl", "csv"):
            done = run(name, "--record", made_record, "--as-of", "2024-06-10", "--format", form)
            assert done.exit_code == 0, done.output


def test_check_finds_a_sound_record_sound(run: Run, made_record: str) -> None:
    done = run("check", "--record", made_record)
    assert done.exit_code == 0, done.output
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (("show", "reports"), 4, "there is no record"),
        (("show", "nothing"), 2, "nothing"),
        (("shwo",), 2, "Did you mean 'show'"),
        (("show", "reports", "--as-of", "2024-02-30"), 2, "YYYY-MM-DD"),
        (("show", "reports", "--format", "xml"), 2, "xml"),
        (("show", "reports", "--record", "nonsense://x"), 4, "nonsense"),
        (("show", "commitments", "--status", "planed"), 2, "'planed' is not a status"),
        (("show", "commitments", "--status", ","), 2, "is not a status"),
        (("picture", "--status", "bogus"), 2, "is not a status"),
        (
            ("timeline", "--since", "2024-02-01", "--until", "2024-01-31"),
            *(2, "2024-01-31 is before --since 2024-02-01"),
        ),
        (("search", "bond", "--kind", "speech"), 2, "speech"),
        (("times", "missing.txt"), 3, "missing.txt"),
        (("read",), 2, "PATH"),
    ],
)
def test_mistakes_are_answered_not_thrown(
    run: Run, args: tuple[str, ...], status: int, said: str
) -> None:
    done = run(*args)
    assert done.exit_code == status, done.output
    assert said in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize("command", ["why", "brief", "forget", "search"])
def test_an_empty_word_is_shown_as_one(run: Run, made_record: str, command: str) -> None:
    done = run(command, "", "--record", made_record)
    assert done.exit_code in (1, 2)
    assert done.stderr.startswith("error: '': ")


def test_several_statuses_are_taken_with_commas_between(run: Run, made_record: str) -> None:
    def listed(status: str) -> list[dict[str, Any]]:
        asked = ("show", "commitments", "--status", status, "--today", "2024-07-01")
        return rows(run(*asked, "--record", made_record, "--format", "jsonl").stdout)

    assert listed("overdue")
    assert listed("Overdue, partly-done") == listed("overdue")
    assert listed("dropped,partly done") == []


def test_search_keeps_to_reports_or_to_one_kind_of_claim(run: Run, made_record: str) -> None:
    def kinds(*options: str) -> set[str]:
        done = run("search", "ferries", *options, "--record", made_record, "--format", "jsonl")
        return {row["kind"] for row in rows(done.stdout)}

    assert kinds() >= {"report", "commitment"}
    assert kinds("--kind", "report") == {"report"}
    assert kinds("--kind", "commitment") == {"commitment"}


def test_a_file_that_is_no_record(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("these are notes, " * 400, encoding="utf-8")
    done = run("show", "reports", "--record", f"sqlite:///{tmp_path / 'notes.txt'}")
    assert done.exit_code == 4
    assert "record" in done.stderr


def test_version(run: Run) -> None:
    import servanda
    from servanda.pipeline import READER

    first, schema, reading = run("--version").stdout.splitlines()
    assert first == f"servanda {servanda.__version__}"
    assert re.fullmatch(r"schema \d+", schema)
    assert reading == f"reading {READER}"
