"""Answers: the proposals in what a model wrote about one report and one kind.

Models wrap JSON in prose, fence it, or stop in the middle. What can be read is read, entry by entry;
an entry that is not whole is refused.
"""

from __future__ import annotations

import json
import math
import re
from json import JSONDecoder
from typing import Any

from servanda.model.second_opinion import Answer
from servanda.second_reader.gate_limits import limit
from servanda.second_reader.proposal import Ground, Proposal, Quotation, Refusal, Weighed

__all__ = ["clean_text", "proposals_of"]


_LISTED = re.compile(r'"claims"\s*:\s*\[')
_PAST = re.compile(r"[\s,]*")
_DECODER = JSONDecoder()
_LARGEST = 2**53  # whole numbers that JSON keeps exactly
_DIGITS = 40
_DEEPEST = 6  # levels of an entry; ours have three


def proposals_of(answer: Answer) -> tuple[list[Proposal], list[Weighed]]:
    """Return the proposals of an answer, and a refusal of each part of it that is none."""
    text = answer.content[: limit("answer")]
    match = _LISTED.search(text)
    if match is None:
        detail = "the answer was cut off" if answer.cut else "no list of claims in the answer"
        return [], [_unreadable(answer.kind, detail)]
    found: list[Proposal] = []
    refused: list[Weighed] = []
    at = match.end()
    while True:
        past = _PAST.match(text, at)
        at = past.end() if past else at
        if text[at : at + 1] == "]":
            break
        try:
            entry, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):  # a number may have too many digits
            refused.append(_unreadable(answer.kind, "the answer breaks off within an entry"))
            break
        proposal = _proposal(answer.kind, entry)
        if proposal is None:
            refused.append(_unreadable(answer.kind, f"no entry: {_short(entry)}"))
        else:
            found.append(proposal)
    return found, refused


def _proposal(kind: str, entry: Any) -> Proposal | None:
    entry = _plain(entry)
    if not isinstance(entry, dict):
        return None
    cells, quotations = entry.get("cells"), entry.get("quotations")
    if not isinstance(cells, dict) or not isinstance(quotations, list):
        return None
    made = [_quotation(one) for one in quotations]
    whole = tuple(one for one in made if one is not None)
    return Proposal(kind, cells, whole) if len(whole) == len(made) else None


def _plain(value: Any, depth: int = 0) -> Any:
    """Return a value that every database keeps: no controls, halves of pairs, infinities or depths."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _LARGEST:
        return str(value)[:_DIGITS]
    if isinstance(value, dict | list) and depth >= _DEEPEST:
        return "…"
    if isinstance(value, dict):
        return {clean_text(key): _plain(one, depth + 1) for key, one in value.items()}
    return [_plain(one, depth + 1) for one in value] if isinstance(value, list) else value


def clean_text(text: str) -> str:
    """Return a text without NUL characters and lone surrogates, which no database keeps."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


def _quotation(given: Any) -> Quotation | None:
    if isinstance(given, str):
        return Quotation(given)
    if not isinstance(given, dict):
        return None
    parts = [given.get(key) or "" for key in ("exact", "before", "after")]
    return Quotation(*parts) if all(isinstance(part, str) for part in parts) else None


def _unreadable(kind: str, detail: str) -> Weighed:
    return Weighed(Proposal(kind), refusal=Refusal(Ground.UNREADABLE, "", detail))


def _short(entry: Any) -> str:
    text = json.dumps(entry, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}…"
