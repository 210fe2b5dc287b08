"""Claims, texts and persons' words as JSON lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from servanda.export.contract_rows import (
    body_plain,
    claim_order,
    evidence_plain,
    line,
    report_plain,
)
from servanda.model import Report, ResolvedClaim, Undo, Word
from servanda.model.serialization import word_to_plain

__all__ = ["claims_jsonl", "decisions_jsonl", "texts_jsonl"]


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
    told: defaultdict[str, list[ResolvedClaim]] = defaultdict(list)
    for claim in claims:
        told[claim.claim.report].append(claim)
    for report in sorted(reports, key=lambda r: (r.name, r.id)):
        yield line(report_plain(report, copy_of=(copies or {}).get(report.name)))
        yield from _lines(told.pop(report.id, []))
    yield from _lines([claim for rest in told.values() for claim in rest])


def _lines(claims: list[ResolvedClaim]) -> Iterator[str]:
    for resolved in sorted(claims, key=claim_order):
        claim = resolved.claim
        yield line(
            {
                "kind": claim.kind,
                "id": claim.id,
                "report": resolved.source,
                "evidence": evidence_plain(claim.evidence),
                **body_plain(resolved),
                "rule": claim.rule,
                "confidence": claim.confidence,
                **_judged(resolved),
            }
        )


def _judged(resolved: ResolvedClaim) -> dict[str, object]:
    """Give the decisions that made a claim what it is, where there are any."""
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


# -- Persons' words as JSON lines: decisions, scores and grades, as another record can take t


def decisions_jsonl(words: Iterable[tuple[Word, Undo | None]]) -> Iterator[str]:
    """Write one line a word, in the order they were said, those taken back with who did so.

    `servanda import decisions` reads them; none of them depends on the record it came from.
    """
    order = sorted(words, key=lambda pair: (pair[0].at, pair[0].id))
    return (line(word_to_plain(word, undone)) for word, undone in order)


# -- Texts as JSON lines: every report's text as stored, the one that evidence counts its off


def texts_jsonl(reports: Iterable[Report]) -> Iterator[str]:
    """Write one line a report, by name: report, text, title, url, published. No line breaks at the end."""
    for report in sorted(reports, key=lambda r: (r.name, r.id)):
        when = report.dating.when
        yield line(
            {
                "report": report.name,
                "text": report.text.content,
                "title": report.title,
                "url": report.url,
                "published": when.to_json() if when else None,
            }
        )
