"""Second opinion: what a language model answered about a report, and what became of its proposals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from servanda.model.ids import digest

__all__ = ["Answer", "Outcome", "Proposed"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered about a report: of which kind, to which prompt, in which words, at what cost.

    `report` is the report's id; tokens are as the model's server counted them, 0 where it did not.
    `cut` says that the model stopped before it was done.
    """

    report: str
    kind: str
    model: str
    prompt: str
    content: str
    tokens_in: int = 0
    tokens_out: int = 0
    cut: bool = False

    @property
    def id(self) -> str:
        """The hash of who answered what to which question about which report."""
        return digest("an", self.report, self.kind, self.model, self.prompt, self.content)

    @property
    def proposer(self) -> str:
        """Who proposes: the model and the prompt's hash, as the rule of a claim names them."""
        return f"{self.model}, prompt {self.prompt}"


class Outcome(StrEnum):
    """What became of a proposal."""

    CLAIM = "claim"  # it is a claim of its own
    AGREES = "agrees"  # it says what another claim says
    DIFFERS = "differs"  # it says otherwise of the same words: for a person to decide
    REFUSED = "refused"
    NOTHING = "nothing"  # the answer proposes nothing


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal with what became of it, as a record keeps it.

    `answer` is the id of the answer and `number` the place in it. `claim` is the id of the claim that it
    became, agrees with or differs from; `cells` are as the model wrote them, `quoted` its first quotation,
    `start` and `end` where that stands, if it does. `detail` says in which cells it differs, or why it
    was refused, on what `ground`.
    """

    report: str
    answer: str
    number: int
    kind: str
    model: str
    prompt: str
    quoted: str
    cells: Mapping[str, Any]
    start: int | None
    end: int | None
    outcome: Outcome
    ground: str = ""
    detail: str = ""
    claim: str = ""
