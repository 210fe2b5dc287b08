"""A small record made by hand, of invented states, and a way to run the command on it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from servanda import pipeline
from servanda.cli.main import main
from servanda.errors import InputError
from servanda.indexing.update import update_index
from servanda.model import (
    Basis,
    Block,
    BlockKind,
    Body,
    Claim,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    DateMention,
    Dating,
    Evidence,
    Modality,
    Omission,
    OmissionSort,
    Participant,
    Quote,
    Report,
    Tenure,
    Text,
    When,
    digest,
    sha256_text,
)
from servanda.store import open_record
from servanda.timex.finding import find

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read without a worker: each would load the language model anew. Workers have tests of their own."""
    reading, explaining = pipeline.read_paths, pipeline.explain_paths

    def plainly(*paths: Any, **options: Any) -> pipeline.Summary:
        return reading(*paths, **{**options, "budget": None})

    def explained(*paths: Any, **options: Any) -> Iterator[pipeline.Explained | InputError]:
        return explaining(*paths, **{**options, "budget": None})

    monkeypatch.setattr(pipeline, "read_paths", plainly)
    monkeypatch.setattr(pipeline, "explain_paths", explained)


FIRST = (
    "VALDEN, May 7 — Defence Minister Ada Brandt of Norland met her colleague Jo Lind of Sundmark. "
    "Norland will hand over ten ferries by June 1, 2024. “The bond is firm,” Brandt said. "
    "They did not discuss the price."
)


def report(name: str, text: str, published: date | None) -> Report:
    identity = digest("r", name, sha256_text(text))
    when = None if published is None else When.on(published, basis=Basis.STATED)
    dating = Dating(when, Basis.STATED, ("the page says so",)) if when else Dating()
    blocks = (Block(0, len(text), BlockKind.BODY),)
    return Report(
        identity,
        name,
        sha256_text(text),
        name,
        Text(identity, text, blocks),
        dating,
        publisher="Post",
    )


def claims_of(one: Report) -> list[Claim]:
    text = one.text.content

    def made(body: Body, words: str) -> Claim:
        at = text.index(words)
        evidence = Evidence.of(one.id, text, at, at + len(words))
        return Claim.make(one.id, body, (evidence,), rule="by hand")

    deadline = next(ref for ref in find(text) if ref.text == "June 1, 2024")
    people = (
        Participant("Ada Brandt", "defence minister", "NR"),
        Participant("Jo Lind", "defence minister", "SM"),
    )
    return [
        made(
            Consultation(
                ConsultationForm.MEETING,
                ConsultationStatus.HELD,
                people,
                ("NR", "SM"),
                "Valden",
            ),
            "Ada Brandt of Norland met her colleague Jo Lind of Sundmark",
        ),
        made(
            Commitment(("NR",), "hand over", "ten ferries", Modality.WILL, "SM", due=deadline),
            "Norland will hand over ten ferries by June 1, 2024",
        ),
        made(Tenure("Ada Brandt", "defence minister", "NR"), "Defence Minister Ada Brandt"),
        made(Quote("Ada Brandt", "The bond is firm,"), "“The bond is firm,” Brandt said"),
        made(Omission("the price", OmissionSort.NOT_DISCUSSED), "They did not discuss the price"),
        made(DateMention(deadline), "June 1, 2024"),
    ]


@pytest.fixture
def made_record(stale_record: str) -> str:
    """Give the URL of a record of two reports, one of which says nothing, with its index."""
    with open_record(stale_record) as record:
        update_index(record)
    return stale_record


@pytest.fixture
def stale_record(tmp_path: Path) -> str:
    """Make a record of two reports that its index has not seen; return its URL."""
    url = f"sqlite:///{tmp_path / 'made.db'}"
    first = report("first.txt", FIRST, date(2024, 5, 8))
    second = report("second.txt", "Nothing came of it.", None)
    at = datetime(2024, 9, 1, tzinfo=UTC)
    with open_record(url) as record:
        record.put(first, claims_of(first), at=at, reader="test")
        record.put(second, [], at=at, reader="test")
    return url


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give a function that runs the command as a shell would, in an empty folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SERVANDA_RECORD", raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def invoke(*args: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, list(args), input=stdin, prog_name="servanda")

    return invoke


@pytest.fixture
def on(run: Run, made_record: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the made record, as Ana."""
    monkeypatch.setenv("SERVANDA_RECORD", made_record)
    monkeypatch.setenv("SERVANDA_AUTHOR", "Ana")
    return run


def rows(result: Result) -> list[dict[str, Any]]:
    """Return the JSON lines that a command printed, which must have succeeded."""
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def listed(on: Run, kind: str, *args: str) -> list[dict[str, Any]]:
    """Return what `servanda show` lists of a kind."""
    return rows(on("show", kind, "--format", "jsonl", *args))


def claim_id(kind: str) -> str:
    """Return the id of the one claim of a kind in the first report."""
    made = claims_of(report("first.txt", FIRST, date(2024, 5, 8)))
    return next(one.id for one in made if one.kind == kind)


def decided(on: Run, *args: str) -> str:
    """Decide something and return the decision's id."""
    (word,) = rows(on("review", *args, "--format", "jsonl"))
    return str(word["id"])
