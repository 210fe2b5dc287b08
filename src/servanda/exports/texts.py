"""Texts as JSON lines: every report's text as stored, the one that evidence counts its offsets in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servanda.exports.plain import line
from servanda.model import Report

__all__ = ["texts_jsonl"]


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
