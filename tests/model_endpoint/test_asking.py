from __future__ import annotations

import threading
from typing import Any

import pytest

from chat_answers import TEXT, completion
from chat_misbehaving import Misbehaving, Reply, misbehaving
from made_texts import made_report
from servanda.errors import EndpointError
from servanda.model.second_opinion import Answer
from servanda.model_endpoint.asking import Costs, Limits, ask, estimated
from servanda.model_endpoint.chat_server import ChatServer
from servanda.second_reader.batch_lines import Request, requests_for

REQUESTS = [
    one
    for number in range(3)
    for one in requests_for(made_report(TEXT, f"{number}.txt"), "tiny", most_tokens=100)
]


def run(
    server: Misbehaving, requests: list[Request], limits: Limits | None = None, at_once: int = 1
) -> tuple[list[Answer], Costs, list[EndpointError]]:
    failed: list[EndpointError] = []
    costs = Costs(limits or Limits())
    with ChatServer(server.url, sleep=lambda _: None) as chat:
        found = list(
            ask(chat, requests, costs=costs, model="tiny", at_once=at_once, failed=failed.append)
        )
    return found, costs, failed


def test_every_question_is_answered_and_counted() -> None:
    with misbehaving([Reply(completion("{}", model="tiny-2031-01"))]) as server:
        found, costs, failed = run(server, REQUESTS, at_once=4)
    assert {(a.report, a.kind, a.prompt) for a in found} == {
        (r.report, r.kind, r.prompt) for r in REQUESTS
    }
    assert {one.model for one in found} == {"tiny"}  # as it was asked by
    assert (costs.asked, costs.tokens_in, costs.tokens_out) == (24, 2400, 240)
    assert not costs.reached
    assert not failed


def test_several_are_asked_at_once() -> None:
    both = threading.Barrier(2, timeout=10)

    def together(_: dict[str, Any], __: int) -> Reply:
        both.wait()
        return Reply()

    with misbehaving(together) as server:
        found, _, failed = run(server, REQUESTS[:4], at_once=2)
    assert (len(found), failed) == (4, [])


@pytest.mark.parametrize("at_once", [1, 3])
def test_a_limit_of_tokens_stops_before_it_is_passed(at_once: int) -> None:
    with misbehaving([Reply()]) as server:
        found, costs, _ = run(server, REQUESTS, Limits(tokens=2000), at_once)
        assert len(server.seen) == len(found) < len(REQUESTS)
    assert costs.reached
    assert found
    assert costs.tokens_in + costs.tokens_out <= 2000


def test_a_limit_of_money_stops_before_it_is_passed() -> None:
    limits = Limits(money=0.005, price_in=2.0, price_out=10.0)
    with misbehaving([Reply()]) as server:
        found, costs, _ = run(server, REQUESTS, limits)
    assert costs.reached
    assert 0 < len(found) < len(REQUESTS)
    assert 0 < costs.money <= 0.005


def test_a_question_that_fails_is_told_and_the_rest_is_asked() -> None:
    def one_bad(_: dict[str, Any], number: int) -> Reply:
        return Reply({"error": "too long"}, 413) if number == 1 else Reply()

    with misbehaving(one_bad) as server:
        found, _, failed = run(server, REQUESTS[:4])
    assert len(found) == 3
    assert "413" in failed[0].reason


def test_an_answer_of_another_form_fails_alone() -> None:
    with misbehaving([Reply({"choices": []}), Reply()]) as server:
        found, _, failed = run(server, REQUESTS[:3])
    assert len(found) == 2
    assert failed[0].reason == "its answer is no chat completion"


def test_where_a_server_does_not_count_it_is_estimated() -> None:
    with misbehaving([Reply({**completion("x" * 400), "usage": None})]) as server:
        _, costs, _ = run(server, REQUESTS[:1])
    assert costs.tokens_in == estimated(REQUESTS[:1]).tokens_in
    assert costs.tokens_out == 100
