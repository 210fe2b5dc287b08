"""Evidence as W3C Web Annotations: every claim points at its words in a way that other programs resolve.

A target is the report's text as stored (`servanda export texts`), named by its hash; the page that
it was taken from stands under `via`. Offsets count Unicode characters, as the model asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from servanda.analysis.descriptions import claim_line
from servanda.export.atom import urn
from servanda.export.json_lines import json_line
from servanda.export.safe_text import instant
from servanda.export.scope import Scope
from servanda.model import Report, ResolvedClaim

__all__ = ["CONTEXT", "annotations_jsonl", "annotations_page", "text_urn"]


CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def text_urn(report: Report) -> str:
    """Name a report's text: the same text has the same name in every record."""
    return urn(f"text {report.sha256}")


def annotations_jsonl(scope: Scope) -> Iterator[str]:
    """Write one annotation a line, each with its context, without line breaks."""
    return (json_line({"@context": CONTEXT, **each}) for each in _annotations(scope))


def annotations_page(scope: Scope) -> Iterator[str]:
    """Write all annotations as one AnnotationPage."""
    head = json_line({"@context": CONTEXT, "id": urn("annotations"), "type": "AnnotationPage"})
    yield head[:-1] + ',"items":['
    for count, each in enumerate(_annotations(scope)):
        yield ("," if count else "") + "\n" + json_line(each)
    yield "\n]}\n"


def _annotations(scope: Scope) -> Iterator[dict[str, Any]]:
    reports = {report.id: report for report in scope.every_report}
    for one in scope.claims:
        report = reports.get(one.claim.report)
        if report is not None:
            yield _annotation(scope, one, report)


def _annotation(scope: Scope, one: ResolvedClaim, report: Report) -> dict[str, Any]:
    claim = one.claim
    source: dict[str, Any] = {
        "id": text_urn(report),
        "type": "Text",
        "format": "text/plain",
        "name": report.name,
    }
    if report.language:
        source["language"] = report.language
    if report.url and report.url.startswith(("http://", "https://")):
        source["via"] = report.url
    return {
        "id": urn(f"annotation {claim.id}"),
        "type": "Annotation",
        "motivation": "describing",
        "created": instant(scope.first_learnt((report.name,))),
        "generator": {"type": "Software", "name": "servanda"},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": claim.kind},
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "text/plain",
                "value": claim_line(one),
            },
            {"type": "TextualBody", "purpose": "identifying", "value": claim.id},
        ],
        "target": [
            {
                "type": "SpecificResource",
                "source": source,
                "selector": evidence.selectors(report.text.content),
            }
            for evidence in claim.evidence
        ],
    }
