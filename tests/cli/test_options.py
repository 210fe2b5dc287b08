"""Options before the command, after it, and from the environment."""

from __future__ import annotations

from datetime import UTC, date, datetime

import click
import pytest
from click.testing import CliRunner

from servanda.cli.options import Authorship, Settings, authored, period

from .conftest import Run, claim_id


def test_what_stands_after_the_command_wins() -> None:
    before = Settings(record="a.db", format="json")
    after = Settings(record="b.db", today=date(2024, 1, 1))
    assert before.over(after) == Settings(record="b.db", format="json", today=date(2024, 1, 1))


@pytest.mark.parametrize(
    ("given", "environment", "url"),
    [
        (None, None, "sqlite:///servanda.db"),
        (None, "sqlite:///team.db", "sqlite:///team.db"),
        ("mine.db", "sqlite:///team.db", "sqlite:///mine.db"),
        ("postgresql+psycopg://host/db", None, "postgresql+psycopg://host/db"),
    ],
)
def test_the_record_is_named_or_found(
    monkeypatch: pytest.MonkeyPatch, given: str | None, environment: str | None, url: str
) -> None:
    monkeypatch.delenv("SERVANDA_RECORD", raising=False)
    if environment is not None:
        monkeypatch.setenv("SERVANDA_RECORD", environment)
    assert Settings(record=given).url == url


def test_today_is_a_parameter_first() -> None:
    day = date(2024, 7, 29)
    assert Settings(today=day, as_of=date(2020, 1, 1)).present == day
    assert Settings(as_of=day).present == day
    assert Settings().present >= day


def test_somebody_must_be_named(on: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SERVANDA_AUTHOR")
    result = on("review", "accept", claim_id("commitment"))
    assert result.exit_code == 2
    assert "SERVANDA_AUTHOR" in result.output
    assert on("review", "--blind").exit_code == 2
    assert on("review").exit_code == 0


def test_a_decision_has_an_author_an_instant_and_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Authorship] = []

    @click.command()
    @authored
    def decide(*, by: Authorship) -> None:
        given.append(by)

    monkeypatch.setenv("SERVANDA_AUTHOR", "  Ada   Brandt ")
    CliRunner().invoke(decide, ["--at", "2024-07-29", "--reason", "page 2"], catch_exceptions=False)
    assert given == [Authorship("Ada Brandt", datetime(2024, 7, 29, tzinfo=UTC), "page 2")]
    CliRunner().invoke(decide, ["--coder", "Bo"], catch_exceptions=False)
    assert given[1].author == "Bo"
    assert given[1].at.tzinfo is UTC


def test_a_period_ends_after_it_begins() -> None:
    given: list[tuple[date | None, date | None]] = []

    @click.command()
    @period
    def list_(*, since: date | None, until: date | None) -> None:
        given.append((since, until))

    run = CliRunner().invoke
    assert run(list_, ["--since", "2024-07-01", "--until", "2024-07-01"]).exit_code == 0
    assert given == [(date(2024, 7, 1), date(2024, 7, 1))]
    done = run(list_, ["--since", "2024-07-02", "--until", "2024-07-01"])
    assert done.exit_code == 2
    assert "2024-07-01 is before --since 2024-07-02" in done.output
