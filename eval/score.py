"""Score claims against a key: `python -m eval.score --key K --claims C --texts T [--misses]`.

`K` is a key, one report a line; `C` what `servanda export claims` writes; `T` what
`servanda export texts` writes (`{"report", "text"}` a line), or a folder of `<id>.txt`.
For every kind: precision, recall, F1 and, over the pairs found, how far each field agrees.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from eval.dating import Dating
from eval.files import read_lines, read_texts
from eval.matching import Located, fold
from eval.pairing import Item, pair

__all__ = ["KINDS", "Result", "Tally", "as_commitment", "render", "repeats", "respelled", "score"]

# A kind of claim, and where a key lists its items.
KINDS = {
    "consultation": "consultations",
    "commitment": "commitments",
    "structure": "force_structure",
    "incident": "incidents",
    "capability": "capabilities",
    "tenure": "tenures",
    "omission": "negatives",
    "quote": "quotes",
    "date": "dates",
}
FEW = 5  # a kind with fewer items in the key is printed, but left out of the macro average


@dataclass(slots=True)
class Tally:
    """Counts of one kind, and the agreement of its pairs summed up field by field."""

    items: int = 0
    claims: int = 0
    pairs: int = 0
    fields: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    @property
    def precision(self) -> float:
        """The share of claims that stand for an item."""
        return self.pairs / self.claims if self.claims else 0.0

    @property
    def recall(self) -> float:
        """The share of items that a claim stands for."""
        return self.pairs / self.items if self.items else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.pairs / (self.claims + self.items) if self.claims + self.items else 0.0

    def accuracy(self) -> dict[str, float]:
        """Give the mean agreement of each field over the pairs."""
        return {name: sum(values) / len(values) for name, values in self.fields.items()}


@dataclass(slots=True)
class Result:
    """What a scoring found: a tally a kind, evidence that does not hold, misses and extras."""

    kinds: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})
    evidence: int = 0
    broken: int = 0
    judged: int = 0
    judged_right: int = 0
    dating: Dating = field(default_factory=Dating)
    remarks: list[str] = field(default_factory=list)

    @property
    def macro(self) -> float:
        """The mean F1 of the kinds with enough items."""
        values = [tally.f1 for tally in self.kinds.values() if tally.items >= FEW]
        return sum(values) / len(values) if values else 0.0

    @property
    def micro(self) -> float:
        """The F1 over all kinds counted together."""
        total = sum(tally.claims + tally.items for tally in self.kinds.values())
        return 2 * sum(tally.pairs for tally in self.kinds.values()) / total if total else 0.0

    def figures(self) -> dict[str, float]:
        """Name every figure that a gate may hold: all of them are better when higher."""
        found = {"macro_f1": self.macro, "micro_f1": self.micro}
        found["evidence_verbatim"] = 1 - self.broken / self.evidence if self.evidence else 0.0
        found["relevance"] = self.judged_right / self.judged if self.judged else 0.0
        found |= self.dating.figures()
        for kind, tally in self.kinds.items():
            found[f"{kind}.f1"] = tally.f1
            for name, value in tally.accuracy().items():
                found[f"{kind}.{name}"] = value
        return found


def score(
    key: Iterable[Item], claims: Iterable[Item], texts: Mapping[str, str], *, misses: bool = False
) -> Result:
    """Score claims against the reports of a key whose text is known.

    `texts` maps a report's id to its stored text. Claims of other reports do not count.
    """
    golds = {gold["id"]: gold for gold in key if gold["id"] in texts}
    by_report: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    result = Result()
    published: dict[str, Any] = {}
    for claim in claims:
        report = PurePosixPath(str(claim.get("report", ""))).stem
        if report not in golds:
            continue
        if claim["kind"] == "report":
            published[report] = claim.get("published")
            if "relevant" in claim:
                result.judged += 1
                result.judged_right += bool(claim["relevant"]) == golds[report]["is_relevant"]
            continue
        _check(result, claim, texts[report])
        one = as_commitment(claim) if claim["kind"] == "assurance" else claim
        by_report[report][one["kind"]].append(one)
    for report, gold in golds.items():
        result.dating.judge(gold.get("pub_date"), published.get(report))
        located = Located.of(texts[report])
        for kind, where in KINDS.items():
            found = [respelled(c, gold.get("aliases") or {}) for c in by_report[report][kind]]
            items = gold.get(where) or []
            _count(result, items, found, located, report=report, kind=kind, misses=misses)
    return result


def _check(result: Result, claim: Item, text: str) -> None:
    pieces = claim.get("evidence") or [{}]
    result.evidence += len(pieces)
    for piece in pieces:
        start, end, exact = piece.get("start"), piece.get("end"), piece.get("exact")
        placed = isinstance(start, int) and isinstance(end, int) and text[start:end] == exact
        result.broken += not (exact and placed)


def as_commitment(claim: Item) -> Item:
    """Turn an assurance into what a key lists it as: a commitment."""
    return {
        **claim,
        "kind": "commitment",
        "assurance": True,
        "obligors": claim.get("parties") or [claim.get("party")],
        "modality": claim.get("modality", "reaffirmed"),
    }


def respelled(claim: Item, aliases: Mapping[str, Sequence[str]]) -> Item:
    """Spell the names of a claim as the key does."""
    spelled = {form.lower(): name for name, forms in aliases.items() for form in forms}
    if not spelled:
        return claim
    changed = dict(claim)
    for role in ("person", "speaker"):
        if claim.get(role):
            changed[role] = spelled.get(str(claim[role]).lower(), claim[role])
    if claim.get("participants"):
        changed["participants"] = [
            {**one, "name": spelled.get(str(one.get("name")).lower(), one.get("name"))}
            if isinstance(one, dict)
            else spelled.get(str(one).lower(), one)
            for one in claim["participants"]
        ]
    return changed


def _count(
    result: Result,
    items: list[Item],
    claims: list[Item],
    text: Located,
    *,
    report: str,
    kind: str,
    misses: bool,
) -> None:
    tally = result.kinds[kind]
    pairs = pair(kind, items, claims, text)
    used = {one.claim for one in pairs}
    # What a page prints twice the key lists once: a second claim on those words is no error.
    twice = {fold(item["anchor"])[0].strip() for item in items if item.get("doubled")}
    spare = {j for j, c in enumerate(claims) if j not in used and repeats(c, twice)}
    tally.items += len(items)
    tally.claims += len(claims) - len(spare)
    tally.pairs += len(pairs)
    for one in pairs:
        for name, value in one.fields.items():
            tally.fields[name].append(value)
    if misses:
        hit = {one.item for one in pairs}
        missed = [item["anchor"] for i, item in enumerate(items) if i not in hit]
        result.remarks += [f"miss  {report} {kind}: {anchor}" for anchor in missed]
        extra = [c for j, c in enumerate(claims) if j not in used | spare]
        result.remarks += [f"extra {report} {kind}: {_first_words(c)}" for c in extra]


def repeats(claim: Item, twice: set[str]) -> bool:
    """Whether a claim rests on words that the page prints `twice`."""
    words = [fold(piece.get("exact", ""))[0].strip() for piece in claim.get("evidence") or ()]
    return any(one in anchor for one in words for anchor in twice)


def _first_words(claim: Item) -> str:
    return str(((claim.get("evidence") or [{}])[0]).get("exact", ""))[:100]


def render(result: Result) -> str:
    """Lay a result out as a table."""
    lines = [f"{'kind':14}{'key':>6}{'claims':>8}{'P':>7}{'R':>7}{'F1':>7}  fields"]
    for kind, tally in result.kinds.items():
        fields = " ".join(f"{name} {value:.2f}" for name, value in tally.accuracy().items())
        shares = f"{tally.precision:7.3f}{tally.recall:7.3f}{tally.f1:7.3f}"
        lines.append(f"{kind:14}{tally.items:6}{tally.claims:8}{shares}  {fields}".rstrip())
    lines.append(f"published     {result.dating}")
    lines.append(f"relevance     right {result.judged_right} of {result.judged}")
    lines.append(f"evidence      not verbatim {result.broken} of {result.evidence}")
    lines.append(f"macro F1 {result.macro:.3f} · micro F1 {result.micro:.3f}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Score claims against a key.")
    parser.add_argument("--key", type=Path, required=True)
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args(arguments)
    result = score(
        read_lines(given.key),
        read_lines(given.claims),
        read_texts(given.texts),
        misses=given.misses,
    )
    sys.stdout.write("\n".join([*result.remarks, render(result)]) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
