"""What decisions on a claim make of it, and of its cells, as a view shows them. Pure."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from servanda.errors import UsageError
from servanda.model.addition import Addition
from servanda.model.amendment import EVIDENCE, amended, anchored_anew, read_edtf, time_field
from servanda.model.claim import Claim, ResolvedClaim
from servanda.model.decision import Action, Concern, Decision
from servanda.model.ids import ClaimId
from servanda.model.time import When
from servanda.store.statement_cells import cells

__all__ = ["about_claims", "amendments", "applied", "restated"]


Row = Mapping[Any, Any]


def about_claims(decisions: Iterable[Decision]) -> dict[ClaimId, tuple[Decision, ...]]:
    """Sort the decisions on claims by claim, each claim's in the order they were made.

    Blind ones are left out: they are for comparison only.
    """
    found: defaultdict[ClaimId, list[Decision]] = defaultdict(list)
    for one in sorted(decisions, key=lambda d: (d.at, d.id)):
        if one.concern is Concern.CLAIM and not one.blind:
            for claim in one.targets:
                found[claim].append(one)
    return {claim: tuple(decided) for claim, decided in found.items()}


def applied(claim: ResolvedClaim, decisions: Sequence[Decision]) -> ResolvedClaim:
    """Return a claim as the decisions on it, in their order, make it.

    The decisions that hold are its `judged`; whether it was rejected, `ResolvedClaim.rejected` says.
    """
    added = [one for one in decisions if one.action is Action.ADD]
    fields = {one.field: one for one in decisions if one.action is Action.AMEND and one.field}
    verdicts = [one for one in decisions if one.action not in (Action.ADD, Action.AMEND)]
    read, times = claim.claim, dict(claim.times)
    reasons, values = list(claim.reasons), dict(claim.values)
    for name, text, one in _times_given(added):
        _retime(times, values, reasons, name, one, text)
    for name, one in list(fields.items()):
        changed = _amended(read, name, one)
        if changed is None:
            del fields[name]
            continue
        read = changed
        if name != EVIDENCE and time_field(read.kind, name):
            _retime(times, values, reasons, name, one, one.value)
    if verdicts and verdicts[-1].action is Action.ACCEPT:
        read = dataclasses.replace(read, confidence=1.0)
    held = [*added, *fields.values(), *verdicts[-1:]]
    return dataclasses.replace(
        claim,
        claim=read,
        times=tuple(times.items()),
        values=tuple(values.items()),
        reasons=tuple(reasons),
        judged=tuple(sorted(held, key=lambda d: (d.at, d.id))),
    )


def _times_given(added: Iterable[Decision]) -> Iterator[tuple[str, str, Decision]]:
    """Give the times that persons wrote when they added a claim."""
    for one in added:
        for name, text in Addition.of(one).times:
            yield name, text, one


def _amended(claim: Claim, name: str, one: Decision) -> Claim | None:
    """Return a claim with another value in a field; None where that says nothing to it.

    So it is with a field that claims of this version no longer have, and with words of an older text.
    """
    try:
        if name == EVIDENCE:
            return anchored_anew(claim, one.value)
        return dataclasses.replace(claim, body=amended(claim.body, name, one.value))
    except UsageError:
        return None


def amendments(claim: ResolvedClaim) -> tuple[Decision, ...]:
    """List the decisions that made a claim's cells what they are in a view: amendments, and additions."""
    return tuple(one for one in claim.judged if one.action in (Action.AMEND, Action.ADD))


def restated(
    rows: Iterable[Row],
    decided: Mapping[ClaimId, object],
    shown: Iterable[ResolvedClaim],
    *,
    subject: str | None,
    as_of: date | None,
) -> list[Row]:
    """Let the cells of judged claims follow from what these are now.

    `rows` are the statements as the claims were read, `decided` the claims decided on, `shown` those of
    them that a view shows. Cells of other subjects, or that are not so on `as_of`, are left out.
    """
    known = {one.claim.id: one for one in shown}
    as_read = {claim for claim, one in known.items() if not amendments(one)}
    found = [row for row in rows if row["claim_id"] not in decided or row["claim_id"] in as_read]
    for claim, one in known.items():
        if claim not in as_read:
            cells_now = (row for row in _cells(one) if subject in (None, row["subject"]))
            found += [row for row in cells_now if as_of is None or _is_so(row, as_of)]
    return found


def _is_so(row: Row, day: date) -> bool:
    start, end = row["valid_start"], row["valid_end"]
    return (start is None or start <= day) and (end is None or end > day)


def _cells(claim: ResolvedClaim) -> Iterator[dict[str, Any]]:
    """Give the cells of an amended claim, as rows of statements recorded when it was amended."""
    recorded = max(one.at for one in amendments(claim))
    for cell in cells(claim.claim, dict(claim.times), claim.published):
        yield {
            "id": cell.identity(claim.claim.id),
            "subject": cell.subject,
            "property": cell.property,
            "value": cell.value,
            "valid_start": cell.valid.start if cell.valid else None,
            "valid_end": cell.valid.end if cell.valid else None,
            "recorded": recorded,
            "superseded": None,
            "claim_id": claim.claim.id,
            "report": claim.claim.report,
            "place": claim.claim.evidence[0].start,
        }


def _retime(
    times: dict[str, When],
    values: dict[str, str],
    reasons: list[tuple[str, str]],
    name: str,
    one: Decision,
    text: Any,
) -> None:
    """Put the time that a person gave in the place of the one that the words come to."""
    times.pop(name, None)
    values.pop(name, None)
    if text is not None:
        times[name] = read_edtf(text)
    value = text or "not known"
    done = "given as" if one.action is Action.ADD else "amended to"
    tail = f": {one.reason}" if one.reason else ""
    reasons.append((name, f"{done} {value} by {one.author} on {one.at:%Y-%m-%d}{tail}"))
