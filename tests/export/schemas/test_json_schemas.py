"""Every line of every export is what its schema says, and the schemas say all that is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from servanda.cli.main import main
from servanda.export.formats import EXPORTS
from servanda.export.schemas import SCHEMAS, schema_of, schema_text
from servanda.model import Action, Concern, Decision, Grade, Scale, Score, Undo
from servanda.pipeline import read_paths
from servanda.store import open_record

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "src" / "servanda" / "sample" / "reports"
PUBLISHED = ROOT / "docs" / "reference" / "schemas"
AT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Read the sample into a record, and make a decision of each sort."""
    url = f"sqlite:///{tmp_path_factory.mktemp('schemas') / 'sample.db'}"
    with open_record(url) as opened:
        read_paths([SAMPLE], opened, at=AT)
        one, other, *_ = opened.view().claims("commitment")
        obligor = next(iter(getattr(one.body, "obligors", ())), "JP")
        said = (
            Decision.make(Action.ACCEPT, Concern.CLAIM, [one.claim.id], author="Ana", at=AT),
            Decision.make(
                Action.AMEND,
                Concern.CLAIM,
                [other.claim.id],
                author="Bo",
                at=AT,
                field="condition",
                value="if both agree",
                reason="it says so below",
            ),
            Score.make(obligor, [one.claim.id], 1, coder="Ana", at=AT),
            Score.make(obligor, [one.claim.id], None, coder="Bo", at=AT, reason="too early"),
            Grade.make(Scale.RELIABILITY, "Meridian News", "B", author="Ana", at=AT),
        )
        for word in said:
            opened.words.add(word, at=AT)
        opened.words.undo(said[0].id, Undo("Ana", AT, "not yet"), at=AT)
    return url


def run(*args: str) -> str:
    done = CliRunner().invoke(main, list(args), prog_name="servanda")
    assert done.exit_code == 0, done.output
    return done.stdout


def rows(what: str, form: str, record: str) -> list[dict[str, Any]]:
    text = run("export", what, "--record", record, "--format", form, "--today", "2026-01-01")
    found = json.loads(text) if form in {"json", "csl"} else map(json.loads, text.splitlines())
    return list(found)


def written() -> Iterator[tuple[str, str]]:
    """Go through all exports in JSON, each with its formats."""
    for one in EXPORTS.values():
        for form in one.formats:
            if form.name in {"json", "jsonl", "csl"}:
                yield one.name, form.name


def keys_of(schema: dict[str, Any], row: dict[str, Any]) -> set[str]:
    """Return the keys that a schema lists for a row of its kind."""
    kind = row.get("kind") if schema["title"].endswith(("claims", "record")) else row.get("sort")
    return set(schema["$defs"].get(kind, schema)["properties"])


@pytest.mark.parametrize(("what", "form"), list(written()))
def test_every_line_of_the_sample_is_valid(what: str, form: str, record: str) -> None:
    schema = schema_of(what)
    validator = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    found = rows(what, form, record)
    assert found
    for row in found:
        faults = [f"{one.json_path}: {one.message[:200]}" for one in validator.iter_errors(row)]
        assert not faults, faults[:5]
        assert set(row) <= keys_of(schema, row), "a key that no schema lists"


def test_every_export_in_json_has_a_schema() -> None:
    assert {what for what, _ in written()} == set(SCHEMAS)


@pytest.mark.parametrize("what", list(SCHEMAS))
def test_a_schema_is_one_and_is_published(what: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of(what))
    published = PUBLISHED / f"{what}.schema.json"
    assert published.read_text(encoding="utf-8") == schema_text(what), "make docs renews it"
    assert run("export", what, "--schema") == schema_text(what)


def test_no_schema_is_published_that_is_none() -> None:
    assert {path.name for path in PUBLISHED.iterdir()} == {f"{one}.schema.json" for one in SCHEMAS}


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"kind": "promise"}, "$.kind"),
        ({"modality": "maybe"}, "$.modality"),
        ({"due": {"earliest": None, "latest": "2025-13-01", "edtf": "x"}}, "$.due"),
        ({"evidence": []}, "$.evidence"),
        ({"confidence": 1.5}, "$.confidence"),
        ({"obligors": "JP"}, "$.obligors"),
    ],
)
def test_what_a_claim_may_not_be(change: dict[str, Any], path: str, record: str) -> None:
    validator = jsonschema.Draft202012Validator(
        schema_of("claims"), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    good = next(row for row in rows("claims", "jsonl", record) if row["kind"] == "commitment")
    assert validator.is_valid(good)
    assert [one.json_path for one in validator.iter_errors({**good, **change})] == [path]
    missing = {key: value for key, value in good.items() if key != path.removeprefix("$.")}
    assert not validator.is_valid(missing)


def test_an_export_without_json_has_no_schema() -> None:
    done = CliRunner().invoke(main, ["export", "calendar", "--schema"], prog_name="servanda")
    assert done.exit_code == 2
    assert "there are those of claims" in done.output
