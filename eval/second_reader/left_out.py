"""What the rules and the detector find in reports of publishers that neither was fitted to.

The shipped detector was trained on every keyed report, so beside a language model that never saw them it would
look better than it is. Here it is trained without each group of publishers in turn, and the confidence of
rules is fitted without it; the detector's thresholds stay the shipped ones, few numbers that chance moves little.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from eval.counts import Counted
from eval.fitting import with_unsure
from eval.keyed_reports import GROUPS, KeyedReport
from eval.left_out_confidence import by_rules, with_groups
from servanda.extraction.confidence import Effects, cues
from servanda.extraction.detector.joint_reading import joint_claims
from servanda.extraction.detector.models import Models, shipped
from servanda.extraction.reading import read_claims

if TYPE_CHECKING:
    from servanda.model import Claim

__all__ = ["readings", "shipped_readings"]


def shipped_readings(
    reports: Sequence[KeyedReport], ids: Collection[str]
) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Give the claims that the shipped reader finds in the named reports."""
    for report in reports:
        if report.id in ids:
            yield report.id, tuple(read_claims(report.discourse))


def readings(
    reports: Sequence[KeyedReport], ids: Collection[str]
) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Give the claims found in the named reports by readers that were fitted without their group."""
    from eval.detector_training import Corpus, train_choosers, train_detectors

    corpus = Corpus(reports)
    counted = with_groups(Counted.load(), by_rules(reports), "claims of the rules")
    known = shipped()
    settings = known.settings if known is not None else {}
    for group in GROUPS:
        wanted = [one for one in reports if one.group == group and one.id in ids]
        if not wanted:
            continue
        others = [one for one in reports if one.group != group]
        linear = train_detectors(corpus, without={group}) | train_choosers(others)
        effects = _without(counted, group)
        for report in wanted:
            yield report.id, _read(report, Models(linear, settings, {}), effects)


def _read(report: KeyedReport, models: Models, effects: Effects) -> tuple[Claim, ...]:
    found = joint_claims(report.reader, models, report.rules)
    return tuple(
        one if one.rule.startswith("detector.") else _stated(one, effects) for one in found
    )


def _without(counted: Counted, group: str) -> Effects:
    names = {f"open-{group}-{look}" for look in ("seen", "first")}
    return with_unsure([one for one in counted.counts if one.set not in names])


def _stated(claim: Claim, effects: Effects) -> Claim:
    sure = effects.confidence(claim.kind, claim.rule, cues(claim), claim.confidence)
    return replace(claim, confidence=round(sure, 2))
