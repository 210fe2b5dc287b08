"""Addition: a claim that a person added to a report, as the decision that adds it keeps it.

It is plain data in the decision's value, so it leaves one record for another with the decision. The
claim is made of it anew wherever the report is read: at the same places where the text is the same,
and where it is another, at the very words, as long as it is clear where each of them stands.
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
from servanda.model.quote_places import quote_place
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

    def placed(self, report: str, content: str, old: str = "") -> Addition | None:
        """Return it for the report that bears the name now; None where its words stand there no more.

        `old` is the text that it was made on, where it is at hand: it tells places apart. Words that
        surely stand nowhere are left out, but for the first and those that give a time.
        """
        if report == self.report:
            return self
        found = ((one, one.placed(report, content, old)) for one in self.evidence)
        moves = {one: now for one, now in found if now is not None}
        refs = {ref: _moved(ref, moves, content) for ref in _refs(self.body)}
        if self.evidence[0] not in moves or None in refs.values():
            return None
        times = {
            field.name: refs[value]
            for field in dataclasses.fields(self.body)
            if isinstance(value := getattr(self.body, field.name), TimeRef)
        }
        body = dataclasses.replace(self.body, **times)  # type: ignore[arg-type] # times for times
        return Addition(self.source, report, body, tuple(moves.values()), self.times)


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


def _moved(ref: TimeRef, moves: Mapping[Evidence, Evidence], content: str) -> TimeRef | None:
    """Return a time where it stands once the words around it have moved."""
    for one, now in moves.items():
        if one.start <= ref.start and ref.end <= one.end:
            start = now.start + ref.start - one.start
            end = start + ref.end - ref.start
            if content[start:end] == ref.text:
                return dataclasses.replace(ref, start=start, end=end)
            place = quote_place(now.exact, ref.text)
            if place is not None and now.exact[slice(*place)] == ref.text:
                start, end = (now.start + at for at in place)
                return dataclasses.replace(ref, start=start, end=end)
    return None


def claims_added(
    words: Iterable[Decision],
    report: str,
    name: str,
    content: str,
    old: Mapping[str, str] | None = None,
) -> list[Claim]:
    """Return the claims that decisions add to the report that bears a name, each once.

    `old` has the texts of earlier editions that are at hand, by the ids of their reports.
    """
    found: dict[ClaimId, Claim] = {}
    for word in words:
        added = Addition.of(word)
        now = None
        if added.source == name:
            now = added.placed(report, content, (old or {}).get(added.report, ""))
        if now is not None:
            found.setdefault(now.claim.id, now.claim)
    return list(found.values())
