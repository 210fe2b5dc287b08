"""Explaining: what was looked at in a report, as plain rows: each candidate, what proposed it, what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servanda.model import Report
    from servanda.pipeline import Explained

__all__ = ["candidate_rows", "explain_stored"]


Row = dict[str, Any]


def candidate_rows(one: Explained) -> Iterator[Row]:
    """Write the candidates of a report as rows, in the order of its text."""
    content = one.report.text.content
    for candidate in one.candidates:
        yield {
            "report": one.report.name,
            "kind": candidate.kind,
            "start": candidate.start,
            "end": candidate.end,
            "text": content[candidate.start : candidate.end],
            "proposed_by": candidate.proposed_by,
            "score": candidate.score,
            "threshold": candidate.threshold,
            "counted": [{"feature": name, "weight": added} for name, added in candidate.counted],
            "outcome": candidate.outcome,
        }


def explain_stored(reports: Iterable[Report]) -> Iterator[list[Row]]:
    """Read reports of a record again, and give the candidates of each.

    Each bears the date that its own words gave it, as it was read. A worker can do this: what comes out
    is plain data. Raises ParserError where the language model is missing.
    """
    from servanda.extraction import explain_parsed
    from servanda.parsing.document import parse
    from servanda.pipeline import Explained

    for report in reports:
        parsed = parse(report)
        parsed.report = replace(parsed.report, dating=report.dating)
        because, candidates = explain_parsed(parsed)
        yield list(candidate_rows(Explained(report, because, tuple(candidates))))
