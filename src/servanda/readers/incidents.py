"""Incidents: acts of a state or its forces toward another, each told once with all its mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.model import Claim, Incident
from servanda.readers.base import reader
from servanda.readers.incident_found import Act, find_acts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servanda.readers.discourse import Discourse

__all__ = ["read_incidents"]


@reader("incident")
def read_incidents(discourse: Discourse) -> Iterator[Claim]:
    """Make one claim of each act done, with every sentence that tells of it as evidence."""
    parsed = discourse.parsed
    for act in _merged(list(find_acts(discourse))):
        spans = {s.index: s for s in [act.sentence, *act.more]}
        evidence = tuple(parsed.sentence_evidence(s) for s in spans.values())
        body = Incident(act.words, act.actor, act.target, act.place, act.when)
        confidence = (
            0.55
            + 0.1 * (act.when is not None)
            + 0.15 * (act.target is not None)
            + 0.1 * (len(spans) > 1)
        )
        yield Claim.make(
            parsed.report.id,
            body,
            evidence,
            rule=f"incident.{act.sort}",
            confidence=round(confidence, 2),
        )


def _merged(acts: list[Act]) -> list[Act]:
    found: list[Act] = []
    for act in sorted(acts, key=lambda a: (not a.sure, a.token.i)):
        home = next((f for f in reversed(found) if _same(f, act)), None)
        if home is not None:
            home.more.append(act.sentence)
            if home.when is None or (
                act.when is not None and act.when.form == "day" and home.when.form != "day"
            ):
                home.when = act.when
            home.target = home.target or act.target
            home.place = home.place or act.place
        elif act.sure:
            found.append(act)
    return sorted(found, key=lambda a: a.token.i)


def _space(act: Act) -> str:
    """Return whether it came by air or by sea, where the words tell."""
    words = {t.lower_ for t in act.token.subtree}
    if act.sort != "intrusion" or {"airspace", "air"} & words:
        return "air" if act.sort == "intrusion" else ""
    return "sea" if {"waters", "sea"} & words else ""


def _same(first: Act, second: Act) -> bool:
    if first.sort != second.sort:
        return False
    if second.actor is not None and first.actor != second.actor:
        return False
    if {_space(first), _space(second)} == {"air", "sea"}:
        return False
    if first.target and second.target and first.target != second.target:
        return False
    if first.when is not None and second.when is not None:
        return (first.when.form, first.when.args) == (
            second.when.form,
            second.when.args,
        ) or first.when.form != second.when.form
    return True
