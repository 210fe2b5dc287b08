"""Options before the command, after it, and from the environment."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.cli.options import Settings


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
