"""The words of an entry's evidence, and the sentences that they are part of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servanda.cli.record_access import RecordAccess
    from servanda.model import Evidence

__all__ = ["sentence_at", "told_with", "with_confidence", "with_words"]


Row = dict[str, Any]

_WORD = re.compile(r"\w+")
# An empty line, or a full stop, closing marks, a blank, and what a sentence begins with.
_END = re.compile(r"\n\s*\n|[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9])")
# Before a full stop that does not end a sentence: initials, short titles, short months.
_SHORT = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|No|vs|Gen|Brig|Lt|Maj|Col|Capt|Cmdr|Adm|Sgt|Sen|Rep|Gov|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))$"
)


def sentence_at(text: str, start: int, end: int) -> str:
    """Return the sentence, or sentences, of `text` around `start..end`."""
    left, right = 0, len(text)
    for mark in _END.finditer(text):
        if mark.group()[0] == "." and _SHORT.search(text, max(0, mark.start() - 8), mark.start()):
            continue
        if mark.end() <= start:
            left = mark.end()
        elif mark.end() >= end:
            right = mark.end()
            break
    return text[left:right].strip()


def told_with(access: RecordAccess, rows: Iterable[Row], words: str) -> list[Row]:
    """Keep the rows whose evidence is in a sentence with all of `words`, in any case."""
    wanted = set(_WORD.findall(words.casefold()))
    return [row for row in rows if any(wanted <= _words(access, one) for one in access.told(row))]


def with_words(access: RecordAccess, rows: Iterable[Row]) -> list[Row]:
    """Give every row without evidence that of its claims."""
    return [
        row if row.get("evidence") else {**row, "evidence": [_plain(e) for e in access.told(row)]}
        for row in rows
    ]


def with_confidence(access: RecordAccess, rows: Iterable[Row]) -> list[Row]:
    """Give every row without a confidence that of its most certain claim."""
    rows = list(rows)
    if all("confidence" in row for row in rows):
        return rows
    known = {str(one.claim.id): one.claim.confidence for one in access.claims}
    found = []
    for row in rows:
        told = [known[str(one)] for one in row.get("claims") or () if str(one) in known]
        sure = {"confidence": max(told)} if told and "confidence" not in row else {}
        found.append({**row, **sure})
    return found


def _words(access: RecordAccess, one: Evidence) -> set[str]:
    text = access.texts[one.report]
    return set(_WORD.findall(sentence_at(text, one.start, one.end).casefold()))


def _plain(one: Evidence) -> Row:
    return {"start": one.start, "end": one.end, "exact": one.exact}
