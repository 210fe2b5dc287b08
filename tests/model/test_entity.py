"""What a person says of an entity's status."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from servanda.errors import UsageError
from servanda.model import Action, Concern, Decision, status_said, status_value

AT = datetime(2031, 6, 1, 12, tzinfo=UTC)
SAID: dict[str, Any] = {"author": "ana", "at": AT}


def made(action: str, concern: str, *targets: str, **more: Any) -> Decision:
    return Decision.make(Action(action), Concern(concern), targets, **{**SAID, **more})


def test_a_status_is_one_of_ours() -> None:
    assert status_value("Partly-Done") == {"status": "partly_done"}
    with pytest.raises(UsageError, match="no such status"):
        status_value("lost")
    said = status_said(made("amend", "status", "c-1", field="status", value={"status": "done"}))
    assert said is not None
    assert (said.on, said.why) == (AT.date(), "in the judgement of ana on 2031-06-01")
    assert status_said(made("accept", "claim", "c-1")) is None
    for value in ("done", {"status": "done", "when": "now"}, {"status": "done", "on": "now"}):
        with pytest.raises(UsageError):
            status_said(made("amend", "status", "c-1", field="status", value=value))
