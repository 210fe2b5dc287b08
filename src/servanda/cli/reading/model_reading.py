"""What `servanda read` does with a second reader: write a batch, take in answers, ask a server, count."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from servanda.cli.reading.second_reader_options import SecondReader
from servanda.errors import EndpointError, InputError, UnreadableError, UsageError

if TYPE_CHECKING:
    from servanda.model_endpoint.asking import Costs, Limits
    from servanda.proposing import Weighing
    from servanda.second_reader.batch_lines import Request
    from servanda.store import Record
    from servanda.workers import Budget

__all__ = ["ModelReading", "open_lines", "weighing_pairs"]


class ModelReading:
    """One run of a second reader over a record; `refused` collects what could not be read or asked."""

    def __init__(self, record: Record, second: SecondReader, reports: set[str] | None) -> None:
        """Take an open record, the options, and the reports to ask about, by id; None: all of them."""
        self.record = record
        self.second = second
        self.reports = reports
        self.refused: list[InputError] = []
        self.row: dict[str, Any] = {}
        self.pairs: list[tuple[str, str]] = []
        self._failures = self._in_a_row = 0

    def run(self, processes: int, budget: Budget | None) -> None:
        """Do what the options say; `row` and `pairs` then say what came of it."""
        for name in self.second.batch_in:
            self._take(name)
        if self.second.batch_out:
            self._write(self.second.batch_out)
        if self.second.asks:
            self._ask()
        if self.second.asks or self.second.batch_in:
            self._weigh(processes, budget)

    # -- batches -----------------------------------------------------------------------------

    def _write(self, name: str) -> None:
        from servanda.model_endpoint.asking import Costs, estimated

        costs = Costs(self._limits())
        with _target(name) as target:
            for request in self._requests():
                target.write(f"{request.line()}\n".encode())
                one = estimated([request])
                costs.add(one.tokens_in, one.tokens_out)
        money = f", with short answers {_money(costs)}" if costs.limits.price_in else ""
        self._say("questions", f"{costs.asked} in {name}, about {costs.tokens_in:,} tokens{money}")
        self.row["questions"] = {"written": costs.asked, "tokens_in_about": costs.tokens_in}

    def _take(self, name: str) -> None:
        from servanda.proposing import take_answers
        from servanda.second_reader.batch_lines import answers_in

        with open_lines(name) as lines:
            found = answers_in(lines, name, self.second.model or "")
            new, refused = take_answers(self.record, found, at=_now)
        self.refused += refused
        self._say("answers", f"{new} new in {name}")
        self.row["answers"] = self.row.get("answers", 0) + new

    # -- a server ----------------------------------------------------------------------------

    def _ask(self) -> None:
        from servanda.cli.terminal import ReadingBar
        from servanda.model_endpoint.asking import Costs, ask, estimated
        from servanda.model_endpoint.chat_server import ChatServer
        from servanda.proposing import take_answers

        second = self.second
        limits = self._limits()
        requests = list(self._requests())
        before, costs = estimated(requests, limits), Costs(limits)
        server = ChatServer(str(second.endpoint), second.key, second.key_remedy)
        click.echo(f"asking {second.model} at {server.url}: {_costs(before, 'about ')}", err=True)
        answers = 0
        with ReadingBar(len(requests), "asking") as bar, server:
            try:
                for answer in ask(
                    server,
                    requests,
                    costs=costs,
                    model=_name(second),
                    at_once=second.at_once,
                    failed=self._failed,
                ):
                    answers += 1
                    self._in_a_row = 0
                    take_answers(self.record, [answer], at=_now)
                    bar.advance(answers, len(requests), answer.kind)
            except EndpointError:
                if not answers:
                    raise
        left = len(requests) - costs.asked
        self._say("asked", _costs(costs))
        if costs.reached:
            most = f"the next question may take {costs.next_most:,} tokens (see --max-answer)"
            self._say("stopped", f"before the limit: {most}; {left} questions are left")
        elif self._failures:
            again = "the same command asks them again"
            self._say("failed", f"{self._failures} questions; {left} are left, {again}")
        self.row["asked"] = {
            "questions": costs.asked,
            "tokens_in": costs.tokens_in,
            "tokens_out": costs.tokens_out,
            "cost": round(costs.money, 6),
            "stopped_at_limit": costs.reached,
            "failed": self._failures,
            "left": left,
        }

    def _failed(self, error: EndpointError) -> None:
        """Count a question that failed, and name each reason once; a server that only fails is asked no more."""
        self._failures += 1
        self._in_a_row += 1
        if all(known.reason != error.reason for known in self.refused):
            self.refused.append(error)
        if self._in_a_row >= _HOPELESS:
            raise error

    def _limits(self) -> Limits:
        from servanda.model_endpoint.asking import Limits

        second = self.second
        return Limits(second.max_tokens, second.max_cost, *(second.prices or (0.0, 0.0)))

    def _weigh(self, processes: int, budget: Budget | None) -> None:
        from servanda.cli.terminal import ReadingBar
        from servanda.proposing import weigh_pending

        with ReadingBar(None, "weighing") as bar:
            found = weigh_pending(
                self.record,
                at=_now,
                rules=self.second.reader != "llm",
                processes=processes,
                budget=budget,
                on_progress=bar.advance,
            )
        self.refused += found.refused
        self.pairs += weighing_pairs(found)
        self.row["proposals"] = {"outcomes": dict(found.outcomes), "refused": dict(found.grounds)}

    def _requests(self) -> Iterator[Request]:
        from servanda.proposing import to_ask

        second = self.second
        return to_ask(
            self.record,
            _name(second),
            reports=self.reports,
            kinds=second.kinds,
            seed=second.seed,
            most_tokens=second.max_answer,
            structured=not second.plain_json,
        )

    def _say(self, name: str, words: str) -> None:
        self.pairs.append((name, words))


_HOPELESS = 3  # questions that fail in a row, after which a server is asked no more


def weighing_pairs(found: Weighing) -> list[tuple[str, str]]:
    """Say what came of proposals, in words."""
    counts = found.outcomes
    words = (
        ("claim", "new"),
        ("agrees", "in agreement with a claim"),
        ("differs", "differing (see: servanda review --kind proposal)"),
        ("refused", "refused"),
    )
    told = [f"{counts[key]} {word}" for key, word in words if counts[key]]
    total = sum(counts[key] for key, _ in words)
    where = "1 report" if found.reports == 1 else f"{found.reports} reports"
    pairs = [("proposals", f"{total} on {where}: {', '.join(told)}" if told else "none")]
    if found.grounds:
        why = ", ".join(f"{count} {ground}" for ground, count in found.grounds.most_common())
        pairs.append(("refused as", f"{why} (see: servanda explain)"))
    return pairs


def _name(second: SecondReader) -> str:
    from servanda.second_reader.batch_lines import plain_name

    return plain_name(second.model or "")


def _costs(costs: Costs, about: str = "") -> str:
    tokens = f"{about}{costs.tokens_in + costs.tokens_out:,} tokens"
    money = f", {_money(costs)}" if costs.limits.price_in else ""
    return f"{costs.asked} questions, {tokens}{money}"


def _money(costs: Costs) -> str:
    """Say what costs come to; of little, the hundredths of a cent too."""
    few = costs.money < _LITTLE
    return f"{costs.money:,.4f} by --prices" if few else f"{costs.money:,.2f} by --prices"


_LITTLE = 1.0


def _now() -> datetime:
    return datetime.now(tz=UTC)


@contextmanager
def _target(name: str) -> Iterator[IO[bytes]]:
    if name == "-":
        yield sys.stdout.buffer
        return
    try:
        with Path(name).open("wb") as file:
            yield file
    except OSError as error:
        raise UsageError(name, f"it cannot be written: {error.strerror}") from error


@contextmanager
def open_lines(name: str) -> Iterator[Iterator[bytes]]:
    """Open a file of lines, - is standard input. Raises UnreadableError."""
    if name == "-":
        yield iter(sys.stdin.buffer)
        return
    try:
        with Path(name).open("rb") as file:
            yield iter(file)
    except OSError as error:
        raise UnreadableError(name, f"it cannot be read: {error.strerror}") from error
