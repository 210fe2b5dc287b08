"""The words of an entry's evidence, and the sentences that they are part of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servanda.cli.record_access import RecordAccess
    from servanda.model import Evidence, ResolvedClaim

__all__ = ["sentence_at", "told_with", "with_words"]


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


def told_with(access: RecordAccess, rows: Sequence[Row], words: str) -> list[Row]:
    """Keep the rows with a claim in whose sentence all of `words` occur, whole and in any case."""
    wanted = set(_WORD.findall(words.casefold()))
    claims = access.named_in(rows)
    texts = access.texts_of(claims.values())

    def said(one: Evidence) -> set[str]:
        return set(_WORD.findall(sentence_at(texts[one.report], one.start, one.end).casefold()))

    return [row for row in rows if any(wanted <= said(one) for one in _evidence(row, claims))]


def with_words(access: RecordAccess, rows: Sequence[Row]) -> list[Row]:
    """Give every row without evidence that of its claims."""
    claims = access.named_in(row for row in rows if not row.get("evidence"))
    return [
        row
        if row.get("evidence")
        else {**row, "evidence": [_plain(one) for one in _evidence(row, claims)]}
        for row in rows
    ]


def _evidence(row: Row, claims: Mapping[str, ResolvedClaim]) -> Iterator[Evidence]:
    """Go through the evidence of all claims that a row rests on."""
    for one in dict.fromkeys((row.get("id"), *(row.get("claims") or ()))):
        if str(one) in claims:
            yield from claims[str(one)].claim.evidence


def _plain(one: Evidence) -> Row:
    return {"start": one.start, "end": one.end, "exact": one.exact}
