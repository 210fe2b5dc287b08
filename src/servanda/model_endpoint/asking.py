"""Asking many questions: several at once, within a cap, so that it can be stopped and gone on with anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.errors import EndpointError
from servanda.second_reader.batch_lines import Request, answer_of

if TYPE_CHECKING:
    from servanda.model.second_opinion import Answer
    from servanda.model_endpoint.chat_server import ChatServer

__all__ = ["Costs", "Limits", "ask", "estimated"]

_LETTERS = 4  # characters of English a token, about
_MILLION = 1_000_000
_EMPTY = 150  # tokens of an answer that finds little: what most are


@dataclass(frozen=True, slots=True)
class Limits:
    """What asking may cost: tokens in all, money in all by these prices a million tokens; None: no limit."""

    tokens: int | None = None
    money: float | None = None
    price_in: float = 0.0
    price_out: float = 0.0


@dataclass(slots=True)
class Costs:
    """What asking cost, as the server counted it, or as estimated where it did not."""

    limits: Limits = field(default_factory=Limits)
    asked: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    reached: bool = False
    next_most: int = 0
    """What the question that was not sent for want of room may take at most, in tokens."""

    @property
    def money(self) -> float:
        """The price of it all."""
        prices = self.limits
        return (self.tokens_in * prices.price_in + self.tokens_out * prices.price_out) / _MILLION

    def add(self, tokens_in: int, tokens_out: int) -> None:
        """Count an answer."""
        self.asked += 1
        self.tokens_in += tokens_in
        self.tokens_out += tokens_out

    def allows(self, more: Costs) -> bool:
        """Whether so much more stays within the limits."""
        limits = self.limits
        tokens = self.tokens_in + self.tokens_out + more.tokens_in + more.tokens_out
        within = limits.tokens is None or tokens <= limits.tokens
        return within and (limits.money is None or self.money + more.money <= limits.money)


def estimated(requests: Iterable[Request], limits: Limits | None = None) -> Costs:
    """Estimate what requests will cost, before any is sent: the question by its length, the answer as short."""
    costs = Costs(limits or Limits())
    for request in requests:
        costs.add(_tokens(request), _EMPTY)
    return costs


def ask(
    server: ChatServer,
    requests: Iterable[Request],
    *,
    costs: Costs,
    model: str,
    at_once: int = 2,
    failed: Callable[[EndpointError], None],
) -> Iterator[Answer]:
    """Ask a server, and give each answer as it comes, in no order.

    No request is sent that the limits of `costs` may not allow: then `costs.reached` is true. Where
    a request fails, `failed` is told, and may raise to stop.
    """
    source = iter(requests)
    waiting: dict[Future[dict[str, object]], tuple[Request, Costs]] = {}
    with ThreadPoolExecutor(at_once) as threads:
        try:
            while True:
                while len(waiting) < at_once and not costs.reached:
                    request = next(source, None)
                    if request is None:
                        break
                    likely = _most(request, costs.limits)
                    if not costs.allows(_sum([likely, *(one for _, one in waiting.values())])):
                        costs.reached = True
                        costs.next_most = likely.tokens_in + likely.tokens_out
                        break
                    waiting[threads.submit(server.complete, request.body)] = request, likely
                if not waiting:
                    return
                done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for one in done:
                    request, likely = waiting.pop(one)
                    answer = _answered(one, request, model, failed)
                    if answer is not None:
                        counted = answer.tokens_in or _tokens(request)
                        costs.add(counted, answer.tokens_out or len(answer.content) // _LETTERS)
                        yield answer
        finally:
            for one in waiting:
                one.cancel()


def _answered(
    done: Future[dict[str, object]],
    request: Request,
    model: str,
    failed: Callable[[EndpointError], None],
) -> Answer | None:
    try:
        body = done.result()
    except EndpointError as error:
        failed(error)
        return None
    found = answer_of(body, request.report, request.kind, request.prompt, model)
    if found is None:
        reason = "its answer is no chat completion"
        failed(EndpointError(request.custom_id, reason, "is this an OpenAI interface?"))
    return found


def _tokens(request: Request) -> int:
    return len(json.dumps(request.body, ensure_ascii=False)) // _LETTERS


def _most(request: Request, limits: Limits) -> Costs:
    """Return what a request may cost at most."""
    costs = Costs(limits)
    costs.add(_tokens(request), int(request.body.get("max_tokens", 0)))
    return costs


def _sum(parts: Iterable[Costs]) -> Costs:
    total: Costs | None = None
    for part in parts:
        total = Costs(part.limits) if total is None else total
        total.tokens_in += part.tokens_in
        total.tokens_out += part.tokens_out
    return total or Costs()
