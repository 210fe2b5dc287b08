"""Claims, reports, texts and decisions as plain data with the keys of `docs/reference/formats.md`, and as JSON lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from servanda.export.json_lines import json_line
from servanda.model import (
    Assurance,
    Capability,
    Commitment,
    Consultation,
    DateMention,
    Evidence,
    Incident,
    Omission,
    Participant,
    Quote,
    Report,
    ResolvedClaim,
    Structure,
    Target,
    Tenure,
    Undo,
    When,
    Word,
)
from servanda.model.serialization import word_to_plain

__all__ = [
    "KINDS",
    "body_plain",
    "claim_order",
    "claims_jsonl",
    "decisions_jsonl",
    "evidence_plain",
    "report_plain",
    "texts_jsonl",
    "timex_value",
]


KINDS = (
    "consultation",
    "commitment",
    "assurance",
    "capability",
    "structure",
    "incident",
    "tenure",
    "omission",
    "quote",
    "date",
)
"""The kinds of claim in the order exports list them."""

Plain = dict[str, Any]
Times = Mapping[str, When]


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
        "published": _when(dating.when),
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


def body_plain(resolved: ResolvedClaim) -> Plain:
    """Render the keys of a claim's kind; a time that could not be resolved is None."""
    body = resolved.claim.body
    plain = _RENDERERS[body.kind](body, dict(resolved.times))
    if isinstance(body, DateMention):  # a value may be known where the days are not: "XXXX-05-03"
        plain["value"] = resolved.value("ref") or plain["value"]
    return plain


def _consultation(body: Consultation, times: Times) -> Plain:
    return {
        "form": body.form.value,
        "participants": [_participant(p) for p in body.participants],
        "parties": list(body.parties),
        "place": body.place,
        "country": body.country,
        "when": _when(times.get("when")),
        "status": body.status.value,
        "duration_minutes": body.duration_minutes,
        "margins_of": body.margins_of,
        "first": body.first,
    }


def _commitment(body: Commitment, times: Times) -> Plain:
    return {
        "obligors": list(body.obligors),
        "action": body.action,
        "object": body.object,
        "beneficiary": body.beneficiary,
        "due": _when(times.get("due")),
        "condition": body.condition,
        "modality": body.modality.value,
        "speaker": body.speaker,
        "target": _target(body.target),
        "made": _when(times.get("made")),
        "rescheduled": body.rescheduled,
    }


def _assurance(body: Assurance, _times: Times) -> Plain:
    return {
        "parties": list(body.parties),
        "speaker": body.speaker,
        "about": body.about,
        "wording": body.wording,
        "modality": body.modality.value,
    }


def _capability(body: Capability, times: Times) -> Plain:
    return {
        "name": body.name,
        "holder": body.holder,
        "quantity": body.quantity,
        "unit": body.unit,
        "range_km": body.range_km,
        "when": _when(times.get("when")),
        "price": body.price,
        "supplier": body.supplier,
    }


def _structure(body: Structure, times: Times) -> Plain:
    return {
        "unit": body.unit,
        "change": body.change,
        "when": _when(times.get("when")),
        "due": _when(times.get("due")),
        "status": body.status.value,
        "party": body.party,
    }


def _incident(body: Incident, times: Times) -> Plain:
    return {
        "actor": body.actor,
        "act": body.act,
        "target": body.target,
        "place": body.place,
        "when": _when(times.get("when")),
    }


def _tenure(body: Tenure, times: Times) -> Plain:
    return {
        "person": body.person,
        "office": body.office,
        "party": body.party,
        "since": _when(times.get("since")),
        "until": _when(times.get("until")),
        "former": body.former,
        "incoming": body.incoming,
    }


def _omission(body: Omission, _times: Times) -> Plain:
    return {"what": body.what, "sort": body.sort.value, "who": body.who}


def _quote(body: Quote, _times: Times) -> Plain:
    return {"speaker": body.speaker, "direct": body.direct, "words": body.words, "via": body.via}


def _date(body: DateMention, times: Times) -> Plain:
    when = times.get("ref") or times.get("when")
    return {
        "text": body.ref.text,
        "when": _when(when),
        "type": body.ref.type.value,
        "value": timex_value(when),
        "basis": when.basis.value if when else "unknown",
    }


_RENDERERS: dict[str, Callable[[Any, Times], Plain]] = {
    Consultation.kind: _consultation,
    Commitment.kind: _commitment,
    Assurance.kind: _assurance,
    Capability.kind: _capability,
    Structure.kind: _structure,
    Incident.kind: _incident,
    Tenure.kind: _tenure,
    Omission.kind: _omission,
    Quote.kind: _quote,
    DateMention.kind: _date,
}


def timex_value(when: When | None) -> str | None:
    """Write a resolved time as a TIMEX3 value: a day, month or year; None where it is none of them."""
    if when is None or when.candidates:
        return None
    text = when.edtf.rstrip("~")
    return None if "/" in text else text.replace("X", "")


def _when(when: When | None) -> dict[str, str | None] | None:
    return when.to_json() if when is not None else None


def _participant(person: Participant) -> Plain:
    return {"name": person.name, "office": person.office, "party": person.party}


def _target(target: Target | None) -> Plain | None:
    return None if target is None else {"quantity": target.quantity, "unit": target.unit}


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
                **body_plain(resolved),
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
        when = report.dating.when
        yield json_line(
            {
                "report": report.name,
                "text": report.text.content,
                "title": report.title,
                "url": report.url,
                "published": when.to_json() if when else None,
            }
        )
