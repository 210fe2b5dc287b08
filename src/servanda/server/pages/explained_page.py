"""How a report was read: what proposed each claim and what counted for it, and the candidates that were stopped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from servanda.data_tables import rows
from servanda.model.addition import is_added
from servanda.pipeline import READER
from servanda.server.kind_words import KIND_WORDS
from servanda.server.page_templates import page
from servanda.server.pages.claim_rows import ClaimRow
from servanda.server.pages.report_page import found_report, report_head, rows_of
from servanda.server.visit import Looking

__all__ = ["Believed", "Candidate", "believed", "candidates", "router", "told_feature"]


router = APIRouter()
_KINDS = {"promise": ("commitment", "assurance")}  # the detector's kinds that are several of ours


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that might have told something: what proposed them, what counted, what became of them."""

    kind: str
    start: int
    end: int
    words: str
    proposed_by: str
    score: float | None
    threshold: float | None
    counted: tuple[tuple[str, float], ...]
    outcome: str

    @property
    def label(self) -> str:
        """The kind in words."""
        return KIND_WORDS.get(self.kind, self.kind)

    @property
    def stopped(self) -> bool:
        """Whether nothing came of it."""
        return self.outcome.startswith("no claim")

    def tells(self, row: ClaimRow) -> bool:
        """Whether a claim may have come of it: one of its kind rests on its words."""
        first = row.claim.claim.evidence[0]
        inside = self.start <= first.start < self.end or first.start <= self.start < first.end
        return inside and row.kind in _KINDS.get(self.kind, (self.kind,))


@dataclass(frozen=True, slots=True)
class Believed:
    """A claim with the candidates that it came of; a person may have added it."""

    row: ClaimRow
    of: tuple[Candidate, ...]
    added: bool


def candidates(found: Iterable[Mapping[str, Any]]) -> list[Candidate]:
    """Read the rows of candidates, with what counted in words."""
    return [
        Candidate(
            one["kind"],
            one["start"],
            one["end"],
            one["text"],
            one["proposed_by"],
            one["score"],
            one["threshold"],
            tuple((told_feature(each["feature"]), each["weight"]) for each in one["counted"]),
            one["outcome"],
        )
        for one in found
    ]


def believed(claims: Iterable[ClaimRow], found: Sequence[Candidate]) -> list[Believed]:
    """Lay the candidates beside the claims that came of them; dates are left out."""
    return [
        Believed(
            row,
            tuple(one for one in found if not one.stopped and one.tells(row)),
            is_added(row.claim.claim),
        )
        for row in claims
        if row.kind != "date"
    ]


def told_feature(name: str) -> str:
    """Say in words what a feature is; one of an unknown sort is shown as it is."""
    sort, _, rest = name.partition(":")
    words = _feature_words().get(sort)
    rest = rest.replace("_", " ").replace("<<", "< <")
    return name if words is None else words.replace("{}", rest)


@cache
def _feature_words() -> Mapping[str, str]:
    return {one[0]: one[1] for one in rows("server", "feature_words")}


@router.get("/reports/{identity}/explained")
def show_explained(visit: Looking, identity: str, fragment: bool = False) -> HTMLResponse:
    """Draw how a report was read."""
    report = found_report(visit, identity)
    read = visit.desk.record.view(as_read=True, among=[report.id]).report(report.id)
    found = candidates(visit.desk.explainer.candidates(read))
    template = "explained_part.html.j2" if fragment else "report_explained.html.j2"
    return page(
        visit,
        template,
        **report_head(visit, report),
        believed=believed(rows_of(visit, report.id), found),
        stopped=[one for one in found if one.stopped],
        reader=READER,
        current=visit.desk.record.knows(report.id, READER),
        tab="explained",
    )
