"""Where claims are lost: `python -m eval.strangers --losses` lays it out kind by kind.

A missed item is one of a report that is set aside, one at whose sentences nothing is told, or one whose
sentences are told by claims that stand for other items. An extra claim tells of a sentence that tells
nothing of its kind, or stands beside the claim that the item got; both by rule and by model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from eval.keyed_reports import KeyedReport, plain_claims
from eval.matching import anchors
from eval.pairing import pair
from eval.score import KINDS

if TYPE_CHECKING:
    from servanda.model import Claim

__all__ = ["COLUMNS", "losses", "table"]

COLUMNS = (
    "items",
    "right by rule",
    "right by model",
    "missed: set aside",
    "missed: nothing told",
    "missed: told as another",
    "extra: told nothing, rule",
    "extra: told nothing, model",
    "extra: told twice, rule",
    "extra: told twice, model",
)
_PROMISES = ("commitment", "assurance")
_LEFT_OUT = ("tenure", "date", "quote")  # paired by name and by words, not by sentence


def losses(kind: str, report: KeyedReport, claims: Iterable[Claim]) -> Counter[str]:
    """Count what became of the items and the claims of one kind in one report."""
    kinds = _PROMISES if kind == "commitment" else (kind,)
    own = [claim for claim in claims if claim.kind in kinds]
    items: list[dict[str, Any]] = report.key.get(KINDS[kind]) or []
    rows = plain_claims(report, own)
    text = report.located
    pairs = pair(kind, items, rows, text)
    wanted = [
        text.sentences([s for a in anchors(item) for s in text.all(a)], between=False)
        for item in items
    ]
    told = [
        text.sentences([(e["start"], e["end"]) for e in row["evidence"]], between=True)
        for row in rows
    ]
    found = Counter({"items": len(items)})
    matched, used = {p.item for p in pairs}, {p.claim for p in pairs}
    for number, places in enumerate(wanted):
        if number in matched:
            continue
        elsewhere = any(places & spot for spot in told)
        why = "told as another" if elsewhere else "nothing told"
        found[f"missed: {why if report.relevant else 'set aside'}"] += 1
    for number, claim in enumerate(own):
        by = "model" if claim.rule.startswith("detector.") else "rule"
        if number in used:
            found[f"right by {by}"] += 1
        else:
            twice = any(places & told[number] for places in wanted)
            found[f"extra: told {'twice' if twice else 'nothing'}, {by}"] += 1
    return found


def table(reports: Sequence[KeyedReport], read: Callable[[KeyedReport], Iterable[Claim]]) -> str:
    """Lay out what became of items and claims, a column for each kind."""
    kinds = [kind for kind in KINDS if kind not in _LEFT_OUT]
    totals = {kind: Counter[str]() for kind in kinds}
    for report in reports:
        claims = list(read(report))
        for kind in kinds:
            totals[kind].update(losses(kind, report, claims))
    lines = [f"{'':28}" + " ".join(f"{kind:>12}" for kind in kinds)]
    lines += [
        f"{column:28}" + " ".join(f"{totals[kind][column]:12}" for kind in kinds)
        for column in COLUMNS
    ]
    return "\n".join(lines)
