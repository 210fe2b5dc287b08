"""Claims made by hand for tests: invented states (NR, SM, AL), persons and reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from servanda.model import (
    Basis,
    Block,
    BlockKind,
    Body,
    Capability,
    Claim,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Dating,
    Evidence,
    Incident,
    Modality,
    Participant,
    Report,
    ResolvedClaim,
    Structure,
    StructureStatus,
    Tenure,
    Text,
    When,
    digest,
    sha256_text,
)
from servanda.resolution import Resolution
from servanda.resolution.resolve import resolve_claims

T = TypeVar("T")


def orders(items: Sequence[T]) -> Iterator[list[T]]:
    """Go through several orders of `items`: backwards, turned, and shuffled in a fixed way."""
    yield list(items)[::-1]
    for turn in range(1, min(len(items), 4)):
        yield [*items[turn:], *items[:turn]]
    for salt in range(4):
        yield sorted(items, key=lambda item: digest("o", salt, repr(item)))


def resolved_in_any_order(*claims: ResolvedClaim) -> Resolution:
    """Resolve claims; whatever order they come in, the result is one."""
    found = resolve_claims(claims)
    for order in orders(claims):
        assert resolve_claims(order) == found
    return found


def reports_by_entity(kind: str, *claims: ResolvedClaim) -> list[tuple[str, ...]]:
    """Resolve claims in any order; give the names of the reports of each entity of a kind."""
    return sorted(entity.reports for entity in resolved_in_any_order(*claims).of(kind))


def day(iso: str) -> When:
    """Make the interval of one day."""
    return When.on(date.fromisoformat(iso))


def span(first: str | None, last: str | None) -> When:
    """Make an interval from its first and last day."""
    return When.between(
        date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None
    )


def report(name: str, text: str = "", published: str | None = None, **more: Any) -> Report:
    """Make a report with one block of body."""
    words = text or f"Report {name}."
    sha = sha256_text(words)
    identity = digest("r", name, "")  # as `resolved` has it, which knows no text
    dating = Dating(day(published), Basis.STATED, ("given",)) if published else Dating()
    blocks = (Block(0, len(words), BlockKind.BODY),)
    return Report(
        identity, name, sha, name, Text(identity, words, blocks), more.pop("dating", dating), **more
    )


def resolved(
    source: str,
    body: Body,
    words: str = "these words",
    *,
    published: str | None = None,
    story: str = "",
    at: int = 0,
    **times: When | None,
) -> ResolvedClaim:
    """Make a resolved claim of the report `source` whose evidence is `words` at offset `at`."""
    identity = digest("r", source, "")
    evidence = (Evidence(identity, at, at + len(words), words),)
    claim = Claim.make(identity, body, evidence, rule="test", confidence=0.9)
    known = tuple((slot, when) for slot, when in times.items() if when is not None)
    return ResolvedClaim(claim, source, day(published) if published else None, known, story)


def talks(
    source: str,
    people: str,
    *,
    form: str = "meeting",
    status: str = "held",
    when: When | None = None,
    place: str | None = None,
    parties: tuple[str, ...] = (),
    **more: Any,
) -> ResolvedClaim:
    """Make a consultation; `people` is "Name/PARTY/office; Name/PARTY"."""
    found = []
    for one in filter(None, (p.strip() for p in people.split(";"))):
        name, party, office = (*one.split("/"), None, None)[:3]
        found.append(Participant(name or "", office, party))
    states = parties or tuple(sorted({p.party for p in found if p.party}))
    body = Consultation(
        ConsultationForm(form),
        ConsultationStatus(status),
        tuple(found),
        states,
        place,
        **more.pop("body", {}),
    )
    return resolved(source, body, when=when, **more)


def promise(
    source: str,
    obligors: str,
    action: str,
    entity: str,
    *,
    modality: str = "plans",
    due: When | None = None,
    **more: Any,
) -> ResolvedClaim:
    """Make a commitment; `obligors` are codes with spaces between."""
    body = Commitment(
        tuple(obligors.split()), action, entity, Modality(modality), **more.pop("body", {})
    )
    return resolved(source, body, due=due, **more)


def holds_office(
    source: str, person: str, office: str, party: str | None = None, **more: Any
) -> ResolvedClaim:
    """Make a tenure."""
    return resolved(source, Tenure(person, office, party, **more.pop("body", {})), **more)


def unit(
    source: str, name: str, change: str, status: str = "planned", **more: Any
) -> ResolvedClaim:
    """Make a structure."""
    body = Structure(name, change, StructureStatus(status), **more.pop("body", {}))
    return resolved(source, body, **more)


def act(
    source: str, actor: str | None, target: str | None, what: str, **more: Any
) -> ResolvedClaim:
    """Make an incident."""
    return resolved(source, Incident(what, actor, target, **more.pop("body", {})), **more)


def arms(source: str, name: str, holder: str, **more: Any) -> ResolvedClaim:
    """Make a capability."""
    return resolved(source, Capability(name, holder, **more.pop("body", {})), **more)
