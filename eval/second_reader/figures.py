"""Two readers on keyed reports: the rules with the detector, a language model alone, and both together.

    python -m eval.second_reader.figures             the detector trained without the publishers that are judged
    python -m eval.second_reader.figures --shipped   as the package ships it, which was trained on these reports too
    python -m eval.second_reader.figures --write     keep the counts that the weights of agreement are fitted to

The model's answers were recorded (`recorded.py`); they pass the gate as in any reading. Exit status: 0, also where
the texts or keys are not there, which is said; 1 where claims stated as sure hold less often with the model than
without.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.judged import Judged
from eval.keyed_reports import KeyedReport, MissingTextsError, load, texts_folder
from eval.left_out_confidence import judged_claims, sure_of
from eval.score import Result
from eval.second_reader.counts import Count, Sort, save
from eval.second_reader.left_out import readings, shipped_readings
from eval.second_reader.recorded import answers_of, load_rows
from eval.strangers import result_of
from servanda.model import Claim
from servanda.model.second_opinion import Answer, Outcome, Proposed
from servanda.second_reader.agreement import joined
from servanda.second_reader.answer import proposals_of
from servanda.second_reader.gate import Gate
from servanda.second_reader.proposal import Weighed
from servanda.second_reader.reading_task import KINDS

__all__ = ["Read", "counted", "main", "read_twice", "tables"]

_ASKED = tuple("consultation commitment structure incident capability tenure omission".split())
"""The kinds that a model is asked for, as a key has them: an assurance is a commitment there."""
_SURE = 0.9
_FEW = 5  # items of a kind below which it is left out of the average


@dataclass(frozen=True, slots=True)
class Read:
    """One report as each reader reads it, and what became of each proposal."""

    report: KeyedReport
    rules: tuple[Claim, ...]
    model: tuple[Claim, ...]
    both: tuple[Claim, ...]
    proposed: tuple[Proposed, ...]


def read_twice(report: KeyedReport, rules: Sequence[Claim], answers: Iterable[Answer]) -> Read:
    """Let answers about a report pass the gate, alone and beside what the rules found."""
    gate = Gate(report.discourse.parsed)
    weighed: list[tuple[Answer, list[Weighed]]] = []
    for answer in sorted(answers, key=lambda one: one.id):
        proposals, unreadable = proposals_of(answer)
        weighed.append((answer, [*gate.weigh(proposals, answer.proposer), *unreadable]))
    own = tuple(one for one in rules if one.kind in KINDS)
    alone, _ = joined((), weighed)
    both, proposed = joined(own, weighed)
    return Read(report, own, alone, both, proposed)


# -- how well each reads ---------------------------------------------------------------------


_READERS: Mapping[str, Callable[[Read], tuple[Claim, ...]]] = {
    "rules": lambda one: one.rules,
    "llm": lambda one: one.model,
    "both": lambda one: one.both,
}


def tables(read: Sequence[Read]) -> str:
    """Lay out how well each reader reads, what became of proposals, and what is stated as sure."""
    of = {id(one.report): one for one in read}
    reports = [one.report for one in read]
    results = {
        name: result_of(reports, lambda report, get=get: get(of[id(report)]))
        for name, get in _READERS.items()
    }
    lines = [f"{len(read)} reports", "", _scores(results), "", _outcomes(read)]
    for name in ("rules", "both"):
        sure = ((one.claim.kind, one.claim.confidence, one.holds) for one in _judged(read, name))
        lines += ["", f"{name}:", sure_of(sure)]
    return "\n".join(lines)


def _judged(read: Iterable[Read], name: str) -> list[Judged]:
    return [one for each in read for one in judged_claims(each.report, _READERS[name](each))]


def _sure_share(read: Iterable[Read], name: str) -> float:
    """Return how many claims that a reader states as sure hold; 1 where it states none so."""
    sure = [one.holds for one in _judged(read, name) if one.claim.confidence >= _SURE]
    return sum(sure) / len(sure) if sure else 1.0


def _scores(results: Mapping[str, Result]) -> str:
    head = "".join(f"{name:>23}" for name in results)
    lines = [
        f"{'':20}{head}",
        f"{'kind':14}{'key':>6}" + f"{'P':>9}{'R':>7}{'F1':>7}" * len(results),
    ]
    for kind in _ASKED:
        tallies = [result.kinds[kind] for result in results.values()]
        shares = "".join(f"{t.precision:9.3f}{t.recall:7.3f}{t.f1:7.3f}" for t in tallies)
        lines.append(f"{kind:14}{tallies[0].items:6}{shares}")
    means = []
    for result in results.values():
        told = [result.kinds[kind] for kind in _ASKED if result.kinds[kind].items >= _FEW]
        sums = [(t.precision, t.recall, t.f1) for t in told]
        mean = [sum(part) / len(told) for part in zip(*sums, strict=True)] or [0.0, 0.0, 0.0]
        means.append(f"{mean[0]:9.3f}{mean[1]:7.3f}{mean[2]:7.3f}")
    lines.append(f"{'mean':20}{''.join(means)}")
    return "\n".join(lines)


def _outcomes(read: Iterable[Read]) -> str:
    every = [one for each in read for one in each.proposed]
    outcomes = Counter(one.outcome for one in every if one.outcome is not Outcome.NOTHING)
    grounds = Counter(one.ground for one in every if one.ground)
    said = ", ".join(f"{count} {one.value}" for one, count in outcomes.most_common())
    why = ", ".join(f"{count} {ground}" for ground, count in grounds.most_common())
    return f"{sum(outcomes.values())} proposals: {said}\nrefused: {why or 'none'}"


# -- counts ----------------------------------------------------------------------------------


def counted(read: Iterable[Read]) -> list[Count]:
    """Count which claims hold, by group, kind, stated confidence and what the other reader says of them."""
    found: Counter[tuple[str, str, Sort, float]] = Counter()
    held: Counter[tuple[str, str, Sort, float]] = Counter()
    for each in read:
        sorts = _sorts(each)
        stated = {one.id: one.confidence for one in each.rules}
        for one in judged_claims(each.report, each.both):
            claim = one.claim
            sort = sorts.get(str(claim.id), Sort.SILENT)
            known = 0.0 if sort is Sort.ALONE else stated[claim.id]
            key = each.report.group, claim.kind, sort, known
            found[key] += 1
            held[key] += one.holds
    return [Count(*key, claims, held[key]) for key, claims in sorted(found.items())]


def _sorts(read: Read) -> dict[str, Sort]:
    """Say of each claim about which a model proposed something what that was; agreement counts most."""
    found: dict[str, Sort] = {}
    order = {Outcome.DIFFERS: Sort.DIFFERS, Outcome.AGREES: Sort.AGREES, Outcome.CLAIM: Sort.ALONE}
    for outcome, sort in order.items():
        found |= {one.claim: sort for one in read.proposed if one.outcome is outcome}
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="eval.second_reader.figures")
    parser.add_argument("--texts", type=Path, default=texts_folder())
    parser.add_argument("--shipped", action="store_true", help="the detector as it is shipped")
    parser.add_argument("--write", action="store_true", help="keep the counts")
    given = parser.parse_args(arguments)
    rows = load_rows()
    ids = {row["id"] for row in rows}
    try:
        reports = load(given.texts, ("open",) if given.shipped else ("open", "r23", "wh"))
    except MissingTextsError as missing:
        sys.stdout.write(f"{missing}: nothing was measured\n")
        return 0
    reading = shipped_readings if given.shipped else readings
    rules = dict(reading(reports, ids))
    named = [
        replace(one, relevant=True) for one in reports if one.id in ids
    ]  # they were asked about
    answers = answers_of(named, rows)
    read = [read_twice(one, rules[one.id], answers[one.id]) for one in named]
    sys.stdout.write(f"{tables(read)}\n")
    if given.write and not given.shipped:
        save(counted(read))
    before, after = (_sure_share(read, name) for name in ("rules", "both"))
    if after < before:
        sys.stdout.write(
            f"FELL: of what is stated as sure {after:.4f} holds, {before:.4f} without\n"
        )
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
