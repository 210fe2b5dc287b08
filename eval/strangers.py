"""How well a publisher is read that nobody has seen: leave one group of publishers out.

    python -m eval.strangers             train on all groups but one, read that one; all groups pooled
    python -m eval.strangers --rules     the rules alone
    python -m eval.strangers --losses    and what became of items and claims, kind by kind

Every threshold is chosen on the training groups of its fold. Where the texts (eval/keyed_reports.py)
are not there, it says so and ends with 0: they are no part of the repository.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eval import losses
from eval.keyed_reports import (
    COLLECTIONS,
    GROUPS,
    KeyedReport,
    MissingTextsError,
    load,
    plain_claims,
    texts_folder,
)
from eval.pairing import pair
from eval.score import KINDS as SCORED
from eval.score import Result, render, score
from servanda.extraction.detector.joint_reading import joint_claims
from servanda.extraction.detector.models import Models
from servanda.extraction.detector.proposal_vetoes import vetoed_because
from servanda.extraction.detector.proposals import KINDS, Group, Proposer

if TYPE_CHECKING:
    from eval.detector_training import Corpus, KnownScores
    from servanda.model import Claim

__all__ = ["Fold", "folds", "main", "read_fold", "result_of", "settings_of_all"]

_SHARES = (0.3, 0.4, 0.55, 0.7, 0.85, 1.0, 1.2, 1.4, 1.7)
"""Sentences that may propose, as a share of those that tell something: the thresholds that are tried."""
_LINKS = (-1.0, -0.5, 0.0, 0.5)
_MENDED_ON = "pool"
"""The collection whose misses rules were mended by: there rules look better than they are, so no threshold is chosen on it."""
_RULES_ONLY = ("structure",)
"""Kinds with too few examples: what folds choose for them is chance."""
_ALIKE = 0.005
"""F1 by which thresholds are as good as the best one: of those the lowest is taken, as curves are flat and chance picks the best."""
_NEVER = 99.0  # a threshold that no sentence reaches
_LEAST_PRECISION = {
    "promise": 0.72,
    "consultation": 0.85,
    "incident": 0.7,
    "capability": 0.6,
    "omission": 0.7,
}
"""Kinds of which false claims do most harm: no threshold below this precision is taken, if any reaches it."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Models trained without one group, with what chose their thresholds."""

    group: str
    models: Models
    scores: Mapping[int, KnownScores]


# -- training and thresholds -----------------------------------------------------------------


def folds(corpus: Corpus, groups: Sequence[str] = GROUPS) -> list[Fold]:
    """Train the models of every fold; thresholds rest on groups that their models have not seen."""
    from eval.detector_training import train_choosers

    inner = _inner_scores(corpus, groups)
    found = []
    for group in groups:
        choosers = train_choosers([r for r in corpus.reports if r.group != group])
        scores = inner[group]
        reports = [r for r in _not_mended_on(corpus.reports, groups) if r.group != group]
        models = Models(choosers, {}, {})
        proposers = [Proposer(r.reader, models, r.rules, scores[id(r)]) for r in reports]
        settings = _chosen(reports, proposers)
        found.append(Fold(group, Models(choosers, settings, {}), scores))
    return found


def _inner_scores(corpus: Corpus, groups: Sequence[str]) -> dict[str, dict[int, KnownScores]]:
    """Score each group by models without it, and without the fold's group where that is another."""
    from eval.detector_training import known_scores, sentence_scores, train_detectors, word_scores

    found: dict[str, dict[int, KnownScores]] = {group: {} for group in groups}
    for one, other in itertools.combinations_with_replacement(groups, 2):
        models = train_detectors(corpus, without={one, other})
        known = known_scores(
            corpus, sentence_scores(corpus, models["sentence"]), word_scores(corpus, models["word"])
        )
        for outer, left_out in {(one, other), (other, one)}:
            for report, scores in zip(corpus.reports, known, strict=True):
                if report.group == left_out:
                    found[outer][id(report)] = scores
    return found


def settings_of_all(
    trained: Sequence[Fold], reports: Sequence[KeyedReport]
) -> dict[str, dict[str, float]]:
    """Choose the thresholds that are shipped: on all groups, each scored by models that have not seen it."""
    by_group = {fold.group: fold for fold in trained}
    own = _not_mended_on(reports, by_group)
    folds_of = [by_group[r.group] for r in own]
    proposers = [
        Proposer(r.reader, fold.models, r.rules, fold.scores[id(r)])
        for r, fold in zip(own, folds_of, strict=True)
    ]
    return _chosen(own, proposers)


def _not_mended_on(reports: Iterable[KeyedReport], groups: Collection[str]) -> list[KeyedReport]:
    return [r for r in reports if r.group in groups and r.collection != _MENDED_ON]


def _chosen(
    reports: Sequence[KeyedReport], proposers: Sequence[Proposer]
) -> dict[str, dict[str, float]]:
    """Choose the thresholds of every kind by F1."""
    settings = {}
    for kind in KINDS:
        values = [
            p.scores.sentence(s)[kind]
            for r, p in zip(reports, proposers, strict=True)
            for s in r.discourse.parsed.sentences
        ]
        told = sum(len(r.sentences_told(kind)) for r in reports)
        ranked = np.sort(np.array(values))
        tried = [float(ranked[-max(2, int(told * share))]) for share in _SHARES]
        settings[kind] = _chosen_of_kind(kind, tried, reports, proposers)
    return settings


def _chosen_of_kind(
    kind: str, tried: Sequence[float], reports: Sequence[KeyedReport], proposers: Sequence[Proposer]
) -> dict[str, float]:
    """Choose the thresholds of one kind: of those that are precise enough, the lowest with as good as the best F1."""
    from eval.detector_training import SETTINGS

    chosen = {**SETTINGS[kind], "sentence": _NEVER, "slope": 1.0, "offset": 0.0}

    def figures(sentence: float, link: float) -> tuple[float, float]:
        given = {**chosen, "sentence": sentence, "link": link}
        made = (_let_through(p, p.groups(kind, given)) for p in proposers)
        return _f1_and_precision(kind, zip(reports, made, strict=True))

    if kind in _RULES_ONLY:
        return chosen
    found = [figures(value, chosen["link"]) for value in tried]
    smooth = [np.mean([f for f, _ in found[max(0, i - 1) : i + 2]]) for i in range(len(found))]
    least = _LEAST_PRECISION.get(kind, 0.0)
    precise = [i for i, (_, precision) in enumerate(found) if precision >= least] or [0]
    best = max(smooth[i] for i in precise)
    threshold = tried[max(i for i in precise if smooth[i] >= best - _ALIKE)]
    link = chosen["link"]
    if kind != "promise":
        link = max(_LINKS, key=lambda one: figures(threshold, one)[0])
    if figures(_NEVER, 0.0)[0] < figures(threshold, link)[0]:
        chosen |= {"sentence": threshold, "link": link}
    return chosen


def _let_through(proposer: Proposer, groups: Iterable[Group]) -> list[Group]:
    """Leave out what is made no claim of, and what is no more evidence for one."""
    found = []
    for group in groups:
        vetoed = group.added and vetoed_because(proposer.reader, group, proposer.claims) is not None
        if not vetoed:
            found.append(group)
        elif group.claim is not None:
            found.append(replace(group, added=[]))
    return found


def _f1_and_precision(
    kind: str, told: Iterable[tuple[KeyedReport, list[Group]]]
) -> tuple[float, float]:
    """Score groups by their evidence alone."""
    items = claims = pairs = 0
    scored = "commitment" if kind == "promise" else kind
    for report, groups in told:
        wanted = report.items(kind)
        items += len(wanted)
        claims += len(groups)
        if wanted and groups:
            rows = [_bare_row(report, scored, group) for group in groups]
            pairs += len(pair(scored, wanted, rows, report.located))
    return 2 * pairs / max(1, items + claims), pairs / max(1, claims)


def _bare_row(report: KeyedReport, kind: str, group: Group) -> dict[str, Any]:
    key = ("row", group.claim.id if group.claim else tuple(t.i for t in group.mentions))
    row = report.memo.get((kind, key))
    if row is None:
        row = {"kind": kind, "evidence": [], "participants": [], "obligors": []}
        if group.claim is not None:
            row = plain_claims(report, [group.claim])[0]
        report.memo[kind, key] = row
    parsed = report.discourse.parsed
    spans = [parsed.sentence_of(t) for t in group.added]
    more = [
        {"start": s.start, "end": s.end, "exact": parsed.content[s.start : s.end]} for s in spans
    ]
    return {**row, "evidence": [*row["evidence"], *more]}


# -- reading and scoring ---------------------------------------------------------------------


def read_fold(fold: Fold, report: KeyedReport) -> list[Claim]:
    """Read a report of the group that the models of a fold have not seen."""
    if not report.relevant:
        return []
    return joint_claims(report.reader, fold.models, report.rules, fold.scores[id(report)])


def result_of(
    reports: Sequence[KeyedReport], read: Callable[[KeyedReport], Iterable[Claim]]
) -> Result:
    """Score what `read` finds in reports."""
    rows: list[dict[str, Any]] = []
    for report in reports:
        rows += plain_claims(report, read(report))
        rows.append(_report_row(report))
    texts = {r.id: r.discourse.parsed.content for r in reports}
    return score([r.key for r in reports], rows, texts)


def _report_row(report: KeyedReport) -> dict[str, Any]:
    when = report.discourse.parsed.report.dating.when
    published = when.to_json() if when is not None else None
    return {
        "kind": "report",
        "report": report.id,
        "relevant": report.relevant,
        "published": published,
    }


def by_group(reports: Sequence[KeyedReport], read: Callable[[KeyedReport], Iterable[Claim]]) -> str:
    """Lay the F1 of every kind out by group, pooled last."""
    lines = [
        f"{'group':20}{'reports':>8}{'macro':>7}  " + " ".join(f"{k[:11]:>11}" for k in SCORED)
    ]
    for group in dict.fromkeys(r.group for r in reports):
        own = [r for r in reports if r.group == group]
        found = result_of(own, read)
        cells = " ".join(f"{found.kinds[k].f1:11.3f}" for k in SCORED)
        lines.append(f"{group:20}{len(own):8}{found.macro:7.3f}  {cells}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="eval.strangers", description="Leave one group of publishers out."
    )
    parser.add_argument(
        "--texts", type=Path, default=texts_folder(), help="where the keyed texts lie"
    )
    parser.add_argument("--rules", action="store_true", help="the rules alone")
    parser.add_argument("--losses", action="store_true", help="say where claims are lost")
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    given = parser.parse_args(arguments)
    try:
        reports = load(given.texts, ("open",) if given.rules else COLLECTIONS)
    except MissingTextsError as missing:
        sys.stdout.write(f"skipped: {missing}\n")
        return 0
    judged = [r for r in reports if r.collection == "open"]
    read: Callable[[KeyedReport], Iterable[Claim]]
    if given.rules:
        read = _by_rules
    else:
        from eval.detector_training import Corpus

        by_left_out = {fold.group: fold for fold in folds(Corpus(reports))}
        made = {id(r): read_fold(by_left_out[r.group], r) for r in judged}
        read = lambda report: made[id(report)]  # noqa: E731
    found = result_of(judged, read)
    sys.stdout.write(f"{render(found)}\n{by_group(judged, read)}\n")
    if given.losses:
        sys.stdout.write(f"{losses.table(judged, read)}\n")
    if given.json:
        given.json.write_text(
            json.dumps(found.figures(), indent=1, sort_keys=True), encoding="utf-8"
        )
    return 0


def _by_rules(report: KeyedReport) -> Iterable[Claim]:
    return report.rules if report.relevant else ()


if __name__ == "__main__":
    raise SystemExit(main())
