"""Second reading: a report read by the rules and by what models answered about it, in one pass.

The same report and the same answers give the same claims; without answers, those of the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from servanda.errors import InputError
from servanda.model.second_opinion import Answer, Proposed
from servanda.second_reader.agreement import joined
from servanda.second_reader.answer import proposals_of

if TYPE_CHECKING:
    from servanda.model import Claim, Report
    from servanda.parsing.document import Parsed

__all__ = ["ReadAgain", "SecondReading", "read_again", "read_all", "read_twice"]

ReadAgain = tuple["Report", tuple[Answer, ...], bool]
"""A report, what was answered about it, and whether the rules read it too."""


@dataclass(frozen=True, slots=True)
class SecondReading:
    """A report with its claims by both readers, and what became of each proposal."""

    report: Report
    claims: tuple[Claim, ...]
    proposed: tuple[Proposed, ...]


def read_all(tasks: Iterable[ReadAgain]) -> Iterator[SecondReading | InputError]:
    """Read reports again in their order; what trips a reader comes out as an InputError in its place."""
    for report, answers, rules in tasks:
        try:
            yield read_again(report, answers, rules=rules)
        except RecursionError:
            reason = "what it says refers back and back again, too often to be followed"
            yield InputError(report.name, reason, "split it")


def read_again(report: Report, answers: Iterable[Answer], *, rules: bool = True) -> SecondReading:
    """Parse a report and read it twice; `rules` as for `read_twice`.

    `report` bears the date that its own words gave it. Raises ParserError where the language model
    is missing.
    """
    from servanda.parsing.document import parse

    parsed = parse(report)
    parsed.report = replace(parsed.report, dating=report.dating)
    return read_twice(report, parsed, answers, rules=rules)


def read_twice(
    report: Report, parsed: Parsed, answers: Iterable[Answer], *, rules: bool = True
) -> SecondReading:
    """Read a parsed report by the rules and by answers about it.

    Without `rules`, the kinds that models are asked for are taken from the answers alone.
    """
    from servanda.extraction import read_parsed
    from servanda.second_reader.gate import Gate
    from servanda.second_reader.reading_task import KINDS

    because, claims = read_parsed(parsed) if report.relevant else (report.irrelevant_because, ())
    if because is not None:
        report = replace(report, relevant=False, irrelevant_because=because)
    if not rules:
        claims = tuple(claim for claim in claims if claim.kind not in KINDS)
    gate = Gate(parsed, because)
    answered = []
    for answer in sorted(answers, key=lambda one: one.id):
        proposals, unreadable = proposals_of(answer)
        answered.append((answer, [*gate.weigh(proposals, answer.proposer), *unreadable]))
    both, proposed = joined(claims, answered)
    return SecondReading(report, both, proposed)
