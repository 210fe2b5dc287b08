"""What the stated confidence of rules is worth among strangers, and counts of it for the fit.

    python -m eval.left_out_confidence           as stated now, and as fitted without the group that is judged
    python -m eval.left_out_confidence --write   put the counts into eval/calibration.tsv and fit the table anew

Each group of publishers (`eval/keyed_reports.py`) is a set of counts of its own, so that a group can be judged
by a table that was fitted without it. Exit status: 0 done; 1 the texts or keys are missing (nothing is changed).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from eval.calibration import TABLE, table
from eval.counts import Counted
from eval.fitting import with_unsure
from eval.judged import Judged, judge_claims
from eval.keyed_reports import KeyedReport, MissingTextsError, load, plain_claims, texts_folder
from eval.reliability import render
from servanda.extraction.confidence import Effects, cues

if TYPE_CHECKING:
    from servanda.model import Claim

__all__ = ["by_rules", "judged_claims", "left_out", "main", "stated", "sure_of", "with_groups"]

_PREFIX = "open-"


def judged_claims(report: KeyedReport, claims: Sequence[Claim]) -> list[Judged]:
    """Judge claims of one keyed report; a report that is set aside has none."""
    if not report.relevant:
        return []
    texts = {report.id: report.discourse.parsed.content}
    by_id = {str(claim.id): claim for claim in claims}
    return list(judge_claims({report.id: report.key}, plain_claims(report, claims), by_id, texts))


def by_rules(reports: Iterable[KeyedReport]) -> dict[tuple[str, str], list[Judged]]:
    """Judge what the rules find, by group of publishers and by how the rules met the report.

    Claims bear the number that their reader gave them.
    """
    found: dict[tuple[str, str], list[Judged]] = {}
    for report in reports:
        if report.collection == "open":
            place = found.setdefault((report.group, _look(report)), [])
            place += judged_claims(report, report.rules)
    return found


def _look(report: KeyedReport) -> str:
    """Say whether misses of a report were looked at while rules were made (eval/README.md)."""
    odd = report.id[-1] in "13579"
    return "seen" if report.group == "state" or (report.group == "voa" and odd) else "first"


def with_groups(
    counted: Counted, judged: Mapping[tuple[str, str], Sequence[Judged]], told: str
) -> Counted:
    """Put the claims of each group in as sets of their own, in place of older ones."""
    for (group, look), claims in judged.items():
        counted = counted.with_set(f"{_PREFIX}{group}-{look}", look, claims, f"{look}, {told}")
    return counted


def stated(claims: Iterable[Judged], effects: Effects) -> list[Judged]:
    """Give judged claims, which bear their reader's number, the confidence that effects state."""
    return [
        replace(one, claim=replace(one.claim, confidence=_of(one.claim, effects))) for one in claims
    ]


def _of(claim: Claim, effects: Effects) -> float:
    return round(effects.confidence(claim.kind, claim.rule, cues(claim), claim.confidence), 2)


def left_out(
    counted: Counted, judged: Mapping[tuple[str, str], Sequence[Judged]]
) -> list[tuple[str, Judged]]:
    """State the confidence of each group's claims by effects fitted without that group."""
    found = []
    for group in dict.fromkeys(group for group, _ in judged):
        names = {f"{_PREFIX}{group}-{look}" for look in ("seen", "first")}
        effects = with_unsure([one for one in counted.counts if one.set not in names])
        for (other, _), claims in judged.items():
            if other == group:
                found += [(group, one) for one in stated(claims, effects)]
    return found


def sure_of(rows: Iterable[tuple[str, float, bool]], least: float = 0.9) -> str:
    """Lay out by name how many claims hold of those stated at least `least`; `rows`: name, stated, holds."""
    tally: dict[str, list[int]] = {}
    for name, confidence, holds in rows:
        if round(confidence, 2) >= least:
            for key in (name, "all"):
                row = tally.setdefault(key, [0, 0])
                row[0] += 1
                row[1] += holds
    lines = [f"{f'stated ≥ {least}':24}{'claims':>7}{'held':>6}{'share':>7}"]
    for key, (claims, held) in sorted(tally.items(), key=lambda row: (row[0] == "all", row[0])):
        lines.append(f"{key:24}{claims:7}{held:6}{held / claims:7.3f}")
    return "\n".join(lines)


def _sure(judged: Iterable[Judged]) -> str:
    return sure_of((one.claim.kind, one.claim.confidence, one.holds) for one in judged)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="eval.left_out_confidence")
    parser.add_argument("--texts", type=Path, default=texts_folder())
    parser.add_argument("--write", action="store_true", help="write the counts and the table")
    given = parser.parse_args(arguments)
    try:
        reports = load(given.texts, ("open",))
    except MissingTextsError as missing:
        sys.stderr.write(f"nothing was changed: {missing}\n")
        return 1
    judged = by_rules(reports)
    every = [one for claims in judged.values() for one in claims]
    old = Counted.load()
    told = "claims of the rules on the openly licensed reports, keys open/keys.jsonl"
    counted = with_groups(old, judged, told)
    stated_now = stated(every, with_unsure(old.counts))
    strange = [one for _, one in left_out(counted, judged)]
    now = f"{render(stated_now)}\n\n{_sure(stated_now)}"
    among = f"{render(strange)}\n\n{_sure(strange)}"
    sys.stdout.write(f"as stated now\n{now}\n\nfitted without the group that is judged\n{among}\n")
    if given.write:
        effects = with_unsure(counted.counts)
        counted.save()
        TABLE.write_text(table(counted, effects), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
