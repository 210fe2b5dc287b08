"""Claims, reports, texts and decisions as plain data with the keys of `docs/reference/formats.md`, and as JSON lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from servanda.export.json_lines import json_line
from servanda.model import Evidence, Report, ResolvedClaim, Undo, Word
from servanda.model.claim_cells import CLAIM_KEYS, claim_cells
from servanda.model.serialization import plain_row, word_to_plain

__all__ = [
    "KINDS",
    "claim_order",
    "claims_jsonl",
    "decisions_jsonl",
    "evidence_plain",
    "report_plain",
    "texts_jsonl",
]


KINDS = tuple(CLAIM_KEYS)
"""The kinds of claim in the order exports list them."""

Plain = dict[str, Any]


def claim_order(resolved: ResolvedClaim) -> tuple[str, int, int, str]:
    """Return the sort key of a claim: its report's name, its kind, its first place in the text, its id."""
    claim = resolved.claim
    return resolved.source, KINDS.index(claim.kind), claim.evidence[0].start, claim.id


def evidence_plain(evidence: Iterable[Evidence]) -> list[Plain]:
    """Render evidence as `{"start", "end", "exact"}`, in the order given."""
    return [{"start": e.start, "end": e.end, "exact": e.exact} for e in evidence]


def report_plain(report: Report, *, copy_of: str | None = None) -> Plain:
    """Render what is known about a report; `copy_of` names the report whose text it repeats."""
    dating = report.dating
    return {
        "kind": "report",
        "report": report.name,
        "id": report.id,
        "published": plain_row(dating.when),
        "published_basis": dating.basis.value if dating.when else "unknown",
        "published_reasons": [*dating.reasons, *(f"in conflict: {c}" for c in dating.conflicts)],
        "title": report.title,
        "publisher": report.publisher,
        "wire": report.wire,
        "language": report.language,
        "relevant": report.relevant,
        "irrelevant_because": report.irrelevant_because,
        "copy_of": copy_of,
        "url": report.url,
    }


def claims_jsonl(
    reports: Iterable[Report],
    claims: Iterable[ResolvedClaim],
    *,
    copies: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Write one line a report, followed by a line for each of its claims.

    Reports come by name, claims by kind and place, whatever order they are given in.
    `copies` maps a report's name to the name of the report it repeats. Claims whose report is not
    among `reports` follow at the end. No line ends in a line break.
    """
    by_report: defaultdict[str, list[ResolvedClaim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.claim.report].append(claim)
    for report in sorted(reports, key=lambda r: (r.name, r.id)):
        yield json_line(report_plain(report, copy_of=(copies or {}).get(report.name)))
        yield from _lines(by_report.pop(report.id, []))
    yield from _lines([claim for rest in by_report.values() for claim in rest])


def _lines(claims: list[ResolvedClaim]) -> Iterator[str]:
    for resolved in sorted(claims, key=claim_order):
        claim = resolved.claim
        yield json_line(
            {
                "kind": claim.kind,
                "id": claim.id,
                "report": resolved.source,
                "evidence": evidence_plain(claim.evidence),
                **claim_cells(resolved),
                "rule": claim.rule,
                "confidence": claim.confidence,
                **_judged(resolved),
            }
        )


def _judged(resolved: ResolvedClaim) -> dict[str, object]:
    """Give the decisions that shaped a claim, where there are any."""
    if not resolved.judged:
        return {}
    return {
        "decisions": [
            {
                "id": one.id,
                "action": one.action.value,
                "field": one.field,
                "author": one.author,
                "at": one.at.isoformat(),
                "reason": one.reason,
            }
            for one in resolved.judged
        ]
    }


def decisions_jsonl(words: Iterable[tuple[Word, Undo | None]]) -> Iterator[str]:
    """Write one line a decision, score or grade, oldest first; what was undone says by whom.

    `servanda import decisions` reads them; no line depends on the record it came from.
    """
    order = sorted(words, key=lambda pair: (pair[0].at, pair[0].id))
    return (json_line(word_to_plain(word, undone)) for word, undone in order)


def texts_jsonl(reports: Iterable[Report]) -> Iterator[str]:
    """Write one line a report, by name: report, text, title, url, published. No line breaks at the end."""
    for report in sorted(reports, key=lambda r: (r.name, r.id)):
        yield json_line(
            {
                "report": report.name,
                "text": report.text.content,
                "title": report.title,
                "url": report.url,
                "published": plain_row(report.dating.when),
            }
        )
