"""Amendments: another value for one field of a claim, checked against what the field can hold.

Values are plain JSON data. A time is given in EDTF (a day, month or year, an interval with `..`
for an open side, or a one-of set) and takes the place of the days that the words come to; the
words and their time expression stay as they are. The field `evidence`, which every kind has, says on
which other words of its report a claim rests: it is anchored anew.
"""

from __future__ import annotations

import dataclasses
import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

from servanda.errors import UsageError
from servanda.model.claim import BODIES, Body, Claim
from servanda.model.evidence import Evidence
from servanda.model.serialization import field_types, from_plain, misfit, options, to_plain
from servanda.model.time import Basis, Precision, TimeRef, When

__all__ = [
    "EVIDENCE",
    "amendable",
    "amended",
    "anchored_anew",
    "check_amendment",
    "read_edtf",
    "read_evidence",
    "time_field",
    "write_evidence",
]


EVIDENCE = "evidence"
"""The field of an amendment that anchors a claim anew."""

_PART = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def amendable(kind: str) -> tuple[str, ...]:
    """List the fields of a kind of claim that can be amended. Raises UsageError for no kind."""
    return tuple(_fields(kind))


def time_field(kind: str, field: str) -> bool:
    """Whether a field of a kind of claim holds a time."""
    return TimeRef in options(_fields(kind).get(field))


def check_amendment(kind: str, field: str, value: Any) -> None:
    """Raise UsageError unless `field` of a claim of `kind` can hold `value`."""
    hint = _fields(kind).get(field)
    if field == EVIDENCE:
        read_evidence(value)
        return
    if hint is None:
        fields = ", ".join((*amendable(kind), EVIDENCE))
        raise UsageError(field, f"no {kind} has such a field", f"it has {fields}")
    if TimeRef in options(hint):
        if value is not None:
            read_edtf(value)
        return
    wanted = misfit(hint, value)
    if wanted:
        raise UsageError(f"{field}={value!r}", f"this is not a value for it: {wanted}")


def amended(body: Body, field: str, value: Any) -> Body:
    """Return a claim's body with another value in `field`, times aside.

    Raises UsageError where the field cannot hold it.
    """
    check_amendment(body.kind, field, value)
    if time_field(body.kind, field):
        return body
    given = from_plain(_fields(body.kind)[field], value)
    return dataclasses.replace(body, **{field: given})


def write_evidence(spans: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Write evidence as the value of a decision, with the report it is of."""
    return [to_plain(one) for one in spans]


def read_evidence(value: object, report: str | None = None) -> tuple[Evidence, ...]:
    """Read evidence from the value of a decision.

    Raises UsageError where it is none, or is not all of `report`, or of one report.
    """
    wanted = tuple[Evidence, ...]
    wrong = misfit(wanted, value) or ("" if value else "a list that is not empty")
    if wrong:
        raise UsageError(EVIDENCE, f"this is not a value for it: {wrong}")
    spans: tuple[Evidence, ...] = from_plain(wanted, value)
    mine = report or spans[0].report
    if any(one.report != mine for one in spans):
        raise UsageError(EVIDENCE, "its words are of another report than the claim")
    return spans


def anchored_anew(claim: Claim, value: object) -> Claim | None:
    """Return a claim that rests on other words; None where they are words of a text that is not its own."""
    spans = read_evidence(value)
    if spans[0].report != claim.report:
        return None
    return dataclasses.replace(claim, evidence=spans)


def read_edtf(text: object) -> When:
    """Read a time that a person gave. Raises UsageError where it is no EDTF that we write.

    Its basis is what a person stated.
    """
    if not isinstance(text, str):
        raise UsageError(str(text), "a time is written as EDTF", _SUCH_AS)
    try:
        return _edtf(text.strip())
    except ValueError:
        raise UsageError(text, "this is not a time in EDTF", _SUCH_AS) from None


_SUCH_AS = "write 2025-03-31, 2025-03, 2025, 2025-01-01/2025-03-31, ../2025-03-31"


def _edtf(text: str) -> When:
    if text.startswith("[") and text.endswith("]"):
        days = tuple(date.fromisoformat(one.strip()) for one in text[1:-1].split(","))
        return When.one_of(days, basis=Basis.STATED)
    approximate = text.endswith("~")
    text = text.rstrip("~")
    if "/" in text:
        left, _, right = text.partition("/")
        first = None if left == ".." else _span(left)[0]
        last = None if right == ".." else _span(right)[1]
        if first is None and last is None:
            raise ValueError(text)
        return When.between(first, last, basis=Basis.STATED, approximate=approximate)
    first, last = _span(text)
    precision = {4: Precision.YEAR, 7: Precision.MONTH}.get(len(text), Precision.DAY)
    return When.between(first, last, precision, Basis.STATED, approximate=approximate)


def _span(text: str) -> tuple[date, date]:
    """Return the first and last day of a year, a month or a day."""
    match = _PART.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or year < 1:
        raise ValueError(text)
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        first = date(year, month, 1)
        return first, first.replace(day=monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def _fields(kind: str) -> dict[str, Any]:
    if kind not in BODIES:
        raise UsageError(kind, "there is no such kind of claim", ", ".join(BODIES))
    return field_types(BODIES[kind])
