"""Addition: a claim that a person added to a report, as the decision that adds it keeps it.

It is plain data in the decision's value, so it leaves one record for another with the decision. The
claim is made of it anew wherever the report is read: at the same places where the text is the same,
and where it is another, at the very words, as long as each of them stands there once.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from servanda.errors import EvidenceError, UsageError
from servanda.model.amendment import read_edtf, read_evidence, time_field, write_evidence
from servanda.model.claim import BODIES, Body, Claim
from servanda.model.decision import Action, Decision
from servanda.model.evidence import Evidence
from servanda.model.ids import ClaimId
from servanda.model.serialization import body_from_plain, body_to_plain, misfit
from servanda.model.time import TimeRef

__all__ = ["ADDED", "Addition", "claims_added", "is_added"]


ADDED = "person"
"""Who proposed a claim that a person added; with the kind, it is the claim's rule."""

_PARTS = frozenset({"source", "report", "body", "evidence", "times"})


def is_added(claim: Claim) -> bool:
    """Whether a person added a claim, and no reader found it."""
    return claim.rule == f"{ADDED}.{claim.kind}"


@dataclass(frozen=True, slots=True)
class Addition:
    """What a person adds: `source` is the report's name, `report` its id, the first evidence tells most.

    A time stands in the body where the words give it, and in `times`, as pairs of a field and a time in
    EDTF, where the person does.
    """

    source: str
    report: str
    body: Body
    evidence: tuple[Evidence, ...]
    times: tuple[tuple[str, str], ...] = ()

    @property
    def claim(self) -> Claim:
        """The claim that it adds; a person's word is sure."""
        rule = f"{ADDED}.{self.body.kind}"
        return Claim.make(self.report, self.body, self.evidence, rule=rule, confidence=1.0)

    def to_value(self) -> dict[str, Any]:
        """Write it as the value of a decision."""
        return {
            "source": self.source,
            "report": self.report,
            "body": body_to_plain(self.body),
            "evidence": write_evidence(self.evidence),
            "times": dict(self.times),
        }

    @classmethod
    def of(cls, word: Decision) -> Addition:
        """Read what a decision adds. Raises UsageError where that is no claim."""
        value = word.value
        if word.action is not Action.ADD or not isinstance(value, Mapping):
            raise UsageError(word.id, "it adds no claim")
        if set(value) != _PARTS:
            raise UsageError(word.id, f"an addition has {', '.join(sorted(_PARTS))}")
        source, report, times = value["source"], value["report"], value["times"]
        if not isinstance(source, str) or not isinstance(report, str):
            raise UsageError(word.id, "it does not name the report that it adds to")
        body = _body(word.id, value["body"])
        if not isinstance(times, Mapping):
            raise UsageError(word.id, "its times are no object")
        for name, text in times.items():
            if not time_field(body.kind, name):
                raise UsageError(str(name), f"no time of a {body.kind} is called so")
            read_edtf(text)
        spans = read_evidence(value["evidence"], report)
        return cls(source, report, body, spans, tuple(sorted(times.items())))

    def verify(self, content: str) -> None:
        """Raise EvidenceError unless all its words, those of its times too, stand in the report's text."""
        for one in self.evidence:
            one.verify(content)
        for ref in _refs(self.body):
            Evidence(self.report, ref.start, ref.end, ref.text).verify(content)
            if not any(one.start <= ref.start and ref.end <= one.end for one in self.evidence):
                reason = f"“{ref.text}” stands outside of the words that the claim rests on"
                raise EvidenceError(self.report, reason)

    def placed(self, report: str, content: str) -> Addition | None:
        """Return it for the report that bears the name now; None where its words stand there no more.

        Words that another text has several times are left out, unless nothing would be left.
        """
        if report == self.report:
            return self
        moves = {
            one: at
            for one in self.evidence
            if (at := content.find(one.exact)) >= 0 and content.find(one.exact, at + 1) < 0
        }
        first = self.evidence[0]
        refs = {ref: _moved(ref, moves) for ref in _refs(self.body)}
        if first not in moves or None in refs.values():
            return None
        spans = tuple(
            Evidence(report, moves[one], moves[one] + len(one.exact), one.exact)
            for one in self.evidence
            if one in moves
        )
        times = {
            field.name: refs[value]
            for field in dataclasses.fields(self.body)
            if isinstance(value := getattr(self.body, field.name), TimeRef)
        }
        body = dataclasses.replace(self.body, **times)  # type: ignore[arg-type] # times for times
        return Addition(self.source, report, body, spans, self.times)


def _body(subject: str, plain: object) -> Body:
    kind = plain.get("kind") if isinstance(plain, Mapping) else None
    if not isinstance(plain, Mapping) or not isinstance(kind, str) or kind not in BODIES:
        raise UsageError(subject, f"no claim is of kind {kind!r}", ", ".join(BODIES))
    wrong = misfit(BODIES[kind], {key: value for key, value in plain.items() if key != "kind"})
    if wrong:
        raise UsageError(subject, f"this is not what a {kind} says: {wrong}")
    return body_from_plain(plain)


def _refs(body: Body) -> list[TimeRef]:
    values = (getattr(body, field.name) for field in dataclasses.fields(body))
    return [value for value in values if isinstance(value, TimeRef)]


def _moved(ref: TimeRef, moves: Mapping[Evidence, int]) -> TimeRef | None:
    """Return a time where it stands once the words around it have moved."""
    for one, at in moves.items():
        if one.start <= ref.start and ref.end <= one.end:
            shift = at - one.start
            return dataclasses.replace(ref, start=ref.start + shift, end=ref.end + shift)
    return None


def claims_added(words: Iterable[Decision], report: str, name: str, content: str) -> list[Claim]:
    """Return the claims that decisions add to the report that bears a name, each once."""
    found: dict[ClaimId, Claim] = {}
    for word in words:
        added = Addition.of(word)
        now = added.placed(report, content) if added.source == name else None
        if now is not None:
            found.setdefault(now.claim.id, now.claim)
    return list(found.values())
