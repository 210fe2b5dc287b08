"""Requests and answers as JSON lines in the batch format that OpenAI's API began and others took over.

A line of requests is a chat completion under a `custom_id`; a line of answers bears the same id. So
reading can go through a batch service, or be answered elsewhere and brought back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from servanda.errors import InputError, UndecodableError
from servanda.model.second_opinion import Answer
from servanda.second_reader.answer import clean_text
from servanda.second_reader.reading_task import KINDS, ReadingTask, material, reading_task

if TYPE_CHECKING:
    from servanda.model import Report

__all__ = [
    "ENDPOINT",
    "Request",
    "answer_of",
    "answers_in",
    "completion",
    "plain_name",
    "requests_for",
]


ENDPOINT = "/v1/chat/completions"
"""The path that a batch is sent to."""

_NAMED = re.compile(r"(r-[0-9a-f]{20})\.([a-z]+)\.([0-9a-f]{12})")
_OK = 200
_MANY = 1 << 31  # tokens that no answer has, and no database's plain number


@dataclass(frozen=True, slots=True)
class Request:
    """One question about one report: its kind, and the body of the chat completion that asks it."""

    report: str
    kind: str
    prompt: str
    body: dict[str, Any]

    @property
    def custom_id(self) -> str:
        """The name that the answer comes back under."""
        return f"{self.report}.{self.kind}.{self.prompt}"

    def line(self) -> str:
        """Write it as a line of a batch file, without the line's end."""
        row = {"custom_id": self.custom_id, "method": "POST", "url": ENDPOINT, "body": self.body}
        return json.dumps(row, ensure_ascii=False)


def requests_for(
    report: Report,
    model: str,
    *,
    kinds: Iterable[str] = KINDS,
    seed: int = 0,
    most_tokens: int = 4096,
    structured: bool = True,
) -> Iterator[Request]:
    """Ask for each kind of claim in a report; one that is set aside is asked nothing."""
    text = material(report) if report.relevant else ""
    if not text:
        return
    for kind in kinds:
        task = reading_task(kind)
        body = completion(task, text, model, seed, most_tokens, structured=structured)
        yield Request(report.id, kind, task.prompt, body)


def completion(
    task: ReadingTask, text: str, model: str, seed: int, most_tokens: int, *, structured: bool
) -> dict[str, Any]:
    """Write the body of a chat completion; `structured` asks for output by the task's JSON Schema."""
    body: dict[str, Any] = {
        "model": model,
        "messages": task.messages(text),
        "temperature": 0,
        "seed": seed,
        "max_tokens": most_tokens,
    }
    if structured:
        schema = {"name": f"{task.kind}_claims", "strict": True, "schema": task.schema()}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    return body


def answers_in(lines: Iterable[bytes], name: str, model: str = "") -> Iterator[Answer | InputError]:
    """Read the lines of a file of answers; one that cannot be read comes out as an error.

    `model` is the name that the model was asked by, where that is not the one the answers give.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{name}, line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            yield UndecodableError(place, "this is not JSON", "give one JSON object a line")
            continue
        yield _answer(row, place, model)


def _answer(row: Any, place: str, model: str) -> Answer | InputError:
    if not isinstance(row, dict):
        return UndecodableError(place, "this is no JSON object")
    match = _NAMED.fullmatch(str(row.get("custom_id", "")))
    if match is None:
        reason = "its custom_id is none that servanda gave"
        return InputError(place, reason, "answer the lines that --batch-out wrote, ids unchanged")
    response = row.get("response")
    body = response.get("body") if isinstance(response, dict) else None
    status = response.get("status_code", _OK) if isinstance(response, dict) else None
    if row.get("error") or status != _OK or not isinstance(body, dict):
        said = row.get("error") or body or "no response"
        return InputError(place, f"the request failed: {_short(said)}", "ask it again")
    report, kind, prompt = match.groups()
    found = answer_of(body, report, kind, prompt, model)
    if found is None:
        return UndecodableError(place, "the response is no chat completion")
    return found


def answer_of(
    body: dict[str, Any], report: str, kind: str, prompt: str, model: str = ""
) -> Answer | None:
    """Read a chat completion as an answer; None where it is none.

    `model` is the name it was asked by; where that is not known, the answer's own counts.
    """
    choices = body.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    if not isinstance(first, dict) or not isinstance(message, dict):
        return None
    content = message.get("content") or message.get("refusal") or ""
    usage = body.get("usage")
    counted = usage if isinstance(usage, dict) else {}
    return Answer(
        report,
        kind,
        plain_name(str(model or body.get("model") or "unnamed")),
        prompt,
        clean_text(content if isinstance(content, str) else json.dumps(content)),
        _count(counted.get("prompt_tokens")),
        _count(counted.get("completion_tokens")),
        first.get("finish_reason") == "length",
    )


def plain_name(model: str) -> str:
    """Return a model's name as one word of at most 80 characters, so that it can stand in a rule."""
    return re.sub(r"[^\w.:/@+-]+", "-", model)[:80]


def _count(given: Any) -> int:
    whole = isinstance(given, int) and not isinstance(given, bool)
    return given if whole and 0 < given < _MANY else 0


def _short(said: Any) -> str:
    text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False, default=str)
    return text if len(text) <= 120 else f"{text[:117]}…"
