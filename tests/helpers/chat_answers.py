"""A report of invented people, and what models might answer about it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["AGREED", "SEND", "TEXT", "batch_answers", "center", "completion", "entry", "trucks"]

AGREED = "Norway and Denmark agreed on Tuesday to set up a joint cyber center by March 2031"
SEND = "“We will send 40 trucks to Kenya,” Vogel said."
TEXT = (
    f"OSLO, May 7, 2030 — {AGREED}, officials said.\n\n"
    "Defense Minister Kari Moen of Norway met her Danish counterpart Anna Vogel in Bergen on Monday "
    f"for 50 minutes. {SEND}\n"
)


def entry(quoted: str, **cells: Any) -> dict[str, Any]:
    """Make an entry of an answer."""
    return {"quotations": [{"exact": quoted, "before": None, "after": None}], "cells": cells}


def center(**more: Any) -> dict[str, Any]:
    """Propose the promise of a center."""
    cells = {"obligors": ["Norway", "Denmark"], "action": "set up", "modality": "agreed"}
    return entry(AGREED, **{**cells, "object": "a joint cyber center", "due": "March 2031", **more})


def trucks(**more: Any) -> dict[str, Any]:
    """Propose the promise of trucks."""
    cells = {"obligors": ["We"], "action": "send", "object": "40 trucks", "modality": "will"}
    return entry(SEND, **{**cells, **more})


def completion(content: str, *, model: str = "tiny", **more: Any) -> dict[str, Any]:
    """Make the body of a chat completion."""
    return {
        "model": model,
        "choices": [{"message": {"content": content}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 10},
        **more,
    }


def batch_answers(
    questions: str, proposed: Mapping[str, Iterable[dict[str, Any]]], model: str = "tiny"
) -> str:
    """Answer the lines of a batch file: with what is proposed of each kind, or nothing."""
    lines = []
    for line in questions.splitlines():
        name = json.loads(line)["custom_id"]
        content = json.dumps({"claims": list(proposed.get(name.split(".")[1], ()))})
        body = completion(content, model=model)
        lines.append(
            json.dumps({"custom_id": name, "response": {"status_code": 200, "body": body}})
        )
    return "\n".join(lines) + "\n"
