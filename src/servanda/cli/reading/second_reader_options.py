"""The options of a second reader: which model, asked how, at what cost."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import click

from servanda.errors import EndpointError, UsageError

__all__ = ["KEY_PLACES", "KEY_VARIABLE", "READERS", "SecondReader", "second_reader"]


READERS = ("rules", "llm", "both")
KEY_VARIABLE = "SERVANDA_READER_KEY"
"""The variable of the environment that holds the key, unless another one is named."""
KEY_PLACES = ("environment", "keyring")
"""Where the key of a server may be."""

_KINDS = tuple(
    "consultation commitment assurance incident structure capability omission tenure".split()
)


@dataclass(frozen=True, slots=True)
class SecondReader:
    """What the options say; `asks` where a model is to be asked now."""

    reader: str = "rules"
    batch_out: str | None = None
    batch_in: tuple[str, ...] = ()
    model: str | None = None
    endpoint: str | None = None
    key_from: str = KEY_PLACES[0]
    key_variable: str = KEY_VARIABLE
    ask_for: tuple[str, ...] = ()
    seed: int = 0
    max_answer: int = 4096
    max_tokens: int | None = None
    max_cost: float | None = None
    prices: tuple[float, float] | None = None
    at_once: int = 2
    plain_json: bool = False

    @property
    def asks(self) -> bool:
        """Whether a model is to be asked over the network."""
        return self.reader != "rules" and not self.batch_out and not self.batch_in

    @property
    def is_used(self) -> bool:
        """Whether there is anything to do but read with the rules."""
        return self.reader != "rules" or bool(self.batch_out or self.batch_in)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of claims that the model is asked for."""
        return self.ask_for or _KINDS

    @property
    def key(self) -> str | None:
        """The key, from the one place that is named. Raises UsageError where the keyring has none."""
        if self.key_from == "keyring":
            from servanda.model_endpoint.endpoint_key import key_of

            return key_of(str(self.endpoint))
        return os.environ.get(self.key_variable) or None

    @property
    def key_remedy(self) -> str:
        """How to give a key to the server, both ways."""
        from servanda.model_endpoint.endpoint_key import ways

        return ways(str(self.endpoint), self.key_variable)

    def prove(self) -> None:
        """Raise UsageError where something that is needed is not named."""
        if (self.batch_out or self.asks) and not self.model:
            raise UsageError("--model", "no model is named", "write --model NAME")
        if self.asks and not self.endpoint:
            remedy = "write --endpoint URL, such as http://localhost:11434/v1"
            raise UsageError("--endpoint", "no server is named; nothing is sent anywhere", remedy)
        if self.asks:
            self._prove_address()
        if self.max_cost is not None and self.prices is None:
            remedy = "write --prices IN OUT, for a million tokens each"
            raise UsageError("--max-cost", "what a token costs is not known", remedy)
        if self.asks and self.key_from == "keyring":
            _ = self.key  # before anything is read, not after

    def _prove_address(self) -> None:
        """Raise UsageError where what is named is no address, before anything is read."""
        from servanda.model_endpoint.chat_server import ChatServer

        try:
            ChatServer(str(self.endpoint))
        except EndpointError as error:
            raise UsageError(
                "--endpoint", f"{error.subject}: {error.reason}", error.remedy
            ) from error


_OPTIONS = (
    click.option(
        "--reader",
        type=click.Choice(READERS),
        default="rules",
        show_default=True,
        help="Who reads: the rules, a language model, or both. What a model proposes must quote the report.",
    ),
    click.option("--model", metavar="NAME", help="The model, as its server calls it."),
    click.option(
        "--endpoint",
        metavar="URL",
        help="The server to ask, with an OpenAI-compatible interface: http://localhost:11434/v1. "
        "Reports are sent there, and nowhere else.",
    ),
    click.option(
        "--key-from",
        type=click.Choice(KEY_PLACES),
        default=KEY_PLACES[0],
        show_default=True,
        help="Where the server's key is, if it needs one: in a variable of the environment, or in the "
        "system's keyring under this server's address (keyring set servanda URL).",
    ),
    click.option(
        "--key-variable",
        metavar="NAME",
        default=KEY_VARIABLE,
        show_default=True,
        help="The variable of the environment that holds the key.",
    ),
    click.option(
        "--batch-out",
        metavar="FILE",
        help="Write the questions as a batch file (JSON lines) instead of asking them; - is standard output.",
    ),
    click.option(
        "--batch-in",
        metavar="FILE",
        multiple=True,
        help="Take in the answers to such a file; can be given more than once.",
    ),
    click.option(
        "--ask-for",
        type=click.Choice(_KINDS),
        multiple=True,
        metavar="KIND",
        help="Ask the model only for claims of this kind; can be given more than once.",
    ),
    click.option("--seed", type=int, default=0, show_default=True, help="The seed that is sent."),
    click.option(
        "--max-answer",
        type=click.IntRange(64, 1 << 17),
        default=4096,
        show_default=True,
        metavar="TOKENS",
        help="How long one answer may be.",
    ),
    click.option(
        "--max-tokens",
        type=click.IntRange(min=1),
        metavar="TOKENS",
        help="Stop before more tokens than that are used, questions and answers together.",
    ),
    click.option(
        "--max-cost",
        type=click.FloatRange(min=0),
        metavar="MONEY",
        help="Stop before more money than that is spent, by --prices.",
    ),
    click.option(
        "--prices",
        type=(float, float),
        metavar="IN OUT",
        help="What a million tokens cost: of questions, and of answers.",
    ),
    click.option(
        "--at-once",
        type=click.IntRange(1, 64),
        default=2,
        show_default=True,
        help="How many questions are asked at once.",
    ),
    click.option(
        "--plain-json",
        is_flag=True,
        help="Do not ask for output by a JSON Schema; servers that do not know it are found out anyway.",
    ),
)


def second_reader(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a second reader; `function` gets them as one argument, `second`."""

    @functools.wraps(function)
    def wrapper(*args: Any, **given: Any) -> Any:
        chosen = SecondReader(**{f.name: given.pop(f.name) for f in fields(SecondReader)})
        chosen.prove()
        return function(*args, second=chosen, **given)

    for option in reversed(_OPTIONS):
        wrapper = option(wrapper)
    return wrapper
