from __future__ import annotations

import json
from typing import Any

import pytest

from made_texts import made_report
from servanda.errors import InputError
from servanda.model.second_opinion import Answer
from servanda.second_reader.batch_lines import Request, answers_in, requests_for
from servanda.second_reader.reading_task import KINDS, reading_task

REPORT = made_report(
    "Norway and Denmark agreed on Monday to build a bridge, officials said in Oslo."
)


def response(request: Request, content: str = '{"claims": []}', **more: Any) -> dict[str, Any]:
    body = {
        "model": "tiny 1",
        "choices": [{"message": {"content": content}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 12, "completion_tokens": 3},
        **more,
    }
    done = {"status_code": 200, "request_id": "q", "body": body}
    return {"id": "b", "custom_id": request.custom_id, "response": done, "error": None}


def read(*rows: Any) -> list[Answer | InputError]:
    lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    return list(answers_in(lines, "answers.jsonl"))


def test_each_kind_is_asked_in_a_line_of_its_own() -> None:
    lines = [json.loads(one.line()) for one in requests_for(REPORT, "tiny")]
    assert len(lines) == len({one["custom_id"] for one in lines}) == len(KINDS)
    for line in lines:
        assert (line["method"], line["url"]) == ("POST", "/v1/chat/completions")
        assert len(line["custom_id"]) <= 64
        body = line["body"]
        assert (body["model"], body["temperature"], body["seed"]) == ("tiny", 0, 0)
        assert body["response_format"]["json_schema"]["strict"] is True
        assert REPORT.text.content in body["messages"][1]["content"]


def test_the_same_report_is_asked_in_the_same_words() -> None:
    once, again = (
        [one.line() for one in requests_for(REPORT, "tiny", structured=False)] for _ in "ab"
    )
    assert once == again
    assert "response_format" not in once[0]


def test_an_answer_comes_back_to_its_question() -> None:
    request = next(requests_for(REPORT, "tiny", kinds=("incident",)))
    (found,) = read(response(request))
    assert isinstance(found, Answer)
    assert (found.report, found.kind) == (REPORT.id, "incident")
    assert found.prompt == reading_task("incident").prompt
    assert (found.model, found.tokens_in, found.tokens_out) == ("tiny-1", 12, 3)
    (cut,) = read(
        response(request, choices=[{"message": {"content": "{"}, "finish_reason": "length"}])
    )
    assert isinstance(cut, Answer)
    assert cut.cut


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"custom_id": "mine-1"}, "its custom_id is none that servanda gave"),
        ({"response": None, "error": {"message": "quota"}}, "the request failed"),
        ({"response": {"status_code": 500, "body": {"error": "no"}}}, "the request failed"),
        ({"response": {"status_code": 200, "body": {}}}, "the response is no chat completion"),
        ({"response": {"status_code": 200, "body": {"choices": [7]}}}, "no chat completion"),
        ({"response": 7}, "the request failed"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(change: dict[str, Any], reason: str) -> None:
    request = next(requests_for(REPORT, "tiny"))
    good = response(request)
    first, second, third = read(good, {**good, **change}, good)
    assert isinstance(first, Answer)
    assert isinstance(second, InputError)
    assert second.subject == "answers.jsonl, line 2"
    assert reason in second.reason
    assert isinstance(third, Answer)


@pytest.mark.parametrize("line", [b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_a_line_that_is_no_json_object_is_named(line: bytes) -> None:
    (found,) = read(line)
    assert isinstance(found, InputError)
