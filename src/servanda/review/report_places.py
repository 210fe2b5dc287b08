"""Places in a report as a person names them: offsets, or the words themselves; always verbatim evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from servanda.errors import EvidenceError, UsageError
from servanda.model import Evidence, Report
from servanda.second_reader.quotation_finder import QuotationFinder, folded

__all__ = ["evidence_at", "evidence_of", "evidence_seen"]


_SPAN = re.compile(r"\s*(\d{1,9})\s*[-–]\s*(\d{1,9})\s*")
_SUCH_AS = (
    "write START-END, offsets of characters as why shows them, or words that stand there once"
)


def evidence_of(report: Report, text: str) -> tuple[Evidence, ...]:
    """Read places as people write them: `120-180`, `120-180,240-260`, or the very words, once in the text.

    White space, quotation marks and dashes of words may be of another sort; the evidence has those of the
    report. Raises UsageError where nothing is named, or it does not stand there.
    """
    parts = [_SPAN.fullmatch(part) for part in text.split(",")]
    spans = [(int(one[1]), int(one[2])) for one in parts if one is not None]
    if len(spans) == len(parts):
        return evidence_at(report, spans)
    content = report.text.content
    finder = QuotationFinder(content, report.text.blocks)
    found = list(finder.places(text))
    if not folded(text):
        raise UsageError("evidence", "no words are named", _SUCH_AS)
    if not found:
        raise UsageError(report.name, f"“{_short(text)}” does not stand in its text", _SUCH_AS)
    if len(found) > 1:
        where = ", ".join(f"{start}-{end}" for start, end in found[:5])
        reason = f"“{_short(text)}” stands at {len(found)} places"
        raise UsageError(report.name, reason, f"name more words, or one of {where}")
    return evidence_at(report, found)


def evidence_at(report: Report, spans: Iterable[tuple[int, int]]) -> tuple[Evidence, ...]:
    """Cut evidence out of a report, each place once. Raises UsageError where there are no words."""
    content = report.text.content
    try:
        found = [Evidence.of(report.id, content, start, end) for start, end in spans]
    except EvidenceError as error:
        raise UsageError(report.name, error.reason, _SUCH_AS) from None
    return tuple(dict.fromkeys(found))


def evidence_seen(report: Report, start: int, end: int, words: str) -> tuple[Evidence, ...]:
    """Cut out what somebody selected on a page: at the offsets, where the words seen stand there.

    Else the words decide, which the offsets of a browser may have missed. Raises UsageError.
    """
    content = report.text.content
    if not folded(words) or folded(content[start:end]) == folded(words):
        return evidence_at(report, [(start, end)])
    finder = QuotationFinder(content, report.text.blocks)
    found = sorted(finder.places(words), key=lambda place: abs(place[0] - start))
    return evidence_at(report, found[:1]) if found else evidence_of(report, words)


def _short(text: str) -> str:
    words = folded(text)
    return words if len(words) <= 60 else f"{words[:57]}…"
